"""The record itself: what it holds, what became of every page, what editors said, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.record import schema
from onrecord.record.decisions import undone
from onrecord.serve.web import links
from onrecord.serve.web.beside import Ran
from onrecord.serve.web.desk import Desk, Examined
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.walking import After, cursor, place
from onrecord.types import Decision

screens = Screens()
SHOWN = 100
_CHAIN = ("decisions",)


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
    next: str | None


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
    next: str | None


@dataclass(frozen=True, slots=True)
class DoctorShown:
    """The last examination of this run of the app; None where there was none."""

    examined: Ran[Examined] | None


@screens.at("/record", "record.html", goes_on=True)
def held(
    desk: Desk,
    of: Literal["all", "read", "refused"] = "all",
    q: Annotated[str, Query(max_length=300)] = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
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
    what = ("record", of, words)
    if words:
        held_in = (page.name, page.title, page.address, page.outlet)
        wanted = [*wanted, or_(*(column.icontains(words, autoescape=True) for column in held_in))]
    columns = [page[field] for field in Kept.__slots__]
    with desk.engine.connect() as connection:
        total = _counted(connection, wanted)
        if after:
            name, last = place(after, what, str, str)
            wanted = [*wanted, or_(page.name > name, and_(page.name == name, page.id > last))]
            start = total - _counted(connection, wanted)
        asked = select(*columns).where(and_(True, *wanted)).order_by(page.name, page.id)
        rows = tuple(Kept(*row) for row in connection.execute(asked.offset(0 if after else start).limit(SHOWN)))
        why = select(page.reason, func.count()).where(page.reason.is_not(None)).group_by(page.reason)
        reasons = sorted(((row[0], row[1]) for row in connection.execute(why)), key=lambda row: (-row[1], row[0]))
    return RecordShown(
        counts=desk.record.counts(),
        reasons=tuple(reasons),
        of=of,
        q=words,
        total=total,
        start=start,
        pages=rows,
        examined=desk.examination.last,
        next=links.going_on(links.record(of, words), cursor(what, rows[-1].name, rows[-1].id))
        if rows and start + SHOWN < total
        else None,
    )


def _counted(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> int:
    return connection.execute(select(func.count()).select_from(schema.page).where(and_(True, *wanted))).scalar_one()


@screens.at("/decisions", "decisions.html", goes_on=True)
def decided(desk: Desk, start: Annotated[int, Query(ge=0, le=10_000_000)] = 0, after: After = "") -> DecisionsShown:
    """The chain of what editors said."""
    said = desk.record.decisions()
    away = undone(said)
    if after:
        [last] = place(after, _CHAIN, int)
        start = sum(each.number >= last for each in said)
    latest = said[::-1][start : start + SHOWN]
    return DecisionsShown(
        total=len(said),
        start=start,
        decisions=tuple(decided_of(each, undone=each.hash in away) for each in latest),
        next=links.going_on("/decisions", cursor(_CHAIN, latest[-1].number)) if start + SHOWN < len(said) else None,
    )


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
