"""``python -m bench.speed_occasions [PAGES…]``: what grouping costs, from a thousand pages to a hundred thousand.

The sketches are made up from a seed: words and names by Zipf's law, every third page one of a planted occasion of two
to twelve pages that share names, figures and runs of quotation. A line for each size: pages, groups, the share of
planted pairs that were found and that are right, seconds of processor time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import accumulate
from random import Random

import numpy as np

from bench.stories import scores
from onrecord.link.occasions import Sketch, grouped
from onrecord.link.occasions.sketches import Terms

SIZES = (1_000, 3_000, 10_000)
_WORDS, _NAMES, _FIGURES = 40_000, 60_000, 4_000
_OF_OCCASION, _LEVEL = 3, 30
Pool = list[float]


def made(pages: int, seed: int = 1) -> tuple[list[tuple[str, Sketch]], dict[str, str]]:
    """So many sketches by their names, and which occasion each page is of; the same for the same seed."""
    rng = Random(seed)
    words, names = _zipf(_WORDS), _zipf(_NAMES)
    out: list[tuple[str, Sketch]] = []
    occasions: dict[str, str] = {}
    while len(out) < pages:
        members = rng.randint(2, 12) if rng.random() < 1 / (1 + 2 * 7 / _OF_OCCASION) else 1
        day = rng.randrange(738_000, 739_000)
        cast, told = _some(rng, names, 12), _some(rng, words, 120)
        figures, said = [rng.randrange(_FIGURES) for _ in range(8)], [rng.randrange(2**32) for _ in range(60)]
        for _ in range(min(members, pages - len(out))):
            name = f"{rng.randrange(16**16):016x}"
            occasions[name] = f"{len(out) if members == 1 else day}-{cast[0]}-{told[0]}"
            own = _some(rng, names, 8), _some(rng, words, 80)
            at = rng.randrange(30)
            made_ = Sketch(
                language="en",
                days=(day, day),
                year=0,
                weekdays=(0,) * 7,
                words=_terms([*rng.sample(told, 60), *own[1]]),
                names=_terms([*rng.sample(cast, 8), *own[0]]),
                sounds=_terms([]),
                numbers=_terms(some := rng.sample(figures, 5)),
                figures=_terms(some),
                quoted=np.unique(np.array(said[at : at + 30], np.uint32)),
                runs=np.unique(np.array([rng.randrange(2**32) for _ in range(60)], np.uint32)),
                shown=(),
                told=(),
            )
            out.append((name, made_))
    return out, occasions


def _terms(things: Sequence[int]) -> Terms:
    hashes, counts = np.unique(np.array(things, np.uint32), return_counts=True)
    return Terms(hashes, counts.astype(np.uint8), np.full(len(hashes), _LEVEL, np.uint8))


def _some(rng: Random, weights: Pool, count: int) -> list[int]:
    return rng.choices(range(len(weights)), cum_weights=weights, k=count)


def _zipf(count: int) -> Pool:
    return list(accumulate(1 / rank for rank in range(10, count + 10)))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speed_occasions", description=__doc__)
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    for size in parser.parse_args(arguments).pages:
        pages, gold = made(size)
        before = time.process_time()
        groups = grouped(pages)
        spent = time.process_time() - before
        told = scores(gold, {page: group.pages[0] for group in groups for page in group.pages})
        found = f"recall {told.recall:.3f} precision {told.precision:.3f}"
        print(f"{size:>8,} pages {len(groups):>8,} groups  {found}  {spent:.1f} s", flush=True)


if __name__ == "__main__":
    main()
