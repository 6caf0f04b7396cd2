"""What a speaker said across pages: the statements that count as theirs, in the order of their days.

What pages credit to the speaker counts, and what lineage knows to be the speaker's words; a telling that lineage holds
to be another's, or said by nobody, does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Row, select

from onrecord.link.drift.parts import cosines
from onrecord.link.drift.positions import Position
from onrecord.meaning import DIMENSIONS, VERSION, ask, embed
from onrecord.meaning.memory import Vectors
from onrecord.meaning.threads import one_thread
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.decode import from_json
from onrecord.record.lineage.reading import lent
from onrecord.record.pages import excerpts
from onrecord.record.searching.index import matching
from onrecord.record.searching.query import Words
from onrecord.record.searching.terms import terms
from onrecord.types import Form, Reading

ABOUT = 0.4
"""The least nearness of meaning at which a statement is about what was asked for; all its words do as well."""
_NOT_THEIRS = (Form.MISATTRIBUTED.value, Form.UNSUPPORTED.value)
_ASKED = 5_000
"""Values that one question to the database may hold."""
_NEVER = 10**7
"""Later than any day."""
_Value = TypeVar("_Value")
_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Credited:
    """A statement of the speaker: its number, its id, where it stands, its days as ordinals (None: not dated), and the
    utterance that it tells, where lineage knows it."""

    number: int
    id: str
    page: str
    position: int
    earliest: int | None
    latest: int | None
    utterance: str | None = None

    @property
    def place(self) -> tuple[int, int, str, int]:
        """By day; what is dated only roughly comes by its last day, what is not dated at the end."""
        return self.latest or _NEVER, self.earliest or 0, self.page, self.position


def credited(connection: Connection, speaker: str) -> list[Credited]:
    """All that pages or lineage credit to a speaker (an id), in order; what lineage holds to be another's among it."""
    utterance, instance = schema.utterance.c, schema.instance.c
    told = select(instance.statement).join_from(schema.utterance, schema.instance, instance.utterance == utterance.id)
    theirs = told.where(utterance.speaker == speaker, instance.statement.is_not(None))
    found = _on_pages(connection, speaker)
    known = {row.id for row in found}
    found += _by_ids(connection, set(connection.execute(theirs).scalars()) - known)
    days = lent(connection, {row.page for row in found if row.latest is None})
    return sorted((_credited(row, days.get(row.page)) for row in found), key=lambda each: each.place)


def window(
    connection: Connection, speaker: str, said: Sequence[Credited], before: str | None, most: int
) -> tuple[list[Credited], bool]:
    """The latest of a speaker's statements, or of those before one (an id), and whether there are more before them.

    Without those that lineage holds to be another's.
    """
    end = next((at for at, each in enumerate(said) if each.id == before), len(said))
    out: list[Credited] = []
    while end and len(out) <= most:
        begin = max(0, end - most - 1)
        out = _theirs(connection, speaker, said[begin:end]) + out
        end = begin
    return out[-most:], len(out) > most


def _theirs(connection: Connection, speaker: str, said: Sequence[Credited]) -> list[Credited]:
    """Those that are not another's, or nobody's, by lineage, with the utterances that they tell."""
    instance, utterance = schema.instance.c, schema.utterance.c
    asked = select(instance.statement, instance.form, instance.utterance, utterance.speaker).join_from(
        schema.instance, schema.utterance, utterance.id == instance.utterance
    )
    here = asked.where(instance.statement.in_([each.id for each in said])).order_by(instance.utterance)
    known: dict[str, str | None] = {}
    for row in connection.execute(here):
        if row.form in _NOT_THEIRS:
            known[row.statement] = None
        elif row.speaker == speaker:
            known[row.statement] = row.utterance
    return [replace(each, utterance=known.get(each.id)) for each in said if known.get(each.id, "") is not None]


def meanings(connection: Connection, said: Sequence[tuple[Credited, Position]]) -> Vectors:
    """The vectors of some statements, a row each: those that the record keeps, the others made."""
    known = _kept(connection, [each for each, _ in said])
    missing = [(each.number, position.words) for each, position in said if each.number not in known]
    known |= dict(zip((number for number, _ in missing), embed([words for _, words in missing]), strict=True))
    rows = [known[each.number] for each, _ in said]
    return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.int8)


def about(connection: Connection, said: Sequence[Credited], topic: str, most: int) -> list[Credited]:
    """Those that hold all the words, or mean the like.

    Of those whose vectors the record does not keep, the ``most`` latest are compared by their meaning.
    """
    words = [Words((term,)) for term in dict.fromkeys(terms(topic))]
    holding = set(matching(connection, "statement_words", words).tolist()) if words else set()
    known = _kept(connection, said)
    missing = [each for each in said if each.number not in known and each.number not in holding]
    compared = positions(connection, missing[-most:])
    known |= zip((each.number for each, _ in compared), meanings(connection, compared), strict=True)
    if known:
        with one_thread():
            near = cosines(np.stack(list(known.values())), ask(topic)).max(axis=1)
        holding |= {number for number, nearness in zip(known, near, strict=True) if nearness >= ABOUT}
    return [each for each in said if each.number in holding]


def positions(connection: Connection, said: Sequence[Credited]) -> list[tuple[Credited, Position]]:
    """The statements themselves, each in a reading that holds it alone, with the figures of its page.

    One that is not where its row says is left out: `doctor` will tell.
    """
    wanted: dict[str, list[int]] = {}
    for each in said:
        wanted.setdefault(each.page, []).append(each.position)
    told: dict[str, Json] = {}
    for pages in _parts(wanted):
        told |= excerpts(connection, {page: wanted[page] for page in pages})
    days = lent(connection, wanted)
    readings = ((each, _reading(told.get(each.page), each, days.get(each.page))) for each in said)
    return [(each, Position(reading, reading.statements[0], each.utterance)) for each, reading in readings if reading]


def _reading(page: Json | None, said: Credited, day: Json | None) -> Reading | None:
    here = page["statements"].get(said.position) if page else None
    if page is None or here is None or here["id"] != said.id:
        return None
    article = {**page["article"], "blocks": [], **({"published": {**day, "evidence": None}} if day else {})}
    return from_json({**page, "article": article, "statements": [here]}, page["content"])


def _kept(connection: Connection, said: Sequence[Credited]) -> dict[int, Vectors]:
    """The vectors that the record keeps, by the numbers of their statements."""
    row = schema.meaning.c
    asked = select(row.statement, row.vector).where(row.model == VERSION)
    parts = _parts([each.number for each in said])
    found = (each for some in parts for each in connection.execute(asked.where(row.statement.in_(some))))
    return {each.statement: np.frombuffer(each.vector, np.int8) for each in found}


def _on_pages(connection: Connection, speaker: str) -> list[_Row]:
    """What pages credit to the speaker: the names are looked up first, for a name may be on every page."""
    mention, said = schema.mention.c, schema.statement.c
    asked = select(mention.page, mention.name).where(mention.speaker == speaker)
    places = {tuple(row) for row in connection.execute(asked).all()}
    names = {name for _, name in places}
    found = (row for some in _parts(names) for row in connection.execute(_STATEMENTS.where(said.name.in_(some))).all())
    return [row for row in found if row[-2:] in places]


def _by_ids(connection: Connection, ids: Collection[str]) -> list[_Row]:
    said = schema.statement.c
    return [row for some in _parts(ids) for row in connection.execute(_STATEMENTS.where(said.id.in_(some))).all()]


_STATEMENTS = (
    select(
        schema.statement.c.number,
        schema.statement.c.id,
        schema.page.c.id.label("page"),
        schema.statement.c.position,
        schema.statement.c.earliest,
        schema.statement.c.latest,
        schema.statement.c.page.label("at"),
        schema.statement.c.name,
    )
    .join(schema.page, schema.page.c.number == schema.statement.c.page)
    .where(schema.statement.c.verdict.is_distinct_from("rejected"))
)


def _credited(row: _Row, day: Json | None) -> Credited:
    """A statement with its day, or with the one that other pages of the occasion lend its page."""
    number, id_, page, position, first, last = row[:6]
    if last is None and day is not None:
        first, last = (date.fromisoformat(day[end]).toordinal() for end in ("earliest", "latest"))
    return Credited(number, id_, page, position, first, last)


def _parts(values: Collection[_Value]) -> Iterator[list[_Value]]:
    """So many at a time as a question to the database may hold."""
    ordered = list(values)
    for at in range(0, len(ordered), _ASKED):
        yield ordered[at : at + _ASKED]
