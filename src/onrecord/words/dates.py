"""Every date expression of a text, as a span and what its words say.

Full days, day and month, weekdays, months, parts of years, seasons, years, and words relative to the page ("yesterday",
"last week", "12 hours ago"), with the preposition before them ("since 2014") and ranges ("from February 13 to 15").
Ages, clock times and months that are words of another sense ("may", "march") are none. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.types import Span
from onrecord.words.dategrammar import DASHES, Grammar, folded, grammar
from onrecord.words.datemention import DateMention, Days, Grain, month_days, resolve

__all__ = ["DateMention", "Days", "Grain", "mentions", "month_days", "resolve"]

_REACH = 28
_CLAUSE = 90
_BREAK = re.compile(r"[.!?;\n\"“”«»]")
_CENTURY = 100
_THOUSAND = 1000
_MONTHS = 12
_RECENT = 2
_LEAP_YEAR = 2000


@lru_cache(maxsize=4)
def mentions(text: str, language: str) -> tuple[DateMention, ...]:
    """Every date expression of the text, in its order; spans do not overlap."""
    words = grammar(language)
    found: list[DateMention] = []
    for mention in _single(text, words):
        joined = _joined(text, found[-1], mention, words) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(mention)
    return tuple(found)


def _single(text: str, words: Grammar) -> Iterator[DateMention]:
    for match in words.pattern.finditer(text):
        mention = _read(match, words)
        if mention is None:
            continue
        relation = _relation(text, mention.span.start, words)
        if not _believable(text, match, mention, relation, words):
            continue
        open_year = mention.year is None and mention.year_shift is None and mention.grain is not Grain.YEAR
        ahead = open_year and mention.shift is None and _ahead(text, mention.span, words)
        yield replace(mention, relation=relation, ahead=ahead) if relation or ahead else mention


def _read(match: re.Match[str], words: Grammar) -> DateMention | None:
    shape = match.lastgroup or ""
    told = {name: value for name, group in words.fields[shape] if (value := match[group]) is not None}
    span = Span(*match.span())
    if shape.startswith("ago"):
        return _ago(span, told, words)
    if shape in ("iso", "num"):
        return _numeric(span, told, shape == "num" and words.month_first)
    if shape in ("dm", "md"):
        return _day(span, told, words)
    if shape in ("part", "alone"):
        return _part(span, told, words)
    if shape == "season":
        months = words.seasons[folded(told.get("season") or told["named"])]
        return DateMention(span, Grain.PART, months=months, **_when(told, words))
    if shape == "month":
        month = words.months[folded(told.get("month") or told["short"])]
        return DateMention(span, Grain.MONTH, month=month, **_when(told, words))
    if shape == "weekday":
        return DateMention(span, Grain.DAY, weekday=words.weekdays[folded(told["weekday"])], **_when(told, words))
    if shape == "relative":
        grain, shift = words.relative[folded(told["words"])]
        return DateMention(span, grain, shift=shift)
    return _year(span, told)


def _when(told: dict[str, str], words: Grammar) -> dict[str, Any]:
    """The year or the step that the words name, as fields of a mention."""
    if year := told.get("year") or told.get("shortyear") or told.get("partyear"):
        return {"year": int(year)}
    if rel := told.get("rel") or told.get("partrel"):
        return {"year_shift": words.relative[folded(rel)][1]}
    step = told.get("before") or told.get("after")
    return {"shift": words.steps[folded(step)]} if step else {}


def _numeric(span: Span, told: dict[str, str], month_first: bool) -> DateMention | None:
    year, day, month = int(told["year"]), int(told["day"]), int(told["month"])
    year += 2 * _THOUSAND if year < _CENTURY else 0
    # Month first only with slashes: with dots, dashes or a day above twelve the order is day first everywhere.
    slashed = month_first and told["sep"] == "/"
    swapped = slashed and day <= _MONTHS and month <= _MONTHS and day != month
    if month > _MONTHS or (slashed and day <= _MONTHS):
        day, month = month, day
    if not _exists(day, month, year):
        return None
    return DateMention(span, Grain.DAY, year=year, month=month, day=day, swapped=swapped)


def _day(span: Span, told: dict[str, str], words: Grammar) -> DateMention | None:
    month, when = words.months[folded(told["month"])], _when(told, words)
    weekday = words.weekdays[folded(told["weekday"])] if "weekday" in told else None
    first = DateMention(span, Grain.DAY, month=month, day=int(told["day"]), weekday=weekday, **when)
    last = replace(first, day=int(told["last"]), weekday=None) if "last" in told else None
    if not all(_exists(mention.day or 1, month, mention.year) for mention in (first, last) if mention):
        return None
    return replace(first, end=last)


def _part(span: Span, told: dict[str, str], words: Grammar) -> DateMention:
    months = words.parts[folded(told["part"])]
    month = words.months[folded(told["month"])] if "month" in told else None
    return DateMention(span, Grain.PART, months=months, month=month, **_when(told, words))


def _ago(span: Span, told: dict[str, str], words: Grammar) -> DateMention:
    number, unit = folded(told["number"]), words.units[folded(told["unit"])]
    count = int(number) if number.isdecimal() else words.numbers[number]
    if unit == "minute":
        return DateMention(span, Grain.HOUR, shift=0)
    if unit == "year" and count <= _RECENT:
        # "A year ago" is the same season then, "ten years ago" no more than a year.
        return DateMention(span, Grain.MONTH, shift=-_MONTHS * count)
    return DateMention(span, Grain(unit), shift=-count)


def _year(span: Span, told: dict[str, str]) -> DateMention:
    year = int(told["year"])
    mention = DateMention(span, Grain.YEAR, year=year)
    if "last" not in told:
        return mention
    last = int(told["last"])
    return replace(
        mention, end=DateMention(span, Grain.YEAR, year=last if last > _CENTURY else year - year % _CENTURY + last)
    )


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _relation(text: str, start: int, words: Grammar) -> str:
    closing = words.relation.search(text[max(0, start - _REACH) : start])
    return words.relations[folded(closing["word"])] if closing else ""


def _believable(text: str, match: re.Match[str], mention: DateMention, relation: str, words: Grammar) -> bool:
    """Bare years and months that are words of another sense need a word before them that makes them dates."""
    start, end = match.span()
    if mention.grain is Grain.YEAR and mention.year is not None and mention.end is None:
        if words.counted.match(text, end) or text[end : end + 1] in ("%", "€", "$", "£"):
            return False
        return words.year_before.search(text[max(0, start - _REACH) : start]) is not None
    if match.lastgroup == "month" and mention.year is None and mention.shift is None and mention.year_shift is None:
        return bool(relation) or folded(match.group()) not in words.doubtful
    return True


def _ahead(text: str, span: Span, words: Grammar) -> bool:
    """Whether the clause looks forward: by the nearest telling word before the mention, else by the first after it.

    A clause ends at a stop, a quotation mark or a line's end.
    """
    left = _BREAK.split(text[max(0, span.start - _CLAUSE) : span.start])[-1]
    telling = list(words.tense.finditer(left))
    if telling:
        return telling[-1]["future"] is not None
    first = words.tense.search(_BREAK.split(text[span.end : span.end + _CLAUSE], maxsplit=1)[0])
    return first is not None and first["future"] is not None


def _joined(text: str, first: DateMention, last: DateMention, words: Grammar) -> DateMention | None:
    """Two mentions as one range, where "to", a dash, or "and" after "between" joins them."""
    if first.end is not None or last.end is not None or last.span.start - first.span.end > _REACH:
        return None
    gap = text[first.span.end : last.span.start].strip(" \t\u00a0\u202f")
    if folded(gap) not in words.to and not (first.relation == "between" and folded(gap) in words.joined):
        return None
    if first.grain is not last.grain or (gap in DASHES and first.weekday != last.weekday and first.month is not None):
        return None
    year, year_shift = (first.year, first.year_shift) if first.year is not None else (last.year, last.year_shift)
    return replace(
        first,
        span=Span(first.span.start, last.span.end),
        year=year,
        year_shift=year_shift,
        ahead=last.ahead or first.ahead,
        end=last,
    )
