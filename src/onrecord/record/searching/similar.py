"""Statements that say the like of some words, in other words and other languages: found by meaning, offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from sqlalchemy import Connection, delete, insert, select

from onrecord.meaning import DIMENSIONS, VERSION, Candidate, Nearest, ask, embed, ranked
from onrecord.record import schema
from onrecord.record.database import writing
from onrecord.record.searching.columns import state_of
from onrecord.record.searching.hits import Hit
from onrecord.record.searching.search import hits_of
from onrecord.record.store import Record

LOOKED_AT = 100
"""Statements near in meaning whose words and numbers are compared."""
BATCH = 64
"""Statements that are embedded, and kept, at a time."""
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


class Similar:
    """Finds by meaning in one record; vectors are made where they are missing, and kept. Shared by threads."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._held: tuple[tuple[int, ...], Nearest[int]] | None = None

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
            missing = _missing(connection)
        for done in range(0, len(missing), BATCH):
            if told:
                told(done, len(missing))
            _embed(self._record, missing[done : done + BATCH])

    def _nearest(self, told: Told | None) -> Nearest[int]:
        with self._lock:
            with self._record.engine.connect() as connection:
                state = state_of(connection)
            if self._held is None or self._held[0] != state:
                self.prepare(told)
                with self._record.engine.connect() as connection:
                    self._held = (state, _loaded(connection))
            return self._held[1]


def _missing(connection: Connection) -> list[int]:
    """The numbers of the statements without a vector of this version."""
    made = select(schema.meaning.c.statement).where(schema.meaning.c.model == VERSION)
    asked = select(schema.statement.c.number).where(schema.statement.c.number.not_in(made))
    return list(connection.execute(asked.order_by(schema.statement.c.number)).scalars().all())


def _embed(record: Record, numbers: Sequence[int]) -> None:
    """Makes and keeps vectors. Words that change meanwhile lose theirs again, as all do whose words change."""
    hits = hits_of(record, numbers)
    vectors = embed([hit.words for hit in hits.values()])
    with writing(record.engine) as connection:
        table = schema.statement.c
        there = connection.execute(select(table.number, table.id).where(table.number.in_(list(hits))))
        same = {number for number, id_ in there if hits[number].statement.id == id_}
        rows = [
            {"statement": number, "model": VERSION, "vector": vector.tobytes()}
            for number, vector in zip(hits, vectors, strict=True)
            if number in same
        ]
        connection.execute(delete(schema.meaning).where(schema.meaning.c.statement.in_(list(hits))))
        if rows:
            connection.execute(insert(schema.meaning), rows)


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
