"""A reading as rows of the tables that are searched: computed from what is kept, whenever that changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, select, update

from onrecord.record import index, schema
from onrecord.record.database import raise_epoch
from onrecord.record.pages import Edited
from onrecord.record.rows import NameKey, body_of, figure_row, name_key, statement_row, words_of

_NUMBERED = (schema.page, schema.statement, schema.figure, schema.name)
# The last number of each table. Nobody else can take the next one, for one writes at a time.
_HEADS = select(*(select(func.coalesce(func.max(t.c.number), 0)).scalar_subquery().label(t.name) for t in _NUMBERED))


def heads(connection: Connection) -> Row[Any]:
    """The last numbers that were given, by table."""
    return connection.execute(_HEADS).one()


def project(connection: Connection, page: int, before: Edited | None, after: Edited, names: dict[NameKey, int]) -> None:
    """Brings the rows of a page from one reading to another; statements that stay keep their numbers.

    ``names`` are the numbers of names that are known already; those that are met are added.
    """
    last = heads(connection)
    old = {s.id: words_of(before.reading, s) for s in before.reading.statements} if before else {}
    new = {s.id: words_of(after.reading, s) for s in after.reading.statements}
    numbers = _numbers(connection, page) if before else {}
    changed = {numbers[id_]: words for id_, words in old.items() if new.get(id_) != words}
    index.drop(connection, "statement_words", changed)
    _forget_meaning(connection, list(changed))
    _forget(connection, [numbers.pop(id_) for id_ in old if id_ not in new])
    rows = [
        statement_row(s, place, after.reading.article)
        | {"page": page, "name": _name(connection, name_key(s), names), "verdict": after.verdicts.get(s.id)}
        for place, s in enumerate(after.reading.statements)
    ]
    _rewrite(connection, [row for row in rows if row["id"] in numbers])
    numbers |= _insert(connection, schema.statement, [r for r in rows if r["id"] not in numbers], last.statement)
    index.store(connection, "statement_words", {numbers[id_]: w for id_, w in new.items() if old.get(id_) != w})
    if before is not None:
        raise_epoch(connection)
        index.drop(connection, "page_words", {page: body_of(before.reading)})
        connection.execute(delete(schema.figure).where(schema.figure.c.page == page))
    index.store(connection, "page_words", {page: body_of(after.reading)})
    reading = after.reading
    figures = [figure_row(f, place, reading.holder(f)) | {"page": page} for place, f in enumerate(reading.figures)]
    _insert(connection, schema.figure, figures, last.figure)


def _name(connection: Connection, key: NameKey | None, names: dict[NameKey, int]) -> int | None:
    """The number of a name, given anew to one that was never credited."""
    if key is None:
        return None
    if key not in names:
        said, kind = key
        asked = select(schema.name.c.number).where(schema.name.c.text == said, schema.name.c.kind == kind)
        found: int | None = connection.execute(asked).scalar()
        if found is None:
            found = heads(connection).name + 1
            connection.execute(insert(schema.name), {"number": found, "text": said, "kind": kind})
        names[key] = found
    return names[key]


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
        connection.execute(delete(schema.statement).where(schema.statement.c.number.in_(numbers)))


def _forget_meaning(connection: Connection, numbers: list[int]) -> None:
    if numbers:
        connection.execute(delete(schema.meaning).where(schema.meaning.c.statement.in_(numbers)))
