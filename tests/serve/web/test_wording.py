"""Days, numbers and circumstances in words; addresses that hold whatever they are given."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.searching.query import parse
from onrecord.serve.web import links, wording
from onrecord.serve.web.views import Days, Setting

DAY = date(2025, 4, 2)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (DAY, DAY, "2 April 2025"),
        (date(2025, 4, 1), date(2025, 4, 30), "April 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2023, 1, 1), date(2025, 12, 31), "2023 to 2025"),
        (DAY, date(2025, 4, 9), "2 to 9 April 2025"),
        (DAY, date(2025, 5, 1), "2 April 2025 to 1 May 2025"),
        (date(2025, 4, 1), date(2025, 5, 31), "1 April 2025 to 31 May 2025"),
        (DAY, None, "from 2 April 2025"),
        (None, DAY, "until 2 April 2025"),
        (None, None, ""),
    ],
)
def test_days(first: date | None, last: date | None, told: str) -> None:
    assert wording.days(Days(first, last)) == told


def test_no_days() -> None:
    assert wording.days(None) == ""


@pytest.mark.parametrize(
    ("code", "way"), [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"), ("und", "auto"), (None, "auto")]
)
def test_direction(code: str | None, way: str) -> None:
    assert wording.direction(code) == way


def test_circumstances() -> None:
    assert wording.circumstances(Setting("parliament", "speech", "Pellworth", ("Wire",))) == (
        "to parliament · speech, Pellworth · via Wire"
    )
    assert wording.circumstances(Setting(None, None, None, ())) == ""


def test_counts_and_moments() -> None:
    assert [wording.plural(n, "page") for n in (0, 1, 2, 1200)] == ["0 pages", "1 page", "2 pages", "1,200 pages"]
    assert wording.moment("2026-11-01T09:05:00+00:00") == "1 November 2026, 09:05 UTC"
    assert wording.moment("some day") == "some day"


@given(st.text(max_size=80), st.text(max_size=40))
def test_addresses_hold_any_text(query: str, value: str) -> None:
    for surrogate in (query, value):
        if any("\ud800" <= c <= "\udfff" for c in surrogate):
            return
    asked = parse_qs(urlsplit(links.search(query, speaker=value)).query, keep_blank_values=True)
    assert asked.get("q", [""]) == [query]
    assert asked["speaker"] == [value]


@given(st.text(max_size=60))
def test_a_quoted_value_is_one_part_of_a_query(value: str) -> None:
    from onrecord.errors import QueryError

    try:
        query = parse(f"speaker:{links.quoted(value)}")
    except QueryError as error:
        assert "no letter or digit" in str(error) or "without a value" in str(error)
    else:
        assert len(query.filters) == 1
        assert not query.words


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        (" https://a.example", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        (None, False),
    ],
)
def test_only_the_web_is_followed(address: str | None, followed: bool) -> None:
    assert (links.web(address) is not None) is followed
