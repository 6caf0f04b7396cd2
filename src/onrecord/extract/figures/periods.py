"""For which time a figure holds: the date words of its sentence, resolved against the page's dating."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.types import Dating, Period, Span
from onrecord.words.dates import DateMention, Grain, resolve

# Characters between a figure and a day that is its own; a bare weekday must stand closer.
_NEAR, _RIGHT_BEHIND = 30, 7


def within(mentions: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    """The mentions that begin in [start, end); ``mentions`` are in the order of the text."""
    low = bisect_left(mentions, start, key=_start)
    return mentions[low : bisect_left(mentions, end, key=_start)]


def period_of(
    figure: Span, mentions: Sequence[DateMention], others: Sequence[Span], published: Dating | None
) -> tuple[Period, Span] | None:
    """The period of a figure and the words that it rests on; None where the sentence tells none.

    The nearest date behind the figure counts, unless another figure stands between; else the nearest before it. A bare
    weekday tells when something was said rather than what time was counted, so it counts only right behind the figure.
    """
    chosen = _chosen(figure, mentions, others)
    if chosen is None:
        return None
    days = _days(chosen, published)
    return None if days is None else (Period(*days), chosen.span)


def _chosen(figure: Span, mentions: Sequence[DateMention], others: Sequence[Span]) -> DateMention | None:
    behind = [m for m in mentions if m.span.start >= figure.end]
    before = [m for m in mentions if m.span.end <= figure.start]
    if behind and not _between(figure.end, behind[0].span.start, others):
        away = behind[0].span.start - figure.end
        limit = _RIGHT_BEHIND if _is_weekday(behind[0]) else _NEAR if _is_day(behind[0]) else away
        if away <= limit:
            return behind[0]
    for mention in reversed(before):
        if not _is_weekday(mention):
            return mention
    return next((m for m in behind if not _is_day(m)), None)


def _between(start: int, end: int, others: Sequence[Span]) -> bool:
    return any(start <= other.start < end for other in others)


def _is_weekday(mention: DateMention) -> bool:
    return mention.weekday is not None and mention.day is None and mention.end is None


def _is_day(mention: DateMention) -> bool:
    return mention.grain is Grain.DAY and mention.end is None and mention.relation not in ("since", "until", "by")


def _days(mention: DateMention, published: Dating | None) -> tuple[date, date] | None:
    if published is not None:
        days = resolve(mention, (published.earliest, published.latest))
        if days is None or days[0] <= published.latest or mention.ahead or not _is_open(mention):
            return days
        # What is counted has happened unless the clause looks forward.
        return resolve(_in_year(mention, days[0].year - 1), (published.earliest, published.latest))
    if mention.year is None:
        return None
    # The year is told, so any anchor gives the same days; only "since" would run to it.
    last = date(mention.year, 12, 31)
    days = resolve(mention, (last, last))
    return (days[0], date.max) if days is not None and mention.relation == "since" else days


def _is_open(mention: DateMention) -> bool:
    """A month or a day whose year is left open."""
    told = mention.year is not None or mention.year_shift is not None or mention.shift is not None
    return mention.month is not None and not told and mention.relation not in ("by", "until")


def _in_year(mention: DateMention, year: int) -> DateMention:
    return replace(mention, year=year, end=mention.end and _in_year(mention.end, year))


def _start(mention: DateMention) -> int:
    return mention.span.start
