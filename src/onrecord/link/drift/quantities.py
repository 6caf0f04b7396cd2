"""Numbers of a passage as they are compared: by value in a base unit, by hedge, by what stands beside them.

Numbers come from the reading's figures; a number that is part of none and of no date ("three of them") counts bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import words
from onrecord.link.align import keys_of
from onrecord.types import Figure, Reading, Span, Spans
from onrecord.words.dates import DateMention, mentions
from onrecord.words.measures import normal
from onrecord.words.numbers import numerals_in

ROUNDED = 0.05
"""Values that lie no further apart are one, where a page says "about"; elsewhere they must be equal."""
_EXACT = 1e-9
_VAGUE = frozenset({"about", "almost"})
"""Hedges that retellings take for each other without saying anything else."""
_LEAST_VALUE = 2
"""A smaller number word counts nothing ("one of them")."""
_BESIDE = 20
"""Characters on both sides of a number, in which words tell what is counted."""
_BEGINNING, _SHORT = 5, 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at its place; ``figure`` is what the reading has there, None where the number is bare."""

    span: Span
    figure: Figure | None
    value: float | tuple[float, float]

    @property
    def hedge(self) -> str:
        return self.figure.hedge if self.figure else "exactly"

    @property
    def normal(self) -> tuple[float, ...]:
        """The value, or both ends of a range, in the base unit of its measure."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        measure = self.figure.measure if self.figure else None
        return tuple(normal(value, measure)[0] if measure else value for value in values)

    @property
    def measure(self) -> str | None:
        """The base unit; None where the number counts things."""
        return normal(1.0, self.figure.measure)[1] if self.figure and self.figure.measure else None


def quantities(reading: Reading, spans: Spans) -> Iterator[Quantity]:
    """The numbers that stand in some stretches of a page."""
    text, language = reading.article.text, reading.article.language
    figures = [each for each in reading.figures if any(span.covers(each.span) for span in spans)]
    for each in figures:
        if each.value is not None:
            yield Quantity(each.span, each, each.value)
    days = dates_of(text, language)
    for span in spans:
        taken = [each.span for each in figures] + [each.span for each in days if each.span.meets(span)]
        for start, end, value in numerals_in(span.of(text), language):
            place = Span(span.start + start, span.start + end)
            if value is not None and value >= _LEAST_VALUE and not any(place.meets(each) for each in taken):
                yield Quantity(place, None, value)


@lru_cache(maxsize=64)
def dates_of(text: str, language: str) -> tuple[DateMention, ...]:
    """The date expressions of a page, remembered for the pages of one occasion, which are asked again and again."""
    return mentions(text, language)


def equal(one: Quantity, other: Quantity) -> bool:
    """Is it the same value, whatever its hedge?"""
    return _apart(one, other) <= _EXACT


def rounded(one: Quantity, other: Quantity) -> bool:
    """Is one value the other, rounded, and said to be so?"""
    return bool({one.hedge, other.hedge} & _VAGUE) and _apart(one, other) <= ROUNDED


def same_hedge(one: Quantity, other: Quantity) -> bool:
    """Do both say alike how firm the value is? A bare number says nothing of it."""
    return one.figure is None or other.figure is None or one.hedge == other.hedge or {one.hedge, other.hedge} <= _VAGUE


def is_loosened(one: Quantity, other: Quantity) -> bool:
    """Is the first told exactly, and the other as being about so much?"""
    return one.hedge == "exactly" and other.hedge in _VAGUE


def same_kind(one: Quantity, other: Quantity) -> bool | None:
    """Can both tell of the same? None where neither has a measure, so that the words beside them must tell."""
    if (min(one.normal) < 1) != (min(other.normal) < 1):
        return False  # a share and a count
    measures = one.measure, other.measure
    return measures[0] == measures[1] if any(measures) else None


def beside(text: str, span: Span, language: str) -> set[str]:
    """The beginnings of the longer words that stand with a number, function words aside."""
    small = function_words(language)
    low, high = max(0, span.start - _BESIDE), span.end + _BESIDE
    cut = text[low:high].split()
    whole = cut[low > 0 : len(cut) - (high < len(text))]
    keys = {key for word in whole for key in keys_of(word)} - small
    return {key[:_BEGINNING] for key in keys if len(key) > _SHORT and not key[0].isdigit()}


@cache
def function_words(language: str) -> frozenset[str]:
    """The commonest words of a language, as they are compared; they tell nothing of what is spoken of."""
    return frozenset(keys_of(" ".join(words.load(language, "common").get("function_words", ()))))


def _apart(one: Quantity, other: Quantity) -> float:
    """How far two values lie apart, in parts of the larger; 1 where they cannot be compared."""
    first, second = one.normal, other.normal
    if len(first) != len(second) or (one.measure and other.measure and one.measure != other.measure):
        return 1.0
    return max(abs(a - b) / (max(abs(a), abs(b)) or 1.0) for a, b in zip(first, second, strict=True))


def paired(
    theirs: Sequence[Quantity], ours: Sequence[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Numbers of the same value, those hedged alike first, then rounded ones; and what is left on both sides."""
    same: list[tuple[Quantity, Quantity]] = []
    for agrees in (lambda a, b: equal(a, b) and same_hedge(a, b), equal, rounded):
        for b in ours:
            if not any(b is taken for _, taken in same):
                a = next((a for a in theirs if agrees(a, b)), None)
                if a is not None:
                    same.append((a, b))
    left = [a for a in theirs if not any(a is taken for taken, _ in same)]
    return same, left, [b for b in ours if not any(b is taken for _, taken in same)]
