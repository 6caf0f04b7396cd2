"""Which pages are taken to tell of one occasion: the examples, look-alikes, and laws."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.link.candidates import COMMON, MOST, alike, figure_key
from onrecord.pipeline import read
from onrecord.types import Basis, Figure, Reading, Span, Value
from tests.factories import page

EXAMPLES = Path(__file__).parents[2] / "examples"


def readings(*names: str) -> list[Reading]:
    found = [read(page((EXAMPLES / f"{name}.txt").read_bytes(), name)) for name in names]
    return [reading for reading in found if isinstance(reading, Reading)]


def pairs(found: list[Reading]) -> set[frozenset[str]]:
    return {frozenset((found[a].page.name, found[b].page.name)) for a, b, _ in alike(found)}


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return readings(*sorted(path.stem for path in EXAMPLES.glob("*.txt")))


def test_pages_of_different_occasions_are_never_paired(examples: list[Reading]) -> None:
    for pair in pairs(examples):
        assert len({name.split("-")[0] for name in pair}) == 1, pair


def test_every_page_of_the_hearing_meets_another_one(examples: list[Reading]) -> None:
    met = {name for pair in pairs(examples) for name in pair}
    hearing = {r.page.name for r in examples if r.page.name.startswith("reservoir") and "earlier" not in r.page.name}
    assert hearing <= met


def test_the_earlier_occasion_of_the_same_speaker_is_kept_apart(examples: list[Reading]) -> None:
    assert not any("reservoir-earlier" in pair for pair in pairs(examples))


def test_the_order_of_the_pages_changes_nothing(examples: list[Reading]) -> None:
    shuffled = examples[:]
    random.Random(7).shuffle(shuffled)
    assert pairs(shuffled) == pairs(examples)


def test_a_page_shares_everything_with_itself() -> None:
    twice = readings("reservoir-agency") * 2
    ((_, _, likeness),) = alike(twice)
    assert likeness.names == pytest.approx(1.0)
    assert likeness.figures == pytest.approx(1.0)


def test_what_stands_in_many_pages_brings_nobody_together() -> None:
    crowd = readings("reservoir-agency") * (MOST + 1)
    assert not list(alike(crowd))
    few = readings("reservoir-agency") * (COMMON - 1)
    assert len(list(alike(few))) == len(list(combinations(few, 2)))


def test_figures_in_different_units_have_one_key() -> None:
    def key(value: float, measure: str) -> tuple[str, str] | None:
        return figure_key(Figure("", "", Span(0, 1), value, "exactly", measure, None, None, Basis("test"), measure))

    assert key(5.0, "kilometer") == key(5000.0, "meter")
    assert key(5.0, "EUR") != key(5.0, "USD")


@pytest.mark.parametrize(
    ("value", "unit", "key"),
    [
        (2.0, "people", None),
        (None, "people", None),
        (214.0, "Films", ("214", "films")),
        ((2.0, 3.0), "weeks", ("2 3", "weeks")),
    ],
)
def test_small_counts_and_magnitudes_are_no_key(value: Value, unit: str, key: tuple[str, str] | None) -> None:
    figure = Figure("", "", Span(0, 1), value, "exactly", unit, None, None, Basis("test"))
    assert figure_key(figure) == key
