"""The trained reader's reports and the rules': the model leads where it reads, the rules add what it leaves out.

The model knows who said what in plain reports; reports inside reports, quotations that lean on a neighbour and words
said before their pointer ("This was stated by …") are the rules'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.edges import mended
from onrecord.extract.reports import Report, is_attitude, is_speech, manner_of
from onrecord.extract.tokens import Paragraph
from onrecord.types import Manner

_QUOTATIONS = frozenset(("fronted", "inverted", "quoted", "goes on", "carried over", "carried on", "introduced"))
_RETELLING = frozenset(("according", "fronted", "inverted"))
_MOST = 0.75
_LIKELY = 0.55
"""Chosen on annotated news (PolNeAR, development part), where it changes little, for the sake of other pages."""
_FIRM = frozenset(("anaphora", "according", "that", "participle", "elided", "valued"))
"""Rules that are added whatever they find: they cost the reader nothing on annotated news, and help on other pages."""


def merged(p: Paragraph, tagged: Sequence[Report], ruled: Sequence[Report], language: str) -> list[Report]:
    """The reports of one paragraph; those inside others point to them by their place in the list."""
    told = [report for report in tagged if not _only_points(report, ruled) and _is_told(p, report, language)]
    out = [_told(mended(p, report, ruled, language), ruled) for report in told]
    read = len(out)
    for report in ruled:
        inner = _retold(report, out[:read])
        if inner is not None:
            out[inner] = replace(out[inner], inside=len(out))
            out.append(replace(report, inside=None))
        elif _may_be_added(p, report) and not any(_meet(report, other) for other in out):
            out.append(report)
            if report.inside is not None:
                out[-1] = replace(report, inside=len(out))
                out.append(replace(ruled[report.inside], inside=None))
    return out


def _may_be_added(p: Paragraph, report: Report) -> bool:
    return report.rule in _FIRM or _is_quoted(p, report)


def _is_told(p: Paragraph, report: Report, language: str) -> bool:
    """Somebody is credited with words; words of nobody and mere attitudes need marks, or a better score."""
    doubtful = report.source is None or is_attitude(p, report, language)
    return not doubtful or report.score >= _LIKELY or manner_of(p, report) is Manner.DIRECT


def _only_points(report: Report, ruled: Sequence[Report]) -> bool:
    """Its words are the "This was stated" that credits the sentence before."""
    pointers = (span for other in ruled if other.rule == "anaphora" for span in other.cue)
    return any(part.meets(span) for span in pointers for part in (*report.content, *report.cue))


def _told(report: Report, ruled: Sequence[Report]) -> Report:
    """The model's report with what a rule found beside the same cue: the addressee, and who said these very words
    where the model names nobody.
    """
    for other in ruled:
        if any(mine.meets(theirs) for mine in report.cue for theirs in other.cue):
            if report.source is None and other.content == report.content:
                report = replace(report, source=other.source, credited=other.credited)
            if other.addressee:
                return replace(report, addressee=other.addressee)
    return report


def _retold(report: Report, tagged: Sequence[Report]) -> int | None:
    """The model's report, source, cue and words, that "…, as reported by X" retells whole; None where there is none."""
    if report.rule not in _RETELLING or len(report.content) > 1:
        return None
    for number, other in enumerate(tagged):
        parts = (*other.content, *other.cue, *((other.source,) if other.source else ()))
        words = sum(part.end - part.start for part in parts)
        whole = len(parts) == 3 and words >= _MOST * (report.stretch.end - report.stretch.start)
        if whole and all(report.content[0].covers(part) for part in parts):
            return number
    return None


def _meet(report: Report, other: Report) -> bool:
    return any(mine.meets(theirs) for mine in report.content for theirs in other.content)


def _is_quoted(p: Paragraph, report: Report) -> bool:
    """Its words are a quotation, or hold one that is no title or term."""
    if report.rule not in _QUOTATIONS:
        return False
    return any((n := p.quote[p.index(span.start)]) >= 0 and is_speech(p, p.quotes[n]) for span in report.content)
