"""The words of a record on SQLite: FTS5 tables without a copy of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from onrecord.record.searching.marks import Indexed, mark
from onrecord.record.searching.query import Words

_IN_PARTS = {"yield_per": 10_000}
_STORE = "INSERT INTO {table} (rowid, words) VALUES (?, ?)"
_DROP = "INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)"


def store(connection: Connection, table: Indexed, texts: Mapping[int, Sequence[str]]) -> None:
    connection.exec_driver_sql(_STORE.format(table=table), _rows(texts))


def drop(connection: Connection, table: Indexed, texts: Mapping[int, Sequence[str]]) -> None:
    connection.exec_driver_sql(_DROP.format(table=table), _rows(texts))


def clear(connection: Connection, table: Indexed) -> None:
    connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")


def matching(connection: Connection, table: Indexed, words: Sequence[Words]) -> NDArray[np.int64]:
    asked = text(f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH :query")
    return _numbers(connection.execute(asked, {"query": query(words)}).scalar_one())


def ranks(connection: Connection, words: Sequence[Words], first: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers and ranks of the statements that match, from the first one on."""
    chosen = "FROM statement_words WHERE statement_words MATCH :query AND rowid >= :first"
    asked = text(f"SELECT group_concat(rowid), group_concat(rank) {chosen}")
    [numbers, told] = connection.execute(asked, {"query": query(words), "first": first}).one()
    return _numbers(numbers), np.fromstring(told or "", np.float64, sep=",")


def some(connection: Connection, table: Indexed, words: Words, most: int) -> list[int]:
    """Straight to the driver: a check asks it some sixty times."""
    cursor = connection.connection.cursor()
    cursor.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?", (_written(words), most))
    found = [row[0] for row in cursor.fetchall()]
    cursor.close()
    return found


def query(words: Sequence[Words]) -> str:
    """The query as FTS5 takes it. Terms are letters and digits, so that none can be taken for an operator."""
    wanted, unwanted = ([_written(each) for each in words if each.negated is no] for no in (False, True))
    return " AND ".join(wanted) + "".join(f" NOT {each}" for each in unwanted)


def seals(connection: Connection, table: Indexed) -> dict[int, int]:
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_held USING fts5vocab(main, {table}, instance)"
    )
    asked = f"SELECT doc, term, ifnull(offset + 1, 0) FROM temp.{table}_held"
    out: defaultdict[int, int] = defaultdict(int)
    for number, term, place in connection.exec_driver_sql(asked, execution_options=_IN_PARTS):
        out[number] += mark(term, place)
    return dict(out)


def _written(words: Words) -> str:
    return f'"{" ".join(words.terms)}"' + ("*" if words.begins else "")


def _numbers(told: str | None) -> NDArray[np.int64]:
    """Numbers that were put into one text: a quarter of what fetching a hundred thousand rows takes."""
    return np.fromstring(told or "", np.int64, sep=",")


def _rows(texts: Mapping[int, Sequence[str]]) -> Any:  # noqa: ANN401 (as the driver takes them)
    return [(number, " ".join(said)) for number, said in texts.items()]
