"""What a transaction writes of the pages that are handed to it: new ones together, others one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.database import insert_rows, raise_epoch
from onrecord.record.decisions import decisions, standing
from onrecord.record.drafts import Draft, Handed
from onrecord.record.packing import pack
from onrecord.record.pages import as_edited, keep_bytes, known_of, machine, page_values, row_of
from onrecord.record.projection import Known, add, heads, project
from onrecord.types import Page, Rejection


class State(StrEnum):
    """What became of a page that was handed to the record."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    REFUSED = "refused"


def kept(connection: Connection, coming: Sequence[Handed], known: Known) -> list[State]:
    """Writes pages, as if one after the other; what became of each."""
    work = _Work(connection, known, known_of(connection, {each.item.id for each in coming}))
    states = [work.keep(each) for each in coming]
    work.write()
    return states


@dataclass(slots=True)
class _Work:
    """A transaction that keeps pages: readings of pages that were never met wait to be written together."""

    connection: Connection
    known: Known
    met: set[str]
    new: dict[str, Draft] = field(default_factory=dict)

    def keep(self, coming: Handed) -> State:
        page, draft = coming.item.id, coming.draft
        if draft is not None and page not in self.met:
            self.met.add(page)
            self.new[page] = draft
            return State.NEW
        self.met.add(page)
        row = self._row(page)
        if row is not None and row.reader == coming.reader and isinstance(coming.item, Page):
            return State.REFUSED if row.reason else State.KNOWN
        if draft is not None and row is not None:
            return self._replace(draft, row)
        if isinstance(coming.outcome, Rejection) and (row is None or row.reason):
            _refuse(self.connection, coming.item, coming.outcome, coming.reader, row)
        return State.REFUSED

    def write(self) -> None:
        """Writes those that wait."""
        if self.new:
            drafts = list(self.new.values())
            last = heads(self.connection)
            keep_bytes(self.connection, {draft.values["sha256"]: draft.content for draft in drafts})
            numbered = dict(enumerate(drafts, last.page + 1))
            rows = [{"number": number, **draft.values} for number, draft in numbered.items()]
            insert_rows(self.connection, schema.page, rows)
            add(self.connection, {number: draft.rows for number, draft in numbered.items()}, self.known, last)
            self.new.clear()

    def _row(self, page: str) -> Row[Any] | None:
        """The row of a page as it is by now, after all that was handed over before."""
        self.write()
        return row_of(self.connection, page)

    def _replace(self, made: Draft, row: Row[Any]) -> State:
        connection = self.connection
        keep_bytes(connection, {made.values["sha256"]: made.content})
        was = None if row.reading is None else machine(connection, row)[0]
        connection.execute(update(schema.page).where(schema.page.c.number == row.number), made.values)
        if was is None:
            add(connection, {row.number: made.rows}, self.known, heads(connection))
            return State.NEW
        said = standing(decisions(connection, pages=[made.page.id]))
        told = made.told()
        before = as_edited(was, made.page, said)
        project(connection, row.number, before, as_edited(told, made.page, said), self.known)
        raise_epoch(connection, "heard")  # the days and the language of a page belong to its roles
        return _compared(connection, row.number, (row.reader, made.values["reader"]), was, told)


def _refuse(
    connection: Connection, item: Page | Rejection, refusal: Rejection, reader: str, row: Row[Any] | None
) -> None:
    """The bytes of a page that gave nothing are kept too: another reader may make something of them."""
    values: dict[str, Any] = {"name": item.name, "address": item.address, "reader": reader}
    values |= {"captured": "", "media_type": ""}
    if isinstance(item, Page):
        values |= page_values(item, reader)
        keep_bytes(connection, {values["sha256"]: pack(item.content)})
    values |= {"reason": refusal.reason, "detail": refusal.detail}
    if row is None:
        number = heads(connection).page + 1
        connection.execute(insert(schema.page), {"number": number, "id": item.id, **values})
    else:
        connection.execute(update(schema.page).where(schema.page.c.number == row.number), values)


def _compared(connection: Connection, page: int, readers: tuple[str, str], before: Json, after: Json) -> State:
    """Writes down what another reader told otherwise."""
    if before == after:
        return State.KNOWN
    old, new = (
        {each["id"]: each for kind in ("statements", "figures") for each in said[kind]} for said in (before, after)
    )
    detail = {
        "new": sorted(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "otherwise": sorted(id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_]),
    }
    values = {"page": page, "before": readers[0], "after": readers[1], "detail": json.dumps(detail)}
    head = connection.execute(select(func.coalesce(func.max(schema.change.c.number), 0))).scalar_one()
    connection.execute(insert(schema.change), {"number": head + 1, **values})
    return State.CHANGED
