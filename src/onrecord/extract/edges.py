"""Where the words of the model's reports begin and end, mended where the language itself tells.

The model judges word by word, so that it may stop inside a clause or run on into the next report. A rule that read the
same cue knows the clause's end; commas, "and" and "which" at an edge belong to no report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.phrases import Range
from onrecord.extract.reports import Report
from onrecord.extract.tokens import Paragraph
from onrecord.types import Span, Spans

_EDGES = frozenset((",", ";", ":", "–", "—", "-", "--"))
_LONGEST_ASIDE = 25
"""Words of a clause with "which" between a subject and its verb."""


def mended(p: Paragraph, report: Report, ruled: Sequence[Report], language: str) -> Report:
    """The report with the edges of its words and of its cue set right; ``ruled`` are the rules' in the paragraph."""
    g = grammar(language)
    cue = tuple(_spans(p, [_bare(p, *_range(p, span)) for span in report.cue]))
    parts = [_bare(p, *_range(p, span)) for span in report.content]
    same = next((r for r in ruled if _shares(r, report) and r.content[-1].end > r.cue[0].end), None)
    behind = bool(report.cue) and report.content[0].start >= report.cue[-1].end
    if behind and len(parts) == 1 and _takes_person(p, cue, language):
        parts = [_from_that(p, *parts[0], g, language)]
    of_noun = report.source is not None and report.source.of(p.text).lower() in g.relatives
    if behind and same is not None and not of_noun:
        parts[-1] = _finished(p, *parts[-1], p.index(same.content[-1].end), g)
        parts[-1] = _before_next(p, parts[-1], same, ruled, g)
    parts = [_complete(p, *part, g) for part in parts]
    return replace(report, content=tuple(_spans(p, parts)) or report.content, cue=cue or report.cue)


def _takes_person(p: Paragraph, cue: Spans, language: str) -> bool:
    """A verb of telling somebody, or a noun of what is told with its owner: "told", "expressed his"."""
    low = [p.low[k] for span in cue for k in range(*_range(p, span))]
    owners = grammar(language).male | grammar(language).female
    return any(w in lexicon(language).addressed for w in low) or any(w in owners for w in low[-1:])


def _shares(rule: Report, report: Report) -> bool:
    """The rule read the same cue, and what it credits begins where the report's words do, or nearly."""
    cued = any(mine.meets(theirs) for mine in rule.cue for theirs in report.cue)
    return cued and rule.content[0].meets(report.content[0])


def _range(p: Paragraph, span: Span) -> Range:
    return p.index(span.start), p.index(span.end)


def _spans(p: Paragraph, parts: Sequence[Range]) -> Iterator[Span]:
    for part in parts:
        span = p.stretch(*part)
        if span is not None:
            yield span


def _bare(p: Paragraph, first: int, last: int) -> Range:
    while first < last and p.word[first] in _EDGES:
        first += 1
    while last > first and p.word[last - 1] in _EDGES:
        last -= 1
    return first, last


def _from_that(p: Paragraph, first: int, last: int, g: Grammar, language: str) -> Range:
    """ "told the | leaders that …": one word of who was told has slipped in before the "that"."""
    if first + 2 >= last or p.low[first + 1] not in g.complementizers or p.quote[first] >= 0:
        return first, last
    word = p.low[first]
    plain = word not in g.determiners and word not in g.complementizers and word not in lexicon(language).frames
    return (first + 1, last) if plain else (first, last)


def _finished(p: Paragraph, first: int, last: int, stop: int, g: Grammar) -> Range:
    """To ``stop``, where the words break off before their verb or behind a small word that needs another."""
    if last >= stop or first >= last:
        return first, last
    small = p.low[last - 1]
    open_ = (small in g.determiners and p.word[last - 1][0].islower()) or (small in g.links and small not in g.adverbs)
    return (first, stop) if open_ or _verb_follows(p, last, stop, g) else (first, last)


def _verb_follows(p: Paragraph, k: int, stop: int, g: Grammar) -> bool:
    """ "that the bank, | its owner, had asked", "that tariffs, | which hurt many, will …"."""
    if k + 1 < stop and p.word[k] == "," and p.low[k + 1] in g.relatives:
        k = next((j for j in range(k + 1, min(stop, k + _LONGEST_ASIDE)) if p.word[j] == ","), stop)
    if k < stop and p.word[k] == ",":
        k += 1
    return k + 1 < stop and p.low[k] in g.auxiliaries and p.low[k + 1] not in g.subject_pronouns


def _before_next(p: Paragraph, part: Range, same: Report, ruled: Sequence[Report], g: Grammar) -> Range:
    """ "said that it was late and warned of …": up to the joint where the same source says another thing."""
    first, last = part
    stop = p.index(same.content[-1].end)
    if not first < stop < last or p.low[stop] not in g.additives:
        return part
    if any(p.low[k] in g.subordinators and p.low[k] not in g.comparatives for k in range(first + 1, stop)):
        return part
    for r in ruled:
        shared = r.rule == "elided" and r.source == same.source and r.cue
        if shared and first < p.index(r.cue[0].start) < last and p.low[p.index(r.start)] not in g.infinitives:
            return first, stop
    return part


def _complete(p: Paragraph, first: int, last: int, g: Grammar) -> Range:
    """Without an "and", a ", which" or the first word of the next sentence at the end."""
    while last > first + 1 and p.quote[last - 1] < 0:
        low, before = p.low[last - 1], p.word[last - 2]
        loose = low in g.additives or (low in g.relatives and before in _EDGES) or (low in g.articles and before == ".")
        if not loose and p.word[last - 1] not in _EDGES:
            break
        last -= 1
    return first, last
