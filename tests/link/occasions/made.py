"""Pages of our own for grouping: the stories of the bench, whose topics hold two events each that look alike."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache

from bench.stories import OWN
from onrecord.link.occasions import Sketch, sketch
from onrecord.pipeline import read_by_rules
from onrecord.types import Given, Page, Reading, Sender

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)


def reading(text: str, name: str = "page", published: str | None = None) -> Reading:
    given = Given(published=date.fromisoformat(published), sender=Sender.COLUMN) if published else None
    found = read_by_rules(Page(name, text.encode(), CAPTURED, given=given))
    assert isinstance(found, Reading)
    return found


@cache
def stories() -> dict[str, Reading]:
    rows = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    return {row["page"]: reading(row["text"], row["page"], row.get("published")) for row in rows}


@cache
def events() -> dict[str, str]:
    return {row["page"]: row["event"] for row in map(json.loads, OWN.read_text("utf-8").splitlines())}


@cache
def sketches() -> tuple[tuple[str, Sketch], ...]:
    return tuple((name, sketch(found)) for name, found in stories().items())
