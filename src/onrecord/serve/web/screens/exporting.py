"""Exports: exactly what a query finds, all of it, as `onrecord export` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, cast

from fastapi import Query, Request
from fastapi.responses import Response, StreamingResponse

from onrecord.record.export import FORMATS, export
from onrecord.record.searching.query import LONGEST
from onrecord.serve.web.faults import refused
from onrecord.serve.web.screen import Screens, desk_of

screens = Screens()
_IN_MEMORY = 4 << 20
_PIECE = 1 << 18
_TYPES = {
    "jsonl": ("application/x-ndjson", "jsonl"),
    "annotations": ("application/ld+json", "json"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
    "prov": ("application/json", "json"),
    "jsonld": ("application/ld+json", "jsonld"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "parquet-figures": ("application/vnd.apache.parquet", "parquet"),
    "parquet-pages": ("application/vnd.apache.parquet", "parquet"),
    "bundle": ("application/zip", "zip"),
    "lineage": ("application/json", "json"),
}
"""What each format is sent as, and how its files end."""
_OTHER = ("application/octet-stream", "bin")


@screens.router.get("/export", include_in_schema=False)
def exported(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    form: Annotated[str, Query(alias="as")] = "jsonl",
) -> Response:
    """A file of what a query finds. It is written whole before it is sent, so that no part is taken for all of it."""
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise refused(HTTPStatus.BAD_REQUEST, "There is no such format", f"{form} is not known: it is one of {known}.")
    desk = desk_of(request)
    file = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 (closed when it has been sent)
    try:
        export(desk.record, file, form, q, desk.settings.clock())
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    media_type, ending = _TYPES.get(form, _OTHER)
    headers = {
        "content-disposition": f'attachment; filename="onrecord-{form}.{ending}"',
        "content-length": str(size),
        "cache-control": "private, no-store",
    }
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
