"""Every statement's columns in memory, so that filters and facets over a hundred thousand cost a millisecond."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, bindparam, func, select

from onrecord.record import schema
from onrecord.record.searching.index import Counts, length_of
from onrecord.record.searching.terms import terms
from onrecord.types import Manner, digest

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
MANNERS = tuple(Manner)
VERDICTS = (None, "accepted", "rejected")
_MANNER = {manner.value: code for code, manner in enumerate(MANNERS)}
_VERDICT = {verdict: code for code, verdict in enumerate(VERDICTS)}
_SAID, _PAGE, _NAME = schema.statement.c, schema.page.c, schema.name.c
_ROWS = (
    select(
        *(_SAID.number, _SAID.page, _SAID.name, _NAME.text, _NAME.kind),
        *(_SAID.manner, _SAID.earliest, _SAID.latest, _SAID.verdict, _PAGE.outlet, _PAGE.language, _SAID.score),
    )
    .join_from(schema.statement, schema.page, _PAGE.number == _SAID.page)
    .outerjoin(schema.name, _NAME.number == _SAID.name)
    .where(_SAID.number > bindparam("after"))
    .order_by(_SAID.number)
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A person or body across pages, or a name that was joined to none; ``forms`` are the terms of each name."""

    id: str
    name: str
    kind: str
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Statements by number, ascending: row i of each array is one statement. -1 stands for none.

    ``day`` and ``until`` are ordinals of days, 0 where none is told; ``speaker``, ``outlet`` and ``language`` are
    places in ``speakers``, ``outlets`` and ``languages``. ``alone`` are the places of names that were joined to none.
    ``length`` is the number of terms of all statements, as far as ranking needs it; ``counts`` is what it has counted.
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
    score: Floats
    figures: Mask
    decided: Mask
    speakers: Sequence[Heard]
    outlets: Sequence[str]
    languages: Sequence[str]
    alone: Mapping[int, int]
    length: int
    counts: Counts = field(default_factory=dict, repr=False, compare=False)

    def rows(self, numbers: Ints) -> Ints:
        """The rows of these statements; numbers that are none are left out."""
        if not len(self.number):
            return np.zeros(0, np.int64)
        at = np.minimum(np.searchsorted(self.number, numbers), len(self.number) - 1)
        found: Ints = at[self.number[at] == numbers]
        return found


_ARRAYS = (
    "number",
    "page",
    "speaker",
    "manner",
    "day",
    "until",
    "verdict",
    "outlet",
    "language",
    "score",
    "figures",
    "decided",
)


def state_of(connection: Connection) -> tuple[int, ...]:
    """Something that is another whenever the columns would be."""
    epoch = select(schema.state.c.value).where(schema.state.c.key == "epoch").scalar_subquery()
    last = select(func.coalesce(func.max(schema.statement.c.number), 0)).scalar_subquery()
    return tuple(int(each) for each in connection.execute(select(epoch, last)).one())


def load(connection: Connection, held: Columns | None = None) -> Columns:
    """All columns of a record: some hundred bytes a statement.

    ``held`` are those of an earlier moment: where the epoch is still the same, only what came since is asked for.
    """
    after = int(held.number[-1]) if held is not None and len(held.number) else 0
    hearing = _Hearing(connection) if held is None else _Hearing(None, held)
    outlets, languages = (_Codes(each) for each in ((held.outlets, held.languages) if held else ((), ())))
    found = connection.execute(_ROWS, {"after": after}).all()
    rows = np.array(
        [
            (
                row[0],
                row[1],
                hearing.place(*row[1:5]),
                _MANNER[row[5]],
                row[6] or 0,
                row[7] or 0,
                _VERDICT[row[8]],
                outlets.code(row[9]),
                languages.code(row[10]),
            )
            for row in found
        ],
        np.int64,
    ).reshape(-1, 9)
    number, page, speaker, manner, day, until, verdict, outlet, language = (np.ascontiguousarray(c) for c in rows.T)
    new = Columns(
        number=number,
        page=page,
        speaker=speaker,
        manner=manner,
        day=day,
        until=until,
        verdict=verdict,
        outlet=outlet,
        language=language,
        score=np.array([row.score for row in found], np.float64),
        figures=np.isin(number, _with_figures(connection, after)),
        decided=np.isin(number, _decided(connection, after)),
        speakers=hearing.heard,
        outlets=outlets.values,
        languages=languages.values,
        alone=hearing.alone,
        length=length_of(connection, after) + (held.length if held else 0),
    )
    if held is None:
        return new
    grown: dict[str, Any] = {name: np.concatenate([getattr(held, name), getattr(new, name)]) for name in _ARRAYS}
    return replace(new, **grown)


class _Codes:
    """Values that many rows share, by the place of each in a list."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self.values = list(values)
        self._codes = {value: code for code, value in enumerate(self.values)}

    def code(self, value: str | None) -> int:
        if value is None:
            return -1
        if value not in self._codes:
            self._codes[value] = len(self.values)
            self.values.append(value)
        return self._codes[value]


class _Hearing:
    """Who is heard in the record: persons across pages, then names that were joined to none.

    What was kept since the ``held`` columns was joined to nobody yet: joining raises the epoch.
    """

    def __init__(self, connection: Connection | None, held: Columns | None = None) -> None:
        self.heard = list(held.speakers) if held else []
        self.alone = dict(held.alone) if held else {}
        self._places: dict[tuple[int, int], int] = {}
        if connection is not None:
            self._join(connection)

    def _join(self, connection: Connection) -> None:
        joined = {row.id: row for row in connection.execute(select(schema.speaker))}
        mention = schema.mention.c
        found = connection.execute(
            select(mention.page, mention.name, mention.speaker, schema.name.c.text)
            .join(schema.name, schema.name.c.number == mention.name)
            .order_by(mention.name, mention.page)
        )
        who = {(row.page, row.name): row for row in found if row.speaker in joined}
        called: defaultdict[str, list[str]] = defaultdict(list)
        for row in who.values():
            called[row.speaker].append(row.text)
        self.heard = [
            Heard(id_, joined[id_].name, joined[id_].kind, _forms(joined[id_], own)) for id_, own in called.items()
        ]
        places = {each.id: place for place, each in enumerate(self.heard)}
        self._places = {key: places[row.speaker] for key, row in who.items()}

    def place(self, page: int, name: int | None, text: str, kind: str) -> int:
        """The place in ``heard`` of a name on a page; -1 where nobody is credited."""
        if name is None:
            return -1
        joined = self._places.get((page, name))
        if joined is not None:
            return joined
        if name not in self.alone:
            self.alone[name] = len(self.heard)
            self.heard.append(Heard(digest("name", kind, text), text, kind, (frozenset(terms(text)),)))
        return self.alone[name]


def _forms(person: Row[Any], names: list[str]) -> tuple[frozenset[str], ...]:
    """The terms of each name that pages, or an editor, give a person."""
    told = [person.name, *names, *json.loads(person.detail).get("aliases", ())]
    return tuple(frozenset(terms(text)) for text in dict.fromkeys(told))


def _with_figures(connection: Connection, after: int) -> Ints:
    figure, said = schema.figure.c, schema.statement.c
    found = connection.execute(
        select(said.number)
        .join_from(schema.figure, schema.statement, said.id == figure.statement)
        .where(said.number > after)
        .distinct()
    )
    return np.array(found.scalars().all(), np.int64)


def _decided(connection: Connection, after: int) -> Ints:
    found = connection.execute(
        select(schema.statement.c.number)
        .join_from(schema.decision, schema.statement, schema.statement.c.id == schema.decision.c.target)
        .where(schema.statement.c.number > after)
        .distinct()
    )
    return np.array(found.scalars().all(), np.int64)
