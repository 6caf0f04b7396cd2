"""Persons and bodies across pages: what the record knows of names, and who they turned out to be.

Who is who is not decided here: whoever joins this with `onrecord.link.identity` hands in a `Resolve`. Rows of speakers
are computed from mentions and from what editors said of names, and made anew where either has changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, delete, insert, or_, select, update

from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.database import raise_epoch, writing
from onrecord.record.decisions import on_names, standing, written
from onrecord.record.searching.terms import terms
from onrecord.types import Decision, DecisionKind, SpeakerKind

SAYS = {DecisionKind.SAME: "other", DecisionKind.DIFFERENT: "other", DecisionKind.RENAME: "name"}
"""What can be said of a name (the target), and the field of the decision's value that says it."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name on a page that credits it; ``place`` is the number of the page and that of the name.

    The days are those of the page's publication; ``occasion`` is what the page tells of, where pages were related.
    """

    place: tuple[int, int]
    page: str
    name: str
    kind: SpeakerKind
    language: str
    earliest: date | None
    latest: date | None
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    statements: int
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """One person or body: what is told of it (`Person`), and the places of its mentions."""

    id: str
    name: str
    kind: SpeakerKind
    detail: Json
    places: Sequence[tuple[int, int]]


Resolve = Callable[[Sequence[Mentioned], Sequence[Decision]], Iterable[Resolved]]
"""Tells who is who from all mentions and from the decisions on names that stand."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a decision calls a person: a name wherever it stands, or on one page; ``names`` are its spellings."""

    key: str
    page: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person or body across pages, under the name that most pages, or an editor, give.

    ``forms`` count the statements under each name. ``detail`` holds ``aliases``, ``roles``, ``joins`` (why the names
    are one) and ``near`` (what was nearly joined, and why not), as in JSON.
    """

    id: str
    name: str
    kind: str
    statements: int
    pages: int
    forms: Mapping[str, int]
    keys: tuple[Key, ...]
    detail: Json

    def key(self, said: str) -> str:
        """What a decision calls the person: the key of this form of the name, else the most frequent one."""
        words = terms(said)
        spelt = (each.key for each in self.keys if any(terms(name) == words for name in each.names))
        return next(spelt, self.keys[0].key)

    def is_named(self, words: Sequence[str]) -> bool:
        """Is this the very name of the person, or one that pages give it?"""
        return any(terms(form) == list(words) for form in (self.name, *self.forms))

    def holds(self, words: Iterable[str]) -> bool:
        """Do all the words stand in one of its names?"""
        return any(set(words) <= set(terms(form)) for form in (self.name, *self.forms, *self.detail["aliases"]))


def said_of(kind: DecisionKind, value: Json) -> Json:
    """What a decision on a name says, checked.

    Raises:
        RecordError: it says nothing, or something else.
    """
    told = str(value.get(SAYS[kind], "")).strip()
    if not told or value.keys() != {SAYS[kind]}:
        raise RecordError(f"a decision that says {kind.value} of a name holds one field: {SAYS[kind]}")
    return {SAYS[kind]: told}


def mentioned(connection: Connection) -> Iterator[Mentioned]:
    """Everybody whom a page credits, in the order in which the pages came."""
    mention, page, name, telling = schema.mention, schema.page, schema.name, schema.telling
    of_page = (page.c.id, page.c.language, page.c.earliest, page.c.latest)
    asked = (
        select(mention, *of_page, name.c.text, name.c.kind, telling.c.occasion)
        .join(page, page.c.number == mention.c.page)
        .join(name, name.c.number == mention.c.name)
        .outerjoin(telling, telling.c.page == mention.c.page)
        .order_by(mention.c.page, mention.c.name)
    )
    for row in connection.execute(asked):
        told = json.loads(row.detail)
        yield Mentioned(
            place=(row.page, row.name),
            page=row.id,
            name=row.text,
            kind=SpeakerKind(row.kind),
            language=row.language or "",
            earliest=date.fromordinal(row.earliest) if row.earliest else None,
            latest=date.fromordinal(row.latest) if row.latest else None,
            roles=tuple(told["roles"]),
            aliases=tuple(told["aliases"]),
            statements=row.statements,
            occasion=row.occasion,
        )


def judged(connection: Connection) -> list[Decision]:
    """What editors said of names, where it stands."""
    return standing(on_names(connection))


def stale(connection: Connection) -> bool:
    """Have mentions, or what editors said of names, changed since it was told who is who?"""
    seen, known = _state(connection)
    return seen != known


def identify(engine: Engine, resolve: Resolve) -> bool:
    """Tells anew who is who, in one transaction, where mentions or decisions have changed; was anything to do?

    Others may write while names are compared; what they changed is then taken into account.
    """
    with engine.connect() as connection:
        seen, known = _state(connection)
        if seen == known:
            return False
        found = list(_resolved(connection, resolve))
    with writing(engine) as connection:
        if _state(connection)[0] != seen:
            found = list(_resolved(connection, resolve))
        _store(connection, found)
    return True


def settle(connection: Connection, resolve: Resolve) -> None:
    """The same within a transaction: a decision on names is there with its effect, or not at all."""
    seen, known = _state(connection)
    if seen != known:
        _store(connection, list(_resolved(connection, resolve)))


def people(connection: Connection) -> list[Person]:
    """Who is heard in the record, the most frequent first."""
    return sorted(_people(connection), key=lambda person: (-person.statements, person.name, person.id))


def person(connection: Connection, id_: str) -> Person | None:
    """The person or body with this id."""
    return next(iter(_people(connection, schema.speaker.c.id == id_, schema.mention.c.speaker == id_)), None)


def called(everybody: Iterable[Person], said: str) -> list[Person]:
    """Whom an id or a name can mean: those who bear the very name, else those in whose names all its words stand."""
    words = terms(said)
    held = [person for person in everybody if person.id == said or (words and person.holds(words))]
    very = [person for person in held if person.id == said] or [person for person in held if person.is_named(words)]
    return very or held


def on_page(connection: Connection, said: str) -> dict[str, set[str]]:
    """Who is heard on a page, told by its id or its name, with or without folders: ids of persons by pages' ids."""
    page, mention = schema.page.c, schema.mention.c
    named = or_(page.id == said, page.name == said, page.name.endswith(f"/{said}", autoescape=True))
    asked = select(page.id, mention.speaker).join(schema.mention, mention.page == page.number).where(named)
    out: defaultdict[str, set[str]] = defaultdict(set)
    for row in connection.execute(asked):
        out[row.id].add(row.speaker)
    return dict(out)


def _resolved(connection: Connection, resolve: Resolve) -> Iterable[Resolved]:
    return resolve(list(mentioned(connection)), judged(connection))


def _state(connection: Connection) -> tuple[int, int]:
    """How often what is heard has changed by now, and how often it had when speakers were last told."""
    held = {row.key: row.value for row in connection.execute(select(schema.state))}
    return held["heard"], held["people"]


def _store(connection: Connection, found: Sequence[Resolved]) -> None:
    """Brings the rows of speakers to what was found; rows that stay as they are are not touched."""
    speaker, mention = schema.speaker, schema.mention
    held = {row.id: tuple(row) for row in connection.execute(select(speaker))}
    told = {each.id: (each.id, each.name, each.kind.value, written(each.detail)) for each in found}
    changed = [id_ for id_, row in told.items() if held.get(id_) != row]
    gone = [*(held.keys() - told.keys()), *(id_ for id_ in changed if id_ in held)]
    was = {(row.page, row.name): row.speaker for row in connection.execute(select(mention))}
    moved = [
        {"at_page": page, "at_name": name, "new": each.id}
        for each in found
        for page, name in each.places
        if was.get((page, name)) != each.id
    ]
    if gone:
        connection.execute(delete(speaker).where(speaker.c.id == bindparam("gone")), [{"gone": id_} for id_ in gone])
    if changed:
        names = [column.name for column in speaker.c]
        connection.execute(insert(speaker), [dict(zip(names, told[id_], strict=True)) for id_ in changed])
    if moved:
        here = (mention.c.page == bindparam("at_page")) & (mention.c.name == bindparam("at_name"))
        connection.execute(update(mention).where(here).values(speaker=bindparam("new")), moved)
    heard = select(schema.state.c.value).where(schema.state.c.key == "heard").scalar_subquery()
    connection.execute(update(schema.state).where(schema.state.c.key == "people").values(value=heard))
    if gone or changed or moved:
        raise_epoch(connection)


def _people(
    connection: Connection, of_speaker: ColumnElement[bool] | None = None, of_mention: ColumnElement[bool] | None = None
) -> list[Person]:
    """Everybody, or those whose rows hold what is asked."""
    mention, name = schema.mention.c, schema.name.c
    forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
    pages: defaultdict[str, set[int]] = defaultdict(set)
    asked = select(mention.speaker, mention.page, mention.statements, name.text)
    heard = asked.join(schema.name, name.number == mention.name).order_by(name.number)
    for speaker, page, statements, said in connection.execute(
        heard if of_mention is None else heard.where(of_mention)
    ).all():
        held = forms[speaker]
        held[said] = held.get(said, 0) + statements
        pages[speaker].add(page)
    rows = select(schema.speaker) if of_speaker is None else select(schema.speaker).where(of_speaker)
    return [_person(row, forms[row.id], len(pages[row.id])) for row in connection.execute(rows)]


def _person(row: Any, forms: Mapping[str, int], pages: int) -> Person:  # noqa: ANN401 (a row of speakers)
    detail: Json = json.loads(row.detail)
    return Person(
        id=row.id,
        name=row.name,
        kind=row.kind,
        statements=sum(forms.values()),
        pages=pages,
        forms=dict(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))),
        keys=tuple(Key(each["key"], each["page"], tuple(each["names"])) for each in detail.pop("keys")),
        detail=detail,
    )
