"""Files and pages that were made to harm cost little, or are set aside; none takes the run along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.hostile import FILES, HTML, PAGES, TEXT, TEXTS, Cost, costs
from onrecord.guard import Budget
from onrecord.types import Rejection

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux's account")

OUTCOMES = {
    "a gzip bomb, 100 MB from 0.1 MB": "bomb",
    "gzip in gzip in gzip": "nested",
    "a ZIP bomb, 100 MB from 0.1 MB": "bomb",
    "ZIP archives in each other, 6 deep": "nested",
    "a web archive with a bomb in it": "bomb, read",
    "a web archive with a gzip bomb as an answer": "bomb, read",
    "a web archive with a brotli bomb as an answer": "bomb, read",
    "a Zstandard file": "binary",
    "a web archive of wrong lengths": "read",
    "a ZIP archive of 20,000 empty files": "empty",
    "a table of 100,000 columns.csv": "read",
    "a web archive of false starts": "broken, read",
    "JSON nested 1,000,000 deep": "broken",
    "a quote that never closes, in a table.csv": "broken",
    "a feed of entities in entities": "entities",
    "a feed nested 500,000 deep": "broken, link only",
}


def test_hostile_files_cost_little() -> None:
    for name, found in costs(FILES, None):
        assert isinstance(found, Cost), (name, found)
        assert found.outcome == OUTCOMES[name]
        assert found.seconds < 5, name
        assert found.megabytes < 250, name


def test_every_input_stands_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs" / "hostile.md").read_text(encoding="utf-8")
    assert [name for table in (TEXTS, PAGES, FILES) for name in table if f"| {name} |" not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize(("media_type", "table"), [(TEXT, TEXTS), (HTML, PAGES)])
def test_hostile_pages_are_read_or_set_aside(media_type: str, table: dict[str, Callable[[], bytes]]) -> None:
    budget = Budget(seconds=5, megabytes=1024)
    for name, found in costs(table, media_type, budget):
        if isinstance(found, Rejection):
            assert found.reason == "budget", (name, found)
        else:
            assert found.seconds <= budget.seconds, name
            assert found.megabytes <= budget.megabytes, name
