"""Days and moments as tables, feeds and headers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.moments import day, moment

APRIL = date(2025, 4, 2)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2025-04-02", APRIL),
        (" 2025-04-02T23:59:59-11:00", APRIL),
        ("2025-04-02 10:00:00.123", APRIL),
        ("20250402", APRIL),
        ("2025/04/02", APRIL),
        ("2025.04.02", APRIL),
        ("Wed, 02 Apr 2025 23:59:00 -1100", APRIL),
        ("2 Apr 2025 10:00", APRIL),
        ("02/04/2025", None),
        ("2025-13-02", None),
        ("2025-02-30", None),
        ("1743552000", None),
        ("202504021000", None),
        ("yesterday", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_days(written: str, found: date | None) -> None:
    assert day(written) == found


@given(st.dates())
def test_every_day_is_found_again(known: date) -> None:
    assert day(known.isoformat()) == known


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2025-04-02T10:00:00Z", datetime(2025, 4, 2, 10, tzinfo=UTC)),
        ("2025-04-02 10:00", datetime(2025, 4, 2, 10, tzinfo=UTC)),
        ("2025-04-02T10:00:00+02:00", datetime(2025, 4, 2, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("yesterday", None),
    ],
)
def test_moments(written: str, found: datetime | None) -> None:
    assert moment(written) == found


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day(text)
    moment(text)
