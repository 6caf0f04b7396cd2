"""The judge of blocks: gradient-boosted trees over what is seen of a passage, read from a plain file of numbers.

A first look judges each passage for itself, a second one by the first scores around it as well. How the trees were
grown stands in ``training/blocks.py`` and on the card beside the file; here they are only walked, all trees and
passages of a page at once: each node that sends a passage to the right rules out the leaves on its left,
and the first leaf that is left is where the passage arrives (QuickScorer, Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.company import company_of
from onrecord.clean.features import Column, Matrix
from onrecord.clean.sights import Sight

MOST_LEAVES = 16
"""Leaves of the largest tree that can be walked: they are bits of one number."""

_ALL = (1 << MOST_LEAVES) - 1


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays, one column a tree: for each node its feature, its threshold and the leaves right of it.

    ``values`` holds what each leaf adds; ``first_leaf`` is the first leaf among those that are left, as bits.
    """

    features: NDArray[np.intp]
    thresholds: NDArray[np.float64]
    right: NDArray[np.uint16]
    values: NDArray[np.float64]
    first_leaf: NDArray[np.intp]

    def scores(self, rows: Matrix) -> Matrix:
        """How likely each row's passage belongs to the article, 0 to 1."""
        if not len(rows):
            return np.zeros(0)
        seen = np.ascontiguousarray(rows.T)
        passed = seen[self.features.ravel()].reshape(*self.features.shape, len(rows)) > self.thresholds[:, :, None]
        left_over = np.bitwise_and.reduce(np.where(passed, self.right[:, :, None], np.uint16(_ALL)), axis=0)
        leaves = self.first_leaf[left_over]
        sums = self.values[np.arange(len(self.values))[:, None], leaves].sum(axis=0)
        scores: Matrix = 1 / (1 + np.exp(-sums))
        return scores


def judged(sights: Sequence[Sight], looked: Column, rows: Matrix) -> list[float]:
    """The score of each passage that was looked at, 0 to 1; ``rows`` is what was seen of it."""
    first, second = forests()
    scores: list[float] = second.scores(np.hstack((rows, company_of(sights, looked, first.scores(rows))))).tolist()
    return scores


@cache
def forests() -> tuple[Forest, Forest]:
    """The shipped trees of the first look and of the second."""
    tables = json.loads(resources.files("onrecord.models").joinpath("blocks", "trees.json").read_text("utf-8"))
    return planted(tables["first"]), planted(tables["second"])


def planted(table: Mapping[str, Any]) -> Forest:
    """The trees of a file: flat lists of nodes, in which a leaf is its own child."""
    trees = [_nodes_of(table, root) for root in table["roots"]]
    most = max(1, *(len(nodes) for nodes, _ in trees))
    features = np.zeros((most, len(trees)), dtype=np.intp)
    thresholds = np.full((most, len(trees)), np.inf)
    right = np.full((most, len(trees)), _ALL, dtype=np.uint16)
    values = np.zeros((len(trees), MOST_LEAVES))
    for column, (nodes, leaves) in enumerate(trees):
        values[column, : len(leaves)] = leaves
        for row, (feature, threshold, mask) in enumerate(nodes):
            features[row, column], thresholds[row, column], right[row, column] = feature, threshold, mask
    lowest = [(bits & -bits).bit_length() - 1 for bits in range(1, _ALL + 1)]
    return Forest(features, thresholds, right, values, np.array([0, *lowest], dtype=np.intp))


def _nodes_of(table: Mapping[str, Any], root: int) -> tuple[list[tuple[int, float, int]], Sequence[float]]:
    """The inner nodes of one tree, each with the leaves that are not on its left, and what the leaves add."""
    nodes: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def walk(at: int) -> int:
        """The leaves below a node, as bits."""
        if table["left"][at] == at:
            leaves.append(table["values"][at])
            return 1 << len(leaves) - 1
        left = walk(table["left"][at])
        nodes.append((table["features"][at], table["thresholds"][at], _ALL & ~left))
        return left | walk(table["right"][at])

    walk(root)
    return nodes, leaves
