"""A speaker's positions in the order in which they were said, repeats folded, with the places where they change.

What pages credit to the speaker is told, and what lineage knows to be the speaker's words; a telling that lineage holds
to be another's, or said by nobody, is left out.

Limits: `MOST` statements, the latest; `whole` tells whether there were more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from onrecord.errors import RecordError
from onrecord.link.drift.parts import cosines
from onrecord.link.drift.positions import Position, Turn, changes, folded
from onrecord.meaning import ask, embed
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.lineage.reading import lent
from onrecord.record.people import Person, called, people
from onrecord.record.searching.terms import terms
from onrecord.record.store import Record
from onrecord.types import Basis, Dating, Form, Manner, Reading

MOST = 400
ABOUT = 0.4
"""The least nearness of meaning at which a statement is about what was asked for; all its words do as well."""
_NOT_THEIRS = (Form.MISATTRIBUTED.value, Form.UNSUPPORTED.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """A position where it was first taken. Days are ISO dates; ``repeats`` are the ids of statements that repeat it."""

    statement: str
    utterance: str | None
    said: tuple[str, str] | None
    words: str
    page: str
    name: str
    outlet: str | None
    repeats: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Change:
    """Two positions (ids of their statements, the earlier first) that differ: how, in a sentence, and the words."""

    shift: str
    told: str
    earlier: str
    later: str
    there: str
    here: str
    score: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Whose positions these are, about what, and where they change."""

    id: str
    name: str
    about: str | None
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    whole: bool


def timeline(record: Record, name: str, about: str | None = None) -> Timeline:
    """The positions of a speaker, who is told by an id or a name.

    Raises:
        RecordError: nobody, or more than one, is called so.
    """
    with record.engine.connect() as connection:
        person = _person(people(connection), name)
        credited = _credited(connection, person.id)
        days = lent(connection, credited)
    positions = [
        position
        for page, statements in sorted(credited.items())
        if (reading := record.reading(page)) is not None
        for position in _positions(_dated(reading, days.get(page)), statements)
    ]
    ordered = sorted(_about(positions, about) if about else positions, key=_order)
    kept = ordered[-MOST:]
    entries = tuple(_entry(each.position, each.repeats) for each in folded(kept))
    turns = tuple(_change(each) for each in changes(kept))
    return Timeline(person.id, person.name, about, entries, turns, len(kept) == len(ordered))


def timeline_to_json(told: Timeline) -> Json:
    """A timeline as JSON."""
    return {
        "speaker": {"id": told.id, "name": told.name},
        "about": told.about,
        "whole": told.whole,
        "positions": [
            {
                "statement": each.statement,
                "utterance": each.utterance,
                "said": each.said,
                "words": each.words,
                "page": {"id": each.page, "name": each.name, "outlet": each.outlet},
                "repeats": list(each.repeats),
                "pages": each.pages,
            }
            for each in told.entries
        ],
        "changes": [
            {
                "shift": each.shift,
                "told": each.told,
                "earlier": each.earlier,
                "later": each.later,
                "there": each.there,
                "here": each.here,
                "score": round(each.score, 3),
            }
            for each in told.changes
        ],
    }


def _person(everybody: Sequence[Person], name: str) -> Person:
    found = called(everybody, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}: `onrecord people` lists all")
    if len(found) > 1:
        told = ", ".join(f"{each.name} ({each.id})" for each in found[:5])
        raise RecordError(f"{len(found)} are called {name!r}, say which by the id: {told}")
    return found[0]


def _credited(connection: Connection, speaker: str) -> dict[str, dict[str, str | None]]:
    """The statements of a speaker, each with its utterance, by the ids of their pages."""
    said, mention, page = schema.statement.c, schema.mention.c, schema.page.c
    instance, utterance = schema.instance.c, schema.utterance.c
    own = (
        select(page.id, said.id.label("statement"))
        .join_from(schema.mention, schema.statement, (said.page == mention.page) & (said.name == mention.name))
        .join(schema.page, page.number == said.page)
        .where(mention.speaker == speaker, said.verdict.is_distinct_from("rejected"))
    )
    by_lineage = (
        select(page.id, instance.statement, instance.form, instance.utterance, utterance.speaker)
        .join_from(schema.instance, schema.utterance, utterance.id == instance.utterance)
        .join(schema.page, page.number == instance.page)
        .where(instance.statement.is_not(None))
        .order_by(instance.utterance)
    )
    out: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for row in connection.execute(own):
        out[row.id][row.statement] = None
    theirs = (utterance.speaker == speaker) | page.id.in_(list(out))
    for each in connection.execute(by_lineage.where(theirs)):
        if each.form in _NOT_THEIRS:
            out[each.id].pop(each.statement, None)
        elif each.speaker == speaker:
            out[each.id][each.statement] = each.utterance
    return {page_id: statements for page_id, statements in out.items() if statements}


def _positions(reading: Reading, statements: Mapping[str, str | None]) -> Iterator[Position]:
    for each in reading.statements:
        if each.id in statements:
            yield Position(reading, each, statements[each.id])


def _dated(reading: Reading, day: Json | None) -> Reading:
    """The page with the day that others of its occasion lend it."""
    if day is None:
        return reading
    told = day["basis"]
    interval = Dating(
        date.fromisoformat(day["earliest"]),
        date.fromisoformat(day["latest"]),
        Basis(told["rule"], told["detail"], told["score"]),
    )
    return replace(reading, article=replace(reading.article, published=interval))


def _about(positions: Sequence[Position], about: str) -> list[Position]:
    """Those that hold all the words, or mean the like."""
    words = set(terms(about))
    said = [_words(each) for each in positions]
    near = cosines(embed(said), ask(about)).max(axis=1) if said else []
    return [
        each
        for each, text, nearness in zip(positions, said, near, strict=True)
        if nearness >= ABOUT or words <= set(terms(text))
    ]


def _order(position: Position) -> tuple[str, str, int, str, int]:
    """By day; what is dated only roughly comes by its last day, what is not dated at the end.

    Of a day a transcript comes first, then what is quoted, so that the best wording stands for its repeats.
    """
    said, statement = position.said, position.statement
    days = (said.latest.isoformat(), said.earliest.isoformat()) if said else ("9999", "")
    rank = 0 if statement.basis.rule.startswith("turn") else 1 if statement.manner is Manner.DIRECT else 2
    translated = position.reading.article.translated
    return *days, rank + translated, position.reading.page.id, position.spans[0].start


def _entry(first: Position, repeats: Iterable[Position]) -> Entry:
    again = tuple(repeats)
    said, article, page = first.said, first.reading.article, first.reading.page
    return Entry(
        statement=first.statement.id,
        utterance=first.utterance,
        said=(said.earliest.isoformat(), said.latest.isoformat()) if said else None,
        words=_words(first),
        page=page.id,
        name=page.name,
        outlet=article.outlet,
        repeats=tuple(each.statement.id for each in again),
        pages=len({page.id, *(each.reading.page.id for each in again)}),
    )


def _change(turn: Turn) -> Change:
    return Change(
        shift=turn.shift.value,
        told=turn.told,
        earlier=turn.earlier.statement.id,
        later=turn.later.statement.id,
        there=" … ".join(span.of(turn.earlier.text) for span in turn.there),
        here=" … ".join(span.of(turn.later.text) for span in turn.here),
        score=turn.score,
    )


def _words(position: Position) -> str:
    return " … ".join(span.of(position.text) for span in position.spans)
