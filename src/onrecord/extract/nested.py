"""Reports inside the words of a report: "A said that B had told her …", "“B told me that …”, A said".

The words said are read like a page of their own, their marks taken off, and what is found there is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.extract.attribution import attributions, holds
from onrecord.extract.cues import Frame, lexicon
from onrecord.extract.phrases import subject_before
from onrecord.extract.reports import Report, is_speech, manner_of
from onrecord.extract.scene import COMMAS, Attribution, Scene, scene
from onrecord.extract.tokens import Paragraph, excerpt
from onrecord.types import Span, Spans

_NEAR = 3
DEEPEST = 4
"""A told B that C had said that D promised: reports deeper inside each other are not read."""
_TRUST = 0.8
_LEANING = frozenset(("participle", "elided"))
"""Shapes that take their source from a report before them in the sentence."""
_MARKS = "\"“„«‘'"
_END_MARKS = "\"”“»’'"


def with_nested(reports: Sequence[Report], paragraph_at: Callable[[int], Paragraph], language: str) -> list[Report]:
    """The reports in their order, each followed by those inside its words; links point into the new list."""
    out: list[Report] = []
    place: list[int] = []
    held: dict[int, list[Report]] = {}
    for report in reports:
        if report.inside is not None:
            held.setdefault(report.inside, []).append(report)
    for index, report in enumerate(reports):
        place.append(len(out))
        out.append(report)
        _add(out, place[-1], paragraph_at(report.start), language, held.get(index, ()), DEEPEST)
    for report, at in zip(reports, place, strict=True):
        if report.inside is not None:
            out[at] = replace(report, inside=place[report.inside])
    return out


def _add(out: list[Report], outer: int, p: Paragraph, language: str, taken: Sequence[Report], depth: int) -> None:
    """Append what stands inside the words of ``out[outer]``, and inside that in turn."""
    for report in nested_in(p, out[outer], language):
        if not any(_shares_cue(report, other) for other in taken):
            out.append(replace(report, inside=outer))
            if depth > 1:
                _add(out, len(out) - 1, p, language, (), depth - 1)


def _shares_cue(report: Report, other: Report) -> bool:
    return any(mine.meets(theirs) for mine in report.cue for theirs in other.cue)


def nested_in(p: Paragraph, outer: Report, language: str) -> list[Report]:
    """The reports right inside the words of one report, whose ``inside`` is left open."""
    first, last = p.index(outer.start), p.index(outer.content[-1].end)
    if lexicon(language).starts.isdisjoint(p.low[first:last]):
        return []
    marked = all(is_marked(p.text, span) for span in outer.content)
    own = outer.spoken or marked
    said = excerpt(p, outer.content, language, bare=marked)
    if not marked:
        speech = {n for n in set(said.quote) if n >= 0 and is_speech(p, p.quotes[n])}
        said.quote = [n if n in speech else -1 for n in said.quote]
    out: list[Report] = []
    for number, (lo, hi) in enumerate(said.sentences):
        s = _without_opening(scene(said, lo, hi, language), number)
        out += [_report(said, a, outer.content) for a in _others(s, own=own) if s.lo < s.hi]
    return [report for report in out if report.content and report.content != outer.content]


def is_marked(text: str, span: Span) -> bool:
    """Quotation marks stand at both ends."""
    return text[span.start] in _MARKS and text[span.end - 1] in _END_MARKS


def _without_opening(s: Scene, number: int) -> Scene:
    """Behind the "that" of the words said."""
    lo = s.lo
    while not number and lo < s.hi and s.p.low[lo] in s.g.complementizers:
        lo += 1
    return replace(s, lo=lo)


def _others(s: Scene, *, own: bool) -> Iterator[Attribution]:
    """Reports of somebody other than who speaks; ``own``: the words are direct speech, where "I" is who speaks."""
    told: list[Attribution] = []
    for a in attributions(s) if s.lo < s.hi else ():
        a = _of_relative(s, a)
        leans = a.shape in _LEANING and not any(b.source for b in told)
        if not leans and _tells(s, a) and _is_other(s, a, own=own) and not any(holds(b, a.cue) for b in told):
            told.append(a)
            yield a


def _tells(s: Scene, a: Attribution) -> bool:
    """Words or a promise are reported, neither an attitude nor what was not said or may not be."""
    first, last = a.cue
    form = " ".join(s.p.low[first:last])
    begin = a.source[0] if a.source and a.source[0] < first else first
    behind = a.source[1] if begin < first and a.source else first
    if form in s.lex.attitudes or any(w in s.g.negations for w in s.p.low[behind:first]):
        return False
    if begin > s.lo and s.p.low[begin - 1] in s.g.conditions:
        return False
    if a.shape == "object":
        return bool(s.lex.frames.get(form, Frame.NONE) & Frame.INTEND)
    return a.shape != "wh" or a.addressee is not None


def _is_other(s: Scene, a: Attribution, *, own: bool) -> bool:
    """Somebody is named who is neither the one who speaks, nor the one spoken to, nor nobody.

    In indirect speech a pronoun that thinks, asks or agrees is the speaker; one that says or tells is not.
    """
    g, low = s.g, s.p.low
    if a.source is None:
        near = range(max(s.lo, a.cue[0] - _NEAR), min(s.hi, a.cue[1] + _NEAR))
        return own and any(low[k] in g.first_person for k in near)  # "me ha dicho que …"
    named = low[a.source[0] : a.source[1]]
    loose = len(named) == 1 and ((named[0] in g.relatives and a.source[0] > s.lo) or named[0] in g.complementizers)
    if named[0] in g.nobody or loose:
        return False
    if own:
        own_words = g.first_person | g.second_person | g.auxiliaries
        return not (all(w in own_words for w in named) or (named[0] in g.first_person and named[0] in g.proclitics))
    says = a.addressee is not None or low[a.cue[0]] in s.lex.irregular
    return len(named) > 1 or named[0] not in g.subject_pronouns or says


def _of_relative(s: Scene, a: Attribution) -> Attribution:
    """A relative stands for its noun: "the engineer, who promised that …", "Those who say that it is late are wrong".

    In the last the words end before the verb of the sentence.
    """
    if a.source is None or a.source[1] - a.source[0] > 1 or s.p.low[a.source[0]] not in s.g.relatives:
        return a
    whose = max(s.lo, a.source[0] - 1)
    asks = s.hi < len(s.p.word) and s.p.word[s.hi] == "?"
    if s.p.low[whose] in s.g.standing or (a.source[0] == s.lo and not asks):
        first, last = a.content[0]
        return replace(a, source=(whose, whose + 1), content=((first, _main_verb(s, first, last)),))
    noun = subject_before(s.p, s.lo, whose, s.g, s.lex) if s.p.word[whose] == "," else None
    if noun is None:
        return a
    led = [k for k in range(*noun) if s.p.low[k] in s.g.prepositions and s.p.low[k] not in s.g.name_links]
    return replace(a, source=(led[-1] + 1, noun[1]) if led and led[-1] + 1 < noun[1] else noun)


def _main_verb(s: Scene, first: int, last: int) -> int:
    """Where a clause that is a subject ends: before a comma, a quotation, or its second verb."""
    verbs = 0
    for k in range(first, last):
        low = s.p.low[k]
        if s.p.word[k] in COMMAS or s.p.word[k] in _MARKS:
            return k
        noun = k + 1 < last and s.p.low[k + 1] in s.g.auxiliaries  # "the cranes are", not "he raises cranes"
        verb = s.p.word[k][0].islower() and low.endswith(s.g.endings.finite) and not noun
        finite = low in s.g.auxiliaries or verb
        if finite and s.p.low[k - 1] not in s.g.auxiliaries:
            verbs += 1
            if verbs == 2:
                return k
    return last


def _report(p: Paragraph, a: Attribution, within: Spans) -> Report:
    content = tuple(part for first, last in a.content for part in _clipped(p.stretch(first, last), within))
    cue = _clipped(p.stretch(*a.cue), within)
    source = p.stretch(*a.source) if a.source else None
    addressee = p.stretch(*a.addressee) if a.addressee else None
    report = Report(content, cue, source, source, f"inner {a.shape}", a.score * _TRUST, addressee)
    return replace(report, manner=manner_of(p, report))


def _clipped(span: Span | None, within: Spans) -> Spans:
    """The parts of a span that belong to the words said: a "he said" between them does not."""
    if span is None:
        return ()
    parts = ((max(span.start, other.start), min(span.end, other.end)) for other in within)
    return tuple(Span(start, end) for start, end in parts if start < end)
