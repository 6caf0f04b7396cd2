"""What a set of pages holds, and what each thing tells: the rarer among these pages and at large, the more.

How common a thing is at large counts like so many more pages, so that a handful of pages about one matter are not
told apart by the words that all of them share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.link.occasions.kinds import SPOKEN
from onrecord.link.occasions.sketches import SCALE, Hashes, Sketch, Terms

AT_LARGE = 20
"""How many pages the texts at large count for."""
RAREST = 2.0**-10
"""Nothing counts as rarer than on one page of a thousand: in a large record most of what is rarer is chance."""
CROWD = 8
"""A run of words on more pages than this counts for less, in proportion."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Things of one kind on all pages: a page's row runs from ``ends[page]`` to ``ends[page + 1]``.

    ``levels`` and ``pages_of`` tell of each thing how common it is and on how many pages it stands; ``_there`` is room
    to lay out one page in, empty between calls, so that a field serves one thread.
    """

    ends: Ints
    things: Ints
    weights: Floats
    levels: Levels
    pages_of: Ints
    _there: Floats

    def shared(self, page: int, others: Ints) -> Floats:
        """For each other page the sum over what both hold, of the product of the weights there."""
        own = slice(self.ends[page], self.ends[page + 1])
        places, rows = self.rows(others)
        self._there[self.things[own]] = self.weights[own]
        products = self._there[self.things[places]] * self.weights[places]
        self._there[self.things[own]] = 0.0
        return _sums(rows, products, len(others))

    def rows(self, pages: Ints) -> tuple[Ints, Ints]:
        """The places of all that some pages hold, and for each place the number of the page among them."""
        begins, lengths = self.ends[pages], self.ends[pages + 1] - self.ends[pages]
        before = np.cumsum(lengths) - lengths
        places = np.repeat(begins - before, lengths) + np.arange(lengths.sum())
        return places, np.repeat(np.arange(len(pages)), lengths)

    def total(self) -> Floats:
        """For each page the sum of the squares of its weights."""
        count = len(self.ends) - 1
        return _sums(np.repeat(np.arange(count), np.diff(self.ends)), self.weights**2, count)


def weighed(pages: Sequence[Terms], *, even: bool = False) -> Field:
    """Terms by tf-idf, each page's weights of length 1; ``even``: each term by the root of its idf alone."""
    ends, things, count = _gathered([page.hashes for page in pages])
    levels = np.full(count, 255, np.int64)
    np.minimum.at(levels, things, _joined([page.levels for page in pages]))
    held = np.bincount(things, minlength=count)
    share = (held + AT_LARGE * 2.0 ** (-levels / SCALE)) / (len(pages) + AT_LARGE)
    share = np.clip(share, RAREST, 1.0)
    idf = -np.log(share)
    if even:
        weights = np.sqrt(idf[things])
    else:
        weights = (1 + np.log(np.maximum(_joined([page.counts for page in pages]), 1))) * idf[things]
        rows = np.repeat(np.arange(len(pages)), np.diff(ends))
        length = np.sqrt(np.bincount(rows, weights**2, len(pages)))
        weights = weights / np.where(length > 0, length, 1.0)[rows]
    return Field(ends, things, weights, np.round(-SCALE * np.log2(share)).astype(np.int64), held, np.zeros(count))


def counted(pages: Sequence[Hashes]) -> Field:
    """Runs of words: each counts for one, less where many pages have it."""
    ends, things, count = _gathered(pages)
    held = np.bincount(things, minlength=count)
    weights = np.sqrt(np.minimum(1.0, CROWD / np.maximum(held, 1)))[things]
    return Field(ends, things, weights, np.zeros(count, np.int64), held, np.zeros(count))


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """All pages of a run, each by its number; ``settings`` has a bit for each kind of occasion that a page tells of."""

    words: Field
    names: Field
    sounds: Field
    numbers: Field
    figures: Field
    quoted: Field
    runs: Field
    figures_of: Floats
    first: Ints
    last: Ints
    year: Ints
    weekdays: Floats
    language: Ints
    settings: Ints

    def __len__(self) -> int:
        return len(self.first)

    @classmethod
    def of(cls, pages: Sequence[Sketch]) -> Holdings:
        codes = {code: number for number, code in enumerate(sorted({page.language for page in pages}))}
        days = [page.days or (0, 0) for page in pages]
        weekdays = np.array([page.weekdays for page in pages], float).reshape(len(pages), -1)
        length = np.linalg.norm(weekdays, axis=1, keepdims=True)
        figures = weighed([page.figures for page in pages], even=True)
        return cls(
            words=weighed([page.words for page in pages]),
            names=weighed([page.names for page in pages]),
            sounds=weighed([page.sounds for page in pages]),
            numbers=weighed([page.numbers for page in pages]),
            figures=figures,
            quoted=counted([page.quoted for page in pages]),
            runs=counted([page.runs for page in pages]),
            figures_of=figures.total(),
            first=np.array([day for day, _ in days], np.int64),
            last=np.array([day for _, day in days], np.int64),
            year=np.array([page.year for page in pages], np.int64),
            weekdays=weekdays / np.where(length > 0, length, 1.0),
            language=np.array([codes[page.language] for page in pages], np.int64),
            settings=np.array([_bits(page.settings) for page in pages], np.int64),
        )


def _bits(settings: Sequence[str]) -> int:
    return sum(1 << bit for bit, kind in enumerate(SPOKEN) if kind in settings)


def _gathered(pages: Sequence[Hashes]) -> tuple[Ints, Ints, int]:
    """Where each page's row ends, the numbers of its things in order, and how many things there are."""
    ends = np.concatenate([[0], np.cumsum([len(page) for page in pages])]).astype(np.int64)
    kinds, things = np.unique(_joined(pages), return_inverse=True)
    return ends, things.astype(np.int64), len(kinds)


def _sums(rows: Ints, values: Floats, count: int) -> Floats:
    """The sum of the values of each row; without values numpy would count in whole numbers."""
    return np.bincount(rows, values, count).astype(np.float64)


def _joined(arrays: Sequence[NDArray[np.uint8]] | Sequence[Hashes]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *arrays]).astype(np.int64)
