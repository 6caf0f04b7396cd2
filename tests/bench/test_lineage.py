"""The gold of the retold examples is sound, and a perfect lineage scores full marks on it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bench.cases import PAGES
from bench.lineage import RETOLD, compared
from onrecord.types import Drift, Form

TOLD: dict[str, Any] = tomllib.loads(RETOLD.read_text(encoding="utf-8"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in PAGES.glob("*.txt")}


def perfect() -> dict[str, Any]:
    """The lineage that the gold describes, in the JSON that `export --lineage` writes."""

    def content(row: dict[str, str]) -> list[list[int]]:
        start = TEXTS[row["page"]].index(row["text"])
        return [[start, start + len(row["text"])]]

    return {
        "occasions": [{"pages": [f"{name}.txt" for name in TOLD["pages"]]}],
        "utterances": [
            {
                "id": id_,
                "instances": [
                    {"page": f"{row['page']}.txt", "content": content(row), "form": row["form"]} for row in rows
                ],
            }
            for id_, rows in TOLD["utterances"].items()
        ],
        "derivations": [{"page": f"{row['page']}.txt", "from": f"{row['from']}.txt"} for row in TOLD["derivations"]],
        "independent": [f"{name}.txt" for name in TOLD["independent"]],
        "discrepancies": [{**row, "pages": [f"{name}.txt" for name in row["pages"]]} for row in TOLD["discrepancies"]],
    }


def test_a_perfect_lineage_has_full_marks() -> None:
    assert set(compared(perfect(), TEXTS).values()) == {1.0}


@pytest.mark.parametrize("part", ["occasions", "utterances", "derivations", "independent", "discrepancies"])
def test_what_is_missing_costs(part: str) -> None:
    assert min(compared({**perfect(), part: []}, TEXTS).values()) == 0.0


def test_the_gold_is_sound() -> None:
    for rows in TOLD["utterances"].values():
        for row in rows:
            assert TEXTS[row["page"]].count(row["text"]) >= 1
            assert row["form"] in set(Form)
    assert {row["what"] for row in TOLD["discrepancies"]} <= set(Drift)
    assert {row["utterance"] for row in TOLD["discrepancies"]} <= TOLD["utterances"].keys()
    assert {Path(name).stem for name in TOLD["pages"]} <= TEXTS.keys()


@pytest.mark.parametrize(("pages", "score"), [(["festival-wire.txt", "festival-newspaper.txt"], 1.0), (None, 0.8)])
def test_pages_that_the_gold_says_nothing_of_count_where_they_join_its_own(
    pages: list[str] | None, score: float
) -> None:
    """Five pages are ten pairs; a sixth among them is five more that are wrong."""
    lineage = perfect()
    if pages is None:
        lineage["occasions"][0]["pages"].append("festival-wire.txt")
    else:
        lineage["occasions"].append({"pages": pages})
    assert compared(lineage, TEXTS)["occasions"] == pytest.approx(score)
