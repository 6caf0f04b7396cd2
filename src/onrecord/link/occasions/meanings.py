"""What the sentences of pages mean, asked where a record is small: how rare a name or word is, few pages cannot tell.

In a handful of pages about one matter what is shared looks common, and pages of one occasion fall apart; how alike
sentences are in meaning does not depend on the other pages. It counts in full up to ``FEW`` pages, less and less from
there on, and from ``MANY`` on it is not asked: in a large record it adds nothing, and reading it costs the most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.link.occasions.holdings import Floats, Ints
from onrecord.meaning import embed
from onrecord.types import BlockKind, Reading

FEW, MANY = 50, 150
"""Pages of a record in which meaning counts in full, and in which it counts no more."""
MOST_SENTENCES = 40
"""Of a page, the first ones."""
SURE = 7.0
"""A pair whose logit is farther from 0 without meaning is not asked for it."""
_SHORTEST = 20
_BEST = 3
_SENTENCES = re.compile(r"(?<=[.!?…])[\"”»’']?\s+")

Vectors = NDArray[np.float32]
"""Of the sentences of a page, a row each; whole numbers of a byte."""
Ask = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
"""The sentences of pages by the pages' ids; a page may be missing."""


def sentences(reading: Reading) -> list[str]:
    """The first sentences that a page tells, without residue and captions; what is too short tells nothing."""
    text, out = reading.article.text, list[str]()
    for block in reading.article.blocks:
        if block.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION):
            out += [part for part in _SENTENCES.split(block.span.of(text)) if len(part) > _SHORTEST]
            if len(out) >= MOST_SENTENCES:
                break
    return out[:MOST_SENTENCES]


class Meanings:
    """What pages mean, by their numbers: each is read when it is first asked for.

    ``counts`` is what meaning counts among so many pages, from 0 to 1.
    """

    def __init__(self, pages: Sequence[str], ask: Ask) -> None:
        self.counts = float(np.clip((MANY - len(pages)) / (MANY - FEW), 0.0, 1.0))
        self._pages, self._ask = pages, ask
        self._known: dict[int, Vectors] = {}

    def alike(self, page: int, others: Ints) -> Floats:
        """How alike a page is to each other one (`alike`)."""
        self._read([page, *others.tolist()])
        pairs = (sorted((page, other)) for other in others.tolist())
        return np.array([alike(self._known[low], self._known[high]) for low, high in pairs], float)

    def _read(self, pages: Sequence[int]) -> None:
        missing = [page for page in pages if page not in self._known]
        if missing:
            told = self._ask([self._pages[page] for page in missing])
            self._known |= dict(zip(missing, read([told.get(self._pages[page], ()) for page in missing]), strict=True))


def read(pages: Sequence[Sequence[str]]) -> list[Vectors]:
    """The vectors of the sentences of some pages."""
    vectors = embed([text for each in pages for text in each]).astype(np.float32)
    return np.split(vectors, np.cumsum([len(each) for each in pages])[:-1])


def alike(one: Vectors, other: Vectors) -> float:
    """The mean of the best cosines of sentences: each of the page with fewer, of the first if both have as many, has
    its best in the other one. NaN where either has none.
    """
    few, many = sorted((one, other), key=len)
    if not len(few):
        return float("nan")
    # Sums of products of bytes are exact in 32 bits, in whatever order they are made.
    cosines = (few @ many.T).astype(np.float64) / (_lengths(few)[:, None] * _lengths(many))
    return float(np.sort(cosines.max(axis=1))[-_BEST:].mean())


def _lengths(vectors: Vectors) -> Floats:
    """The lengths of vectors; 1 for those of zeros, which mean nothing."""
    lengths = np.sqrt((vectors**2).sum(axis=1, dtype=np.float64))
    return np.where(lengths > 0, lengths, 1.0)
