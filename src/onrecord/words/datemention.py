"""What a date expression says, and the days that it means for a page of a known time."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from onrecord.types import Span

Days = tuple[date, date]


class Grain(StrEnum):
    """How long a stretch of time the words name."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    PART = "part"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression: what its words say and no more; ``resolve`` turns it into days.

    ``months`` are the first and last month of a part of a year (the last one smaller: it runs into the next year).
    ``shift`` counts steps of ``grain`` from the page's own (yesterday: day, -1); beside a weekday, a month or a season
    it is the step that the words name ("last Friday": -1). ``year_shift`` is a year told relative to the page's.
    ``relation`` is the preposition's sort (since, from, until, by, before, after, for, in) or empty. ``ahead`` says
    that the clause looks forward. ``swapped`` marks a numeric date whose day and month may be the other way round.
    ``end`` is the last part of a range.
    """

    span: Span
    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    months: tuple[int, int] | None = None
    shift: int | None = None
    year_shift: int | None = None
    relation: str = ""
    ahead: bool = False
    swapped: bool = False
    end: DateMention | None = None


def resolve(mention: DateMention, anchor: Days) -> Days | None:
    """The days that the mention means on a page written within ``anchor``, both ends included.

    "Since" runs to the end of the anchor, "until" and "before" start at ``date.min``; a weekday is the last one before
    the page unless its clause looks forward; a month or day without a year is the nearest, the past favoured two to
    one. None where no such day exists in the calendar.
    """
    try:
        low, high = _at(mention, anchor[0]), _at(mention, anchor[1])
    except (ValueError, OverflowError):
        return None
    first, last = min(low[0], high[0]), max(low[1], high[1])
    if mention.end is None:
        if mention.relation == "since":
            return first, max(last, anchor[1])
        if mention.relation == "until":
            return date.min, last
        if mention.relation == "before":
            return (date.min, first - timedelta(1)) if first > date.min else None
    return first, last


def month_days(year: int, month: int, last_month: int | None = None) -> Days:
    """From the first day of one month to the last of another; a smaller last month lies in the next year."""
    last_month = last_month or month
    last_year = year + (last_month < month)
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def _at(mention: DateMention, today: date) -> Days:
    if mention.end is not None:
        return _range(replace(mention, end=None), mention.end, today)
    if mention.year is not None or mention.year_shift is not None:
        year = mention.year if mention.year is not None else today.year + (mention.year_shift or 0)
        return _in_year(mention, year)
    if mention.month is not None or mention.months is not None:
        return _nearest_year(mention, today)
    if mention.weekday is not None:
        day = _weekday(mention, today)
        return day, day
    return _shifted(mention.grain, mention.shift or 0, today)


def _range(start: DateMention, end: DateMention, today: date) -> Days:
    first = _at(start, today)
    last = _at(end, first[0] if end.year is None and end.year_shift is None and end.shift is None else today)
    if last[1] < first[0] and end.month is not None and end.year is None and end.year_shift is None:
        last = _in_year(end, last[1].year + 1)
    if last[1] < first[0] and end.weekday is not None and end.month is None:
        last = (last[0] + timedelta(7), last[1] + timedelta(7))
    return min(first[0], last[0]), max(first[1], last[1])


def _in_year(mention: DateMention, year: int) -> Days:
    if mention.months is not None:
        return month_days(year, *mention.months) if mention.month is None else _part_of_month(mention, year)
    if mention.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if mention.day is None:
        return month_days(year, mention.month)
    day = date(year, mention.month, mention.day)
    return day, day


def _part_of_month(mention: DateMention, year: int) -> Days:
    """ "Early March": thirds of a month after the part's place in its year."""
    first, last = month_days(year, mention.month or 1)
    low, high = mention.months or (1, 12)
    return first.replace(day=1 + (low - 1) * last.day // 12), first.replace(day=max(1, high * last.day // 12))


def _nearest_year(mention: DateMention, today: date) -> Days:
    """Without a year: the one that lies nearest, a past one favoured two to one, or as the step or the weekday says."""
    choices = []
    reach = 6 if mention.weekday is not None else 1
    # 29 February needs up to eight years to come round again.
    reach = 8 if mention.month == 2 and mention.day == 29 else reach
    for year in range(max(1, today.year - reach), min(9999, today.year + 2)):
        try:
            days = _in_year(mention, year)
        except ValueError:
            continue
        if mention.weekday is not None and days[0].weekday() != mention.weekday:
            continue
        choices.append(days)
    if not choices and mention.weekday is not None:
        return _nearest_year(replace(mention, weekday=None), today)
    if mention.shift is not None:
        return _stepped(choices, mention.shift, today)
    return min(choices, key=lambda days: _strangeness(days, today, mention.ahead))


def _strangeness(days: Days, today: date, ahead: bool) -> tuple[int, int]:
    if days[0] > today:
        away = (days[0] - today).days * (1 if ahead else 2)
    elif days[1] < today:
        away = (today - days[1]).days * (3 if ahead else 1)
    else:
        away = 0
    return away, days[0].toordinal()


def _stepped(choices: list[Days], shift: int, today: date) -> Days:
    if shift < 0:
        return max((days for days in choices if days[1] < today), default=choices[0])
    if shift > 0:
        return min((days for days in choices if days[0] > today), default=choices[-1])
    return min(choices, key=lambda days: (days[0].year != today.year, abs((days[0] - today).days)))


def _weekday(mention: DateMention, today: date) -> date:
    back = (today.weekday() - (mention.weekday or 0)) % 7
    if mention.shift is None:
        return today + timedelta((-back) % 7) if mention.ahead else today - timedelta(back)
    if mention.shift < 0:
        return today - timedelta(back or 7)
    if mention.shift > 0:
        return today + timedelta(((-back) % 7) or 7)
    return today + timedelta((mention.weekday or 0) - today.weekday())


def _shifted(grain: Grain, shift: int, today: date) -> Days:
    if grain is Grain.HOUR:
        return today + timedelta(shift // 24), today + timedelta(-(-shift // 24))
    if grain is Grain.DAY:
        day = today + timedelta(shift)
        return day, day
    if grain in (Grain.WEEK, Grain.WEEKEND):
        monday = today - timedelta(today.weekday()) + timedelta(weeks=shift)
        return monday + timedelta(5 if grain is Grain.WEEKEND else 0), monday + timedelta(6)
    if grain is Grain.YEAR:
        return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)
    size = 3 if grain is Grain.QUARTER else 1
    months = (today.year * 12 + today.month - 1) // size * size + shift * size
    year, month = divmod(months, 12)
    return month_days(year, month + 1, month + size)
