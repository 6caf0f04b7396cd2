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
    """For pairs of pages, and for groups; ``meant`` for pairs of which it is known how alike they are in meaning, too,
    ``usual`` are the means of the groups' features where they were fitted.
    """

    pairs: Weighing
    meant: Weighing
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
    pairs, meant, groups = (
        (np.array(list(kept[name]["weights"].values())), kept[name]["bias"]) for name in ("pairs", "meant", "groups")
    )
    return Coefficients(pairs, meant, groups, np.array(list(kept["groups"]["usual"].values())))
