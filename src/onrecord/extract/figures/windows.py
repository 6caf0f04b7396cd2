"""Stretches of time told by their length: "over the past 12 months", "the year to March", "overnight".

The length is a quantity of the sentence or a bare noun ("the last decade"). Days are counted from the page's own day,
or back from the date that ends the stretch. Hours and minutes round to the day.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from onrecord import words
from onrecord.extract.figures.phrases import Phrases, phrases
from onrecord.extract.figures.quantity import Quantity, Sentence, low
from onrecord.types import Span
from onrecord.words.dates import DateMention, resolve

Days = tuple[date, date]

_DAYS = {"minute": 0.0, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LONGEST = 12 * 500


@dataclass(frozen=True, slots=True)
class WindowWords:
    """``past`` and ``coming`` stand by the length, ``until`` between it and the date that ends it.

    ``lengths`` are nouns without a number ("decade"), ``days`` words that are a stretch by themselves, with their first
    and last day counted from the page's; ``telling`` are both.
    """

    past: frozenset[str]
    coming: frozenset[str]
    until: Phrases[str]
    lengths: Mapping[str, str]
    days: Mapping[str, tuple[int, int]]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch at ``span``: ``count`` of ``unit`` before the page's day, after it (``ahead``) or before ``end``."""

    span: Span
    count: float
    unit: str
    ahead: bool = False
    end: DateMention | None = None
    days: tuple[int, int] | None = None

    def around(self, anchor: Days) -> Days | None:
        """The days that it means on a page written within ``anchor``; None outside the calendar."""
        try:
            if self.days is not None:
                return anchor[0] + timedelta(self.days[0]), anchor[1] + timedelta(self.days[1])
            if self.ahead:
                return anchor[0], _moved(anchor[1], self.count, self.unit)
            last = anchor if self.end is None else resolve(self.end, anchor)
            if last is None:
                return None
            # A stretch that ends with March began with the day after the March before it.
            first = _moved(last[0] if self.end is None else last[1], -self.count, self.unit)
            return first if self.end is None else first + timedelta(1), last[1]
        except (ValueError, OverflowError):
            return None


@cache
def window_words(language: str) -> WindowWords:
    """The table ``[windows]`` of a language's figures; an empty one finds nothing."""
    table = words.load(language, "figures").get("windows", {})
    lengths, days = dict(table.get("lengths", {})), table.get("days", {})
    return WindowWords(
        past=frozenset(table.get("past", ())),
        coming=frozenset(table.get("coming", ())),
        until=phrases((form, form) for form in table.get("until", ())),
        lengths=lengths,
        days={form: (first, last) for form, (first, last) in days.items()},
        telling=frozenset((*lengths, *days)),
    )


def windows(
    sentence: Sentence, found: Sequence[Quantity], mentions: Sequence[DateMention], table: WindowWords
) -> list[Window]:
    """The stretches of a sentence, in the order of the text."""
    out = [*_by_number(sentence, found, mentions, table), *_by_noun(sentence, found, mentions, table)]
    return sorted(out, key=lambda window: window.span.start)


def _by_number(
    sentence: Sentence, found: Sequence[Quantity], mentions: Sequence[DateMention], table: WindowWords
) -> Iterator[Window]:
    for quantity in found:
        unit = quantity.unit.measure or ""
        if not isinstance(quantity.value, float) or not (unit in _DAYS or unit in _MONTHS):
            continue
        inner = {lexeme.low for lexeme in sentence[quantity.to + 1 : quantity.last]} | {low(sentence, quantity.at - 1)}
        first = min(quantity.first, quantity.at - 1)
        if inner & table.past or inner & table.coming:
            span = Span(sentence[max(0, first)].start, sentence[quantity.last].end)
            yield Window(span, quantity.value, unit, ahead=bool(inner & table.coming))
        else:
            yield from _until(sentence, quantity.first, quantity.last, quantity.value, unit, mentions, table)


def _by_noun(
    sentence: Sentence, found: Sequence[Quantity], mentions: Sequence[DateMention], table: WindowWords
) -> Iterator[Window]:
    telling = [i for i, lexeme in enumerate(sentence) if lexeme.low in table.telling]
    if not telling:
        return
    taken = {i for quantity in found for i in range(quantity.first, quantity.last + 1)}
    for i in telling:
        lexeme = sentence[i]
        days = table.days.get(lexeme.low)
        if days is not None:
            yield Window(Span(lexeme.start, lexeme.end), 1, "day", days=days)
        unit = table.lengths.get(lexeme.low)
        if unit is None or i in taken:
            continue
        before = low(sentence, i - 1)
        if unit in ("decade", "century") and (before in table.past or before in table.coming):
            yield Window(Span(sentence[i - 1].start, lexeme.end), 1, unit, ahead=before in table.coming)
        else:
            yield from _until(sentence, i, i, 1, unit, mentions, table)


def _until(
    sentence: Sentence,
    first: int,
    last: int,
    count: float,
    unit: str,
    mentions: Sequence[DateMention],
    table: WindowWords,
) -> Iterator[Window]:
    """ "Three months to September", "12 months ended 31 March": the length, a word of ending, a date."""
    closer = table.until.at(sentence, last + 1)
    i = last + 1 + closer[0] if closer else len(sentence)
    if i >= len(sentence):
        return
    end = next((mention for mention in mentions if mention.span.start == sentence[i].start), None)
    if end is not None:
        # The date itself, without the "to" or "until" before it.
        yield Window(Span(sentence[first].start, end.span.end), count, unit, end=replace(end, relation=""))


def _moved(day: date, count: float, unit: str) -> date:
    """The day so many units away; months keep the day of the month, or its last."""
    if unit in _DAYS:
        return day + timedelta(round(count * _DAYS[unit]))
    months = round(count * _MONTHS[unit])
    if abs(months) > _LONGEST:
        raise OverflowError
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    end_of_month = day.day == calendar.monthrange(day.year, day.month)[1]
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, longest if end_of_month else min(day.day, longest))
