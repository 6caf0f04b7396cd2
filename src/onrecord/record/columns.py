"""Every statement's columns in memory, so that filters and facets over a hundred thousand cost a millisecond."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, func, select

from onrecord.record import schema
from onrecord.record.terms import terms
from onrecord.types import Manner, digest

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
MANNERS = tuple(Manner)
VERDICTS = (None, "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Heard:
    """A person or body across pages, or a name that was joined to none; ``forms`` are the terms of each name."""

    id: str
    name: str
    kind: str
    forms: tuple[frozenset[str], ...]

    def is_called(self, words: Iterable[str]) -> bool:
        wanted = set(words)
        return any(wanted <= form for form in self.forms)


@dataclass(frozen=True, slots=True)
class Columns:
    """Statements by number, ascending: row i of each array is one statement. -1 stands for none.

    ``day`` and ``until`` are ordinals of days, 0 where none is told; ``speaker``, ``outlet`` and ``language`` are
    places in ``speakers``, ``outlets`` and ``languages``.
    """

    number: Ints
    page: Ints
    speaker: Ints
    manner: Ints
    day: Ints
    until: Ints
    verdict: Ints
    outlet: Ints
    language: Ints
    figures: Mask
    decided: Mask
    speakers: Sequence[Heard]
    outlets: Sequence[str]
    languages: Sequence[str]

    def rows(self, numbers: Ints) -> Ints:
        """The rows of these statements; numbers that are none are left out."""
        if not len(self.number):
            return np.zeros(0, np.int64)
        at = np.minimum(np.searchsorted(self.number, numbers), len(self.number) - 1)
        found: Ints = at[self.number[at] == numbers]
        return found


def state_of(connection: Connection) -> tuple[int, ...]:
    """Something that is another whenever the columns would be."""
    epoch = select(schema.state.c.value).where(schema.state.c.key == "epoch").scalar_subquery()
    last = select(func.coalesce(func.max(schema.statement.c.number), 0)).scalar_subquery()
    return tuple(int(each) for each in connection.execute(select(epoch, last)).one())


def load(connection: Connection) -> Columns:
    """All columns of a record: some hundred bytes a statement."""
    said, page = schema.statement.c, schema.page.c
    speakers, heard_as = _speakers(connection)
    outlets, languages = _Codes(), _Codes()
    pages = connection.execute(select(page.number, page.outlet, page.language)).all()
    last = max((row.number for row in pages), default=0)
    outlet_of, language_of = np.full(last + 1, -1), np.full(last + 1, -1)
    for row in pages:
        outlet_of[row.number], language_of[row.number] = outlets.code(row.outlet), languages.code(row.language)
    manners, verdicts = {m.value: i for i, m in enumerate(MANNERS)}, {v: i for i, v in enumerate(VERDICTS)}
    columns = (said.number, said.page, said.name, said.manner, said.earliest, said.latest, said.verdict)
    table = np.array(
        [
            (number, of, heard_as(of, name), manners[manner], earliest or 0, latest or 0, verdicts[verdict])
            for number, of, name, manner, earliest, latest, verdict in connection.execute(
                select(*columns).order_by(said.number)
            )
        ],
        np.int64,
    ).reshape(-1, len(columns))
    number, of, speaker, manner, day, until, verdict = (np.ascontiguousarray(column) for column in table.T)
    return Columns(
        number=number,
        page=of,
        speaker=speaker,
        manner=manner,
        day=day,
        until=until,
        verdict=verdict,
        outlet=outlet_of[of],
        language=language_of[of],
        figures=np.isin(number, _with_figures(connection)),
        decided=np.isin(number, _decided(connection)),
        speakers=speakers,
        outlets=outlets.values,
        languages=languages.values,
    )


class _Codes:
    """Values that many rows share, by the place of each in a list."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, value: str | None) -> int:
        if value is None:
            return -1
        if value not in self._codes:
            self._codes[value] = len(self.values)
            self.values.append(value)
        return self._codes[value]


def _speakers(connection: Connection) -> tuple[list[Heard], Callable[[int, int | None], int]]:
    """Who is heard in the record, and the place in that list of a name on a page, -1 where nobody is credited."""
    joined = {row.id: row for row in connection.execute(select(schema.speaker))}
    names = {row.number: row for row in connection.execute(select(schema.name))}
    mention = schema.mention.c
    found = connection.execute(select(mention.page, mention.name, mention.speaker).order_by(mention.name, mention.page))
    who = {(row.page, row.name): row.speaker for row in found if row.speaker in joined}
    called: defaultdict[str, list[str]] = defaultdict(list)
    for (_, name), speaker in who.items():
        called[speaker].append(names[name].text)
    heard = [Heard(id_, joined[id_].name, joined[id_].kind, _forms(joined[id_], own)) for id_, own in called.items()]
    places = {each.id: place for place, each in enumerate(heard)}
    alone: dict[int, int] = {}

    def place(page: int, name: int | None) -> int:
        if name is None:
            return -1
        if (page, name) in who:
            return places[who[page, name]]
        if name not in alone:
            text, kind = names[name].text, names[name].kind
            alone[name] = len(heard)
            heard.append(Heard(digest("name", kind, text), text, kind, (frozenset(terms(text)),)))
        return alone[name]

    return heard, place


def _forms(person: Row[Any], names: list[str]) -> tuple[frozenset[str], ...]:
    """The terms of each name that pages, or an editor, give a person."""
    told = [person.name, *names, *json.loads(person.detail).get("aliases", ())]
    return tuple(frozenset(terms(text)) for text in dict.fromkeys(told))


def _with_figures(connection: Connection) -> Ints:
    figure, said = schema.figure.c, schema.statement.c
    found = connection.execute(
        select(said.number).join_from(schema.figure, schema.statement, said.id == figure.statement).distinct()
    )
    return np.array(found.scalars().all(), np.int64)


def _decided(connection: Connection) -> Ints:
    found = connection.execute(
        select(schema.statement.c.number)
        .join_from(schema.decision, schema.statement, schema.statement.c.id == schema.decision.c.target)
        .distinct()
    )
    return np.array(found.scalars().all(), np.int64)
