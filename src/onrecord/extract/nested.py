"""Reports inside the words of a report: "A said that B had told her …", "“B told me that …”, A said".

The words said are read like a page of their own, their marks taken off, and what is found there is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.extract.attribution import attributions
from onrecord.extract.cues import Frame, lexicon
from onrecord.extract.reports import Report, manner_of
from onrecord.extract.scene import COMMAS, Attribution, Scene, scene
from onrecord.extract.tokens import Paragraph, excerpt
from onrecord.types import Span, Spans

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
    place: dict[int, int] = {}
    held: dict[int, list[Report]] = {}
    for report in reports:
        if report.inside is not None:
            held.setdefault(report.inside, []).append(report)
    for index, report in enumerate(reports):
        place[index] = len(out)
        out.append(replace(report, inside=None if report.inside is None else place.get(report.inside)))
        taken = held.get(index, ())
        _add(out, place[index], paragraph_at(report.start), language, taken, DEEPEST)
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
        a = _of_those(s, a)
        leans = a.shape in _LEANING and not any(b.source for b in told)
        if not leans and _tells(s, a) and _is_other(s, a, own=own) and not any(_holds(b, a) for b in told):
            told.append(a)
            yield a


def _holds(outer: Attribution, inner: Attribution) -> bool:
    first, last = inner.cue
    return any(start <= first and last <= end for start, end in outer.content)


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
    if a.source is None:
        return False
    low = s.p.low[a.source[0] : a.source[1]]
    if low[0] in s.g.nobody or low[0] in s.g.relatives or low[0] in s.g.complementizers:
        return False
    if len(low) > 1:
        return True
    if own:
        return low[0] not in s.g.first_person and low[0] not in s.g.second_person
    says = a.addressee is not None or s.p.low[a.cue[0]] in s.lex.irregular
    return low[0] not in s.g.subject_pronouns or says


def _of_those(s: Scene, a: Attribution) -> Attribution:
    """ "Those who say that it is late are wrong": their words end before the verb of the sentence."""
    if a.source is None or s.p.low[a.source[0]] not in s.g.relatives or a.source[0] <= s.lo:
        return a
    whose = a.source[0] - 1
    if s.p.low[whose] not in s.g.standing:
        return a
    first, last = a.content[0]
    verbs = [
        k
        for k in range(first, last)
        if s.p.low[k] in s.g.auxiliaries or (s.p.word[k][0].islower() and s.p.low[k].endswith(s.g.endings.finite))
    ]
    main = next((k for k in verbs[1:] if s.p.low[k - 1] not in s.g.auxiliaries), last)
    comma = next((k for k in range(first, main) if s.p.word[k] in COMMAS), main)
    return replace(a, source=(whose, whose + 1), content=((first, comma),))


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
