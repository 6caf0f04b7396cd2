"""Speakers: who is heard, under which names, why these are one; and an editor's word on it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from fastapi import Form, Query

from onrecord.pipeline import contradictions, identify
from onrecord.pipeline import decide as decided
from onrecord.record.decisions import undone
from onrecord.record.people import Person, called, people, stale
from onrecord.record.searching.columns import state_of
from onrecord.serve.web import links
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.screens.reviewing import editor
from onrecord.serve.web.walking import After, cursor, place
from onrecord.types import Decision, DecisionKind

screens = Screens()
SHOWN = 50
_PAGE = re.compile(r"@([0-9a-f]{16})\b")
_MOST = 200
Text = Annotated[str, Form(max_length=600)]


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody in the list of all."""

    id: str
    name: str
    kind: str
    statements: int
    pages: int
    forms: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakersShown:
    """Who is heard, the most frequent first. ``stale`` says that names have come since it was told who is who."""

    q: str
    total: int
    start: int
    found: tuple[Heard, ...]
    stale: bool
    idle: tuple[str, ...]
    earlier: str | None
    later: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is called beside the name, and between which days."""

    text: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Joined:
    """Two names that are one, or nearly were: why, how sure, and what spoke against it.

    ``left`` and ``right`` are told for people, the keys are what a decision calls them.
    """

    left: str
    right: str
    left_key: str
    right_key: str
    rule: str
    detail: str
    score: float
    against: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a speaker, as a decision calls it."""

    key: str
    told: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an editor said of a name of the speaker."""

    kind: str
    told: str
    who: str
    moment: str
    why: str
    hash: str
    undone: bool


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """One person or body across pages."""

    id: str
    name: str
    kind: str
    statements: int
    pages: int
    forms: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    names: tuple[Named, ...]
    joins: tuple[Joined, ...]
    near: tuple[Joined, ...]
    near_untold: int
    decisions: tuple[Said, ...]
    query: str


@screens.at("/speakers", "speakers.html", goes_on=True)
def speakers(
    desk: Desk,
    q: Annotated[str, Query(max_length=300)] = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
) -> SpeakersShown:
    """Who is heard in the record: all, or those whose names hold the words."""
    everybody = _everybody(desk)
    found = called(everybody, q) if q.strip() else everybody
    order, what = np.array([each.id for each in found]), ("speakers", q.strip())
    if after:
        name, last = place(after, what, str, str)
        left, by_id = desk.walks.behind(name, last, lambda: order), {each.id: each for each in found}
        still = [by_id[id_] for id_ in left.tolist() if id_ in by_id]
        start = len(found) - len(still)
    else:
        name, still = "", list(found[start:])
    with desk.engine.connect() as connection:
        behind = stale(connection)
    return SpeakersShown(
        q=q.strip(),
        total=len(found),
        start=start,
        found=tuple(_heard(each) for each in still[:SHOWN]),
        stale=behind,
        idle=tuple(contradictions(desk.record)),
        earlier=links.speakers(q, max(0, start - SHOWN)) if start else None,
        later=links.speakers(q, start + SHOWN) if start + SHOWN < len(found) else None,
        next=links.going_on(links.speakers(q), cursor(what, name or desk.walks.hold(order), still[SHOWN - 1].id))
        if len(still) > SHOWN
        else None,
    )


@screens.at("/speakers/{id}", "speaker.html")
def speaker(desk: Desk, id: str) -> SpeakerShown:  # noqa: A002 (as the address has it)
    """One speaker: names, roles, why the names are one, and which others nearly were."""
    person = next((each for each in _everybody(desk) if each.id == id), None)
    if person is None:
        raise missing("speaker", id)
    titles = _titles(desk, person)
    detail = person.detail
    return SpeakerShown(
        id=person.id,
        name=person.name,
        kind=person.kind,
        statements=person.statements,
        pages=person.pages,
        forms=tuple(person.forms.items())[:_MOST],
        aliases=tuple(detail["aliases"])[:_MOST],
        roles=tuple(Role(each["text"], each["earliest"], each["latest"]) for each in detail["roles"][:_MOST]),
        names=tuple(Named(each.key, _told(each.key, titles)) for each in person.keys[:_MOST]),
        joins=tuple(_joined(each, titles) for each in detail["joins"][:_MOST]),
        near=tuple(_joined(each, titles) for each in detail["near"]),
        near_untold=detail["near_untold"],
        decisions=_decisions(desk, person, titles),
        query=f"speaker:{links.quoted(person.name)}",
    )


@screens.does("/speakers/judge")
def judge(
    desk: Desk,
    id: Text,  # noqa: A002 (as the form has it)
    verdict: Annotated[Literal["same", "different"], Form()],
    one: Text,
    other: Text,
    who: Text = "",
    why: Text = "",
) -> str:
    """Two names are one speaker, or two."""
    target, against = key_of(desk, one), key_of(desk, other)
    _decide(desk, DecisionKind(verdict), target, who, why, {"other": against})
    return holder(desk, target, id)


@screens.does("/speakers/rename")
def rename(desk: Desk, id: Text, one: Text, name: Text, who: Text = "", why: Text = "") -> str:  # noqa: A002
    """What a speaker is to be called."""
    _decide(desk, DecisionKind.RENAME, one, who, why, {"name": name.strip()})
    return holder(desk, one, id)


@screens.does("/speakers/undo")
def undo(desk: Desk, id: Text, hash: Text, who: Text = "") -> str:  # noqa: A002
    """Takes a decision on names back."""
    taken = desk.record.decision(hash)
    if taken is None or taken.page is not None:
        raise missing("decision", hash)
    _decide(desk, DecisionKind.UNDO, hash, who, "", None)
    return holder(desk, taken.target, id)


@screens.does("/speakers/tell")
def tell(desk: Desk) -> str:
    """Tells anew who is who."""
    identify(desk.record)
    return links.speakers()


def _everybody(desk: Desk) -> Sequence[Person]:
    """Everybody who is heard; held until the record changes."""
    with desk.engine.connect() as connection:
        return desk.held("people", state_of(connection), lambda: people(connection))


def _decide(desk: Desk, kind: DecisionKind, target: str, who: str, why: str, corrected: dict[str, str] | None) -> None:
    moment = desk.settings.clock()
    decided(desk.record, kind, target, who=editor(who), moment=moment, why=why.strip(), corrected=corrected)


def key_of(desk: Desk, said: str) -> str:
    """What a decision calls a name: a key as it is, or that of the one speaker who is called so or has this id."""
    everybody = _everybody(desk)
    if any(said == each.key for person in everybody for each in person.keys):
        return said
    found = called(everybody, said)
    if len(found) != 1:
        what = "speaker called" if not found else f"single speaker called (there are {len(found)})"
        raise missing(what, said)
    return found[0].key(said)


def holder(desk: Desk, key: str, otherwise: str) -> str:
    """The screen of whom a name is now."""
    now = next((person.id for person in _everybody(desk) if any(each.key == key for each in person.keys)), otherwise)
    return links.speaker(now)


def _heard(person: Person) -> Heard:
    forms = tuple(form for form in person.forms if form != person.name)
    roles = tuple(each["text"] for each in person.detail["roles"])
    return Heard(person.id, person.name, person.kind, person.statements, person.pages, forms[:6], roles[:4])


def _titles(desk: Desk, person: Person) -> dict[str, str]:
    """The titles of pages that keys name."""
    told = [person.detail["joins"], person.detail["near"]]
    keys = [each.key for each in person.keys] + [
        each[side] for row in told for each in row for side in ("left", "right")
    ]
    return desk.titles({match[1] for key in keys for match in _PAGE.finditer(key)})


def _told(key: str, titles: dict[str, str]) -> str:
    """A key as people read it: the name, and the page's title where it is a name on one page."""
    name, at, page = key.partition(":")[2].partition("@")
    return f"{name}, on “{titles.get(page, page)}”" if at else name


def _joined(told: dict[str, object], titles: dict[str, str]) -> Joined:
    left, right = str(told["left"]), str(told["right"])
    against = told.get("against")
    return Joined(
        left=_told(left, titles),
        right=_told(right, titles),
        left_key=left,
        right_key=right,
        rule=str(told["rule"]),
        detail=str(told["detail"]),
        score=float(str(told["score"])),
        against=f"{against['rule']}: {against['detail']}" if isinstance(against, dict) else None,
        open=bool(told.get("open")),
    )


def _decisions(desk: Desk, person: Person, titles: dict[str, str]) -> tuple[Said, ...]:
    said = desk.record.decisions()
    away, keys = undone(said), {each.key for each in person.keys}
    return tuple(
        Said(each.kind.value, _sentence(each, titles), each.who, each.moment, each.why, each.hash, each.hash in away)
        for each in said
        if each.page is None and each.kind is not DecisionKind.UNDO and (each.target in keys or _other(each) in keys)
    )


def _other(said: Decision) -> str:
    return str(json.loads(said.value).get("other", ""))


def _sentence(said: Decision, titles: dict[str, str]) -> str:
    target = _told(said.target, titles)
    if said.kind is DecisionKind.RENAME:
        return f"{target} is called {json.loads(said.value)['name']}"
    verb = "are one" if said.kind is DecisionKind.SAME else "are two"
    return f"{target} and {_told(_other(said), titles)} {verb}"
