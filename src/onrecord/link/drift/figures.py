"""Figures of an utterance that a page has otherwise: another value, or the same one hedged otherwise.

Values are compared in their base units, whatever the language; a rounded value that says that it is rounded is the
same. Numbers that are told with a different value belong together where they measure alike, or stand beside the same
words.

Limits: a figure that a page leaves out is no departure here; one that it adds is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.align import keys_of
from onrecord.link.drift.sides import Departure, Quantity, Side, shown
from onrecord.types import Drift, Passage, Span
from onrecord.words.measures import normal

ROUNDED = 0.03
"""Values that lie no further apart are one, where a page says "about"; elsewhere they must be equal."""
_EXACT = 1e-9
_VAGUE = frozenset({"about", "almost"})
"""Hedges that retellings take for each other without saying anything else."""
_BESIDE = 20
"""Characters on both sides of a number, in which words tell what is counted."""
_BEGINNING, _SHORT = 5, 3

Pair = tuple[Quantity, Quantity]


def departures(reference: Side, side: Side) -> Iterator[Departure]:
    """What a page tells otherwise in figures than the reference does."""
    same, other = _paired(reference.quantities, side.quantities, reference, side)
    for theirs, ours in same:
        if not _same_hedge(theirs, ours):
            yield _departure(reference, side, theirs, ours, "hedge of a figure", 0.75)
    for theirs, ours in other:
        yield _departure(reference, side, theirs, ours, "value of a figure", 0.85)


def _departure(reference: Side, side: Side, theirs: Quantity, ours: Quantity, rule: str, score: float) -> Departure:
    there, here = theirs.span, ours.span
    line = next(line for line in side.lines if ours in line.quantities)
    return Departure(
        what=Drift.FIGURE,
        rule=rule,
        passage=Passage(side.page, (here,), line.passage.statement),
        there=(there,),
        told=f"has {shown(side.text, [here])} for {shown(reference.text, [there])}",
        score=score,
    )


def _paired(
    theirs: Sequence[Quantity], ours: Sequence[Quantity], reference: Side, side: Side
) -> tuple[list[Pair], list[Pair]]:
    """Numbers of the same value, best hedged first, and those that tell of the same thing with another value."""
    same: list[Pair] = []
    for agrees in (lambda a, b: _equal(a, b) and _same_hedge(a, b), _equal, _rounded):
        for b in ours:
            if not any(b is taken for _, taken in same):
                a = next((a for a in theirs if agrees(a, b)), None)
                if a is not None:
                    same.append((a, b))
    left = [a for a in theirs if not any(a is taken for taken, _ in same)]
    other: list[Pair] = []
    for b in ours:
        if not any(b is taken for _, taken in same):
            a = next((a for a in left if _same_thing(a, b, reference, side)), None)
            if a is not None:
                left.remove(a)
                other.append((a, b))
    return same, other


def _equal(one: Quantity, other: Quantity) -> bool:
    return _apart(one, other) <= _EXACT


def _rounded(one: Quantity, other: Quantity) -> bool:
    return bool({one.hedge, other.hedge} & _VAGUE) and _apart(one, other) <= ROUNDED


def _apart(one: Quantity, other: Quantity) -> float:
    """How far two values lie apart, in parts of the larger; 1 where they cannot be compared."""
    first, second = _normal(one), _normal(other)
    if len(first) != len(second):
        return 1.0
    return max(abs(a - b) / (max(abs(a), abs(b)) or 1.0) for a, b in zip(first, second, strict=True))


def _normal(quantity: Quantity) -> list[float]:
    values = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    measure = quantity.figure.measure if quantity.figure else None
    return [normal(value, measure)[0] if measure else value for value in values]


def _same_hedge(one: Quantity, other: Quantity) -> bool:
    return one.figure is None or other.figure is None or one.hedge == other.hedge or {one.hedge, other.hedge} <= _VAGUE


def _same_thing(one: Quantity, other: Quantity, reference: Side, side: Side) -> bool:
    """Do two numbers with different values count the same? A share and a count never do."""
    if (min(_normal(one)) < 1) != (min(_normal(other)) < 1):
        return False
    measures = _measure(one), _measure(other)
    if any(measures):
        return measures[0] == measures[1]
    if reference.language != side.language:
        return False
    return bool(_beside(reference.text, one.span) & _beside(side.text, other.span))


def _measure(quantity: Quantity) -> str | None:
    figure = quantity.figure
    return normal(1.0, figure.measure)[1] if figure and figure.measure else None


def _beside(text: str, span: Span) -> set[str]:
    """The beginnings of the longer words that stand with a number."""
    low, high = max(0, span.start - _BESIDE), span.end + _BESIDE
    words = text[low:high].split()
    whole = words[low > 0 : len(words) - (high < len(text))]
    return {key[:_BEGINNING] for word in whole for key in keys_of(word) if len(key) > _SHORT and not key[0].isdigit()}
