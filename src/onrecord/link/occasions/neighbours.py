"""Which pages are compared at all: those that share the rarest things, found through who holds them.

Of what stands on more than ``MOST`` pages each page meets the ``NEXT`` holders alone, which is enough to line up a
crowd of copies; and it is compared with its ``NEAREST`` pages only. So the work for a page is bounded, however many
pages there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onrecord.link.occasions.holdings import Field, Floats, Holdings, Ints

MOST, NEXT = 60, 8
NEAREST = 40
COUNTS = {"words": 1.0, "names": 1.0, "sounds": 0.5, "numbers": 0.5, "figures": 0.15, "quoted": 0.1, "runs": 0.1}
"""What a thing of each kind counts; the weights of figures and runs are not brought to length 1."""


def neighbours(held: Holdings) -> Iterator[tuple[int, Ints]]:
    """Each page and the later ones that it is compared with, by their numbers in order.

    A pair is compared where one of the two is among the other's nearest.
    """
    indexes = [_Index(getattr(held, name), weight) for name, weight in COUNTS.items()]
    met = [_nearest(page, indexes) for page in range(len(held))]
    count = len(held)
    codes = [np.minimum(page, others) * count + np.maximum(page, others) for page, others in enumerate(met)]
    low, high = np.divmod(np.unique(np.concatenate(codes)), count)
    ends = np.searchsorted(low, np.arange(count + 1))
    for page in range(count):
        if ends[page] < ends[page + 1]:
            yield page, high[ends[page] : ends[page + 1]]


class _Index:
    """Who holds a thing: ``pages`` from ``ends[thing]`` to ``ends[thing + 1]``; ``place`` is a page's own there."""

    def __init__(self, field: Field, weight: float) -> None:
        self.field = field
        order = np.argsort(field.things, kind="stable")
        self.pages = np.repeat(np.arange(len(field.ends) - 1), np.diff(field.ends))[order]
        self.weights = weight * field.weights[order]
        self.ends = np.concatenate([[0], np.cumsum(field.pages_of)])
        self.own = field.weights
        self.place = np.empty_like(order)
        self.place[order] = np.arange(len(order))

    def met(self, page: int) -> tuple[Ints, Floats]:
        """The holders of what a page holds, once for each thing, with the product of the weights."""
        own = slice(self.field.ends[page], self.field.ends[page + 1])
        things, weights = self.field.things[own], self.own[own]
        begins, lengths = self.ends[things], self.field.pages_of[things]
        crowded = lengths > MOST
        begins = np.where(crowded, self.place[own] + 1, begins)
        lengths = np.where(crowded, np.minimum(NEXT, self.ends[things + 1] - begins), lengths)
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
