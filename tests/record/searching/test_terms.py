"""Words as they are searched: folded the same way on every database."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.record.searching.terms import LONGEST, terms
from tests.strategies import anything

ROWS = [
    ("The Bridge, re-opened!", ["the", "bridge", "re", "opened"]),
    ("Kallweit’s", ["kallweit", "s"]),
    ("ŁÓDŹ Straße naïve", ["lodz", "strasse", "naive"]),
    ("Зеленський ЁЛКА", ["зеленськии", "елка"]),
    ("İstanbul ILIK ılık", ["istanbul", "ilik", "ilik"]),
    ("3.5 million", ["3", "5", "million"]),
    ("ﬁve １２", ["five", "12"]),
    ("東京で話した", ["東", "京", "で", "話", "し", "た"]),
    ("a_b", ["a", "b"]),
    ("", []),
    ("… — “”", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(anything)
def test_terms_are_their_own_terms(text: str) -> None:
    found = terms(text)
    assert terms(" ".join(found)) == found
    assert all(0 < len(term) <= LONGEST and not set(term) & set(" '\\\0") for term in found)


@given(anything)
def test_plain_text_is_folded_as_any_other(text: str) -> None:
    """A letter beyond ASCII sends the whole text the long way; what stands beside it stays the same."""
    plain = text.encode("ascii", "replace").decode()
    assert terms(f"{plain} ж") == [*terms(plain), "ж"]


def test_long_words_are_cut() -> None:
    assert terms("a" * 100 + " b") == ["a" * LONGEST, "b"]
    assert terms("ж" * 100) == ["ж" * LONGEST]
