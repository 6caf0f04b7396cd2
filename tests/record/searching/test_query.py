"""What people type, as it is understood; what cannot be, with the place and what to write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from onrecord.errors import QueryError
from onrecord.record.searching.query import Days, Filter, Query, Words, parse
from tests.strategies import anything

WORDS = [
    ("harbour bridge", [Words(("harbour",)), Words(("bridge",))]),
    ('"harbour bridge"', [Words(("harbour", "bridge"))]),
    ("“harbour bridge”", [Words(("harbour", "bridge"))]),
    ("-ferry boat", [Words(("ferry",), negated=True), Words(("boat",))]),
    ("harb*", [Words(("harb",), begins=True)]),
    ("re-opened", [Words(("re", "opened"))]),
    ("10:30", [Words(("10", "30"))]),
    ("https://news.example/bridge", [Words(("https", "news", "example", "bridge"))]),
    ("minister:crisis", [Words(("minister", "crisis"))]),
    ("(AND OR NOT) NEAR/2", [Words(("and",)), Words(("or",)), Words(("not",)), Words(("near", "2"))]),
    ("'; DROP TABLE page --", [Words(("drop",)), Words(("table",)), Words(("page",))]),
    ("… ! *", []),
]
FILTERS = [
    ("speaker:kallweit", [Filter("speaker", "kallweit")]),
    ('SPEAKER:"Ines Kallweit"', [Filter("speaker", "Ines Kallweit")]),
    ("-outlet:herald manner:Direct", [Filter("outlet", "herald", negated=True), Filter("manner", "direct")]),
    ("has:figure is:rejected", [Filter("has", "figure"), Filter("is", "rejected")]),
    ("statement:0f3a,77b2", [Filter("statement", "0f3a,77b2")]),
]
DAYS = [
    ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
    ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
    ("2025-04-02", (date(2025, 4, 2), date(2025, 4, 2))),
    ("2025-04..2025-06", (date(2025, 4, 1), date(2025, 6, 30))),
    ("2025..", (date(2025, 1, 1), date.max)),
    ("..2025-06-01", (date.min, date(2025, 6, 1))),
]
WRONG = [
    ("bridge manner:loud", "it is one of direct, mixed, indirect", 7),
    ("said:yesterday", "write 2025, 2025-04", 0),
    ("said:2025-13", "is no time", 0),
    ("said:2025..2024", "ends before it begins", 0),
    ("said:..", "ends before it begins", 0),
    ('bridge "open', "not closed", 7),
    ("speeker:kallweit", 'did you mean "speaker:"', 0),
    ('speaker:""', "without a value", 0),
    ("statement:,", "no letter or digit", 0),
    ("has:money", "it is one of figure", 0),
    ("a" * 3000, "more than 2000 characters", 2000),
    ("a " * 65, "more than 64 parts", 128),
]


@pytest.mark.parametrize(("typed", "expected"), WORDS)
def test_words(typed: str, expected: list[Words]) -> None:
    assert parse(typed) == Query(typed, tuple(expected))


@pytest.mark.parametrize(("typed", "expected"), FILTERS)
def test_filters(typed: str, expected: list[Filter]) -> None:
    assert parse(typed).filters == tuple(expected)


@pytest.mark.parametrize(("typed", "expected"), DAYS)
def test_days(typed: str, expected: tuple[date, date]) -> None:
    assert parse(f"said:{typed} -said:{typed}").days == (Days(*expected), Days(*expected, negated=True))


@pytest.mark.parametrize(("typed", "told", "at"), WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_understood_is_told_with_its_place(typed: str, told: str, at: int) -> None:
    with pytest.raises(QueryError, match=told) as error:
        parse(typed)
    assert error.value.at == at


@given(anything)
def test_any_text_is_a_query_or_an_error_for_people(typed: str) -> None:
    try:
        assert parse(typed).text == typed
    except QueryError as error:
        assert 0 <= error.at <= len(typed)
