"""A speaker's positions over time: repeats folded, and the places where they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from onrecord.record.people import person
from onrecord.serve.timeline import Change, Entry, Timeline, timeline
from onrecord.serve.web import links
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing
from onrecord.serve.web.screen import Screens

screens = Screens()
SHOWN = 40
"""Statements that are folded and compared at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A position, how it differs from earlier ones, and the month that it opens in the list (None: not another)."""

    entry: Entry
    month: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PositionsShown:
    """The positions of a speaker about something, in their order.

    ``earlier`` is the address of those before them, ``later`` that of the latest; None where there are none.
    """

    id: str
    name: str
    about: str
    positions: tuple[Taken, ...]
    changes: int
    earlier: str | None
    later: str | None


@screens.at("/speakers/{id}/timeline", "timeline.html")
def positions(
    desk: Desk,
    id: str,  # noqa: A002
    about: Annotated[str, Query(max_length=300)] = "",
    before: Annotated[str | None, Query(max_length=64)] = None,
) -> PositionsShown:
    """What a speaker said of something over time: the latest, or what came before a statement."""
    with desk.engine.connect() as connection:
        if person(connection, id) is None:
            raise missing("speaker", id)
    topic = about.strip()
    told = timeline(desk.record, id, topic or None, most=SHOWN, before=before)
    return PositionsShown(
        id=told.id,
        name=told.name,
        about=topic,
        positions=_taken(told),
        changes=len(told.changes),
        earlier=links.timeline(id, topic, before=told.earlier) if told.earlier else None,
        later=links.timeline(id, topic) if before else None,
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
