"""Near-duplicates among the pages of an archive: who shares most of the words that stand outside quotations.

Pages of one event share quotations, which is no copying; copies share runs of words outside them. A page's sketch
(`onrecord.link.occasions`) holds a sample of these runs, drawn by their hashes, so that two pages keep or leave out the
same ones; the share of the sample that two pages have in common tells the share of the texts.

Pages meet through the smallest hashes of their samples (bottom-k sketches: Broder 1997), so that the work grows with
the pages and not with their square. All of it is a function of the set of pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.uint32]
Edge = tuple[str, str, float]
"""Two pages by their ids, the smaller first, and how much of the shorter one the other has."""

KEYS = 24
"""Hashes through which a page meets others."""
LEAST = 12
"""Runs that a page must have to be compared: some fifty words outside quotations."""
SHARED, LIKE = 0.5, 0.25
"""Near-duplicates have this much of the shorter page's runs in common, and of the runs of both together."""
CLOSE, NEXT = 24, 4
"""Of so many pages that share a hash all are compared; of more each with those that come next in the order of their
smallest hashes, which copies share."""
_SIGNED = 4


@dataclass(frozen=True, slots=True)
class Member:
    """A page of a group of near-duplicates; ``share`` is the largest that it has with another one."""

    group: str
    page: str
    share: float


def unpacked(raw: bytes) -> Runs:
    """Runs from the bytes of their array."""
    return np.frombuffer(raw, np.uint32)


def keys(runs: Runs) -> list[int]:
    """The hashes through which a page with these runs meets others; none where it has too few to be compared."""
    return [int(run) for run in np.sort(runs)[:KEYS]] if len(runs) >= LEAST else []


def signed(page: str, runs: Runs) -> str:
    """A page's id behind its smallest hashes: in this order copies stand side by side."""
    return "".join(f"{int(run):08x}" for run in np.sort(runs)[:_SIGNED]) + page


def page_of(signature: str) -> str:
    return signature[8 * _SIGNED :]


def met(holders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the signatures of pages that share a hash the pairs to be compared, as ids, the smaller first."""
    ordered = [page_of(signature) for signature in sorted(set(holders))]
    reach = len(ordered) if len(ordered) <= CLOSE else NEXT
    for place, page in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + reach]:
            yield min(page, other), max(page, other)


def share(a: Runs, b: Runs, most: int) -> float | None:
    """How much of the shorter page the other has; None where they are no near-duplicates.

    ``most`` is the number of runs that a sample holds at most, the smallest; what is left out of one is of both.
    """
    bounds = [int(each.max()) for each in (a, b) if len(each) >= most]
    if bounds:
        a, b = a[a <= min(bounds)], b[b <= min(bounds)]
    if min(len(a), len(b)) < LEAST:
        return None
    common = len(np.intersect1d(a, b, assume_unique=True))
    shared, like = common / min(len(a), len(b)), common / (len(a) + len(b) - common)
    return shared if shared >= SHARED and like >= LIKE else None


def members(edges: Iterable[Edge]) -> list[Member]:
    """The groups that the pairs make, by union and find; a group bears the smallest id of its pages."""
    best: defaultdict[str, float] = defaultdict(float)
    parent: dict[str, str] = {}
    for a, b, shared in edges:
        best[a], best[b] = max(best[a], shared), max(best[b], shared)
        first, second = sorted((_root(parent, a), _root(parent, b)))
        parent[second] = first
    return sorted(
        (Member(_root(parent, page), page, shared) for page, shared in best.items()), key=lambda m: (m.group, m.page)
    )


def near_duplicates(pages: Mapping[str, Runs], most: int) -> list[Edge]:
    """All pairs, in this process: what an engine does with joins."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for page, runs in pages.items():
        for key in keys(runs):
            holders[key].append(signed(page, runs))
    pairs = {pair for each in holders.values() for pair in met(each)}
    return sorted(scored(sorted(pairs), pages, most))


def scored(pairs: Sequence[tuple[str, str]], pages: Mapping[str, Runs], most: int) -> Iterator[Edge]:
    """The pairs that are near-duplicates."""
    for a, b in pairs:
        found = share(pages[a], pages[b], most)
        if found is not None:
            yield a, b, found


def _root(parent: dict[str, str], page: str) -> str:
    parent.setdefault(page, page)
    while parent[page] != page:
        parent[page] = parent[parent[page]]
        page = parent[page]
    return page
