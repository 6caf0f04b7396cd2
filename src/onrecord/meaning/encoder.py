"""A text to the vector of its meaning: the multilingual universal sentence encoder (Yang et al. 2020), on arrays.

Pieces are looked up, three small convolutions (over 2, 3 and 5 pieces) look at neighbours, and four layers turn the
sum over all pieces into one vector. Texts of one meaning lie near each other, across the sixteen languages that the
encoder was taught.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.meaning.unigram import BEGIN, END

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Real = NDArray[np.floating[Any]]
Bytes = NDArray[np.uint8]

ORDERS = ((2, 0), (3, 1), (5, 2))
"""For each convolution how many pieces it looks at, and how many of them stand before the piece itself."""
WIDE = 512
"""Numbers in a piece's vector, and in a text's."""
_HALF = 7.5
"""A piece's vector is kept in four bits: 16 steps, as many above zero as below."""
SMALL = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Network:
    """The arrays of an encoder: ``codes`` hold two numbers a byte, ``steps`` their unit for each piece.

    ``layers`` are matrices (``…_w``) and vectors by name; ``first2``, ``second2`` and so on belong to the convolution
    of that order. It computes in their precision.
    """

    codes: Bytes
    steps: Floats
    layers: Mapping[str, Real]

    @property
    def exact(self) -> Network:
        """The same in 64 bits: to ten digits, what it computes depends on no machine, and on no text beside a text."""
        return Network(self.codes, self.steps, {name: each.astype(np.float64) for name, each in self.layers.items()})

    def meanings(self, texts: Sequence[Sequence[int]]) -> Real:
        """The vectors of texts from their pieces, the ends not among them; rows of ``WIDE`` numbers, of length 1."""
        numbers = [np.array([BEGIN, *pieces, END]) for pieces in texts]
        lengths = np.array([len(each) for each in numbers])
        ends = np.cumsum(lengths)[:-1]
        seen = self.looked_up(np.concatenate(numbers))
        found = [
            self._around(part, ends, order, before)
            for part, (order, before) in zip(np.split(self.narrowed(seen), len(ORDERS), axis=1), ORDERS, strict=True)
        ]
        features = np.split(self._evened(np.concatenate([seen, *found], axis=1), "all"), ends)
        return self.summed(np.stack([rows.sum(axis=0) for rows in features]), lengths)

    def looked_up(self, numbers: NDArray[np.int_]) -> Floats:
        """The vectors of pieces."""
        return unpacked(self.codes[numbers]) * self.steps[numbers, None]

    def narrowed(self, seen: Floats) -> Real:
        """What the convolutions are given of pieces, side by side in the order of ``ORDERS``."""
        return self._evened(seen @ self.layers["narrow_w"] + self.layers["narrow_b"], "narrow")

    def summed(self, sums: Real, lengths: NDArray[np.int_]) -> Real:
        """The vectors of texts from the sums over their pieces' features, and how many pieces each has."""
        counts = lengths.astype(sums.dtype)[:, None]
        return self._deep((sums @ self.layers["sum_w"] + counts * self.layers["sum_b"]) / np.sqrt(counts))

    def _around(self, narrow: Real, ends: NDArray[np.int_], order: int, before: int) -> Real:
        """What one convolution makes of each piece and its neighbours: two layers, each added to what it was given.

        ``ends`` are where texts end, but for the last: the pieces of another text are no neighbours.
        """
        for layer in ("first", "second"):
            window = np.concatenate([neighbours(rows, order, before) for rows in np.split(narrow, ends)])
            made = window @ self.layers[f"{layer}{order}_w"] + self.layers[f"{layer}{order}_b"]
            narrow = narrow + np.maximum(made, 0)
        return narrow

    def _evened(self, rows: Real, name: str) -> Real:
        """Rows brought to mean 0 and variance 1, then to the scale and the middle that were learned."""
        rows = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + SMALL)
        evened: Real = rows / spread * self.layers[f"{name}_scale"] + self.layers[f"{name}_middle"]
        return evened

    def _deep(self, total: Real) -> Real:
        layers = self.layers
        one = np.maximum(total @ layers["deep0_w"], 0)
        two = np.maximum(one @ layers["deep1_w"] + total @ layers["past1_w"], 0)
        three = np.maximum(two @ layers["deep2_w"], 0)
        vector = np.tanh(three @ layers["deep3_w"] + two @ layers["past3_w"])
        shaped: Real = vector / np.sqrt(np.square(vector).sum(axis=1, keepdims=True) + SMALL)
        return shaped


def neighbours(rows: Real, order: int, before: int) -> Real:
    """For each row ``order`` rows side by side, ``before`` of them above it; beyond the ends stand zeros."""
    room = np.zeros((len(rows) + order - 1, rows.shape[1]), rows.dtype)
    room[before : before + len(rows)] = rows
    return np.concatenate([room[shift : shift + len(rows)] for shift in range(order)], axis=1)


def packed(rows: Floats) -> tuple[Bytes, Floats]:
    """Rows in four bits a number, with each row's step. The largest fifth of a row's range is cut off."""
    steps = (0.8 * np.abs(rows).max(axis=1) / _HALF + SMALL).astype(np.float32)
    codes = np.clip(np.round(rows / steps[:, None] + _HALF), 0, 15).astype(np.uint8)
    return codes[:, ::2] << 4 | codes[:, 1::2], steps


def unpacked(codes: Bytes) -> Floats:
    """The numbers of packed rows, in steps."""
    out = np.empty((len(codes), 2 * codes.shape[1]), np.float32)
    out[:, ::2], out[:, 1::2] = codes >> 4, codes & 15
    out -= np.float32(_HALF)
    return out


def shrunk(layers: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """Layers as they are kept: a matrix in 8 bits with a step for each column (``…_step``), vectors as they are."""
    out: dict[str, NDArray[Any]] = {}
    for name, values in layers.items():
        if not name.endswith("_w"):
            out[name] = values.astype(np.float32)
            continue
        steps = np.abs(values).max(axis=0) / 127 + SMALL
        out[name], out[f"{name}_step"] = np.round(values / steps).astype(np.int8), steps.astype(np.float32)
    return out


def grown(kept: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """The layers again, from what ``shrunk`` gave."""
    return {
        name: values.astype(np.float32) * kept.get(f"{name}_step", np.float32(1))
        for name, values in kept.items()
        if not name.endswith("_step")
    }
