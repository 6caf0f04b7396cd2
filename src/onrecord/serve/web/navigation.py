"""The places that the head of every screen leads to, in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that stands in the head of all others; ``key`` leads there after ``g``."""

    name: str
    path: str
    key: str


PLACES = (
    Place("Search", "/search", "s"),
    Place("Occasions", "/occasions", "o"),
    Place("Speakers", "/speakers", "p"),
    Place("Figures", "/figures", "f"),
    Place("Check", "/check", "c"),
    Place("Review", "/review", "r"),
    Place("Import", "/import", "i"),
    Place("Record", "/record", "d"),
)
