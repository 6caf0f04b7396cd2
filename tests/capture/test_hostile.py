"""Files and pages that were made to harm cost little, or are set aside; none takes the run along."""

from __future__ import annotations

import sys

import pytest

from onrecord.guard import Budget
from onrecord.types import Rejection
from tests.capture.hostile import FILES, HTML, PAGES, TEXT, TEXTS, Cost, cost

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux's account")

OUTCOMES = {
    "a gzip bomb, 100 MB from 0.1 MB": "bomb",
    "gzip in gzip in gzip": "nested",
    "a ZIP bomb, 100 MB from 0.1 MB": "bomb",
    "ZIP archives in each other, 6 deep": "nested",
    "a web archive with a bomb in it": "bomb, read",
    "a web archive of false starts": "broken, read",
    "JSON nested 1,000,000 deep": "broken",
    "a quote that never closes, in a table.csv": "broken",
    "a feed of entities in entities": "entities",
    "a feed nested 500,000 deep": "broken, link only",
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_little(name: str) -> None:
    found = cost(name, FILES[name], None)
    assert isinstance(found, Cost)
    assert found.outcome == OUTCOMES[name]
    assert found.seconds < 5
    assert found.megabytes < 250


@pytest.mark.slow
@pytest.mark.parametrize(("name", "media_type"), [*((name, TEXT) for name in TEXTS), *((name, HTML) for name in PAGES)])
def test_a_hostile_page_is_read_or_set_aside(name: str, media_type: str) -> None:
    budget = Budget(seconds=5, megabytes=1024)
    found = cost(name, (TEXTS | PAGES)[name], media_type, budget)
    if isinstance(found, Rejection):
        assert found.reason == "budget"
    else:
        assert found.seconds <= budget.seconds
        assert found.megabytes <= budget.megabytes
