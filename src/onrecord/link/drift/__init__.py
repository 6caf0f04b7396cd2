"""Where pages tell an utterance otherwise than the best reference does, in words that a reader understands.

A retelling may say the same in other words; what is pointed out is what changes who said what: figures, strength,
speaker, day, meaning, and what was cut away. Each discrepancy holds the words of both sides. Nothing says who is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.link.drift import alterations, days, figures, meaning, speakers, strength, truncation
from onrecord.link.drift.parts import parts_of, rendered
from onrecord.link.drift.sides import Compared, Departure, compared
from onrecord.link.drift.telling import joined
from onrecord.link.tellings import Telling
from onrecord.types import Discrepancy, Utterance

SURE = 0.5
"""What is less sure is not told."""


def discrepancies(tellings: Sequence[Telling], utterances: Sequence[Utterance]) -> list[Discrepancy]:
    """What the pages of one occasion disagree on: at most one of each kind for an utterance.

    Ordered by utterance and kind; the same whatever the order of the pages.
    """
    known = {telling.page: telling for telling in tellings}
    day = days.occasion_day(known)
    out: list[Discrepancy] = []
    for utterance in sorted(utterances, key=lambda each: each.id):
        told = compared(utterance, known)
        out += joined(told, [each for each in _departures(told, day) if each.score >= SURE])
    return out


def _departures(told: Compared, day: date | None) -> Iterator[Departure]:
    parts = parts_of(told.reference) if told.reference else ()
    for side in told.sides:
        yield from meaning.unsupported(told, side)
        if told.reference is not None:
            yield from _once([*figures.departures(told.reference, side), *alterations.departures(told.reference, side)])
            yield from days.departures(told.reference, side, day)
            held = rendered(told.reference, parts, side)
            yield from speakers.departures(told, held, side)
            yield from truncation.departures(told.reference, held, side)
            yield from strength.departures(told.reference, held, side)
            yield from meaning.departures(told.reference, held, side)


def _once(found: Sequence[Departure]) -> Iterator[Departure]:
    """Each place of a page once for each kind, as it was found first."""
    for number, each in enumerate(found):
        if not any(_is_same_place(each, before) for before in found[:number]):
            yield each


def _is_same_place(one: Departure, other: Departure) -> bool:
    return one.what is other.what and any(a.meets(b) for a in one.passage.spans for b in other.passage.spans)
