"""Which sentences of the reference a passage renders, in its own words or in another language.

Within one language a passage of mostly the same words is compared by them; others by meaning (the shipped encoder).

Limits: a passage that renders nothing well is taken for the sentence that is nearest to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.link.align import Wording, wording
from onrecord.link.drift.lexicon import Finding, Sort, lexicon
from onrecord.link.drift.sides import Line, Side
from onrecord.link.utterances.parts import sentences_of
from onrecord.meaning import embed
from onrecord.types import Span

NEAR = 0.75
"""Of the likeness of the nearest sentence: another one that is as near is rendered, too."""
HELD = 0.6
"""The share of a passage's longer words that the reference must hold for words alone to tell what it renders."""
LEAST = 0.3
"""A likeness below which a passage is no rendering that could be held against a sentence."""
_BEGINNING, _SHORT = 5, 3
_BEGINNING_OF_SHORT = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of the reference: its words, and those that weigh something."""

    span: Span
    wording: Wording
    found: tuple[Finding, ...]

    def has(self, *sorts: Sort) -> bool:
        return any(each.sort in sorts for each in self.found)

    def findings(self, *sorts: Sort) -> list[Finding]:
        return [each for each in self.found if each.sort in sorts]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The parts of the reference, and for each line of a page the numbers of those that it renders.

    ``likeness`` is, for each line, how near the nearest of them is: by meaning, or by the words that both hold.
    """

    parts: tuple[Part, ...]
    by_line: tuple[frozenset[int], ...]
    likeness: tuple[float, ...]

    def told(self, side: Side) -> Iterator[tuple[Line, list[Part]]]:
        """The lines of the page that are near enough to be held against the sentences that they render."""
        for line, numbers, likeness in zip(side.lines, self.by_line, self.likeness, strict=True):
            if likeness >= LEAST:
                yield line, [self.parts[number] for number in sorted(numbers)]

    @property
    def left_out(self) -> list[int]:
        """The parts that no line of the page renders."""
        told = frozenset().union(*self.by_line)
        return [number for number in range(len(self.parts)) if number not in told]


def parts_of(reference: Side) -> tuple[Part, ...]:
    """The sentences of a reference, in their order."""
    table = lexicon(reference.language)
    out = []
    for line in reference.lines:
        for span in sentences_of(reference.telling, line.passage.spans):
            said = wording(reference.text, [span])
            if said.keys:
                out.append(Part(span, said, tuple(table.findings(said))))
    return tuple(out)


def rendered(reference: Side, parts: tuple[Part, ...], side: Side) -> Rendered:
    """What each line of a page renders of the reference; meanings are asked for where the words do not tell."""
    scored = [_by_words(line, parts) if reference.language == line.language else None for line in side.lines]
    asked = [line.words for line, scores in zip(side.lines, scored, strict=True) if scores is None]
    found = iter(_by_meaning(asked, [part.span.of(reference.text) for part in parts]))
    whole = [next(found) if scores is None else scores for scores in scored]
    return Rendered(parts, tuple(_nearest(each) for each in whole), tuple(max(each) for each in whole))


def _by_words(line: Line, parts: Sequence[Part]) -> list[float] | None:
    """How near each part is by the words that both hold; None where a line is mostly of other words."""
    known = tuple(key for part in parts for key in part.wording.keys)
    if held_share(line.wording.keys, known) < HELD:
        return None
    return [
        max(held_share(part.wording.keys, line.wording.keys), held_share(line.wording.keys, part.wording.keys))
        for part in parts
    ]


def _by_meaning(lines: Sequence[str], parts: Sequence[str]) -> list[list[float]]:
    return cosines(embed(lines), embed(parts)).tolist() if lines else []


def _nearest(scores: Sequence[float]) -> frozenset[int]:
    """The nearest part, and others that are as near, or nearly."""
    best = max(scores)
    return frozenset(n for n, each in enumerate(scores) if each == best or (each >= LEAST and each >= NEAR * best))


def held_share(asked: Sequence[str], held: Sequence[str]) -> float:
    """The share of the longer words that stand in another wording too, by their beginnings."""
    ours, theirs = stems(asked), stems(held)
    return len(ours & theirs) / len(ours) if ours else 0.0


def stems(keys: Sequence[str]) -> set[str]:
    """The beginnings of the longer words; numbers whole."""
    return {key if key[0].isdigit() else key[:_BEGINNING] for key in keys if len(key) > _SHORT or key[0].isdigit()}


def beginnings(keys: Sequence[str]) -> set[str]:
    """As `stems`, with short words too."""
    return {key[:_BEGINNING_OF_SHORT] for key in keys}


def cosines(ours: NDArray[np.int8], theirs: NDArray[np.int8]) -> NDArray[np.float64]:
    """How near each of some texts is to each of others, from their vectors."""
    one, other = (_unit(each.astype(np.float64)) for each in (ours, theirs))
    return np.asarray(one @ other.T)


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1.0, lengths))
