"""What will be kept of a reading, made before the record is asked for its lock: most of the work needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.record.codec import Json, to_json
from onrecord.record.packing import pack
from onrecord.record.pages import Edited, packed, page_values
from onrecord.record.projection import Projection, projection
from onrecord.record.rows import page_row
from onrecord.types import Page, Reading, Rejection


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that was read: its row, its packed bytes, and its other rows while no editor spoke of it."""

    reading: Reading
    values: dict[str, Any]
    content: bytes
    rows: Projection

    @property
    def page(self) -> Page:
        return self.reading.page

    def told(self) -> Json:
        """The JSON of the reading, made again: few drafts are asked for it."""
        return to_json(self.reading)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a reader made of an item, ready to be kept; without a draft where that is a refusal."""

    item: Page | Rejection
    outcome: Reading | Rejection
    reader: str
    draft: Draft | None


def handed(item: Page | Rejection, outcome: Reading | Rejection, reader: str) -> Handed:
    return Handed(item, outcome, reader, draft(outcome, reader) if isinstance(outcome, Reading) else None)


def draft(reading: Reading, reader: str) -> Draft:
    page = reading.page
    read = {"reading": packed(to_json(reading), page.content), "reason": None, "detail": None}
    return Draft(
        reading=reading,
        values={"id": page.id, **page_values(page, reader), **page_row(reading), **read},
        content=pack(page.content),
        rows=projection(Edited(reading)),
    )
