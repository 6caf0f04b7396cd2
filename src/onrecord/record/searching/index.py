"""The words of statements and pages, kept so that they can be found: by FTS5 on SQLite, as characters on PostgreSQL.

Both hold the terms of `terms`, so that a query finds the same on either: of statements with their places, for phrases
and ranks, of pages without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from onrecord.record.searching import coded, fts, vocabulary
from onrecord.record.searching.coded import Counts, Size
from onrecord.record.searching.marks import Indexed, seal
from onrecord.record.searching.query import Words
from onrecord.record.searching.vocabulary import Codes

__all__ = [
    "Codes",
    "Counts",
    "Indexed",
    "asking",
    "clear",
    "drop",
    "learn",
    "length_of",
    "matching",
    "ranked",
    "seal",
    "seals",
    "some",
    "store",
]

Numbers = NDArray[np.int64]
RANKED = 5_000
"""Matches that are ranked; of more the newest, for words that stand in so many tell none of them apart."""


def learn(connection: Connection, texts: Iterable[Iterable[str]], codes: Codes) -> None:
    """Makes the terms of many texts known at once, in their order, where texts are kept by a vocabulary."""
    if not _is_sqlite(connection):
        vocabulary.learn(connection, texts, codes)


def store(
    connection: Connection, table: Indexed, words: Mapping[int, Sequence[str]], codes: Codes | None = None
) -> None:
    """Makes texts findable by their terms, under their numbers.

    ``codes`` are what one who writes much remembers of the vocabulary of a record on PostgreSQL, from one transaction
    to the next; they are to be forgotten with a transaction that fails.
    """
    if words and _is_sqlite(connection):
        fts.store(connection, table, words)
    elif words:
        coded.store(connection, table, words, {} if codes is None else codes)


def drop(connection: Connection, table: Indexed, words: Mapping[int, Sequence[str]]) -> None:
    """Takes texts out again; they must be those that were stored, since the index of SQLite holds no copy."""
    if words:
        taken = fts.drop if _is_sqlite(connection) else coded.drop
        taken(connection, table, words)


def clear(connection: Connection, table: Indexed) -> None:
    """Takes all texts out, whatever state the index is in."""
    cleared = fts.clear if _is_sqlite(connection) else coded.clear
    cleared(connection, table)


def asking(connection: Connection) -> AbstractContextManager[None]:
    """Where several questions on words are asked after one another: they are answered faster within."""
    return nullcontext() if _is_sqlite(connection) else coded.by_index(connection)


def matching(connection: Connection, table: Indexed, words: Sequence[Words]) -> Numbers:
    """The numbers of the texts that hold all the words, and none of those that are negated; ascending.

    At least one of the words must not be negated.
    """
    told = fts.matching if _is_sqlite(connection) else coded.matching
    return np.sort(told(connection, table, words))


def some(connection: Connection, table: Indexed, words: Words, most: int) -> list[int]:
    """At most so many numbers of texts that hold the words, in no order: the cost does not grow with the record."""
    some_of = fts.some if _is_sqlite(connection) else coded.some
    return some_of(connection, table, words, most)


def length_of(connection: Connection, after: int) -> int:
    """The terms of all statements with a greater number, where ranking asks for them: FTS5 knows them by itself."""
    if _is_sqlite(connection):
        return 0
    asked = text("SELECT coalesce(sum(length), 0) FROM statement_words WHERE number > :after")
    return int(connection.execute(asked, {"after": after}).scalar_one())


def ranked(
    connection: Connection, words: Sequence[Words], matched: Numbers, hits: Numbers, known: Counts, size: Size
) -> Numbers:
    """Those of the matched statements that are hits, the best fitting first; ``size`` counts all, and their terms.

    BM25 (Robertson and Zaragoza 2009) with k1 = 1.2 and b = 0.75, as FTS5 computes it. Where more than `RANKED` match,
    the newest are ranked and the others follow, newest first. ``known`` grows by what was counted for it.
    """
    if not len(hits):
        return hits
    if _is_sqlite(connection):
        numbers, ranks = fts.ranks(connection, words, int(matched[-RANKED:][0]))
    else:
        numbers, ranks = coded.ranks(connection, words, matched, RANKED, known, size)
    kept = np.isin(numbers, hits)
    numbers, ranks = numbers[kept], ranks[kept]
    ordered = numbers[np.lexsort((-numbers, np.round(ranks, 12)))]
    return np.concatenate([ordered, hits[~np.isin(hits, ordered)][::-1]])


def seals(connection: Connection, table: Indexed) -> dict[int, int]:
    """The seals of all texts that the index holds, by their numbers; a text without terms may be missing."""
    seals_of = fts.seals if _is_sqlite(connection) else coded.seals
    return seals_of(connection, table)


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
