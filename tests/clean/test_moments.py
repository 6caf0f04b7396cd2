"""One day out of a timestamp or a printed date, in many languages and calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.moments import iranian, lowered, moment_of, printed_days


@pytest.mark.parametrize(
    ("value", "day", "universal"),
    [
        ("2025-06-29T00:16:15+03:00", "2025-06-29", False),
        ("2025-12-05T23:15:0Z", "2025-12-05", True),
        ("2025-12-05T00:00:00Z", "2025-12-05", False),
        ("2025-12-05 09:30:00", "2025-12-05", False),
        ("2025/1/5", "2025-01-05", False),
        ("20250704", "2025-07-04", False),
        ("1588383269", "2020-05-02", True),
        ("1588383269000", "2020-05-02", True),
        ("Wed, 28 Oct 2020 22:22:49 GMT", "2020-10-28", True),
        ("Wed, 28 Oct 2020 22:22:49", "2020-10-28", False),
        ("22/11/2020 - 04:30", "2020-11-22", False),
        ("12.03.26", "2026-03-12", False),
        ("January 18, 2020", "2020-01-18", False),
        ("martes 17 de marzo de 2020", "2020-03-17", False),
        ("20 septembrie 2020 16:20", "2020-09-20", False),
        ("2020. augusztus 18.", "2020-08-18", False),
        ("2020 m. spalio 26 d.", "2020-10-26", False),
        ("24 نيسان / أبريل 2020", "2020-04-24", False),
        ("2020年07月03日", "2020-07-03", False),
        ("1399/04/12", "2020-07-02", False),
        ("12 تیر 1399", "2020-07-02", False),
        ("۱۳۹۹/۰۴/۱۲", "2020-07-02", False),
        ("12 вересня 2025", "2025-09-12", False),
    ],
)
def test_moment(value: str, day: str, universal: bool) -> None:
    moment = moment_of(value)
    assert moment is not None
    assert (moment.day.isoformat(), moment.universal is not None) == (day, universal)


@pytest.mark.parametrize(
    "value", ["", "undated", "2026-02-31", "31/02/2026", "Tue, 21 Oct", "12:30", "v2.10.3", "99.99.2020"]
)
def test_no_moment(value: str) -> None:
    assert moment_of(value) is None


def test_a_numeric_day_that_could_be_swapped_says_so() -> None:
    moment = moment_of("12/09/2025")
    assert moment is not None
    assert (moment.day, moment.swapped) == (date(2025, 9, 12), date(2025, 12, 9))


def test_places_of_printed_days_are_exact() -> None:
    line = "İzmir, 3 May 2024 | upd. 4.5.2024"
    assert [(span.of(line), moment.day.day) for span, moment in printed_days(line)] == [
        ("3 May 2024", 3),
        ("4.5.2024", 4),
    ]


@pytest.mark.parametrize(("year", "first"), [(1399, (2020, 3, 20)), (1403, (2024, 3, 20)), (1404, (2025, 3, 21))])
def test_iranian_new_year(year: int, first: tuple[int, int, int]) -> None:
    assert iranian(year, 1, 1) == date(*first)


@given(st.integers(1344, 1470), st.integers(1, 12), st.integers(1, 29))
def test_iranian_days_follow_each_other(year: int, month: int, day: int) -> None:
    here, following = iranian(year, month, day), iranian(year, month, day + 1)
    assert here is not None
    assert following == here + timedelta(1)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    for shape in ("%Y-%m-%d", "%Y-%m-%dT10:00:00+02:00", "%d %B %Y", "%B %d, %Y", "%Y年%m月%d日", "%Y/%m/%d"):
        moment = moment_of(day.strftime(shape))
        assert moment is not None
        assert moment.day == day


@given(st.text(max_size=200))
def test_any_string_is_read(text: str) -> None:
    moment_of(text)
    assert len(lowered(text)) == len(text)
    for span, _ in printed_days(text):
        assert span.end <= len(text)
