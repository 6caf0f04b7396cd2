"""The vectors of many texts, in a third of the time that they take one by one.

What the first layers make of a piece does not depend on its neighbours, but for a sum: so it is remembered, and three
fifths of the products are looked up. These layers are computed in 32 bits, the few after them in 64.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from onrecord.meaning.encoder import ORDERS, SMALL, WIDE, Floats, Network, Real
from onrecord.meaning.unigram import BEGIN, END

MOST_PIECES = 6_144
"""Pieces that are remembered, 13 KB each; when they are so many, all are forgotten and it begins anew."""
ROWS = 1_024
"""Pieces that are computed at once, or one text of more; their tables then stay near the processor."""
_GAP = 2
"""Rows of zeros before and behind each text: no convolution looks further."""
_PART = 256
"""Numbers that a convolution is given of a piece, and makes of it."""
_PARTS = len(ORDERS) * _PART
_PLACES = sum(order for order, _ in ORDERS) * _PART
_WIDEST = max(order for order, _ in ORDERS) * _PART

Numbers = NDArray[np.intp]


class Together:
    """Computes texts side by side. Shared by threads; ``exact`` is the network in 64 bits."""

    def __init__(self, network: Network, exact: Network) -> None:
        self._network, self._exact = network, exact
        self._firsts = _Firsts(network)
        self._tables = _Tables(0)
        self._lock = Lock()

    def meanings(self, texts: Sequence[Sequence[int]]) -> Floats:
        """The vectors of texts from their pieces, a row each."""
        with self._lock:
            return np.concatenate([np.zeros((0, WIDE), np.float32), *map(self._some, _portions(texts))])

    def _some(self, texts: Sequence[Sequence[int]]) -> Real:
        lengths = np.array([len(pieces) + 2 for pieces in texts])
        joined = np.array([number for pieces in texts for number in (BEGIN, *pieces, END)])
        # Where each piece's row lies between rows of zeros.
        places = np.arange(len(joined)) + _GAP * (1 + np.repeat(np.arange(len(texts)), lengths))
        rows = len(joined) + _GAP * (len(texts) + 1)
        if rows > self._tables.rows:
            self._tables = _Tables(rows)
        at = np.zeros(rows, np.intp)
        at[places] = self._firsts.rows_of(joined)
        features = self._tables.features[: len(joined)]
        features[:, :WIDE] = self._network.looked_up(joined)
        self._convolve(at, places, features[:, WIDE:])
        return self._exact.summed(self._evened_sums(features, np.cumsum(lengths) - lengths, lengths), lengths)

    def _convolve(self, at: Numbers, places: Numbers, out: Floats) -> None:
        """Writes what the convolutions make of the pieces, side by side; ``at`` tells the row of each in `_Firsts`."""
        layers, tables, inner = self._network.layers, self._tables, len(at) - 2 * _GAP
        narrow = np.take(self._firsts.narrow, at, axis=0, out=tables.narrow[: len(at)], mode="clip")
        products = np.take(self._firsts.products, at, axis=0, out=tables.products[: len(at)], mode="clip")
        given, made = tables.given[: len(at)], tables.made[:inner]
        gaps, column = at == 0, 0
        for number, (order, before) in enumerate(ORDERS):
            shifts = [slice(shift, shift + inner) for shift in range(_GAP - before, _GAP - before + order)]
            made[:] = layers[f"first{order}_b"]
            for shift in shifts:
                made += products[shift, column : column + _PART]
                column += _PART
            given[:] = narrow[:, number * _PART : (number + 1) * _PART]
            given[_GAP:-_GAP] += np.maximum(made, 0, out=made)
            given[gaps] = 0
            window = tables.window[: inner * order * _PART].reshape(inner, order * _PART)
            np.concatenate([given[shift] for shift in shifts], axis=1, out=window)
            np.matmul(window, layers[f"second{order}_w"], out=made)
            made += layers[f"second{order}_b"]
            given[_GAP:-_GAP] += np.maximum(made, 0, out=made)
            out[:, number * _PART : (number + 1) * _PART] = given[places]

    def _evened_sums(self, rows: Floats, starts: Numbers, lengths: Numbers) -> Real:
        """For each text the sum of its rows, each brought to mean 0 and variance 1, scaled and shifted as learned."""
        middle = rows.mean(axis=1, dtype=np.float64)
        spread = np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] - middle**2 + SMALL)
        # A sum of weighted rows is a product with a matrix that holds the weights, and zeros for other texts' rows.
        whose = np.zeros((len(starts), len(rows)), np.float32)
        whose[np.repeat(np.arange(len(starts)), lengths), np.arange(len(rows))] = 1 / spread
        layers = self._exact.layers
        sums = whose @ rows - np.add.reduceat(middle / spread, starts)[:, None]
        shaped: Real = sums * layers["all_scale"] + lengths[:, None] * layers["all_middle"]
        return shaped


class _Tables:
    """Room for what is computed: to ask for it anew each time costs as much as to compute it."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.narrow = np.empty((rows, _PARTS), np.float32)
        self.products = np.empty((rows, _PLACES), np.float32)
        self.given = np.empty((rows, _PART), np.float32)
        self.made = np.empty((rows, _PART), np.float32)
        self.window = np.empty(rows * _WIDEST, np.float32)
        self.features = np.empty((rows, WIDE + _PARTS), np.float32)


class _Firsts:
    """Of each piece what convolutions are given of it, and its products with the first layer at each place there.

    Row 0 of both is of no piece, and zeros.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._rows = np.zeros(len(network.codes), np.intp)
        self._known = 1
        self.narrow = np.zeros((MOST_PIECES + 1, _PARTS), np.float32)
        self.products = np.zeros((MOST_PIECES + 1, _PLACES), np.float32)

    def rows_of(self, pieces: Numbers) -> Numbers:
        """Where the rows of pieces are; those that are not known yet are computed."""
        missing = np.unique(pieces[self._rows[pieces] == 0])
        if self._known + len(missing) > len(self.narrow):
            self._rows[:], self._known = 0, 1
            missing = np.unique(pieces)
        if len(missing):
            self._learn(missing)
        return self._rows[pieces]

    def _learn(self, pieces: Numbers) -> None:
        rows = slice(self._known, self._known + len(pieces))
        narrow = self._network.narrowed(self._network.looked_up(pieces))
        made = []
        for part, (order, _) in zip(np.split(narrow, len(ORDERS), axis=1), ORDERS, strict=True):
            made += [part @ weights for weights in np.split(self._network.layers[f"first{order}_w"], order)]
        self.narrow[rows], self.products[rows] = narrow, np.concatenate(made, axis=1)
        self._rows[pieces] = np.arange(rows.start, rows.stop)
        self._known = rows.stop


def _portions(texts: Sequence[Sequence[int]]) -> Iterator[Sequence[Sequence[int]]]:
    """Texts in their order, as many at a time as have ``ROWS`` pieces, one at least."""
    start, rows = 0, 0
    for number, pieces in enumerate(texts):
        rows += len(pieces) + 2
        if rows > ROWS and number > start:
            yield texts[start:number]
            start, rows = number, len(pieces) + 2
    if len(texts) > start:
        yield texts[start:]
