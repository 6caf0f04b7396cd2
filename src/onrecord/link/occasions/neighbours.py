"""Which pages are compared at all: those that share the rarest things, found through who holds them.

What stands on more than ``MOST`` pages brings nobody together, and a page meets its ``NEAREST`` alone, so that the work
for a page is bounded, however many pages there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onrecord.link.occasions.holdings import Field, Floats, Holdings, Ints

MOST = 60
NEAREST = 40
COUNTS = {"words": 1.0, "names": 1.0, "sounds": 0.5, "numbers": 0.5, "figures": 0.15, "quoted": 0.1, "runs": 0.1}
"""What a thing of each kind counts; the weights of figures and runs are not brought to length 1."""


def neighbours(held: Holdings) -> Iterator[tuple[int, Ints]]:
    """Each page and the later ones that it is compared with, by their numbers in order.

    A pair is compared where one of the two is among the other's nearest.
    """
    indexes = [_Index(getattr(held, name), weight) for name, weight in COUNTS.items()]
    met = [_nearest(page, indexes) for page in range(len(held))]
    low = (
        np.concatenate([np.minimum(page, others) for page, others in enumerate(met)]) if met else np.zeros(0, np.int64)
    )
    high = np.concatenate([np.maximum(page, others) for page, others in enumerate(met)]) if met else low
    pairs = np.unique(low * len(held) + high)
    low, high = pairs // max(len(held), 1), pairs % max(len(held), 1)
    ends = np.searchsorted(low, np.arange(len(held) + 1))
    for page in range(len(held)):
        if ends[page] < ends[page + 1]:
            yield page, high[ends[page] : ends[page + 1]]


class _Index:
    """Who holds a thing: column ``thing`` is ``ends[thing]`` to ``ends[thing + 1]`` of ``pages``."""

    def __init__(self, field: Field, weight: float) -> None:
        self.field = field
        order = np.argsort(field.things, kind="stable")
        self.pages = np.repeat(np.arange(len(field.ends) - 1), np.diff(field.ends))[order]
        self.weights = weight * field.weights[order]
        self.ends = np.concatenate([[0], np.cumsum(field.pages_of)])

    def met(self, page: int) -> tuple[Ints, Floats]:
        """The holders of what a page holds, once for each thing, with the product of the weights."""
        own = slice(self.field.ends[page], self.field.ends[page + 1])
        things, weights = self.field.things[own], self.field.weights[own]
        rare = self.field.pages_of[things] <= MOST
        things, weights = things[rare], weights[rare]
        begins, lengths = self.ends[things], self.field.pages_of[things]
        before = np.cumsum(lengths) - lengths
        places = np.repeat(begins - before, lengths) + np.arange(lengths.sum())
        return self.pages[places], self.weights[places] * np.repeat(weights, lengths)


def _nearest(page: int, indexes: list[_Index]) -> Ints:
    found = [index.met(page) for index in indexes]
    pages, points = np.concatenate([pages for pages, _ in found]), np.concatenate([points for _, points in found])
    others, rows = np.unique(pages, return_inverse=True)
    totals = np.round(np.bincount(rows, points, len(others)), 9)
    keep = others != page
    others, totals = others[keep], totals[keep]
    order = np.lexsort((others, -totals))[:NEAREST]
    return np.sort(others[order])
