"""The scorer: gold against itself is whole, and each kind of mistake costs the measure that it belongs to."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import cases, scoring

GOLD = [row for row in cases.load() if row["page"] == "reservoir-agency"]
TEXT = (cases.PAGES / "reservoir-agency.txt").read_text(encoding="utf-8")
MEASURES = ["residue", "title", "dated", "content", "said_by", "manner", "nested", "figures", "period"]
Reading = dict[str, Any]


def perfect() -> Reading:
    """The reading that says just what the gold says."""
    row = GOLD[0]
    ids = {statement["speaker"]: str(at) for at, statement in reversed(list(enumerate(row["statements"])))}
    statements = [
        {
            "id": str(at),
            "manner": statement["kind"],
            "content": statement["content_spans"],
            "speaker": {"name": statement["speaker"]},
            "inside": ids.get(statement.get("inside", "")),
        }
        for at, statement in enumerate(row["statements"])
    ]
    blocks = [{"kind": "residue", "span": [TEXT.index(line), TEXT.index(line) + len(line)]} for line in row["residue"]]
    figures = [
        {"span": f["span"], "value": f["value"], "period": {"earliest": "2023-01-01", "latest": "2025-10-14"}}
        for f in row["figures"]
    ]
    published = dict(zip(("earliest", "latest"), row["published"], strict=True))
    article = {"title": row["title"], "text": TEXT, "published": published, "blocks": blocks}
    return {"article": article, "statements": statements, "figures": figures}


def scores(change: Callable[[Reading], None] = lambda reading: None) -> dict[str, float]:
    reading = copy.deepcopy(perfect())
    change(reading)
    return scoring.score(GOLD, {"reservoir-agency": reading})


def test_gold_against_itself_is_whole() -> None:
    assert scores() == dict.fromkeys(MEASURES, 1.0)


def test_a_page_without_a_reading_counts_as_nothing_found() -> None:
    assert scoring.score(GOLD, {}) == dict.fromkeys(MEASURES, 0.0) | {"manner": 1.0, "period": 1.0}


def shorten(reading: Reading) -> None:
    reading["statements"] = [
        s | {"content": [[s["content"][0][0], s["content"][0][0] + 3]]} for s in reading["statements"]
    ]


def credit_another(reading: Reading) -> None:
    reading["statements"][0]["speaker"] = {"name": "Oskar Finn"}


def credit_nobody(reading: Reading) -> None:
    reading["statements"][0]["speaker"] = None


def make_up(reading: Reading) -> None:
    reading["statements"].append(reading["statements"][0] | {"id": "x"})


def call_direct(reading: Reading) -> None:
    reading["statements"][0]["manner"] = "direct"


def forget_the_report(reading: Reading) -> None:
    for statement in reading["statements"]:
        statement["inside"] = None


def misread(reading: Reading) -> None:
    reading["figures"][0]["value"] = 20


def forget_the_range(reading: Reading) -> None:
    reading["figures"][6]["value"] = 60000000


def shift_the_period(reading: Reading) -> None:
    for figure in reading["figures"]:
        figure["period"] = {"earliest": "2019-01-01", "latest": "2019-12-31"}


def date_too_widely(reading: Reading) -> None:
    reading["article"]["published"] = {"earliest": "2025-09-01", "latest": "2025-12-01"}


def date_wrongly(reading: Reading) -> None:
    reading["article"]["published"] = {"earliest": "2025-10-15", "latest": "2025-10-15"}


def call_all_residue(reading: Reading) -> None:
    reading["article"]["blocks"] = [{"kind": "residue", "span": [0, len(TEXT)]}]


def rename(reading: Reading) -> None:
    reading["article"]["title"] = None


@pytest.mark.parametrize(
    ("change", "falls"),
    [
        (shorten, {"content", "said_by", "manner", "nested"}),
        (credit_another, {"said_by"}),
        (credit_nobody, {"said_by"}),
        (make_up, {"content", "said_by"}),
        (call_direct, {"manner"}),
        (forget_the_report, {"nested"}),
        (misread, {"figures"}),
        (forget_the_range, {"figures"}),
        (shift_the_period, {"period"}),
        (date_too_widely, {"dated"}),
        (date_wrongly, {"dated"}),
        (call_all_residue, {"residue"}),
        (rename, {"title"}),
    ],
)
def test_a_mistake_costs_its_own_measure(change: Callable[[Reading], None], falls: set[str]) -> None:
    fallen = {name for name, value in scores(change).items() if value < 1.0}
    assert fallen - {"manner"} == falls - {"manner"} and ("manner" in fallen) <= ("manner" in falls)


def test_titles_and_accents_of_names_do_not_matter() -> None:
    def rewrite(reading: Reading) -> None:
        for statement in reading["statements"]:
            statement["speaker"] = {"name": "Ms " + statement["speaker"]["name"].upper()}

    assert scores(rewrite)["said_by"] == 1.0


@given(st.permutations(range(16)))
def test_the_order_of_statements_does_not_matter(order: list[int]) -> None:
    def shuffle(reading: Reading) -> None:
        reading["statements"] = [reading["statements"][at] for at in order]

    assert scores(shuffle) == dict.fromkeys(MEASURES, 1.0)
