"""When a plain-text page was written, as an interval of days, from what the page itself says.

In the order of trust: a dateline or date line; a dated event that the page places itself against; a day told in the
first paragraphs; months told without a year; what is in office and in the past on the page. Where only weekday, month
and day are told, the year is the latest that fits them and the known facts and is not after the capture. A page
without any hold has no date. Limits: nothing is inferred from style or topic, and a year that nothing on the page
tells is only as good as the capture time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.clean.known import Hold, Sighting, known
from onrecord.clean.occurrences import placed
from onrecord.clean.seasonal import season_of
from onrecord.clean.stamps import Sort, Stamp, stamps_of
from onrecord.types import Basis, Block, BlockKind, Dating, Span
from onrecord.words.dates import DateMention, Days, Grain, mentions, month_days

YEARS_BACK = 11
"""A day falls on each weekday at least once in so many years; a page without a year is not looked for before."""

_AGE = 0.8
_GUESS = 0.5
_SURE = 0.95
_LEAD = 900
_AFTER_A_DAY = timedelta(13)
# How often the first weekday told lies so many days before the page: on 1,044 dated articles, and in datelines.
_WIRE_LAG = (0.85, 0.08, 0.03, 0.01, 0.01, 0.01, 0.01)
_PAGE_LAG = (0.5, 0.27, 0.1, 0.05, 0.03, 0.03, 0.02)
_BEHIND = ("", "in", "after")
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"))
_SORTS = tuple(Sort)


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    language: str
    captured: date
    told: tuple[DateMention, ...]
    stamps: tuple[Stamp, ...]
    lead: Span
    weekday: DateMention | None
    windows: tuple[Days, ...]
    held: tuple[Hold, ...]
    sightings: tuple[Sighting, ...]


def date_text(text: str, blocks: Sequence[Block], language: str, captured: date) -> tuple[Dating | None, Dating | None]:
    """When the page was published and when it was last changed, each None where nothing tells it."""
    told = mentions(text, language)
    holds, sightings = known(text)
    windows, held = _narrowed(holds, captured)
    lead = _lead(blocks)
    page = _Page(
        text=text,
        language=language,
        captured=captured,
        told=told,
        stamps=stamps_of(text, blocks, told, language),
        lead=lead,
        weekday=_first_weekday(text, told, lead),
        windows=windows,
        held=held,
        sightings=sightings,
    )
    published = (
        _stamped(page, updated=False) or _at_event(page) or _told_in_lead(page) or _in_season(page) or _held(page)
    )
    return published, _stamped(page, updated=True)


def _narrowed(holds: Sequence[Hold], captured: date) -> tuple[tuple[Days, ...], tuple[Hold, ...]]:
    """The days that are left, and the holds that left them; a hold that would leave none is passed over.

    The holds that begin latest come first, since a page speaks of the past as well, and hardly of the future.
    """
    windows: tuple[Days, ...] = ((date.min, captured),)
    held = []
    for hold in sorted(holds, key=lambda hold: max(days[0] for days in hold.allowed), reverse=True):
        left = tuple(
            (max(low, first), min(high, last))
            for low, high in windows
            for first, last in hold.allowed
            if max(low, first) <= min(high, last)
        )
        if left and left != windows:
            windows = left
            held.append(hold)
    return windows, tuple(held)


def _lead(blocks: Sequence[Block]) -> Span:
    """What stands behind the headline, or else the first paragraphs."""
    start = next((block.span.end for block in blocks if block.kind is BlockKind.TITLE), None)
    if start is None:
        start = next((block.span.start for block in blocks if block.kind is BlockKind.PARAGRAPH), 0)
    return Span(start, start + _LEAD)


def first_weekday(text: str, blocks: Sequence[Block], language: str) -> DateMention | None:
    """The first weekday that the story's beginning tells as past, outside quotations."""
    lead = _lead(blocks)
    opening = text[lead.start : lead.end]
    found = _first_weekday(opening, mentions(opening, language), Span(0, _LEAD))
    if found is None:
        return None
    return replace(found, span=Span(found.span.start + lead.start, found.span.end + lead.start))


def _first_weekday(text: str, told: Sequence[DateMention], lead: Span) -> DateMention | None:
    """The first weekday of the story that lies behind it and is not inside a quotation."""
    for mention in told:
        if mention.weekday is None or mention.month is not None or mention.ahead or mention.shift is not None:
            continue
        if mention.relation not in _BEHIND or mention.end is not None or not lead.meets(mention.span):
            continue
        line = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
        if line.count('"') % 2 == 0 and all(line.count(mark) <= line.count(end) for mark, end in _QUOTES):
            return mention
    return None


def _stamped(page: _Page, updated: bool) -> Dating | None:
    """The firmest dateline or date line, its year found where it tells none."""
    stamps = [stamp for stamp in page.stamps if stamp.updated == updated]
    for stamp in sorted(stamps, key=lambda stamp: _SORTS.index(stamp.sort)):
        mention = stamp.mention
        evidence = (mention.span,)
        if mention.year is not None:
            day = date(mention.year, mention.month or 1, mention.day or 1)
            if day <= page.captured + timedelta(1):
                score = 0.8 if mention.swapped or stamp.sort is Sort.LETTERHEAD else _SURE
                return Dating(day, day, Basis(str(stamp.sort), mention.span.of(page.text), score), evidence)
            continue
        lag = _WIRE_LAG if stamp.sort is Sort.DATELINE else _PAGE_LAG
        found = _dated_without_year(mention, page, lag)
        if found is not None:
            day, detail, score, told_by = found
            basis = Basis(str(stamp.sort), f"{mention.span.of(page.text)}: {detail}", round(min(score, _SURE), 2))
            return Dating(day, day, basis, evidence + told_by)
    return None


def _dated_without_year(
    mention: DateMention, page: _Page, lag: Sequence[float]
) -> tuple[date, str, float, tuple[Span, ...]] | None:
    """The likeliest year: the weekday told weighs it, and each year back makes it less likely; with reason and words.

    The score is the share of that year among all, at most that of a guess where no weekday is told.
    """
    days = [day for day in _same_days(mention, page.captured) if _within(day, page.windows)]
    if mention.weekday is not None:
        days = [day for day in days if day.weekday() == mention.weekday]
    if not days:
        return None
    likely = {day: _AGE ** (days[0].year - day.year) for day in days}
    weekday = page.weekday
    if mention.weekday is not None:
        return days[0], "the latest year that has this weekday", likely[days[0]] / sum(likely.values()), ()
    if weekday is None or weekday.weekday is None:
        return days[0], "the latest year before the capture", _GUESS, ()
    likely = {day: share * lag[(day.weekday() - weekday.weekday) % 7] for day, share in likely.items()}
    best = max(days, key=lambda day: (likely[day], day))
    score = likely[best] / sum(likely.values())
    return best, f"the year that fits {weekday.span.of(page.text)}", score, (weekday.span,)


def _same_days(mention: DateMention, captured: date) -> Iterator[date]:
    """The day in the years before the capture, the latest first."""
    for year in range(captured.year, max(captured.year - YEARS_BACK, 0), -1):
        try:
            day = date(year, mention.month or 1, mention.day or 1)
        except ValueError:
            continue
        if day <= captured + timedelta(1):
            yield day


def _within(day: date, windows: Sequence[Days]) -> bool:
    return any(low <= day <= high for low, high in windows)


def _at_event(page: _Page) -> Dating | None:
    """The event that the page places itself against most firmly."""
    found = [placed(page.text, sighting, page.told, page.windows, page.language) for sighting in page.sightings]
    firm = [placement for placement in found if placement is not None]
    if not firm:
        return None
    best = max(firm, key=lambda placement: (placement.firmness, placement.days))
    last = min(best.days[1], page.captured)
    if last < best.days[0]:
        return None
    score = 0.9 if best.firmness > 1 else 0.5
    evidence = best.evidence + tuple(hold.evidence for hold in page.held)
    return Dating(best.days[0], last, Basis("dated event", best.detail, score), tuple(dict.fromkeys(evidence)))


def _told_in_lead(page: _Page) -> Dating | None:
    """A past day that the first paragraphs tell: the page was written within two weeks of it."""
    for mention in page.told:
        if mention.grain is not Grain.DAY or mention.month is None or mention.day is None or mention.ahead:
            continue
        if not page.lead.meets(mention.span) or mention.relation not in ("", "in"):
            continue
        day, detail = _lead_day(mention, page)
        if day is not None:
            basis = Basis("day told in the first paragraphs", f"{mention.span.of(page.text)}: {detail}", 0.6)
            return Dating(day, min(day + _AFTER_A_DAY, max(day, page.captured)), basis, (mention.span,))
    return None


def _lead_day(mention: DateMention, page: _Page) -> tuple[date | None, str]:
    if mention.year is not None:
        day = date(mention.year, mention.month or 1, mention.day or 1)
        # A page that names a later year tells of this day as history.
        later = any(other.year is not None and day.year < other.year <= page.captured.year for other in page.told)
        return (None, "") if later or day > page.captured or not _within(day, page.windows) else (day, "its own year")
    if mention.weekday is None:
        return None, ""
    found = _dated_without_year(mention, page, _PAGE_LAG)
    return (found[0], found[1]) if found else (None, "")


def _in_season(page: _Page) -> Dating | None:
    """Two months in a row that the months and seasons named point to, in the latest year that is left."""
    found = season_of(page.told)
    if found is None:
        return None
    month, evidence = found
    for year in range(page.captured.year, max(page.captured.year - YEARS_BACK, 1), -1):
        first, last = month_days(year, month, month % 12 + 1)
        for low, high in page.windows:
            if max(first, low) <= min(last, high):
                basis = Basis("months told without a year", f"the latest year that is left is {year}", 0.3)
                return Dating(max(first, low), min(last, high), basis, evidence)
    return None


def _held(page: _Page) -> Dating | None:
    """What facts alone leave: not before the holds began, not after they ended or the capture."""
    if not page.held:
        return None
    low, high = min(days[0] for days in page.windows), max(days[1] for days in page.windows)
    if low == date.min:
        return None
    detail = "; ".join(hold.reason for hold in page.held)
    return Dating(low, high, Basis("known facts", detail, 0.8), tuple(hold.evidence for hold in page.held))
