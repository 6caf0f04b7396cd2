"""Pages of an archive that are alike: near-duplicates, and candidates for retellings of one occasion.

*Near-duplicates* share most of the words that stand outside quotations: pages of one event share quotations, which is
no copying, copies share the runs of words between them. A page's sketch (`onrecord.link.occasions`) holds a sample of
these runs, drawn by their hashes, so that two pages keep or leave out the same ones; the share of the sample that two
pages have in common tells the share of the texts. Pages meet through the smallest hashes of their samples (bottom-k
sketches: Broder 1997).

*Candidates* share names, figures, numbers and words inside quotations that few other pages have; `onrecord relate`
tells which of them are of one occasion. What stands on more than `MOST` pages brings nobody together, there as here.

The work grows with the pages and not with their square, and all of it is a function of the set of pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.link.occasions import Sketch
from onrecord.link.occasions.neighbours import MOST
from onrecord.link.occasions.sketching import MOST_RUNS

Runs = NDArray[np.uint32]
Edge = tuple[str, str, float]
"""Two pages by their ids, the smaller first, and how alike they are: the share of the shorter page that the other has,
or how much two candidates share, about 1 for a name or figure that no other page has."""

KEYS = 24
"""Hashes through which a page meets others."""
LEAST = 12
"""Runs that a page must have to be compared: some fifty words outside quotations."""
SHARED, LIKE = 0.5, 0.25
"""Near-duplicates have this much of the shorter page's runs in common, and of the runs of both together."""
CLOSE, NEXT = 24, 4
"""Of so many pages that share a hash all are compared; of more each with those that come next in the order of their
smallest hashes, which copies share."""
WEIGHTS = {"names": 1.0, "figures": 1.0, "numbers": 0.5, "quoted": 0.25}
"""What a thing of each kind counts, at its rarest."""
LIKELY = 2.0
"""Candidates share so much."""
_UNIT = 10_000
"""Weights are added as whole numbers, so that their order changes nothing."""
_SIGNED = 4
_KIND = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A page of a group; ``share`` is how alike it is to the one that it is most alike to."""

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


def share(a: Runs, b: Runs) -> float | None:
    """How much of the shorter page the other has; None where they are no near-duplicates.

    A sample of `MOST_RUNS` holds the smallest alone; what that left out is left out of both.
    """
    bounds = [int(each.max()) for each in (a, b) if len(each) >= MOST_RUNS]
    if bounds:
        a, b = a[a <= min(bounds)], b[b <= min(bounds)]
    if min(len(a), len(b)) < LEAST:
        return None
    common = len(np.intersect1d(a, b, assume_unique=True))
    shared, like = common / min(len(a), len(b)), common / (len(a) + len(b) - common)
    return shared if shared >= SHARED and like >= LIKE else None


def things(sketch: Sketch) -> list[int]:
    """What a page shares with others of its occasion, as hashes that bear their kind."""
    out: list[int] = []
    for kind, name in enumerate(WEIGHTS):
        held = getattr(sketch, name)
        out += [kind << _KIND | thing for thing in (held if name == "quoted" else held.hashes).tolist()]
    return out


def weight(thing: int, holders: int, pages: int) -> int:
    """What a thing counts that so many of all pages hold, in parts of a ten-thousandth."""
    rarity = log(pages / holders) / log(pages) if pages > 1 else 0.0
    return round(_UNIT * list(WEIGHTS.values())[thing >> _KIND] * rarity)


def holders_pairs(holders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """All pairs of pages that hold a thing, the smaller id first; none where it brings nobody together."""
    ordered = sorted(set(holders))
    return combinations(ordered, 2) if len(ordered) <= MOST else iter(())


def strength(points: int) -> float | None:
    """How much two pages share; None where they are no candidates."""
    return points / _UNIT if points >= LIKELY * _UNIT else None


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


def near_duplicates(pages: Mapping[str, Sketch]) -> list[Edge]:
    """All near-duplicates, in this process: what an engine does with joins."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for page, sketch in pages.items():
        for key in keys(sketch.runs):
            holders[key].append(signed(page, sketch.runs))
    pairs = {pair for each in holders.values() for pair in met(each)}
    found = ((a, b, share(pages[a].runs, pages[b].runs)) for a, b in sorted(pairs))
    return [(a, b, shared) for a, b, shared in found if shared is not None]


def candidates(pages: Mapping[str, Sketch]) -> list[Edge]:
    """All candidates, in this process: what an engine does with joins."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for page, sketch in pages.items():
        for thing in things(sketch):
            holders[thing].append(page)
    points: defaultdict[tuple[str, str], int] = defaultdict(int)
    for thing, each in holders.items():
        for pair in holders_pairs(each):
            points[pair] += weight(thing, len(each), len(pages))
    found = ((a, b, strength(told)) for (a, b), told in sorted(points.items()))
    return [(a, b, shared) for a, b, shared in found if shared is not None]


def _root(parent: dict[str, str], page: str) -> str:
    parent.setdefault(page, page)
    while parent[page] != page:
        parent[page] = parent[parent[page]]
        page = parent[page]
    return page
