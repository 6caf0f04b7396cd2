"""The country of a page and the day that its readers had."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from onrecord import words
from onrecord.clean.locality import country_of, local_day
from onrecord.clean.moments import Moment
from onrecord.clean.tree import parse


@pytest.mark.parametrize(
    ("markup", "address", "country"),
    [
        ("", "https://pier.it/a", "it"),
        ("", "https://pier.example.co.uk:443/a?b", "uk"),
        ('<link rel="canonical" href="https://pier.com.br/a">', None, "br"),
        ('<meta property="og:url" content="//pier.ua/a">', None, "ua"),
        ('<html lang="en-AU">', None, "au"),
        ('<html lang="en-US"><link rel="canonical" href="https://pier.in/a">', None, "in"),
        ('<meta property="og:locale" content="fr_CA">', None, "ca"),
        ("", "https://pier.com/a", ""),
        ("", "https://pier.com/x.it/a", ""),
        ("", "mailto:ada@pier.it", ""),
    ],
)
def test_country(markup: str, address: str | None, country: str) -> None:
    assert country_of(parse(markup), address) == country


@pytest.mark.parametrize(
    ("hour", "country", "day"),
    [
        (2.5, "us", 2),
        (6.0, "us", 3),
        (22.5, "it", 4),
        (21.5, "it", 3),
        (16.0, "jp", 4),
        (23.0, "xx", 3),
        (None, "jp", 3),
    ],
)
def test_local_day(hour: float | None, country: str, day: int) -> None:
    assert local_day(Moment(date(2025, 6, 3), hour), country) == date(2025, 6, day)


def test_every_zone_is_known() -> None:
    for names in words.facts("zones")["zones"].values():
        assert all(ZoneInfo(name) for name in names)
