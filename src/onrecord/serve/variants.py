"""Word by word: what every telling of an utterance has in the place of each word of its best wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.align import Pair, Wording, pieces, wording

LEAST = 0.3
"""The share of the words of the shorter wording that must be the same for two to be laid side by side."""
MOST_WORDS = 400
"""Words of the best wording that are laid beside those of other pages."""
_SAME, _INSTEAD, _OUT = "same", "other words", "left out"


@dataclass(frozen=True, slots=True)
class Place:
    """What a telling has in the place of one word: the same, other words (as they stand), or nothing."""

    telling: int
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the best wording with what stands before it, and what the tellings have in its place."""

    before: str
    text: str
    places: tuple[Place, ...]

    @property
    def varies(self) -> bool:
        return any(place.what != _SAME for place in self.places)


def variants(best: str, tellings: Sequence[str]) -> tuple[list[Word], str, list[int]]:
    """The words of the best wording, what stands behind the last, and the numbers of the tellings beside them.

    Tellings that share too few of its words, as translations and reports in other words do, are not laid beside it.
    """
    said = wording(best)
    said = Wording(said.text, said.keys[:MOST_WORDS], said.spans[:MOST_WORDS])
    if not said.keys:
        return [], best, []
    beside = {number: found for number, told in enumerate(tellings) if (found := _beside(said, wording(told)))}
    out, at = [], 0
    for number, span in enumerate(said.spans):
        places = tuple(Place(telling, *row[number]) for telling, row in beside.items())
        out.append(Word(best[at : span.start], span.of(best), places))
        at = span.end
    return out, best[at:], list(beside)


def _beside(said: Wording, told: Wording) -> list[tuple[str, str]] | None:
    """For each word of the best wording what a telling has there; None where it has too few of them."""
    if not told.keys:
        return None
    pairs = sorted({pair for piece in pieces(told.keys, said.keys) for pair in piece}, key=lambda pair: pair[1])
    if len(pairs) < LEAST * min(len(said), len(told)):
        return None
    held = {there: here for here, there in pairs}
    return [(_SAME, told.text[_slice(told, held[n])]) if n in held else _gap(told, pairs, n) for n in range(len(said))]


def _gap(told: Wording, pairs: Sequence[Pair], number: int) -> tuple[str, str]:
    """What a telling has between the neighbours of a word that it does not have."""
    before = max((pair for pair in pairs if pair[1] < number), key=lambda pair: pair[1], default=None)
    after = min((pair for pair in pairs if pair[1] > number), key=lambda pair: pair[1], default=None)
    if before is None or after is None or after[0] <= before[0] + 1:
        return _OUT, ""
    first, last = told.spans[before[0] + 1], told.spans[after[0] - 1]
    return _INSTEAD, told.text[first.start : last.end]


def _slice(told: Wording, number: int) -> slice:
    return slice(told.spans[number].start, told.spans[number].end)
