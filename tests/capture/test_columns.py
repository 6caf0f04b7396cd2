"""Which column holds what: told by its usual names, found in any writing, refused in words that help."""

from __future__ import annotations

import pytest

from onrecord.capture import Columns
from onrecord.errors import Unreadable


@pytest.mark.parametrize(
    ("pairs", "columns"),
    [
        ([("text", "body"), ("date", "when")], Columns(text="body", published="when")),
        ([("html", "raw"), ("URL", "where")], Columns(markup="raw", address="where")),
        ([("markup", "raw"), ("Fetched at", "seen")], Columns(markup="raw", captured="seen")),
        ([], Columns()),
    ],
)
def test_told_by_a_person(pairs: list[tuple[str, str]], columns: Columns) -> None:
    assert Columns.told(pairs) == columns


@pytest.mark.parametrize(
    ("pairs", "hint"),
    [([("colour", "x")], "use one of text, markup"), ([("date", "a"), ("published", "b")], "'a' and 'b'")],
)
def test_told_wrongly(pairs: list[tuple[str, str]], hint: str) -> None:
    with pytest.raises(Unreadable, match=hint) as caught:
        Columns.told(pairs)
    assert caught.value.reason == "columns"


@pytest.mark.parametrize(("told", "found"), [("Wording", "Wording"), ("wording", "Wording"), ("the day", "The_Day")])
def test_capitals_and_spaces_do_not_matter(told: str, found: str) -> None:
    assert Columns(text=told).among(["Wording", "The_Day"]).text == found


def test_the_exact_name_counts_first() -> None:
    assert Columns(text="BODY").among(["body", "BODY"]).text == "BODY"


def test_a_column_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(Unreadable, match="no column 'nope', only 'a', 'b'"):
        Columns(text="nope").among(["a", "b"])


def test_no_text_says_how_to_tell_it() -> None:
    with pytest.raises(Unreadable, match="text=NAME"):
        Columns().among(["a", "b"])
