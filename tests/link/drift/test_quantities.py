"""Numbers as they are compared: values in base units, hedges, what stands beside, and which belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.drift.quantities import (
    Quantity,
    beside,
    equal,
    is_loosened,
    paired,
    quantities,
    rounded,
    same_hedge,
    same_kind,
)
from onrecord.types import Basis, Figure, Span
from tests.link.drift.occasions import read

MADE = Basis("given by the test")


def quantity(value: float | tuple[float, float], measure: str | None = None, hedge: str = "exactly") -> Quantity:
    figure = Figure("f", "a", Span(0, 1), value, hedge, measure, None, None, MADE, measure=measure)
    return Quantity(Span(0, 1), figure, value)


def told(text: str) -> list[tuple[str, float | tuple[float, float]]]:
    reading = read("page.txt", text)
    spans = (Span(0, len(reading.article.text)),)
    return [(each.span.of(reading.article.text), each.value) for each in quantities(reading, spans)]


def test_numbers_of_a_passage_are_its_figures_and_bare_numbers_but_no_dates() -> None:
    found = dict(told("Three of them sank on 3 April 2025, and repairs cost 40 million euros."))
    assert found["Three"] == 3
    assert 40_000_000 in found.values()
    assert not {2025} & set(found.values())


@pytest.mark.parametrize(
    ("one", "other", "is_equal", "is_rounded"),
    [
        (quantity(5, "kilometer"), quantity(5000, "meter"), True, False),
        (quantity(47, "day"), quantity(7, "week", "almost"), False, True),
        (quantity(1284), quantity(1300, hedge="about"), False, True),
        (quantity(1284), quantity(1300), False, False),
        (quantity((6, 8), "week"), quantity(8, "week"), False, False),
        (quantity((6, 8), "week"), quantity((6, 8), "week"), True, False),
        (quantity(5, "%"), quantity(5, "EUR"), False, False),
    ],
)
def test_values_are_compared_in_their_base_units(
    one: Quantity, other: Quantity, is_equal: bool, is_rounded: bool
) -> None:
    assert equal(one, other) is is_equal
    assert (rounded(one, other) and not equal(one, other)) is is_rounded


@pytest.mark.parametrize(
    ("hedges", "same", "loosened"),
    [
        (("about", "almost"), True, False),
        (("exactly", "about"), False, True),
        (("about", "exactly"), False, False),
        (("at least", "exactly"), False, False),
        (("more than", "more than"), True, False),
    ],
)
def test_hedges_that_retellings_confuse_are_one(hedges: tuple[str, str], same: bool, loosened: bool) -> None:
    one, other = (quantity(5, hedge=hedge) for hedge in hedges)
    assert same_hedge(one, other) is same
    assert is_loosened(one, other) is loosened


def test_a_share_and_a_count_never_tell_of_the_same() -> None:
    assert same_kind(quantity(0.5), quantity(40)) is False
    assert same_kind(quantity(4, "%"), quantity(9, "%")) is True
    assert same_kind(quantity(4), quantity(9)) is None


def test_words_beside_a_number_leave_function_words_out() -> None:
    text = "that eleven districts have been closed"
    assert beside(text, Span(5, 11), "en") == {"eleve", "distr"}


VALUES = st.lists(st.integers(2, 9).map(quantity), max_size=6)


@given(VALUES, VALUES)
def test_every_number_is_paired_once_or_left(theirs: list[Quantity], ours: list[Quantity]) -> None:
    same, left, rest = paired(theirs, ours)
    assert all(equal(one, other) or rounded(one, other) for one, other in same)
    assert {id(other) for _, other in same} | {id(each) for each in rest} == {id(each) for each in ours}
    assert {id(one) for one, _ in same} | {id(each) for each in left} == {id(each) for each in theirs}
    assert not any(equal(one, other) for one in left for other in rest)
