"""Whom a person at the command line means: an id, a name, a form of a name, or a name as one page has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from onrecord.cli.tables import safe
from onrecord.link.identity.telling import on_page

if TYPE_CHECKING:
    from onrecord.record.people import Person
    from onrecord.record.store import Record

_TOLD = 12
"""Candidates that are told where a name fits many."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A person, and the key under which a decision names what was said of them."""

    person: Person
    key: str


def meant(record: Record, everybody: Sequence[Person], said: str) -> Meant:
    """The one whom an id, a name, a key or NAME@PAGE means.

    Raises:
        click.UsageError: it is nobody, or may be several, who are told.
    """
    from onrecord.record.people import called
    from onrecord.record.people import on_page as heard_on

    for person in everybody:
        if any(said == each.key for each in person.keys):
            return Meant(person, said)
    name, at, where = said.rpartition("@")
    if at:
        with record.engine.connect() as connection:
            pages = heard_on(connection, where)
        if len(pages) > 1:
            raise click.UsageError(f"{safe(where)} is the name of {len(pages)} pages: tell its id instead")
        for page, heard in pages.items():
            person = _one(said, called([each for each in everybody if each.id in heard], name))
            own = [each.key for each in person.keys if each.page == page]
            return Meant(person, own[0] if len(own) == 1 else on_page(person.key(name), page))
    person = _one(said, called(everybody, said))
    return Meant(person, person.key(said))


def _one(said: str, found: Iterable[Person]) -> Person:
    held = list(found)
    if not held:
        raise click.UsageError(f"nobody in the record is called “{safe(said)}”: `onrecord people` lists all")
    if len(held) > 1:
        told = [f"  {each.id}  {safe(each.name)} ({each.kind}, {each.statements} statements)" for each in held[:_TOLD]]
        more = [f"  and {len(held) - _TOLD} more"] if len(held) > _TOLD else []
        raise click.UsageError("\n".join([f"“{safe(said)}” may be any of these; name one by id:", *told, *more]))
    return held[0]
