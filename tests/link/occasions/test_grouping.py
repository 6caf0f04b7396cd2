"""Groups are a function of the set of pages: look-alike events, laws of order, duplicates, crowds, and bad input."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.occasions import Group, Sketch, grouped, sketch
from tests.link.occasions.made import events, reading, sketches


def groups_of(found: list[Group]) -> set[frozenset[str]]:
    return {frozenset(group.pages) for group in found}


def true_groups() -> set[frozenset[str]]:
    names = events()
    return {frozenset(page for page in names if names[page] == event) for event in names.values()}


def test_events_that_look_alike_are_kept_apart() -> None:
    found = groups_of(grouped(sketches()))
    mixed = [group for group in found if len({events()[page] for page in group}) > 1]
    assert not mixed
    assert len(found & true_groups()) >= 5


def test_a_page_in_another_language_joins_its_event() -> None:
    [group] = [group for group in grouped(sketches()) if "ferry-3" in group.pages]
    assert set(group.pages) >= {"ferry-1", "ferry-3"}


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 18))
def test_neither_order_nor_history_counts(rng: random.Random, count: int) -> None:
    some = rng.sample(sketches(), count)
    first = grouped(some)
    rng.shuffle(some)
    assert grouped(some) == first
    packed = [(name, Sketch.unpack(made.pack())) for name, made in some]
    assert grouped(packed) == first
    pages = [page for group in first for page in group.pages]
    assert sorted(pages) == sorted(name for name, _ in some)
    assert all(list(group.pages) == sorted(group.pages) for group in first)


def test_a_record_without_pages_has_no_groups() -> None:
    assert grouped([]) == []


@pytest.mark.parametrize("text", ["x", "…", "Nothing.", "12 12 12 12", "«»"])
def test_pages_that_hold_next_to_nothing_stand_alone(text: str) -> None:
    rows = [(f"empty-{number}", sketch(reading(text))) for number in range(3)]
    found = grouped([*rows, *sketches()])
    assert all(not ({"empty-0", "empty-1", "empty-2"} & set(g.pages) and "ferry-1" in g.pages) for g in found)


def test_many_copies_are_one_occasion_and_do_not_hide_it() -> None:
    copies = [(f"copy-{number:03}", dict(sketches())["mayor-1"]) for number in range(90)]
    found = grouped([*copies, *sketches()])
    [group] = [group for group in found if "copy-000" in group.pages]
    assert {name for name, _ in copies} <= set(group.pages)
    assert not {"ferry-1", "quake-1", "mayor-4"} & set(group.pages)


def test_the_grounds_tell_what_is_shared() -> None:
    [group] = [group for group in grouped(sketches()) if "mayor-4" in group.pages]
    assert "Ferrant" in group.grounds
    [alone] = grouped([sketches()[0]])
    assert alone.grounds == "no other page tells of it"
