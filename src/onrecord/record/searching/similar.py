"""Statements that say the like of some words, in other words and other languages: found by meaning, offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, delete, func, select

from onrecord.meaning import DIMENSIONS, VERSION, Candidate, Nearest, ask, embed, ranked
from onrecord.record import schema
from onrecord.record.database import insert_rows, writing
from onrecord.record.searching.columns import state_of
from onrecord.record.searching.hits import Hit, words_of
from onrecord.record.searching.search import hits_of
from onrecord.record.store import Record
from onrecord.types import Reading

LOOKED_AT = 100
"""Statements near in meaning whose words and numbers are compared."""
BATCH = 64
"""Statements that are embedded, and kept, or pages that are asked for, at a time."""
Told = Callable[[int, int], None]
"""Is told how many vectors were made, and how many are to be."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A statement that says the like; ``same`` are others in the same words. ``nearness`` is the cosine of the
    vectors, ``words`` and ``numbers`` the shares of the question's that stand there too; all from 0 to 1.
    """

    hit: Hit
    same: tuple[Hit, ...]
    score: float
    nearness: float
    words: float
    numbers: float


@dataclass(frozen=True, slots=True)
class Meant:
    """A statement by its number and its id, and its meaning as bytes."""

    statement: int
    id: str
    vector: bytes


class Similar:
    """Finds by meaning in one record; vectors are made where they are missing, and kept. Shared by threads.

    ``most`` bounds how many are made before an answer, about a millisecond each: where more are missing none are, and
    ``unread`` tells how many statements could not be found.
    """

    def __init__(self, record: Record, most: int | None = None) -> None:
        self._record = record
        self._most = most
        self._lock = Lock()
        self._held: tuple[tuple[int, ...], Nearest[int]] | None = None
        self.unread = 0

    def find(self, text: str, *, limit: int = 10, least: float = -1.0, told: Told | None = None) -> list[Likeness]:
        """The statements that are nearest in meaning, best first, one for each wording; rejected ones left out.

        None is told whose ``nearness`` is below the least.
        """
        near = [each for each in self._nearest(told).like(ask(text), LOOKED_AT) if each.nearness >= least]
        hits = hits_of(self._record, [each.id for each in near])
        candidates = (Candidate(each.id, hits[each.id].words, each.nearness) for each in near if each.id in hits)
        return [
            Likeness(
                hit=hits[place.id],
                same=tuple(hits[number] for number in place.same),
                score=place.score,
                nearness=place.nearness,
                words=place.words,
                numbers=place.numbers,
            )
            for place in ranked(text, candidates, limit)
        ]

    def prepare(self, told: Told | None = None) -> None:
        """Makes the vectors that are missing; a run that was stopped goes on where it stopped."""
        with self._record.engine.connect() as connection:
            missing = without_vector(connection)
        for done in range(0, len(missing), BATCH):
            if told:
                told(done, len(missing))
            made = vectors_of(self._record, missing[done : done + BATCH])
            with writing(self._record.engine) as connection:
                keep_vectors(connection, made)

    def _nearest(self, told: Told | None) -> Nearest[int]:
        with self._lock:
            with self._record.engine.connect() as connection:
                state = (*state_of(connection), self.unread and unread(connection))
            if self._held is None or self._held[0] != state:
                self.unread = self._prepared(told)
                with self._record.engine.connect() as connection:
                    self._held = ((*state[:-1], self.unread), _loaded(connection))
            return self._held[1]

    def _prepared(self, told: Told | None) -> int:
        """Makes vectors, unless there are too many to be made; how many are missing then."""
        with self._record.engine.connect() as connection:
            missing = unread(connection)
        if self._most is not None and missing > self._most:
            return missing
        self.prepare(told)
        return 0


def unread(connection: Connection) -> int:
    """How many statements have no vector of this version."""
    made = select(func.count()).select_from(schema.meaning).where(schema.meaning.c.model == VERSION)
    said = select(func.count()).select_from(schema.statement)
    return int(connection.execute(said).scalar_one()) - int(connection.execute(made).scalar_one())


def without_vector(connection: Connection) -> list[int]:
    """The numbers of the statements without a vector of this version, in order."""
    return list(connection.execute(_without_vector(schema.statement.c.number)).scalars().all())


def _without_vector(*columns: ColumnElement[Any]) -> Select[Any]:
    number = schema.statement.c.number
    made = select(schema.meaning.c.statement).where(schema.meaning.c.model == VERSION)
    return select(*columns).where(number.not_in(made)).order_by(number)


def vectors_of(record: Record, numbers: Sequence[int]) -> list[Meant]:
    """What some statements mean, as they are told now."""
    hits = hits_of(record, numbers)
    vectors = embed([hit.words for hit in hits.values()])
    return [Meant(number, hits[number].statement.id, row.tobytes()) for number, row in zip(hits, vectors, strict=True)]


def meant(connection: Connection, readings: Sequence[Reading]) -> list[Meant]:
    """What the statements of some pages mean, of those that have no vector."""
    words = {each.id: words_of(page.article.text, each) for page in readings for each in page.statements}
    asked = _without_vector(schema.statement.c.number, schema.statement.c.id)
    asked = asked.join(schema.page, schema.page.c.number == schema.statement.c.page)
    missing = []
    for start in range(0, len(readings), BATCH):
        pages = [page.page.id for page in readings[start : start + BATCH]]
        missing += [row for row in connection.execute(asked.where(schema.page.c.id.in_(pages))) if row.id in words]
    vectors = embed([words[row.id] for row in missing])
    return [Meant(row.number, row.id, vector.tobytes()) for row, vector in zip(missing, vectors, strict=True)]


def keep_vectors(connection: Connection, made: Sequence[Meant]) -> None:
    """Keeps vectors. Words that changed meanwhile get none, as all lose theirs whose words change."""
    table, numbers = schema.statement.c, [each.statement for each in made]
    held = connection.execute(select(table.number, table.id).where(table.number.in_(numbers)))
    there = {row.number: row.id for row in held}
    connection.execute(delete(schema.meaning).where(schema.meaning.c.statement.in_(numbers)))
    rows = [
        {"statement": each.statement, "model": VERSION, "vector": each.vector}
        for each in made
        if there.get(each.statement) == each.id
    ]
    insert_rows(connection, schema.meaning, rows)


def _loaded(connection: Connection) -> Nearest[int]:
    """All vectors of this version, those of rejected statements left out."""
    asked = (
        select(schema.meaning.c.statement, schema.meaning.c.vector)
        .join(schema.statement, schema.statement.c.number == schema.meaning.c.statement)
        .where(schema.meaning.c.model == VERSION, schema.statement.c.verdict.is_distinct_from("rejected"))
        .order_by(schema.meaning.c.statement)
    )
    rows = connection.execute(asked).all()
    matrix = np.frombuffer(b"".join(row.vector for row in rows), np.int8).reshape(-1, DIMENSIONS)
    return Nearest([row.statement for row in rows], matrix)
