"""What was read, kept: one transaction a page, nothing acknowledged is ever lost, doing it twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.record import index, schema
from onrecord.record.codec import Json, to_json
from onrecord.record.database import connect, raise_epoch, writing
from onrecord.record.decode import from_json
from onrecord.record.packing import READING, pack, unpack
from onrecord.record.rows import NameKey, body_of, figure_row, name_key, page_row, statement_row, words_of
from onrecord.types import Given, Page, Reading, Rejection

BATCH = 500
"""Rows that are fetched at a time where many are told."""
_NUMBERED = (schema.page, schema.statement, schema.figure, schema.name)
# The last number of each table. Nobody else can take the next one, for one writes at a time.
_HEADS = select(*(select(func.coalesce(func.max(t.c.number), 0)).scalar_subquery().label(t.name) for t in _NUMBERED))


class State(StrEnum):
    """What became of a page that was handed to the record."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PageState:
    """A page of the record: what it is called, who read it, and why it gave nothing where it did."""

    id: str
    name: str
    address: str | None
    captured: str
    reader: str
    reason: str | None
    detail: str | None


class Record:
    """A record that is open; close it, or use it in a ``with``.

    One process writes at a time, any number reads meanwhile. A Record may be shared by threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._names: dict[NameKey, int] = {}

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> Record:
        """The record in a file or at an address, as ``postgresql://user@host/name``.

        Raises:
            RecordError: there is none and ``create`` was not asked for, or it cannot be opened.
        """
        return cls(connect(where, create=create))

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def keep(self, item: Page | Rejection, outcome: Reading | Rejection, reader: str) -> State:
        """Keeps what a reader made of an item; when this returns it is on disk.

        A page that the same reader read before is left as it is. Where another one read it, ids stay where the words
        are the same, and what differs is written down in ``change``. A reading is never given up for a refusal. An
        item that gave no page at all is its own refusal.

        Raises:
            RecordError: the record cannot be written.
        """
        with writing(self.engine) as connection:
            row = _row_of(connection, item.id)
            if row is not None and row.reader == reader and isinstance(item, Page):
                return State.REFUSED if row.reason else State.KNOWN
            if isinstance(outcome, Rejection):
                if row is None or row.reason:
                    _refuse(connection, item, outcome, reader, row)
                return State.REFUSED
            try:
                return self._replace(connection, outcome, reader, row)
            except BaseException:
                self._names.clear()  # some may have been numbered in what is now undone
                raise

    def knows(self, page_id: str, reader: str) -> State | None:
        """What this reader made of a page; None where it has not read it."""
        columns = schema.page.c
        with self.engine.connect() as connection:
            row = connection.execute(select(columns.reader, columns.reason).where(columns.id == page_id)).first()
        if row is None or row.reader != reader:
            return None
        return State.REFUSED if row.reason else State.KNOWN

    def reading(self, page_id: str) -> Reading | None:
        """All that a page gave; None where the record does not hold it, or it gave nothing."""
        with self.engine.connect() as connection:
            row = _row_of(connection, page_id)
            return _reading(connection, row) if row is not None and row.reading is not None else None

    def told(self, page_ids: Iterable[str]) -> dict[str, Json]:
        """The readings of pages as JSON, by id; for those who want a part of many."""
        columns = (schema.page.c.id, schema.page.c.reading, schema.snapshot.c.content)
        asked = select(*columns).join(schema.snapshot).where(schema.page.c.id.in_(list(page_ids)))
        with self.engine.connect() as connection:
            rows = connection.execute(asked.where(schema.page.c.reading.is_not(None))).all()
        return {row.id: _unpacked(row.reading, unpack(row.content)) for row in rows}

    def readings(self) -> Iterator[Reading]:
        """All readings, in the order of their ids; the same order in every record."""
        for page_id in self._ids():
            reading = self.reading(page_id)
            if reading is not None:
                yield reading

    def states(self) -> Iterator[PageState]:
        """Every page that was ever handed over, with its state, by name."""
        columns = (schema.page.c[field] for field in PageState.__slots__)
        with self.engine.connect().execution_options(yield_per=BATCH) as connection:
            for row in connection.execute(select(*columns).order_by(schema.page.c.name, schema.page.c.id)):
                yield PageState(*row)

    def counts(self) -> Mapping[str, int]:
        """How much the record holds, by table; refused pages apart."""
        refused = schema.page.c.reason.is_not(None)
        with self.engine.connect() as connection:
            told = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (schema.page, schema.statement, schema.figure, schema.name, schema.decision)
            }
            away = connection.execute(select(func.count()).select_from(schema.page).where(refused)).scalar_one()
        return {**told, "page": told["page"] - away, "refused": away}

    def _ids(self) -> Sequence[str]:
        with self.engine.connect() as connection:
            read = schema.page.c.reading.is_not(None)
            return connection.execute(select(schema.page.c.id).where(read).order_by(schema.page.c.id)).scalars().all()

    def _replace(self, connection: Connection, reading: Reading, reader: str, row: Row[Any] | None) -> State:
        page, told = reading.page, to_json(reading)
        values = _page_values(connection, page, reader) | page_row(reading)
        values |= {"reading": _packed(told, page.content), "reason": None, "detail": None}
        before = _reading(connection, row) if row is not None and row.reading is not None else None
        heads = connection.execute(_HEADS).one()
        if row is None:
            number = heads.page + 1
            connection.execute(insert(schema.page), {"number": number, "id": page.id, **values})
        else:
            number = row.number
            connection.execute(update(schema.page).where(schema.page.c.number == number), values)
        self._project(connection, number, before, reading, heads)
        if row is None or before is None:
            return State.NEW
        return _compared(connection, number, (row.reader, reader), to_json(before), told)

    def _project(
        self, connection: Connection, number: int, before: Reading | None, after: Reading, heads: Row[Any]
    ) -> None:
        """Brings the rows of a page from one reading to another; statements that stay keep their numbers."""
        old = {s.id: words_of(before, s) for s in before.statements} if before else {}
        new = {s.id: words_of(after, s) for s in after.statements}
        numbers = _numbers(connection, number) if before else {}
        index.drop(connection, "statement_words", {numbers[i]: w for i, w in old.items() if new.get(i) != w})
        _forget(connection, [numbers.pop(id_) for id_ in old if id_ not in new])
        rows = [
            statement_row(s, place, after.article) | {"page": number, "name": self._name(connection, name_key(s))}
            for place, s in enumerate(after.statements)
        ]
        _rewrite(connection, [row for row in rows if row["id"] in numbers])
        numbers |= _insert(connection, schema.statement, [r for r in rows if r["id"] not in numbers], heads.statement)
        index.store(connection, "statement_words", {numbers[i]: w for i, w in new.items() if old.get(i) != w})
        if before is not None:
            raise_epoch(connection)
            index.drop(connection, "page_words", {number: body_of(before)})
            connection.execute(delete(schema.figure).where(schema.figure.c.page == number))
        index.store(connection, "page_words", {number: body_of(after)})
        figures = [figure_row(f, place, after.holder(f)) | {"page": number} for place, f in enumerate(after.figures)]
        _insert(connection, schema.figure, figures, heads.figure)

    def _name(self, connection: Connection, key: NameKey | None) -> int | None:
        """The number of a name, given anew to one that was never credited."""
        if key is None:
            return None
        if key in self._names:
            return self._names[key]
        said, kind = key
        found: int | None = connection.execute(
            select(schema.name.c.number).where(schema.name.c.text == said, schema.name.c.kind == kind)
        ).scalar()
        if found is None:
            found = connection.execute(_HEADS).one().name + 1
            connection.execute(insert(schema.name), {"number": found, "text": said, "kind": kind})
        self._names[key] = found
        return found


def _row_of(connection: Connection, page_id: str) -> Row[Any] | None:
    return connection.execute(select(schema.page).where(schema.page.c.id == page_id)).first()


def _reading(connection: Connection, row: Row[Any]) -> Reading:
    packed = connection.execute(
        select(schema.snapshot.c.content).where(schema.snapshot.c.sha256 == row.sha256)
    ).scalar_one()
    content = unpack(packed)
    return from_json(_unpacked(row.reading, content), content, _given_again(row.given))


def _unpacked(reading: bytes, content: bytes) -> Json:
    told: Json = json.loads(unpack(reading, READING))
    if told["article"]["text"] is None:
        told["article"]["text"] = content.decode()
    return told


def _refuse(
    connection: Connection, item: Page | Rejection, refusal: Rejection, reader: str, row: Row[Any] | None
) -> None:
    """The bytes of a page that gave nothing are kept too: another reader may make something of them."""
    values: dict[str, Any] = {"name": item.name, "address": item.address, "reader": reader}
    values |= _page_values(connection, item, reader) if isinstance(item, Page) else {"captured": "", "media_type": ""}
    values |= {"reason": refusal.reason, "detail": refusal.detail}
    if row is None:
        number = connection.execute(_HEADS).one().page + 1
        connection.execute(insert(schema.page), {"number": number, "id": item.id, **values})
    else:
        connection.execute(update(schema.page).where(schema.page.c.number == row.number), values)


def _page_values(connection: Connection, page: Page, reader: str) -> dict[str, Any]:
    """The row of a page as it was received; its bytes are kept with it."""
    sha256 = page.sha256
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    kept = {"sha256": sha256, "content": pack(page.content)}
    connection.execute(into(schema.snapshot).on_conflict_do_nothing(), kept)
    return {
        "name": page.name,
        "address": page.address,
        "captured": page.captured.isoformat(),
        "media_type": page.media_type,
        "given": _given(page.given),
        "sha256": sha256,
        "reader": reader,
    }


def _numbers(connection: Connection, page: int) -> dict[str, int]:
    table = schema.statement
    found = connection.execute(select(table.c.id, table.c.number).where(table.c.page == page))
    return {row.id: row.number for row in found}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]], head: int) -> dict[str, int]:
    """Inserts rows under the numbers after ``head``; the numbers by id."""
    numbered = [{"number": number, **row} for number, row in enumerate(rows, head + 1)]
    if numbered:
        connection.execute(insert(table), numbered)
    return {row["id"]: row["number"] for row in numbered}


def _rewrite(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Statements that stay, as they are told now."""
    if rows:
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
        changed = update(schema.statement).where(schema.statement.c.id == columns.pop("id")).values(columns)
        connection.execute(changed, [{f"new_{name}": cell for name, cell in row.items()} for row in rows])


def _forget(connection: Connection, numbers: list[int]) -> None:
    """Statements that are told no more; their words were taken out before."""
    if numbers:
        connection.execute(delete(schema.meaning).where(schema.meaning.c.statement.in_(numbers)))
        connection.execute(delete(schema.statement).where(schema.statement.c.number.in_(numbers)))


def _compared(connection: Connection, page: int, readers: tuple[str, str], before: Json, after: Json) -> State:
    """Writes down what another reader told otherwise."""
    old, new = (
        {each["id"]: each for kind in ("statements", "figures") for each in told[kind]} for told in (before, after)
    )
    detail = {
        "new": sorted(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "otherwise": sorted(id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_]),
    }
    if before == after:
        return State.KNOWN
    values = {"page": page, "before": readers[0], "after": readers[1], "detail": json.dumps(detail)}
    head = connection.execute(select(func.coalesce(func.max(schema.change.c.number), 0))).scalar_one()
    connection.execute(insert(schema.change), {"number": head + 1, **values})
    return State.CHANGED


def _packed(told: Json, content: bytes) -> bytes:
    """A reading for keeping; a text that is the page, character for character, is kept with the page alone."""
    text = told["article"]["text"]
    kept = (
        {**told, "article": {**told["article"], "text": None}} if text.encode("utf-8", "replace") == content else told
    )
    return pack(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), READING)


def _given(given: Given | None) -> str | None:
    if given is None:
        return None
    return json.dumps({name: value for name, value in asdict(given).items() if value}, default=date.isoformat)


def _given_again(told: str | None) -> Given | None:
    if told is None:
        return None
    fields = json.loads(told)
    days = {name: date.fromisoformat(fields[name]) for name in ("published", "updated") if name in fields}
    return Given(**(fields | days))
