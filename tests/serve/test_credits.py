"""Is this who was asked for? Names in part, misspelt, in another script; offices and bodies that cannot be compared."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.serve.credits import is_named, same_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ines Kallweit", "Kallweit", True),
        ("Kallweit", "Mayor Ines Kallweit", True),
        ("Ines Kallweit", "Ines Kalweit", True),
        ("Oleg Trusov", "Олег Трусов", True),
        ("Ines Kallweit", "Oleg Trusov", False),
        ("Ines Kallweit", "Jonas Kallweit", False),
        ("", "Ines Kallweit", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def speaker(name: str, kind: str = "person") -> dict[str, Any]:
    return {"name": name, "kind": kind, "role": None, "aliases": []}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (None, None),
        (speaker("Kallweit"), True),
        (speaker("Oleg Trusov"), False),
        (speaker("the mayor", "office"), None),
        (speaker("residents", "group"), None),
        (speaker("Port Board", "body"), False),
        (speaker("Kallweit Foundation", "body"), None),
    ],
)
def test_who_cannot_be_compared_is_nobody_else(told: dict[str, Any] | None, named: bool | None) -> None:
    assert is_named("Ines Kallweit", "p", told, {}) is named


def test_the_names_that_a_record_joined_count() -> None:
    forms = {("p", "the harbour chief"): ("the harbour chief", "Ines Kallweit")}
    assert is_named("Kallweit", "p", speaker("the harbour chief", "office"), forms) is True
    assert is_named("Kallweit", "q", speaker("the harbour chief", "office"), forms) is None
