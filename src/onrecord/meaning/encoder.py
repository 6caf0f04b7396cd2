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
Bytes = NDArray[np.uint8]

ORDERS = ((2, 0), (3, 1), (5, 2))
"""For each convolution how many pieces it looks at, and how many of them stand before the piece itself."""
WIDE = 512
"""Numbers in a piece's vector, and in a text's."""
_HALF = 7.5
"""A piece's vector is kept in four bits: 16 steps, as many above zero as below."""
_SMALL = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Network:
    """The arrays of an encoder: ``codes`` hold two numbers a byte, ``steps`` their unit for each piece.

    ``layers`` are matrices (``…_w``) and vectors by name; ``first2``, ``second2`` and so on belong to the convolution
    of that order.
    """

    codes: Bytes
    steps: Floats
    layers: Mapping[str, Floats]

    def meaning(self, pieces: Sequence[int]) -> Floats:
        """The vector of a text from its pieces, its ends not among them; ``WIDE`` numbers, length 1."""
        vector: Floats = self.meanings([pieces])[0]
        return vector

    def meanings(self, texts: Sequence[Sequence[int]]) -> Floats:
        """The vectors of several texts, a row each, in half the time: matrices are fetched once for all of them.

        Products of other sizes are summed in another order, so that the last bits of a row depend on the texts beside
        it. A text by itself always has the same row.
        """
        numbers = [np.array([BEGIN, *pieces, END]) for pieces in texts]
        ends = np.cumsum([len(each) for each in numbers])[:-1]
        seen = self._looked_up(np.concatenate(numbers))
        narrow = self._evened(seen @ self.layers["narrow_w"] + self.layers["narrow_b"], "narrow")
        found = [
            self._around(part, ends, order, before)
            for part, (order, before) in zip(np.split(narrow, len(ORDERS), axis=1), ORDERS, strict=True)
        ]
        features = np.split(self._evened(np.concatenate([seen, *found], axis=1), "all"), ends)
        sums = np.stack([rows.sum(axis=0, dtype=np.float32) for rows in features])
        lengths = np.array([[len(rows)] for rows in features], np.float32)
        total = (sums @ self.layers["sum_w"] + lengths * self.layers["sum_b"]) / np.sqrt(lengths)
        return self._deep(np.asarray(total, np.float32))

    def _looked_up(self, numbers: NDArray[np.int_]) -> Floats:
        """The vectors of pieces."""
        return unpacked(self.codes[numbers]) * self.steps[numbers, None]

    def _around(self, narrow: Floats, ends: NDArray[np.int_], order: int, before: int) -> Floats:
        """What one convolution makes of each piece and its neighbours: two layers, each added to what it was given.

        ``ends`` are where texts end, but for the last: the pieces of another text are no neighbours.
        """
        for layer in ("first", "second"):
            window = np.concatenate([neighbours(rows, order, before) for rows in np.split(narrow, ends)])
            made = window @ self.layers[f"{layer}{order}_w"] + self.layers[f"{layer}{order}_b"]
            narrow = narrow + np.maximum(made, 0)
        return narrow

    def _evened(self, rows: Floats, name: str) -> Floats:
        """Rows brought to mean 0 and variance 1, then to the scale and the middle that were learned."""
        rows = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + _SMALL)
        evened: Floats = rows / spread * self.layers[f"{name}_scale"] + self.layers[f"{name}_middle"]
        return evened

    def _deep(self, total: Floats) -> Floats:
        layers = self.layers
        one = np.maximum(total @ layers["deep0_w"], 0)
        two = np.maximum(one @ layers["deep1_w"] + total @ layers["past1_w"], 0)
        three = np.maximum(two @ layers["deep2_w"], 0)
        vector = np.tanh(three @ layers["deep3_w"] + two @ layers["past3_w"])
        shaped: Floats = vector / np.sqrt(np.square(vector).sum(axis=1, keepdims=True) + _SMALL)
        return shaped


def neighbours(rows: Floats, order: int, before: int) -> Floats:
    """For each row ``order`` rows side by side, ``before`` of them above it; beyond the ends stand zeros."""
    room = np.zeros((len(rows) + order - 1, rows.shape[1]), np.float32)
    room[before : before + len(rows)] = rows
    return np.concatenate([room[shift : shift + len(rows)] for shift in range(order)], axis=1)


def packed(rows: Floats) -> tuple[Bytes, Floats]:
    """Rows in four bits a number, with each row's step. The largest fifth of a row's range is cut off."""
    steps = (0.8 * np.abs(rows).max(axis=1) / _HALF + _SMALL).astype(np.float32)
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
        steps = np.abs(values).max(axis=0) / 127 + _SMALL
        out[name], out[f"{name}_step"] = np.round(values / steps).astype(np.int8), steps.astype(np.float32)
    return out


def grown(kept: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """The layers again, from what ``shrunk`` gave."""
    return {
        name: values.astype(np.float32) * kept.get(f"{name}_step", np.float32(1))
        for name, values in kept.items()
        if not name.endswith("_step")
    }
