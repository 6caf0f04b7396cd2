"""The words of statements and pages, kept so that they can be found: FTS5 on SQLite, a tsvector on PostgreSQL.

Both hold the terms of `terms`, so that a query finds the same on either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection, text

from onrecord.record.terms import terms

Indexed = Literal["statement_words", "page_words"]
LAST_POSITION = 16_383
"""PostgreSQL tells positions up to here apart; a phrase beyond is not found there."""
MOST_POSITIONS = 255
"""Of one term in one text, in PostgreSQL."""
MOST_TERMS = 30_000
"""Different terms of one text that are kept: a tsvector holds 1 MiB."""

_STORE = {
    "sqlite": "INSERT INTO {table} (rowid, words) VALUES (:number, :words)",
    "postgresql": "INSERT INTO {table} (number, words) VALUES (:number, CAST(:words AS tsvector))",
}
_DROP = {
    "sqlite": "INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', :number, :words)",
    "postgresql": "DELETE FROM {table} WHERE number = :number",
}


def store(connection: Connection, table: Indexed, words: Mapping[int, str]) -> None:
    """Makes texts findable by their words, under their numbers."""
    _run(connection, _STORE, table, words)


def drop(connection: Connection, table: Indexed, words: Mapping[int, str]) -> None:
    """Takes texts out again; they must be those that were stored, since the index of SQLite holds no copy."""
    _run(connection, _DROP, table, words)


def _run(connection: Connection, statements: Mapping[str, str], table: Indexed, words: Mapping[int, str]) -> None:
    dialect = connection.dialect.name
    written = _line if dialect == "sqlite" else _vector
    rows = [{"number": number, "words": written(terms(said))} for number, said in words.items()]
    if dialect == "postgresql" and statements is _DROP:
        rows = [{"number": number} for number in words]
    if rows:
        connection.execute(text(statements[dialect].format(table=table)), rows)


def _line(found: list[str]) -> str:
    return " ".join(found)


def _vector(found: list[str]) -> str:
    """A tsvector as PostgreSQL writes it: each term with its places. Terms hold no quotation mark and no backslash."""
    places: dict[str, list[int]] = {}
    for number, term in enumerate(found, 1):
        if term in places:
            if len(places[term]) < MOST_POSITIONS:
                places[term].append(min(number, LAST_POSITION))
        elif len(places) < MOST_TERMS:
            places[term] = [min(number, LAST_POSITION)]
    return " ".join(f"'{term}':{','.join(map(str, where))}" for term, where in places.items())
