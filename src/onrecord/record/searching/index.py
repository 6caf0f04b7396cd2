"""The words of statements and pages, kept so that they can be found: FTS5 on SQLite, a tsvector on PostgreSQL.

Both hold the terms of `terms`, so that a query finds the same on either: of statements with their places, for phrases
and ranks, of pages without.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, text

from onrecord.record.searching.query import Words

Numbers = NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)
Ranked = Row[*tuple[Any, ...]]
"""Numbers and their ranks, each put into one text."""

Indexed = Literal["statement_words", "page_words"]
LAST_POSITION = 16_383
"""PostgreSQL tells positions up to here apart; a phrase beyond is not found there."""
MOST_POSITIONS = 255
"""Of one term in one text, in PostgreSQL."""
MOST_TERMS = 30_000
"""Different terms of one text that are kept: a tsvector holds 1 MiB."""

_LENGTH = "(length)"  # no term, so that it can stand among them
_FETCHED = 10_000

RANKED = 5_000
"""Matches that are ranked; of more the newest, for words that stand in so many tell none of them apart."""
_K1, _B = 1.2, 0.75
_SUMS = np.cumsum(1 / np.arange(1, 12) ** 2) / 1.64493406685
# Where a word begins to stand once, twice …: halfway between the ranks.
_STEPS = f"ARRAY[0.1,{','.join(f'{step:.6f}' for step in (_SUMS[:-1] + _SUMS[1:]) / 2)}]::float8[]"

_STORE = {
    "sqlite": "INSERT INTO {table} (rowid, words) VALUES (:number, :words)",
    "postgresql": "INSERT INTO {table} (number, length, words) VALUES (%(number)s, %(length)s, %(words)s::tsvector)",
}
_DROP = {
    "sqlite": "INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', :number, :words)",
    "postgresql": "DELETE FROM {table} WHERE number = %(number)s",
}


def store(connection: Connection, table: Indexed, words: Mapping[int, list[str]]) -> None:
    """Makes texts findable by their terms, under their numbers."""
    _run(connection, _STORE, table, words)


def drop(connection: Connection, table: Indexed, words: Mapping[int, list[str]]) -> None:
    """Takes texts out again; they must be those that were stored, since the index of SQLite holds no copy."""
    _run(connection, _DROP, table, words)


def matching(connection: Connection, table: Indexed, words: Sequence[Words]) -> Numbers:
    """The numbers of the texts that hold all the words, and none of those that are negated; ascending.

    At least one of the words must not be negated.
    """
    sql = {
        "sqlite": f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH :query",
        "postgresql": f"SELECT string_agg(number::text, ',') FROM {table} WHERE words @@ CAST(:query AS tsquery)",
    }[connection.dialect.name]
    found = connection.execute(text(sql), {"query": _asked(connection, words)}).scalar_one()
    return np.sort(_numbers(found, np.int64))


def _numbers(told: str | None, kind: type[_Number]) -> NDArray[_Number]:
    """Numbers that the database put into one text: a quarter of what fetching a hundred thousand rows takes."""
    return np.fromstring(told, kind, sep=",") if told else np.zeros(0, kind)


def length_of(connection: Connection, table: Indexed, after: int) -> int:
    """The terms of all texts with a greater number, where ranking asks for them: FTS5 knows them by itself."""
    if connection.dialect.name == "sqlite":
        return 0
    asked = text(f"SELECT coalesce(sum(length), 0) FROM {table} WHERE number > :after")
    return int(connection.execute(asked, {"after": after}).scalar_one())


def ranked(
    connection: Connection,
    table: Indexed,
    words: Sequence[Words],
    matched: Numbers,
    hits: Numbers,
    size: tuple[int, int],
) -> Numbers:
    """Those of the matched texts that are hits, the best fitting first; ``size`` counts all texts, and their terms.

    BM25 (Robertson and Zaragoza 2009) with k1 = 1.2 and b = 0.75, as FTS5 computes it and PostgreSQL is made to. Where
    more than `RANKED` match, the newest are ranked and the others follow, newest first.
    """
    if not len(hits):
        return hits
    values = {"query": _asked(connection, words), "first": int(matched[-RANKED:][0])}
    if connection.dialect.name == "sqlite":
        found = _fts_ranks(connection, table, values)
    else:
        found = _bm25(connection, table, words, values, len(matched), size)
    [told, told_ranks] = found
    numbers, ranks = _numbers(told, np.int64), _numbers(told_ranks, np.float64)
    kept = np.isin(numbers, hits)
    numbers, ranks = numbers[kept], ranks[kept]
    ordered = numbers[np.lexsort((-numbers, np.round(ranks, 12)))]
    return np.concatenate([ordered, hits[~np.isin(hits, ordered)][::-1]])


def _fts_ranks(connection: Connection, table: Indexed, values: Mapping[str, Any]) -> Ranked:
    chosen = f"FROM {table} WHERE {table} MATCH :query AND rowid >= :first"
    return connection.execute(text(f"SELECT group_concat(rowid), group_concat(rank) {chosen}"), values).one()


def _asked(connection: Connection, words: Sequence[Words]) -> str:
    """The query as the database writes it. Terms are letters and digits, so that none can be taken for an operator."""
    written = _fts if connection.dialect.name == "sqlite" else _tsquery
    wanted, unwanted = ([written(each) for each in words if each.negated is negated] for negated in (False, True))
    if connection.dialect.name == "sqlite":
        return " AND ".join(wanted) + "".join(f" NOT {each}" for each in unwanted)
    return " & ".join([*wanted, *(f"!({each})" for each in unwanted)])


def _fts(words: Words) -> str:
    return f'"{" ".join(words.terms)}"' + ("*" if words.begins else "")


def _tsquery(words: Words) -> str:
    return "(" + " <-> ".join(f"'{term}'" for term in words.terms) + (":*" if words.begins else "") + ")"


def _bm25(
    connection: Connection,
    table: Indexed,
    words: Sequence[Words],
    values: Mapping[str, Any],
    matched: int,
    size: tuple[int, int],
) -> Ranked:
    """The rank in SQL. How often a word stands in a text is read back from ``ts_rank``, which for one word is the sum
    of 1/i² over its occurrences, by 1.64493; a phrase counts once.
    """
    wanted = [each for each in words if not each.negated]
    counts = f"SELECT count(*) FROM {table} WHERE words @@ CAST(:query AS tsquery)"
    total, length = size
    parts, asked = [], dict(values)
    for number, each in enumerate(wanted):
        found = matched if len(words) == 1 else connection.execute(text(counts), {"query": _tsquery(each)}).scalar_one()
        asked[f"weight{number}"] = max(math.log((total - found + 0.5) / (found + 0.5)), 1e-6) * (_K1 + 1)
        asked[f"word{number}"] = _tsquery(each)
        times = f"width_bucket(ts_rank('{{1,1,1,1}}', words, CAST(:word{number} AS tsquery)), {_STEPS})"
        often = times if len(each.terms) == 1 else "1"
        parts.append(f":weight{number} * {often} / ({often} + {_K1} * ({1 - _B} + {_B} * length / :mean))")
    sql = (
        f"SELECT string_agg(number::text, ','), string_agg((-({' + '.join(parts)}))::text, ',') FROM {table} "
        "WHERE words @@ CAST(:query AS tsquery) AND number >= :first"
    )
    return connection.execute(text(sql), {**asked, "mean": length / total}).one()


def clear(connection: Connection, table: Indexed) -> None:
    """Takes all texts out, whatever state the index is in."""
    sqlite = connection.dialect.name == "sqlite"
    connection.execute(
        text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')" if sqlite else f"DELETE FROM {table}")
    )


def seal(dialect: str, table: Indexed, said: Sequence[str]) -> int:
    """A number that stands for the terms of a text and their places, as a database of this kind holds them."""
    if dialect == "postgresql":
        places = _places(table, said).items()
        held = sum(_mark(term, place) for term, where in places for place in where or (0,))
        return held + _mark(_LENGTH, len(said))
    if table == "page_words":
        return sum(_mark(term, 0) for term in said)
    return sum(_mark(term, place) for place, term in enumerate(said, 1))


def seals(connection: Connection, table: Indexed) -> dict[int, int]:
    """The seals of all texts that the index holds, by their numbers; a text without terms may be missing."""
    if connection.dialect.name == "sqlite":
        view = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_held USING fts5vocab(main, {table}, instance)"
        connection.exec_driver_sql(view)
        asked = f"SELECT doc, term, ifnull(offset + 1, 0) FROM temp.{table}_held"
    else:
        held = f"{table}, unnest(words) AS held (term, places, weights)"
        asked = (
            f"SELECT number, term, unnest(coalesce(places, ARRAY[0::smallint])) FROM {held} "
            f"UNION ALL SELECT number, '{_LENGTH}', length FROM {table}"
        )
    out: defaultdict[int, int] = defaultdict(int)
    for number, term, place in connection.execution_options(yield_per=_FETCHED).exec_driver_sql(asked):
        out[number] += _mark(term, place)
    return dict(out)


def _mark(term: str, place: int) -> int:
    return zlib.crc32(term.encode()) * (2 * place + 1)


def _run(connection: Connection, statements: Mapping[str, str], table: Indexed, words: Mapping[int, list[str]]) -> None:
    """Runs a statement for each text. Straight to the driver: of all that is written of a page this is the most."""
    if words:
        sqlite = connection.dialect.name == "sqlite"
        rows = [
            {"number": number, "words": " ".join(said)}
            if sqlite
            else {"number": number, "words": _vector(table, said), "length": len(said)}
            for number, said in words.items()
        ]
        connection.exec_driver_sql(statements[connection.dialect.name].format(table=table), rows)


def _vector(table: Indexed, said: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes it. Terms hold no quotation mark and no backslash."""
    return " ".join(
        f"'{term}':{','.join(map(str, places))}" if places else f"'{term}'"
        for term, places in _places(table, said).items()
    )


def _places(table: Indexed, said: Sequence[str]) -> dict[str, list[int]]:
    """The terms of a text, each with its places where they are kept, as far as PostgreSQL holds them."""
    if table == "page_words":
        return {term: [] for term in said[:MOST_TERMS]}
    places: dict[str, list[int]] = {}
    for number, term in enumerate(said, 1):
        if term in places:
            if len(places[term]) < MOST_POSITIONS:
                places[term].append(min(number, LAST_POSITION))
        elif len(places) < MOST_TERMS:
            places[term] = [min(number, LAST_POSITION)]
    return places


def some(connection: Connection, table: Indexed, words: Words, most: int) -> list[int]:
    """At most so many numbers of texts that hold the words, in no order: the cost does not grow with the record."""
    sql = {
        "sqlite": f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?",
        "postgresql": f"SELECT number FROM {table} WHERE words @@ CAST(%s AS tsquery) LIMIT %s",
    }[connection.dialect.name]
    cursor = connection.connection.cursor()
    cursor.execute(sql, (_asked(connection, [words]), most))
    found = [row[0] for row in cursor.fetchall()]
    cursor.close()
    return found
