"""Figures of an utterance that a page has otherwise: another value, or the same one hedged otherwise.

Values are compared in their base units, whatever the language; a rounded value that says that it is rounded is the
same. Numbers that are told with a different value belong together where they measure alike, or stand beside the same
words.

Limits: a figure that a page leaves out is no departure here; one that it adds is none either, nor is an "about" before
a figure that the reference has exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.link.drift.quantities import Quantity, beside, equal, is_loosened, paired, same_hedge, same_kind
from onrecord.link.drift.sides import Departure, Side, shown
from onrecord.types import Drift, Passage

_HEDGE, _VALUE = 0.75, 0.85


def departures(reference: Side, side: Side) -> Iterator[Departure]:
    """What a page tells otherwise in figures than the reference does."""
    same, theirs, ours = paired(reference.quantities, side.quantities)
    for one, other in same:
        if not same_hedge(one, other) and not (equal(one, other) and is_loosened(one, other)):
            yield _departure(reference, side, one, other, "hedge of a figure", _HEDGE)
    for other in ours:
        counterpart = next((each for each in theirs if _same_thing(each, other, reference, side)), None)
        if counterpart is not None:
            theirs.remove(counterpart)
            yield _departure(reference, side, counterpart, other, "value of a figure", _VALUE)


def _departure(reference: Side, side: Side, theirs: Quantity, ours: Quantity, rule: str, score: float) -> Departure:
    line = next(line for line in side.lines if ours in line.quantities)
    return Departure(
        what=Drift.FIGURE,
        rule=rule,
        passage=Passage(side.page, (ours.span,), line.passage.statement),
        there=(theirs.span,),
        told=f"has {shown(side.text, [ours.span])} for {shown(reference.text, [theirs.span])}",
        score=score,
    )


def _same_thing(one: Quantity, other: Quantity, reference: Side, side: Side) -> bool:
    """Do two numbers with different values count the same?"""
    kind = same_kind(one, other)
    if kind is not None:
        return kind
    if reference.language != side.language:
        return False
    return bool(beside(reference.text, one.span, reference.language) & beside(side.text, other.span, side.language))
