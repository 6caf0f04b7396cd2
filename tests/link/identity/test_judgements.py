"""What people decide about names, and which decisions cannot all hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Contradiction
from onrecord.link.identity.judgements import Judgement, consistent, judged_the_same, on_a_page

DAY = "2026-01-02"


def same(left: str, right: str, who: str = "ana") -> Judgement:
    return Judgement(left, right, True, who, DAY)


def apart(left: str, right: str, who: str = "ben") -> Judgement:
    return Judgement(left, right, False, who, DAY, "two mayors")


def test_a_contradiction_names_every_judgement_of_the_chain() -> None:
    told = [same("a", "b", "ana"), same("c", "b", "cyd"), apart("a", "c"), same("x", "y", "eve")]
    with pytest.raises(Contradiction) as caught:
        consistent(told)
    message = str(caught.value)
    assert "a is the same as b (ana, 2026-01-02)" in message
    assert "c is the same as b (cyd, 2026-01-02)" in message
    assert "a is different from c (ben, 2026-01-02: two mayors)" in message
    assert "eve" not in message
    assert "Take one of these judgements back" in message


@pytest.mark.parametrize(
    "told",
    [
        [apart("a", "a")],
        [same("a", "b"), apart("b", "a")],
        [same("a", "b"), same("b", "c"), same("c", "d"), apart("d", "a")],
    ],
)
def test_contradictions(told: list[Judgement]) -> None:
    with pytest.raises(Contradiction):
        consistent(told)


@pytest.mark.parametrize(
    "told",
    [
        [],
        [same("a", "a")],
        [apart("a", "b"), apart("b", "c"), apart("a", "c")],
        [same("a", "b"), apart("a", "c"), apart("b", "c")],
        [same("person:smith", "person:john smith"), apart("person:smith@p", "person:john smith")],
    ],
)
def test_what_can_hold(told: list[Judgement]) -> None:
    consistent(told)


def test_names_are_one_through_others() -> None:
    assert judged_the_same([same("d", "c"), same("a", "b"), same("b", "c"), apart("a", "x")]) == [["a", "b", "c", "d"]]
    assert judged_the_same([same("x", "y"), same("a", "b")]) == [["a", "b"], ["x", "y"]]


def test_keys_of_a_page() -> None:
    assert on_a_page("person:smith@page.txt")
    assert not on_a_page("person:smith")


judgements = st.lists(
    st.builds(
        Judgement, st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans(), st.just("ana"), st.just(DAY)
    ),
    max_size=9,
)


def can_hold(told: list[Judgement]) -> bool:
    """The slow obvious way: colours spread along what is the same until nothing changes."""
    colour = {key: key for key in "abcdef"}
    for _ in colour:
        for judgement in told:
            if judgement.same:
                colour[judgement.left] = colour[judgement.right] = min(colour[judgement.left], colour[judgement.right])
    return all(j.same or colour[j.left] != colour[j.right] for j in told)


@given(judgements)
def test_consistent_is_what_the_slow_way_says(told: list[Judgement]) -> None:
    if can_hold(told):
        consistent(told)
    else:
        with pytest.raises(Contradiction):
            consistent(told)
