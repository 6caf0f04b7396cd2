"""A page placed against a recurring event: which edition its sentence means, and where the page stands to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from onrecord import words
from onrecord.clean.known import Edition, Sighting
from onrecord.types import Spans
from onrecord.words.dategrammar import cased, either
from onrecord.words.dates import DateMention, Days, Grain

_NAME_REACH = 48
_SOON = timedelta(14)
_REPORTED = timedelta(3)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a page stands to one edition of an event; ``firmness`` orders placements, the firmest highest."""

    days: Days
    detail: str
    evidence: Spans
    firmness: int


@dataclass(frozen=True, slots=True)
class _Signs:
    eve: re.Pattern[str]
    upcoming: re.Pattern[str]
    aftermath: re.Pattern[str]
    current: re.Pattern[str]
    lengths: re.Pattern[str]
    days: dict[str, int]


def placed(
    text: str, sighting: Sighting, mentions: Sequence[DateMention], windows: Sequence[Days], language: str
) -> Placement | None:
    """The placement, where the sentence and the windows of days that are left allow one edition and no more.

    Among several editions the latest is taken only where the sentence speaks of the event as its present.
    """
    signs = _signs(language)
    sentence = sighting.sentence.of(text)
    inside = [mention for mention in mentions if sighting.sentence.covers(mention.span)]
    editions = _fitting(sighting.editions, sentence, inside, windows, signs)
    eve = signs.eve.search(sentence) is not None
    present = eve or signs.current.search(sentence) is not None
    if not editions or (len(editions) > 1 and not present):
        return None
    edition = max(editions, key=lambda edition: edition.days)
    before_name = text[max(sighting.sentence.start, sighting.name.start - _NAME_REACH) : sighting.name.start]
    detail = f"{sighting.name.of(text)}, {edition.days[0]} to {edition.days[1]}"
    evidence = (sighting.name, *(mention.span for mention in inside))
    first, last = edition.days
    if eve:
        return Placement((first - timedelta(1), first - timedelta(1)), f"the day before {detail}", evidence, 4)
    if signs.upcoming.search(before_name):
        return Placement((first - _SOON, first), f"before {detail}", evidence, 2)
    if signs.aftermath.search(before_name) and not present:
        return None
    reported = _reported_day(inside, edition)
    if reported is not None:
        return Placement((reported, reported + _REPORTED), f"{detail}, on {reported:%A}", evidence, 3)
    return Placement((first, last + _REPORTED), f"at {detail}", evidence, 2 if len(editions) == 1 else 1)


def _fitting(
    editions: Sequence[Edition], sentence: str, inside: Sequence[DateMention], windows: Sequence[Days], signs: _Signs
) -> list[Edition]:
    """The editions that the windows, the place, the length, the days and the weekdays of the sentence leave."""
    left = [edition for edition in editions if _meets(edition.days, windows)]
    low = sentence.lower()
    if any(place in low for edition in editions for place in edition.places):
        left = [edition for edition in left if any(place in low for place in edition.places)]
    length = signs.lengths.search(sentence)
    if length:
        days = signs.days[length.group().lower()]
        left = [edition for edition in left if (edition.days[1] - edition.days[0]).days + 1 == days]
    for mention in inside:
        if mention.grain is Grain.DAY and mention.month is not None and mention.day is not None:
            left = [edition for edition in left if _holds(edition, mention)]
        elif mention.weekday is not None and not mention.ahead and mention.shift is None:
            left = [edition for edition in left if _reported_day((mention,), edition) is not None]
    return left


def _meets(days: Days, windows: Sequence[Days]) -> bool:
    """Whether a page of the windows can speak of an event of these days as near: two weeks before to two after."""
    return any(
        low.toordinal() - _SOON.days <= days[1].toordinal() and days[0].toordinal() <= high.toordinal() + _SOON.days
        for low, high in windows
    )


def _holds(edition: Edition, mention: DateMention) -> bool:
    try:
        day = date(mention.year or edition.days[0].year, mention.month or 1, mention.day or 1)
        last = day if mention.end is None or mention.end.day is None else day.replace(day=mention.end.day)
    except ValueError:
        return False
    return edition.days[0] <= day <= last <= edition.days[1]


def _reported_day(inside: Sequence[DateMention], edition: Edition) -> date | None:
    """The one day of the edition that falls on a weekday which the sentence names."""
    named = {mention.weekday for mention in inside if mention.weekday is not None and not mention.ahead}
    length = (edition.days[1] - edition.days[0]).days + 1
    days = [edition.days[0] + timedelta(step) for step in range(length)]
    falling = [day for day in days if day.weekday() in named]
    return falling[0] if len(falling) == 1 else None


@cache
def _signs(language: str) -> _Signs:
    table = words.load(language, "dates")
    eve, upcoming, aftermath, current = (
        re.compile(rf"(?<!\w){either(cased(table.get(name, ())))}(?!\w)")
        for name in ("eve", "upcoming", "aftermath", "current")
    )
    days: dict[str, int] = dict(table.get("lengths", {}))
    return _Signs(eve, upcoming, aftermath, current, re.compile(rf"(?<!\w){either(cased(days))}(?!\w)"), days)
