"""The few numbers that grouping was fitted with, from ``models/occasions/coefficients.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Weighing = tuple[NDArray[np.float64], float]
"""A coefficient for each feature, and what is added."""


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """For pairs of pages, and for groups; ``usual`` are the means of the groups' features where they were fitted."""

    pairs: Weighing
    groups: Weighing
    usual: NDArray[np.float64]


@cache
def coefficients() -> Coefficients:
    """Those that come with the package."""
    raw = files("onrecord.models").joinpath("occasions", "coefficients.json").read_text(encoding="utf-8")
    return read(raw)


def read(raw: str) -> Coefficients:
    """From JSON, the features by name in the order of their columns."""
    kept = json.loads(raw)
    pairs, groups = kept["pairs"], kept["groups"]
    return Coefficients(
        (np.array(list(pairs["weights"].values())), pairs["bias"]),
        (np.array(list(groups["weights"].values())), groups["bias"]),
        np.array(list(groups["usual"].values())),
    )
