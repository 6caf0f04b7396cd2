"""The record itself: what it holds, what became of every page, what editors said, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query
from sqlalchemy import ColumnElement, and_, func, or_, select

from onrecord.record import schema
from onrecord.record.decisions import undone
from onrecord.serve.web.beside import Ran
from onrecord.serve.web.desk import Desk, Examined
from onrecord.serve.web.screen import Screens
from onrecord.types import Decision

screens = Screens()
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was handed over; one with a reason gave nothing."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    address: str | None
    captured: str
    reader: str
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class RecordShown:
    """What the record holds, and pages by name; ``of`` is which of them are shown."""

    counts: Mapping[str, int]
    reasons: tuple[tuple[str, int], ...]
    of: str
    q: str
    total: int
    start: int
    pages: tuple[Kept, ...]
    examined: Ran[Examined] | None


@dataclass(frozen=True, slots=True)
class Decided:
    """An editor's word."""

    number: int
    kind: str
    target: str
    page: str | None
    who: str
    moment: str
    why: str
    hash: str
    undone: bool


@dataclass(frozen=True, slots=True)
class DecisionsShown:
    """All that editors said, the latest first."""

    total: int
    start: int
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class DoctorShown:
    """The last examination of this run of the app; None where there was none."""

    examined: Ran[Examined] | None


@screens.at("/record", "record.html")
def held(
    desk: Desk,
    of: Literal["all", "read", "refused"] = "all",
    q: Annotated[str, Query(max_length=300)] = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> RecordShown:
    """What the record holds, and every page with its state and the reason."""
    page = schema.page.c
    states: dict[str, list[ColumnElement[bool]]] = {
        "all": [],
        "read": [page.reason.is_(None)],
        "refused": [page.reason.is_not(None)],
    }
    wanted = states[of]
    words = q.strip()
    if words:
        held_in = (page.name, page.title, page.address, page.outlet)
        wanted = [*wanted, or_(*(column.icontains(words, autoescape=True) for column in held_in))]
    columns = [page[field] for field in Kept.__slots__]
    with desk.engine.connect() as connection:
        total = connection.execute(
            select(func.count()).select_from(schema.page).where(and_(True, *wanted))
        ).scalar_one()
        asked = select(*columns).where(and_(True, *wanted)).order_by(page.name, page.id).offset(start).limit(SHOWN)
        rows = tuple(Kept(*row) for row in connection.execute(asked))
        why = select(page.reason, func.count()).where(page.reason.is_not(None)).group_by(page.reason)
        reasons = sorted(((row[0], row[1]) for row in connection.execute(why)), key=lambda row: (-row[1], row[0]))
    return RecordShown(desk.record.counts(), tuple(reasons), of, words, total, start, rows, desk.examination.last)


@screens.at("/decisions", "decisions.html")
def decided(desk: Desk, start: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> DecisionsShown:
    """The chain of what editors said."""
    said = desk.record.decisions()
    away = undone(said)
    latest = said[::-1][start : start + SHOWN]
    return DecisionsShown(len(said), start, tuple(decided_of(each, undone=each.hash in away) for each in latest))


def decided_of(said: Decision, *, undone: bool) -> Decided:
    """An editor's word as it is told."""
    told = (said.number, said.kind.value, said.target, said.page, said.who, said.moment, said.why, said.hash)
    return Decided(*told, undone=undone)


@screens.at("/doctor", "doctor.html")
def doctor(desk: Desk) -> DoctorShown:
    """Whether the record is whole."""
    return DoctorShown(desk.examination.last)


@screens.does("/doctor")
def examine(desk: Desk) -> str:
    """Proves every byte, word, row and decision again, beside the screens."""
    desk.examination.begin()
    return "/doctor"
