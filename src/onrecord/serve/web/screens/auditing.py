"""Audit: a draft held against the record. The draft is kept nowhere, so its answer has no address."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import pairwise
from typing import Annotated

from fastapi import Form, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from onrecord.record.codec import Json
from onrecord.serve.audit import Audited, Item, audit, audited_to_json
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import refused
from onrecord.serve.web.rendering import rendered
from onrecord.serve.web.screen import PROBLEMS, Screens, desk_of
from onrecord.serve.web.telling import told as as_json
from onrecord.types import Page, digest

screens = Screens()
LARGEST = 1 << 20
"""Bytes of a draft."""
_NEVER_KEPT = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of the draft and the number of the item that it is a part of; of nested ones the innermost."""

    text: str
    item: int | None


@dataclass(frozen=True, slots=True)
class AuditShown:
    """A draft in pieces and what the record has of each; nothing was asked yet where there is no answer.

    ``answer`` is what `onrecord audit --json` tells, its items by their number.
    """

    draft: str
    answer: Json | None
    pieces: tuple[Piece, ...]
    fine: int


@screens.at("/audit", "audit.html")
def empty(desk: Desk) -> AuditShown:  # noqa: ARG001 (every screen is given the desk)
    """A place to put a draft."""
    return AuditShown("", None, (), 0)


@screens.router.post("/audit", include_in_schema=False)
def audited(request: Request, text: Annotated[str, Form()] = "", file: UploadFile | None = None) -> Response:
    """What the record has of a draft, as a screen."""
    answer = _shown(desk_of(request), text, file)
    return Response(rendered(request, "audit.html", answer), media_type="text/html; charset=utf-8", headers=_NEVER_KEPT)


@screens.router.post("/audit.json", response_class=JSONResponse, responses=PROBLEMS)
def audited_as_json(request: Request, text: Annotated[str, Form()] = "", file: UploadFile | None = None) -> Response:
    """What the record has of a draft: every quotation, reported claim and figure."""
    answer = _shown(desk_of(request), text, file)
    return Response(as_json(answer.answer), media_type="application/json", headers=_NEVER_KEPT)


def _shown(desk: Desk, text: str, file: UploadFile | None) -> AuditShown:
    content = file.file.read(LARGEST + 1) if file is not None and file.filename else text.encode("utf-8", "replace")
    if not content.strip():
        raise refused(HTTPStatus.BAD_REQUEST, "There is no draft", "Paste a text, or choose a file.")
    if len(content) > LARGEST:
        detail = "A draft may have 1 MiB. `onrecord audit` takes more."
        raise refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That draft is too long", detail)
    name = f"draft-{digest(content)}.txt"
    draft = Page(name, content, desk.settings.clock())
    found = audit(desk.record, draft, trained=desk.settings.trained, checker=desk.checker)
    return AuditShown(
        draft=text,
        answer=audited_to_json(found),
        pieces=tuple(_pieces(found)),
        fine=sum(item.fine for item in found.items),
    )


def _pieces(found: Audited) -> list[Piece]:
    """The draft's text, cut wherever an item begins or ends."""
    text = found.draft.article.text
    edges = {0, len(text)} | {edge for item in found.items for span in item.spans for edge in (span.start, span.end)}
    return [Piece(text[a:b], _innermost(found.items, a, b)) for a, b in pairwise(sorted(edges))]


def _innermost(items: tuple[Item, ...], start: int, end: int) -> int | None:
    held = [
        (span.end - span.start, number)
        for number, item in enumerate(items)
        for span in item.spans
        if span.start <= start and end <= span.end
    ]
    return min(held)[1] if held else None
