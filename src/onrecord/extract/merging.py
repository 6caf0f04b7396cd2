"""The trained reader's reports and the rules': the model leads where it reads, the rules add what it leaves out.

The model knows who said what in plain reports; reports inside reports, quotations that lean on a neighbour and words
said before their pointer ("This was stated by …") are the rules'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.reports import Report
from onrecord.extract.tokens import Paragraph
from onrecord.types import Span

_QUOTATIONS = frozenset(("fronted", "inverted", "quoted", "goes on", "carried over", "carried on", "introduced"))
_RETELLING = frozenset(("according", "fronted", "inverted"))
_MOST = 0.75
_EDGES = " \t,;:–—-\u00a0"
_FIRM = frozenset(("anaphora", "according", "that", "participle"))
"""Rules that are added whatever they find: they cost the reader nothing on annotated news, and help on other pages."""


def merged(p: Paragraph, tagged: Sequence[Report], ruled: Sequence[Report]) -> list[Report]:
    """The reports of one paragraph; those inside others point to them by their place in the list."""
    out = [_told(_trimmed(p.text, report), ruled) for report in tagged]
    for report in ruled:
        inner = _retold(report, tagged)
        if inner is not None:
            out[inner] = replace(out[inner], inside=len(out))
            out.append(replace(report, inside=None))
        elif not any(_meet(report, other) for other in out) and (report.rule in _FIRM or _is_quoted(p, report)):
            out.append(replace(report, inside=None))
    return out


def _trimmed(text: str, report: Report) -> Report:
    """Without commas, colons and dashes at the edges of its words."""
    parts = []
    for span in report.content:
        start, end = span.start, span.end
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if start < end:
            parts.append(Span(start, end))
    return replace(report, content=tuple(parts)) if parts else report


def _told(report: Report, ruled: Sequence[Report]) -> Report:
    """The model's report with the addressee that a rule found beside the same cue."""
    for other in ruled:
        if other.addressee and any(mine.meets(theirs) for mine in report.cue for theirs in other.cue):
            return replace(report, addressee=other.addressee)
    return report


def _retold(report: Report, tagged: Sequence[Report]) -> int | None:
    """The model's report, source, cue and words, that "…, as reported by X" retells whole; None where there is none."""
    if report.rule not in _RETELLING or len(report.content) > 1:
        return None
    for number, other in enumerate(tagged):
        parts = (*other.content, *other.cue, *((other.source,) if other.source else ()))
        words = sum(part.end - part.start for part in parts)
        whole = len(parts) > 2 and words >= _MOST * (report.stretch.end - report.stretch.start)
        if whole and all(report.content[0].covers(part) for part in parts):
            return number
    return None


def _meet(report: Report, other: Report) -> bool:
    return any(mine.meets(theirs) for mine in report.content for theirs in other.content)


def _is_quoted(p: Paragraph, report: Report) -> bool:
    return report.rule in _QUOTATIONS and any(p.quote[p.index(span.start)] >= 0 for span in report.content)
