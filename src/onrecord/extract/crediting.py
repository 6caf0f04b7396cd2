"""Reports to speakers: who is credited with each, the body first, in its order, then the headlines that it explains."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.extract.memory import Credit, Standing
from onrecord.extract.reports import Report
from onrecord.extract.sources import Sources
from onrecord.extract.tokens import Paragraph
from onrecord.types import Span, SpeakerKind

_OPENING = "\"“„«‘'"
_LOST = "marks lost"
_HUMAN = (SpeakerKind.PERSON, SpeakerKind.OFFICE, SpeakerKind.GROUP)


def credits_of(
    reports: Sequence[Report], headlines: int, paragraph_at: Callable[[int], Paragraph], sources: Sources
) -> list[Credit | None]:
    """Who is credited with each report, None where nobody is told.

    ``headlines`` is how many reports, the first ones, stand in headlines; an enclosing report comes before those inside
    it. A mention that several reports share is resolved once.
    """
    known: dict[Span, Credit | None] = {}
    out: list[Credit | None] = [None] * len(reports)
    for index in [*range(headlines, len(reports)), *range(headlines)]:
        report = reports[index]
        span = report.credited
        if span is None:
            out[index] = _going_on(reports, out, index, paragraph_at, sources)
            continue
        if span in known:
            credit = known[span]
            if credit is not None:
                sources.remember(credit)
        else:
            p = paragraph_at(span.start)
            first = _word_at(p, span.start)
            standing = _standing(report, reports, out, headline=index < headlines, quoted=p.quote[first] >= 0)
            credit = known[span] = sources.resolve(p, first, p.index(span.end), standing)
        if report.rule == _LOST:
            credit = _of_lost(report, span, credit, paragraph_at, sources)
        out[index] = credit
        told = out[_outermost(reports, index)]
        if report.inside is not None and told is not None:
            sources.remember(told)  # the next "she" is who told it, not who was told of
    return out


def _outermost(reports: Sequence[Report], index: int) -> int:
    while (outer := reports[index].inside) is not None:
        index = outer
    return index


def _word_at(p: Paragraph, offset: int) -> int:
    """The word that an offset stands in, or the next one."""
    k = p.index(offset)
    return k - 1 if k and p.end[k - 1] > offset else k


def _standing(
    report: Report, reports: Sequence[Report], out: Sequence[Credit | None], *, headline: bool, quoted: bool
) -> Standing:
    outer = reports[report.inside] if report.inside is not None else None
    voice = out[report.inside] if report.inside is not None else None
    return Standing(
        headline=headline,
        label=report.rule.startswith("turn"),
        voice=voice,
        spoken=outer is not None and (outer.spoken or quoted),
        aside=outer is not None,
    )


def _going_on(
    reports: Sequence[Report],
    out: Sequence[Credit | None],
    index: int,
    paragraph_at: Callable[[int], Paragraph],
    sources: Sources,
) -> Credit | None:
    """A verb without a source goes on from the report before it in its sentence, or from the sentence's subject."""
    report = reports[index]
    if not report.cue or report.inside is not None:
        return None
    p = paragraph_at(report.cue[0].start)
    cue = p.index(report.cue[0].start)
    if not sources.goes_on(p, cue):
        return None
    last, credit = (reports[index - 1], out[index - 1]) if index else (report, None)
    if credit is not None and last.cue and p.span.covers(last.cue[0]) and last.cue[0].start < report.cue[0].start:
        before = p.index(last.cue[0].start)
        if bisect_right(p.sentences, (before + 1,)) == bisect_right(p.sentences, (cue + 1,)):
            return replace(credit, rule="credited in the same sentence", score=0.6)
    return sources.subject_of(p, cue)


def _of_lost(
    report: Report, span: Span, credit: Credit | None, paragraph_at: Callable[[int], Paragraph], sources: Sources
) -> Credit | None:
    """A block quotation is the person's of whom the paragraph before told last; an outlet does not say "I"."""
    before = paragraph_at(max(0, report.start - 1))
    since = span.end if credit is not None and credit.speaker.kind in _HUMAN else 0
    told = sources.person_told_before(before, since) if before.span.end <= report.start else None
    if told is not None:
        return told
    if credit is None or credit.speaker.kind in _HUMAN:
        return credit
    recent = sources.memory.recent
    return replace(recent[0], rule="last person credited", score=0.5) if recent else credit
