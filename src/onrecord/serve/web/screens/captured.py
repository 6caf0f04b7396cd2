"""What was captured of a page, for a frame on an origin of its own: drawn by us, with nothing of it that could act."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request
from fastapi.responses import Response

from onrecord.serve.web import copying
from onrecord.serve.web.screen import Screens, desk_of, fresh
from onrecord.serve.web.snapshots import snapshot_of
from onrecord.types import Span

screens = Screens()


@screens.router.get("/pages/{id}/captured", include_in_schema=False)
def captured(
    request: Request,
    id: str,  # noqa: A002 (as the address has it)
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    form: Annotated[Literal["copy", "source"], Query(alias="as")] = "copy",
) -> Response:
    """The captured page, scrolled to some words of its text."""
    snapshot = snapshot_of(desk_of(request), id)
    words = snapshot.place(Span(start, end)) if start < end else None
    html = copying.copy(snapshot, words) if form == "copy" else copying.source(snapshot, words)
    response = fresh(request, html.encode(), "text/html; charset=utf-8")
    response.headers.update(copying.HEADERS)
    return response
