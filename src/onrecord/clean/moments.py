"""One day out of a short string: a timestamp of the markup, or a date printed beside a headline, in any language.

Limits: Gregorian years 1990 to 2099 and Iranian years 1370 to 1478; two-digit years only between dots or slashes; a
numeric date whose day and month could be swapped says so and is read day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from onrecord import words
from onrecord.types import Span
from onrecord.words.dategrammar import either

_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\Z")
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
_CLOCK = rf"[T ]{{1,2}}(?P<hour>\d{{1,2}}):(?P<minute>\d{{1,2}})(?::\d{{1,2}}(?:[.,]\d{{1,9}})?)?[ ]?{_ZONE}"
_CLOSING_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?[ ]?(?:Z|GMT|UTC|[+-]0000)\Z"
)
# Digits of Arabic, Persian and Devanagari script, and full-width ones, for the digits that patterns name.
_DIGITS = str.maketrans(
    {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)}
)
_ISO = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>[0-3]?\d)(?!\d)(?:{_CLOCK})?"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?:T?\d{4,6})?\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as told. ``universal`` is its hour where its clock is UTC, so that the local day may be a neighbour;
    ``swapped`` is the day that it is where day and month are the other way round."""

    day: date
    universal: float | None = None
    swapped: date | None = None


def moment_of(value: str) -> Moment | None:
    """The day of a timestamp: ISO 8601 and what passes for it, RFC 822, Unix time, or a written date."""
    value = value.strip()[:80].translate(_DIGITS)
    if _EPOCH.match(value):
        told = datetime.fromtimestamp(int(value[:10]), UTC)
        return Moment(told.date(), universal=told.hour + told.minute / 60)
    match = _COMPACT.match(value) or _ISO.search(value)
    if match is None:
        printed = next(printed_days(value), None)
        if printed is None:
            return None
        clock = _CLOSING_CLOCK.search(value)
        return replace(printed[1], universal=_hours(clock["hour"], clock["minute"])) if clock else printed[1]
    day = _day(match["year"], match["month"], match["day"])
    if day is None:
        return None
    groups = match.groupdict()
    zone, hour = groups.get("zone") or "", groups.get("hour")
    universal = zone in ("Z", "UTC", "GMT") or zone[1:].replace(":", "") == "0000"
    if not universal or not hour:
        return Moment(day)
    return Moment(day, universal=_hours(hour, groups["minute"]))


def _hours(hour: str, minute: str) -> float | None:
    """The hours of a clock; midnight sharp is a day without one."""
    return int(hour) + int(minute) / 60 or None


def printed_days(line: str) -> Iterator[tuple[Span, Moment]]:
    """Every full day that a line prints, with its place in the line."""
    for match in _printed().finditer(lowered(line).translate(_DIGITS)):
        moment = _read(match)
        if moment is not None:
            yield Span(*match.span()), moment


def lowered(text: str) -> str:
    """Lower case of the same length, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(match: re.Match[str]) -> Moment | None:
    if match["cy"]:
        day = _day(match["cy"], match["cm"], match["cd"])
        return Moment(day) if day else None
    if match["iy"]:
        day = _day(match["iy"], match["im"], match["id"])
        return Moment(day) if day else None
    if match["ny"]:
        return _numeric(match["nd"], match["nm"], match["ny"])
    if match["py"]:
        day = iranian(int(match["py"]), int(match["pm"]), int(match["pd"]))
        return Moment(day) if day else None
    if match["qy"]:
        day = iranian(int(match["qy"]), _iranian_months()[match["qm"]], int(match["qd"]))
        return Moment(day) if day else None
    told, number, year = (
        (match["dm"], match["dd"], match["dy"])
        if match["dm"]
        else (match["mm"], match["md"], match["my"])
        if match["mm"]
        else (match["ym"], match["yd"], match["yy"])
    )
    day = _day(year, str(_months()[told]), number)
    return Moment(day) if day else None


def _numeric(first: str, second: str, year: str) -> Moment | None:
    """Day first; month first where the day could be no month."""
    year = year if len(year) > len("99") else "20" + year
    day, swapped = _day(year, second, first), _day(year, first, second)
    if day is None:
        return Moment(swapped) if swapped else None
    return Moment(day, swapped=swapped if swapped != day else None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def iranian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day in the Iranian calendar (Solar Hijri), by the 33-year rule of leap years.

    The rule (leap where year mod 33 is one of eight remainders) is right for 1343 to 1472.
    """
    if not (1343 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leaps = sum((other % 33) in (1, 5, 9, 13, 17, 22, 26, 30) for other in range(1343, year))
    passed = (year - 1343) * 365 + leaps + (month - 1) * 30 + min(month - 1, 6) + day - 1
    return date(1964, 3, 21) + timedelta(passed)


@cache
def _months() -> dict[str, int]:
    """Every name of a month in every language that has one, with its number."""
    names: dict[str, int] = {}
    for language in words.languages():
        table = words.load(language, "dates")
        for rows in (table.get("abbreviations", {}).get("months", []), table.get("months", [])):
            for number, row in enumerate(rows, 1):
                for form in [row] if isinstance(row, str) else row:
                    names.setdefault(form, number)
    for number, row in enumerate(words.facts("months")["names"], 1):
        for form in row:
            names.setdefault(form, number)
    return names


@cache
def _iranian_months() -> dict[str, int]:
    return {name: number for number, name in enumerate(words.facts("months")["iranian"], 1)}


@cache
def _printed() -> re.Pattern[str]:
    """Dates as pages print them. Groups: c CJK, i year first, n day first, p, q Iranian; d, m, y: what comes first."""
    month = rf"(?:{either(_months())})"
    gap = r"[ \u00a0\u202f]{1,2}"
    of = rf"(?:(?:de|del|di|do|of|da){gap})?"
    ordinal = r"(?:st|nd|rd|th|er|[.ºª]|-?(?:го|e))?"
    year = r"(?:(?:19|20)\d\d)(?!\d)"
    persian = either(_iranian_months())
    return re.compile(
        r"(?<!\d)(?P<cy>(?:19|20)\d\d)[ ]?[年년][ ]?(?P<cm>\d{1,2})[ ]?[月월][ ]?(?P<cd>\d{1,2})[ ]?[日일]"
        rf"|(?:(?<![\w/.,-])|(?<=[^\W\d_])(?=\d)|(?<=\s-)|(?<=\A-))(?=\d|{month})(?:"
        rf"(?P<iy>{year})[ ]?(?P<is>[-/.])[ ]?(?P<im>\d{{1,2}})(?P=is)[ ]?(?P<id>\d{{1,2}})(?!\d)"
        rf"|(?P<nd>\d{{1,2}})[ ]?(?P<ns>[-/.])[ ]?(?P<nm>\d{{1,2}})[ ]?(?P=ns)[ ]?(?P<ny>{year}|\d\d)"
        r"(?![\d%]|[.,/-]\d(?!\d?:\d\d))"
        r"|(?P<py>1[34]\d\d)(?P<ps>[-/.])(?P<pm>\d{1,2})(?P=ps)(?P<pd>\d{1,2})(?!\d)"
        rf"|(?P<qd>\d{{1,2}}){gap}(?P<qm>{persian}){gap}(?:ماه{gap})?(?P<qy>1[34]\d\d)(?!\d)"
        rf"|(?P<dd>\d{{1,2}}){ordinal}(?:{gap}|-|/){of}(?P<dm>{month})\.?(?:[ ]/[ ]{month})?"
        rf"(?:,?{gap}|-|/){of}(?P<dy>{year})"
        rf"|(?P<mm>{month})\.?{gap}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?{gap}(?:of{gap})?(?P<my>{year})"
        rf"|(?P<yy>{year})\.?(?:{gap}(?:m\.{gap})?|-)(?P<ym>{month})\.?(?:{gap}|-)(?P<yd>\d{{1,2}})(?!\d)"
        r")"
    )
