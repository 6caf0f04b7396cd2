"""The speed of cleaning beside a peer: both read the same pages, and the peer may be missing."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime

import pytest

from bench import speed_pages
from onrecord.types import Page

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
PAGES = [Page("a.html", b"<p>The mill by the weir was sold on Monday.</p>", MOMENT, "text/html")]


def test_pages_that_show_nothing_count_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed_pages, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    found = speed_pages.rates([*PAGES, Page("b.html", b"<p> </p>", MOMENT, "text/html")])
    assert list(found) == ["clean"]
    assert found["clean"] > 0


def test_what_is_told() -> None:
    assert speed_pages.told({"clean": 30.0}) == "pages a second of processor time: clean 30.0"
    assert speed_pages.told({"clean": 30.0, "trafilatura": 20.0}).endswith("(1.50 times trafilatura)")
