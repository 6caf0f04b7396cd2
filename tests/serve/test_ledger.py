"""When two figures disagree: what they assert cannot both hold, and is of one thing and one time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.serve.ledger import Entry, accounts

BASE = Entry(
    id="1",
    page="a",
    title="One",
    outlet=None,
    published=("2026-03-01", "2026-03-01"),
    statement=None,
    speaker=None,
    start=0,
    before="",
    words="",
    after="",
    low=30.0,
    high=30.0,
    hedge="exactly",
    unit="tonnes",
    measure=None,
    of="grain in the harbour",
    period=None,
    trend=None,
)


@pytest.mark.parametrize(
    ("other", "disagree"),
    [
        ({"low": 30.0, "high": 30.0}, False),
        ({"low": 13.0, "high": 13.0}, True),
        ({"low": 32.0, "high": 32.0, "hedge": "about"}, False),
        ({"low": 60.0, "high": 60.0, "hedge": "about"}, True),
        ({"low": 25.0, "high": 25.0, "hedge": "more than"}, False),
        ({"low": 35.0, "high": 35.0, "hedge": "at least"}, True),
        ({"low": 35.0, "high": 35.0, "hedge": "at most"}, False),
        ({"low": 20.0, "high": 40.0}, False),
        ({"low": None, "high": None, "hedge": "dozens"}, False),
        ({"low": 13.0, "high": 13.0, "unit": "ships"}, False),
        ({"low": 13.0, "high": 13.0, "of": "workers on strike"}, False),
        ({"low": 13.0, "high": 13.0, "published": ("2026-09-01", "2026-09-01")}, False),
        ({"low": 13.0, "high": 13.0, "published": None}, True),
    ],
)
def test_two_figures(other: dict[str, object], disagree: bool) -> None:
    second = replace(BASE, id="2", page="b", **other)  # type: ignore[arg-type]
    assert any(account.disagree for account in accounts([BASE, second])) is disagree
    assert any(account.disagree for account in accounts([second, BASE])) is disagree


def test_figures_of_other_periods_do_not_disagree() -> None:
    first = replace(BASE, period=("2025-01-01", "2025-12-31"))
    second = replace(BASE, id="2", page="b", low=13.0, high=13.0, period=("2024-01-01", "2024-12-31"))
    assert not any(account.disagree for account in accounts([first, second]))


def test_units_are_compared_by_their_measure() -> None:
    first = replace(BASE, low=2.0, high=2.0, unit="km", measure="kilometer")
    second = replace(BASE, id="2", low=2.0, high=2.0, unit="kilometres", measure="kilometer")
    [account] = accounts([first, second])
    assert not account.disagree
    assert len(account.entries) == 2
