"""A speaker's positions over time: repeats folded, and the places where they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from onrecord.record.people import called, people
from onrecord.serve.timeline import Change, Entry, Timeline, timeline
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing
from onrecord.serve.web.screen import Screens

screens = Screens()
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Taken:
    """A position, how it differs from earlier ones, and the month that it opens in the list (None: not another)."""

    entry: Entry
    month: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PositionsShown:
    """The positions of a speaker about something, in their order; ``untold`` are earlier ones that are not shown."""

    id: str
    name: str
    about: str
    positions: tuple[Taken, ...]
    changes: int
    untold: int
    whole: bool


@screens.at("/speakers/{id}/timeline", "timeline.html")
def positions(desk: Desk, id: str, about: Annotated[str, Query(max_length=300)] = "") -> PositionsShown:  # noqa: A002
    """What a speaker said of something over time."""
    with desk.engine.connect() as connection:
        if not any(person.id == id for person in called(people(connection), id)):
            raise missing("speaker", id)
    topic = about.strip()
    told = timeline(desk.record, id, topic or None)
    taken = _taken(told)
    return PositionsShown(
        id=told.id,
        name=told.name,
        about=topic,
        positions=taken[-_SHOWN:],
        changes=len(told.changes),
        untold=max(0, len(taken) - _SHOWN),
        whole=told.whole,
    )


def _taken(told: Timeline) -> tuple[Taken, ...]:
    out, last = [], ""
    for entry in told.entries:
        own = {entry.statement, *entry.repeats}
        month = entry.said[1][:7] if entry.said else "no day told"
        out.append(
            Taken(entry, month if month != last else None, tuple(each for each in told.changes if each.later in own))
        )
        last = month
    return tuple(out)
