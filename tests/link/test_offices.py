"""Whose role a description tells."""

from __future__ import annotations

import pytest

from onrecord.link.offices import is_role, small_words


@pytest.mark.parametrize(
    ("asked", "role", "exact", "same"),
    [
        ("the finance minister", "Finance Minister", True, True),
        ("the minister", "Minister of Finance", True, True),
        ("the finance minister", "health minister", False, False),
        ("our chief engineer", "chief engineer", True, True),
        ("the chief", "chief engineer", False, False),
        ("the minister", "spokesman for the minister", False, False),
        ("the minister", "former minister", False, False),
        ("port boss", "port director", True, False),
        ("port boss", "port director", False, True),
    ],
)
def test_is_role(asked: str, role: str, exact: bool, same: bool) -> None:
    assert is_role(asked.split(), role, small_words("en"), exact=exact) is same


def test_the_noun_comes_first_where_there_are_no_articles() -> None:
    assert not small_words("uk").noun_last
    assert small_words("en").noun_last
