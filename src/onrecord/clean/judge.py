"""The judge of blocks: gradient-boosted trees over what is seen of a passage, read from a plain file of numbers.

How they were grown stands in ``training/blocks.py`` and on the card beside the file; here they are only walked, all
trees and passages of a page at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "blocks@1"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays: for each node its feature, threshold and two children; a leaf is its own child."""

    features: NDArray[np.intp]
    thresholds: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    values: NDArray[np.float64]
    roots: NDArray[np.intp]
    deepest: int

    def scores(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """How likely each row's passage belongs to the article, 0 to 1."""
        import numpy as np  # 0.1 s, and only marked-up pages need it

        if not rows:
            return []
        seen = np.asarray(rows, dtype=np.float64)
        flat, first = seen.ravel(), np.arange(0, seen.size, seen.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.deepest):
            goes_left = flat.take(first + self.features.take(at)) <= self.thresholds.take(at)
            at = np.where(goes_left, self.left.take(at), self.right.take(at))
        sums = self.values.take(at).sum(axis=1)
        return [float(score) for score in 1 / (1 + np.exp(-sums))]


@cache
def forest() -> Forest:
    """The shipped trees."""
    import numpy as np

    table = json.loads(resources.files("onrecord.models").joinpath("blocks", "trees.json").read_text("utf-8"))
    return Forest(
        features=np.asarray(table["features"], dtype=np.intp),
        thresholds=np.asarray(table["thresholds"], dtype=np.float64),
        left=np.asarray(table["left"], dtype=np.intp),
        right=np.asarray(table["right"], dtype=np.intp),
        values=np.asarray(table["values"], dtype=np.float64),
        roots=np.asarray(table["roots"], dtype=np.intp),
        deepest=int(table["deepest"]),
    )
