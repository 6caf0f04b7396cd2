"""Which full name a short form may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.fullnames import folded, fullest, may_be, sounds_like

names = st.lists(st.sampled_from(["Anna", "Karl", "Berg", "Roth", "Ås"]), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("name", "full", "may"),
    [
        ("Kallweit", "Ines Kallweit", True),
        ("Ines", "Ines Kallweit", True),
        ("I. Kallweit", "Ines Kallweit", True),
        ("Ines Kallweit", "Ines Kallweit Roth", True),
        ("Dreziņa", "Solvita Drēziņa", True),
        ("Karl Berg", "Anna Berg", False),
        ("Anna Berg", "Berg", False),
        ("Ines Kallweit", "Ines J. Kallweit", False),
        ("Karl Berg", "Karl Berg Jr", False),
        ("Berg", "Karl Bergman", False),
    ],
)
def test_may_be(name: str, full: str, may: bool) -> None:
    assert may_be(name, full) is may


@pytest.mark.parametrize(
    ("name", "pages", "full"),
    [
        ("Berg", {"Anna Berg": 2}, "Anna Berg"),
        ("Berg", {"Anna Berg": 2, "Karl Berg": 1}, None),
        ("Anna Berg", {"Anna Berg": 5, "Anna Berg Roth": 1}, "Anna Berg Roth"),
        ("Drezina", {"Solvita Drezina": 1, "Solvita Drēziņa": 1}, "Solvita Drēziņa"),
        ("Roth", {}, None),
    ],
)
def test_fullest(name: str, pages: dict[str, int], full: str | None) -> None:
    assert fullest(name, pages) == full


@given(names, st.lists(names, max_size=6))
def test_the_fullest_name_continues_the_name_and_the_order_says_nothing(name: str, known: list[str]) -> None:
    full = fullest(name, dict.fromkeys(known, 1))
    assert full == fullest(name, dict.fromkeys(reversed(known), 1))
    assert full is None or (may_be(name, full) and set(folded(name)) <= set(folded(full)))


@pytest.mark.parametrize(
    ("name", "full", "same"),
    [
        ("Карл Берг", "Karl Berg", True),
        ("Анна Берг", "Karl Berg", False),
        ("Карл Берг", "Karl Berg Roth", False),
        ("Karl Berg", "Karl Berg", False),
    ],
)
def test_names_in_two_scripts_are_heard(name: str, full: str, same: bool) -> None:
    assert sounds_like(name, "uk", full, "en") is same
