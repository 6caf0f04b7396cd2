"""The judge's trees: walked all at once, they give what a walk node by node gives."""

from __future__ import annotations

import json
from importlib import resources
from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import company
from onrecord.clean.features import names
from onrecord.clean.judge import MOST_LEAVES, forests, planted

TABLES: dict[str, Any] = json.loads(
    resources.files("onrecord.models").joinpath("blocks", "trees.json").read_text("utf-8")
)


def walked(table: dict[str, Any], row: list[float]) -> float:
    """The slow way: from each root down to a leaf."""
    total = 0.0
    for at in table["roots"]:
        while table["left"][at] != at:
            side = "left" if row[table["features"][at]] <= table["thresholds"][at] else "right"
            at = table[side][at]
        total += table["values"][at]
    return 1 / (1 + exp(-total))


@st.composite
def woods(draw: st.DrawFn) -> dict[str, Any]:
    """Small trees over five features, some of them a single leaf."""
    table: dict[str, Any] = {key: [] for key in ("features", "thresholds", "left", "right", "values", "roots")}

    def grow(leaves: int) -> int:
        at = len(table["features"])
        number = st.integers(-3, 3).map(float)
        for key, value in (("features", draw(st.integers(0, 4))), ("thresholds", draw(number)), ("values", 0.0)):
            table[key].append(value)
        table["left"].append(at)
        table["right"].append(at)
        if leaves == 1:
            table["values"][at] = draw(number)
        else:
            cut = draw(st.integers(1, leaves - 1))
            table["left"][at] = grow(cut)
            table["right"][at] = grow(leaves - cut)
        return at

    for _ in range(draw(st.integers(1, 4))):
        table["roots"].append(grow(draw(st.integers(1, MOST_LEAVES))))
    return table


@settings(max_examples=60, deadline=None)
@given(woods(), st.lists(st.lists(st.integers(-4, 4).map(float), min_size=5, max_size=5), min_size=1, max_size=6))
def test_all_at_once_is_node_by_node(table: dict[str, Any], rows: list[list[float]]) -> None:
    expected = [walked(table, row) for row in rows]
    assert planted(table).scores(np.array(rows)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("look", ["first", "second"])
def test_the_shipped_trees_are_walked_right(look: str) -> None:
    table, forest = TABLES[look], dict(zip(("first", "second"), forests(), strict=True))[look]
    rows = [[float((one * 7 + column * 3) % 11) for column in range(len(table["names"]))] for one in range(12)]
    assert forest.scores(np.array(rows)) == pytest.approx([walked(table, row) for row in rows], abs=1e-9)


def test_the_shipped_trees_know_the_features_that_are_seen() -> None:
    assert TABLES["first"]["names"] == names()
    assert TABLES["second"]["names"] == [*names(), *company.names()]


def test_scores_do_not_depend_on_the_company_of_rows() -> None:
    rows = np.array([[float(one % 7 + column % 5) for column in range(250)] for one in range(30)])
    for forest in forests():
        assert forest.scores(rows)[:3] == pytest.approx(forest.scores(rows[:3]), abs=1e-12)
        assert len(forest.scores(np.zeros((0, 250)))) == 0
