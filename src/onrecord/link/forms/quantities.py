"""Figures of a retelling that contradict what was said: not rounded, not hedged, another number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from onrecord.link.align import keys_of
from onrecord.link.forms.sights import Sight
from onrecord.types import Figure, Passage, Value
from onrecord.words.measures import normal
from onrecord.words.numbers import numerals_in

_PLAIN = frozenset({"exactly", ""})
_LEAST, _STEM = 2, 4


def contradicted(told: Sight, passage: Passage, other: Sight, reference: Passage) -> str | None:
    """Words of a plain figure of the passage that no number of the reference is, where one of its kind differs.

    "About", "more than" and the like round or bound on purpose; an exact number that is another one does not.
    """
    held = set(_values(other, reference))
    ours = [each for each in _figures(told, passage) if each.hedge in _PLAIN]
    theirs = list(_figures(other, reference))
    here = set(_values(told, passage))
    if told.language != other.language and here & held:
        return None  # units of two languages cannot be compared: one number that agrees speaks for the others
    for figure in ours:
        values = _bounds(figure)
        if not values or values & held or max(values) < _LEAST:
            continue
        for each in theirs:
            if not _bounds(each) & here and (
                _same_kind(told, figure, other, each) or _counts(told, passage, figure, each)
            ):
                return figure.span.of(told.text)
    return None


def _figures(sight: Sight, passage: Passage) -> Iterator[Figure]:
    """The figures that begin in a passage."""
    for span in passage.spans:
        first = bisect_left(sight.figures, span.start, key=lambda each: each.span.start)
        last = bisect_left(sight.figures, span.end, key=lambda each: each.span.start)
        yield from sight.figures[first:last]


def _values(sight: Sight, passage: Passage) -> Iterator[float]:
    for figure in _figures(sight, passage):
        yield from _bounds(figure)
    for span in passage.spans:
        for _, _, value in numerals_in(span.of(sight.text), sight.language):
            if value is not None:
                yield _rounded(value)


def _bounds(figure: Figure) -> set[float]:
    value: Value = figure.value
    if value is None:
        return set()
    values = value if isinstance(value, tuple) else (value,)
    return {_rounded(normal(each, figure.measure)[0] if figure.measure else each) for each in values}


def _rounded(value: float) -> float:
    return float(f"{value:.10g}")


def _same_kind(told: Sight, figure: Figure, other: Sight, theirs: Figure) -> bool:
    """Do two figures count the same: in one measure, or things of one name (known by their first letters)?"""
    if figure.measure or theirs.measure:
        same = figure.measure is not None and theirs.measure is not None
        return same and normal(1.0, figure.measure or "")[1] == normal(1.0, theirs.measure or "")[1]
    return _stem(figure.unit) == _stem(theirs.unit) or told.language != other.language


def _counts(sight: Sight, passage: Passage, figure: Figure, theirs: Figure) -> bool:
    """Has a bare number beside it, in its passage, the word for what the other counts ("the number of cases at 40")?"""
    stem = _stem(theirs.unit)
    if figure.unit or figure.measure or theirs.measure or len(stem) < _STEM:
        return False
    return any(key.startswith(stem) for key in keys_of(sight.text, passage.spans))


def _stem(unit: str | None) -> str:
    return (unit or "").casefold()[:_STEM]
