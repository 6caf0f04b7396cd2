"""onrecord's own JSON lines: pages with their bytes, readings as they were made, and all that editors said of them.

The first line tells what the file holds, the last the SHA-256 of all lines before it. No line tells when the export was
made: the same record gives the same bytes on any day, and so does the record that `incoming` makes of them.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Set
from typing import Any, BinaryIO

from sqlalchemy import Row, select

from onrecord.record import schema
from onrecord.record.codec import Json, to_json
from onrecord.record.decisions import decisions
from onrecord.record.decode import from_json
from onrecord.record.export.selection import MADE_BY, Selection
from onrecord.record.export.writing import as_bytes
from onrecord.record.packing import unpack
from onrecord.record.pages import machine, row_of
from onrecord.types import Decision

FORMAT = 1
"""Raised when a line is told otherwise."""


def write(selection: Selection, out: BinaryIO) -> None:
    """The whole record, its pages in the order of their ids; or the pages of an answer, in its order.

    Of an answer the pages hold all their statements, so that they can be kept again; ``found`` names those that were
    asked for. What editors said of these pages and of people goes with them.
    """
    hasher = hashlib.sha256()
    for line in _lines(selection):
        written = as_bytes(line) + b"\n"
        hasher.update(written)
        out.write(written)
    out.write(as_bytes({"type": "end", "sha256": hasher.hexdigest()}) + b"\n")


def _lines(selection: Selection) -> Iterator[Json]:
    pages = list(_everything(selection)) if selection.whole else list(selection.page_ids())
    ids = None if selection.whole else {id_ for id_, _ in pages}
    changes = _changes(selection, ids)
    said = decisions_on(selection, ids)
    yield {
        "type": "export",
        "format": FORMAT,
        "made_by": MADE_BY,
        "query": selection.query,
        "statements": selection.total,
        "pages": len(pages),
        "changes": len(changes),
        "decisions": len(said),
    }
    for id_, found in pages:
        row = row_of(selection.connection, id_)
        if row is not None:
            yield _page(selection, row) | ({} if selection.whole else {"found": found})
    for change in changes:
        yield {"type": "change", **change}
    for decision in said:
        yield decision_line(decision)


def decisions_on(selection: Selection, ids: Set[str] | None) -> list[Decision]:
    """What editors said of these pages and of people, undone decisions too; of everything where no pages are named."""
    said = decisions(selection.connection)
    return [each for each in said if ids is None or each.page is None or each.page in ids]


def decision_line(decision: Decision) -> Json:
    """A decision, with the digest that names it and the one that it follows."""
    return {"type": "decision", **{name: getattr(decision, name) for name in Decision.__slots__}}


def _everything(selection: Selection) -> Iterator[tuple[str, list[str]]]:
    """Every page, those that gave nothing too."""
    found = selection.connection.execute(select(schema.page.c.id).order_by(schema.page.c.id))
    return ((id_, []) for id_ in found.scalars())


def _page(selection: Selection, row: Row[Any]) -> Json:
    """A page as it was received, and what its reader made of it: a reading, or the reason why it gave none."""
    content = reading = None
    if row.reading is not None:
        told, page = machine(selection.connection, row)
        content, reading = page.content, to_json(from_json(told, page.content))
    elif row.sha256 is not None:
        snapshot = schema.snapshot.c
        asked = select(snapshot.content).where(snapshot.sha256 == row.sha256)
        content = unpack(selection.connection.execute(asked).scalar_one())
    return {
        "type": "page",
        "id": row.id,
        "name": row.name,
        "address": row.address,
        "captured": row.captured,
        "media_type": row.media_type,
        "given": json.loads(row.given) if row.given else None,
        "content": b64encode(content).decode() if content is not None else None,
        "reader": row.reader,
        "reason": row.reason,
        "detail": row.detail,
        "reading": reading,
    }


def _changes(selection: Selection, ids: Set[str] | None) -> list[Json]:
    """What other readers told otherwise of these pages, in the order in which they did."""
    change, page = schema.change.c, schema.page.c
    asked = select(page.id.label("page"), change.before, change.after, change.detail)
    found = selection.connection.execute(asked.join(schema.page, page.number == change.page).order_by(change.number))
    return [{**row._asdict(), "detail": json.loads(row.detail)} for row in found if ids is None or row.page in ids]
