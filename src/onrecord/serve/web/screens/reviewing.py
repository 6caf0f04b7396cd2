"""Review: statements one at a time, the least sure first, each decision on disk before the next is shown."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Form, Query
from fastapi.responses import RedirectResponse, Response

from onrecord.record.cells import stretch
from onrecord.record.codec import Json
from onrecord.record.review import Accuracy, Item, Sample, accuracy, item, moved, place_in_queue
from onrecord.record.searching.query import LONGEST
from onrecord.serve.web import links
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing, refused
from onrecord.serve.web.rendering import EDITOR
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.screens.entering import YEAR, going, within
from onrecord.serve.web.views import Days, Piece, Reason, Who, in_pieces
from onrecord.types import Decision, DecisionKind, Span, SpeakerKind

screens = Screens()
_REACH = 60
"""Words by which the ends of a statement can be moved."""
_MOST = 6_000
"""Characters of the paragraph that are shown on either side of a statement."""
Asked = Annotated[str, Query(max_length=LONGEST)]
Id = Annotated[str, Form(max_length=64)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement to decide on; ``speakers`` are those that its page credits, ``content`` where its words stand now."""

    id: str
    page: str
    title: str
    outlet: str | None
    who: Who | None
    manner: str
    attitude: bool
    said: Days | None
    reason: Reason
    verdict: str | None
    content: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    speakers: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The decision that was just made, which can be taken back."""

    kind: str
    hash: str
    target: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """The statement that is to be decided on, and those before and after it; None where none waits."""

    q: str
    waiting: int
    item: Waiting | None
    previous: str | None
    next: str | None
    made: Made | None
    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccuracyShown:
    """What editors found of what a query asks for, or of a random sample of it."""

    q: str
    sample: int
    found: Accuracy


@screens.at("/review", "review.html")
def review(
    desk: Desk,
    q: Asked = "",
    at: Annotated[str | None, Query(max_length=64)] = None,
    made: Annotated[str | None, Query(max_length=64)] = None,
    start: Annotated[int, Query(ge=-_REACH, le=_REACH)] = 0,
    end: Annotated[int, Query(ge=-_REACH, le=_REACH)] = 0,
) -> ReviewShown:
    """A statement that nobody decided on; ``start`` and ``end`` move its ends by words, to be looked at."""
    place = place_in_queue(desk.record, desk.search, q, at)
    found = item(desk.record, place.number) if place.number is not None else None
    if at is not None and (found is None or found.hit.statement.id != at):
        raise missing("statement", at)
    return ReviewShown(
        q=q.strip(),
        waiting=place.waiting,
        item=_waiting(found, start, end) if found else None,
        previous=place.previous,
        next=place.next,
        made=_made(desk, made) if made else None,
        start=start,
        end=end,
        kinds=tuple(SpeakerKind),
    )


@screens.at("/accuracy", "accuracy.html")
def shares(desk: Desk, q: Asked = "", sample: Annotated[int, Query(ge=0, le=100_000)] = 0) -> AccuracyShown:
    """How often statements were right as they were told, by manner, with 95 % intervals."""
    drawn = Sample(sample) if sample else None
    return AccuracyShown(q.strip(), sample, accuracy(desk.record, desk.search, q, drawn))


@screens.does("/review/decide")
def decide(
    desk: Desk,
    id: Id,  # noqa: A002 (as the form has it)
    verdict: Annotated[Literal["accept", "reject"], Form()],
    who: Annotated[str, Form(max_length=200)] = "",
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> str:
    """Accepts or rejects a statement, and goes to the next one."""
    return _decided(desk, id, DecisionKind(verdict), who, q)


@screens.does("/review/speaker")
def credit(
    desk: Desk,
    id: Id,  # noqa: A002
    speaker: Annotated[str, Form(max_length=20)],
    name: Annotated[str, Form(max_length=300)] = "",
    kind: Annotated[SpeakerKind, Form()] = SpeakerKind.PERSON,
    who: Annotated[str, Form(max_length=200)] = "",
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> str:
    """Credits a statement to another speaker of its page, to somebody new, or to nobody."""
    found = _item(desk, id)
    credited: Json | None = None
    if speaker == "other":
        if not name.strip():
            raise refused(HTTPStatus.BAD_REQUEST, "Who said it?", "Write the name of the speaker, or choose nobody.")
        credited = {"name": name.strip(), "kind": kind.value, "role": None, "aliases": []}
    elif speaker != "nobody":
        if not speaker.isdecimal() or int(speaker) >= len(found.speakers):
            raise refused(HTTPStatus.BAD_REQUEST, "There is no such speaker", "Choose one of those that are listed.")
        credited = found.speakers[int(speaker)]
    return _decided(desk, id, DecisionKind.CORRECT, who, q, {"speaker": credited})


@screens.does("/review/ends")
def cut(
    desk: Desk,
    id: Id,  # noqa: A002
    start: Annotated[int, Form(ge=-_REACH, le=_REACH)] = 0,
    end: Annotated[int, Form(ge=-_REACH, le=_REACH)] = 0,
    who: Annotated[str, Form(max_length=200)] = "",
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> str:
    """Moves the ends of a statement by so many words."""
    found = _item(desk, id)
    content = moved(found.hit.text, found.hit.statement.content, found.paragraph, start=start, end=end)
    if content == found.hit.statement.content:
        raise refused(HTTPStatus.BAD_REQUEST, "Its ends are where they were", "Move one of them first.")
    corrected = {"content": [[span.start, span.end] for span in content]}
    return _decided(desk, id, DecisionKind.CORRECT, who, q, corrected)


@screens.does("/review/undo")
def undo(
    desk: Desk,
    hash: Id,  # noqa: A002
    who: Annotated[str, Form(max_length=200)] = "",
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> str:
    """Takes a decision on a statement back, and shows the statement again."""
    undone = desk.record.decision(hash)
    if undone is None or undone.page is None:
        raise missing("decision", hash)
    desk.record.decide(DecisionKind.UNDO, hash, who=editor(who), moment=desk.settings.clock())
    return links.review(q, at=undone.target)


@screens.router.post("/editor", include_in_schema=False)
def sign(who: Annotated[str, Form(max_length=200)] = "", to_: Annotated[str, Form(alias="to")] = "/review") -> Response:
    """Who decides, from now on and in this browser."""
    response: RedirectResponse = going(within(to_))
    response.set_cookie(EDITOR, quote(who.strip()), max_age=YEAR, samesite="strict", httponly=True)
    return response


def editor(who: str) -> str:
    """Who decides.

    Raises:
        Failure: nobody is named.
    """
    if not who.strip():
        detail = "A decision is kept with the name of who made it. Say who you are at the head of the screen."
        raise refused(HTTPStatus.BAD_REQUEST, "Who decides?", detail)
    return who.strip()


def _decided(
    desk: Desk, target: str, kind: DecisionKind, who: str, q: str, corrected: dict[str, Any] | None = None
) -> str:
    """Writes a decision down; the address of the next statement."""
    place = place_in_queue(desk.record, desk.search, q, target)
    moment = desk.settings.clock()
    said = desk.record.decide(kind, target, who=editor(who), moment=moment, corrected=corrected)
    return links.review(q, at=place.next, made=said.hash)


def _item(desk: Desk, statement: str) -> Item:
    place = place_in_queue(desk.record, desk.search, "", statement)
    found = item(desk.record, place.number) if place.number is not None else None
    if found is None or found.hit.statement.id != statement:
        raise missing("statement", statement)
    return found


def _waiting(found: Item, start: int, end: int) -> Waiting:
    hit, statement = found.hit, found.hit.statement
    content = moved(hit.text, statement.content, found.paragraph, start=start, end=end)
    speaker = statement.speaker
    return Waiting(
        id=statement.id,
        page=hit.page,
        title=hit.title or hit.name,
        outlet=hit.outlet,
        who=Who(speaker.name, speaker.kind.value, speaker.role, speaker.aliases) if speaker else None,
        manner=statement.manner.value,
        attitude=statement.attitude,
        said=Days(*stretch(statement.said.earliest, statement.said.latest)) if statement.said else None,
        reason=Reason(statement.basis.rule, statement.basis.detail, statement.basis.score),
        verdict=hit.verdict,
        content=content,
        pieces=_pieces(replace(found, hit=replace(hit, statement=replace(statement, content=content)))),
        speakers=found.speakers,
    )


def _pieces(found: Item) -> tuple[Piece, ...]:
    """The paragraph in pieces, or as much of it as is shown."""
    statement = found.hit.statement
    first = max(found.paragraph.start, statement.content[0].start - _MOST)
    last = min(found.paragraph.end, statement.content[0].start + 2 * _MOST)
    parts = {"content": statement.content, "cue": statement.cue, "source": statement.source}
    return in_pieces(found.hit.text, parts, Span(first, last))


def _made(desk: Desk, hash_: str) -> Made | None:
    found = desk.record.decision(hash_)
    return Made(_told(found), found.hash, found.target) if found else None


def _told(said: Decision) -> str:
    """What was decided, in words."""
    if said.kind is not DecisionKind.CORRECT:
        return {DecisionKind.ACCEPT: "Accepted", DecisionKind.REJECT: "Rejected"}.get(said.kind, said.kind.value)
    fields = sorted(json.loads(said.value).keys() - {"was", "words"})
    return f"Corrected: {', '.join(fields)}"
