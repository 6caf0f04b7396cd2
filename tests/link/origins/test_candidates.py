"""Which pages can have been a source."""

from __future__ import annotations

import pytest

from onrecord.link.forms import formed
from onrecord.link.origins.access import makings
from onrecord.link.origins.candidates import MOST, Candidates
from onrecord.link.origins.evidence import evidence, run_places, runs_shared, shares_of
from onrecord.link.origins.stories import Story, stories
from onrecord.link.origins.weights import Sort, Weights
from tests.link import retold


@pytest.fixture(scope="module")
def told() -> dict[str, Story]:
    """The pages by their names."""
    pages = retold.named()
    known = retold.names()
    made = stories(pages, formed(retold.groups(), pages, "ferry"), makings(pages))
    return {known[page]: each for page, each in made.items()}


def sources(told: dict[str, Story], page: str) -> set[str]:
    known = retold.names()
    found = Candidates({each.page: each for each in told.values()}).of(told[page])
    return {known[each.page] for each in found}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("record", set()),
        ("wire", set()),
        ("paper", {"wire"}),
        ("german", set()),
        ("copy", {"record", "wire", "paper", "german"}),
        ("tabloid", {"record", "wire", "paper", "german"}),
    ],
)
def test_candidates(told: dict[str, Story], page: str, expected: set[str]) -> None:
    assert sources(told, page) == expected


def test_candidates_are_few_however_many_pages_there_are() -> None:
    assert MOST < 50


def test_rows_are_shared_by_a_copy_alone(told: dict[str, Story]) -> None:
    assert runs_shared(told["copy"], told["paper"]) > 0.9
    assert runs_shared(told["copy"], told["wire"]) == 0.0
    assert run_places(told["tabloid"], told["german"]) == set()


def test_quotations_are_no_narrative(told: dict[str, Story]) -> None:
    assert "sound" not in told["paper"].told.keys
    assert "tonnes" in told["paper"].told.keys


def test_names_are_those_of_the_story(told: dict[str, Story]) -> None:
    assert ("astrid", "wennberg") in told["wire"].names
    assert not any("monday" in name for name in told["wire"].names)


def test_who_is_named(told: dict[str, Story]) -> None:
    known = retold.names()
    assert {known[page] for page in told["paper"].credits} == {"wire"}
    assert told["wire"].credits == frozenset()
    assert {known[page] for page in told["copy"].credits} == {"paper"}


def test_a_quotation_is_explained_by_whom_quotes_it(told: dict[str, Story]) -> None:
    shares = shares_of(told.values())
    by_record = evidence(told["tabloid"], told["record"], shares).items
    by_german = evidence(told["tabloid"], told["german"], shares).items
    at = next(i for i, piece in enumerate(told["tabloid"].pieces) if piece.utterance == "pumps")
    assert by_record[at] == (Sort.QUOTED, 1.0)
    assert by_german[at][1] == 0.0
    assert len(by_record) == len(by_german)


def test_every_sort_has_a_weight() -> None:
    assert all(getattr(Weights(), sort) > 0 for sort in Sort)
