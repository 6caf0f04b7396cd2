"""A speaker's positions in the order in which they were said, repeats folded, with the places where they change.

Limits: `MOST` statements at a time, the latest first; `earlier` tells where those before them begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.link.drift.positions import Position, Turn, course
from onrecord.record.codec import Json
from onrecord.record.people import Person, called, people, person
from onrecord.record.store import Record
from onrecord.serve.credited import about as those_about
from onrecord.serve.credited import credited, meanings, positions, window
from onrecord.types import Manner

MOST = 400


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
    """Whose positions these are, about what, and where they change.

    ``earlier`` is the statement before which there are more, None where there are none.
    """

    id: str
    name: str
    about: str | None
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    earlier: str | None


def timeline(
    record: Record, name: str, about: str | None = None, *, most: int = MOST, before: str | None = None
) -> Timeline:
    """The positions of a speaker, who is told by an id or a name: the latest, or those before a statement (an id).

    Raises:
        RecordError: nobody, or more than one, is called so.
    """
    with record.engine.connect() as connection:
        who = person(connection, name) or _meant(people(connection), name)
        said = credited(connection, who.id)
        if about:
            said = those_about(connection, said, about, MOST)
        kept, more = window(connection, who.id, said, before, most)
        read = sorted(positions(connection, kept), key=lambda pair: _order(pair[1]))
        told = course([position for _, position in read], meanings(connection, read))
    entries = tuple(_entry(each.position, each.repeats) for each in told.folded)
    earlier = kept[0].id if more else None
    return Timeline(who.id, who.name, about, entries, tuple(map(_change, told.turns)), earlier)


def timeline_to_json(told: Timeline) -> Json:
    """A timeline as JSON."""
    return {
        "speaker": {"id": told.id, "name": told.name},
        "about": told.about,
        "earlier": told.earlier,
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


def _meant(everybody: Sequence[Person], name: str) -> Person:
    found = called(everybody, name)
    if not found:
        raise RecordError(f"nobody in the record is called {name!r}: `onrecord people` lists all")
    if len(found) > 1:
        told = ", ".join(f"{each.name} ({each.id})" for each in found[:5])
        raise RecordError(f"{len(found)} are called {name!r}, say which by the id: {told}")
    return found[0]


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
        words=first.words,
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
