"""The vectors near a question, found exactly: every vector that is held is compared.

Products of bytes are summed without rounding, so that the answer is the same on every machine and with any number of
threads. Exact search over 100,000 vectors takes milliseconds; an index that approximates was not worth its upkeep.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.meaning.threads import one_thread

Id = TypeVar("Id", bound=Hashable)
Floats = NDArray[np.float32]
_ROWS = 4_096
"""Compared at a time: what fits a processor's cache."""
_NONE: Floats = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Near(Generic[Id]):
    """A statement near a question: ``nearness`` is 1 for the same meaning, about 0 for an unrelated one."""

    id: Id
    nearness: float


class Nearest(Generic[Id]):
    """The vectors of statements, a row of ``matrix`` (bytes) for each of ``ids``. Held in memory as they are.

    Raises:
        ValueError: not one row for each id.
    """

    def __init__(self, ids: Sequence[Id], matrix: NDArray[np.int8]) -> None:
        if matrix.ndim != 2 or len(ids) != len(matrix):
            raise ValueError(f"{len(ids)} ids do not fit vectors of the shape {matrix.shape}")
        self._ids = ids
        self._matrix = matrix
        self._shares = np.concatenate([_shares(part.astype(np.float32)) for part in self._parts()] or [_NONE])

    def __len__(self) -> int:
        return len(self._ids)

    def like(self, question: NDArray[np.int8], most: int) -> list[Near[Id]]:
        """The ``most`` nearest statements, the nearest first; among equals the one that stands first.

        ``question`` is what ``ask`` gives: the nearness to the whole and to the nearest sentence count half each.
        What has no vector (zeros) is near to nothing and never told.
        """
        scores = self._nearness(question)
        held = np.flatnonzero(scores > 0)
        if len(held) > most:
            least = np.partition(scores[held], len(held) - most)[len(held) - most] if most else np.inf
            held = held[scores[held] >= least]
        order = held[np.argsort(-scores[held], kind="stable")][:most]
        return [Near(self._ids[row], float(scores[row])) for row in order.tolist()]

    def _nearness(self, question: NDArray[np.int8]) -> Floats:
        asked = question.astype(np.float32)
        own = _shares(asked)[:, None]
        scores, room = np.zeros(len(self._ids), np.float32), np.empty((_ROWS, asked.shape[1]), np.float32)
        with one_thread():
            for at, part in zip(range(0, len(scores), _ROWS), self._parts(), strict=True):
                rows = room[: len(part)]
                rows[:] = part
                near = (asked @ rows.T) * own * self._shares[at : at + _ROWS]
                scores[at : at + _ROWS] = (near[0] + near[1 if len(near) > 1 else 0 :].max(axis=0)) / 2
        return scores

    def _parts(self) -> list[NDArray[np.int8]]:
        return [self._matrix[at : at + _ROWS] for at in range(0, len(self._matrix), _ROWS)]


def _shares(rows: Floats) -> Floats:
    """For each row what makes its length 1; zero for one of zeros."""
    lengths = np.sqrt(np.square(rows).sum(axis=1))
    shares: Floats = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return shares
