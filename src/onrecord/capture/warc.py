"""Web archives: WARC files (ISO 28500), plain or packed record by record, damaged ones included.

Pages are the bodies of HTTP answers with status 200, of ``resource`` and of ``conversion`` records. What else could
have been a page comes back with its reason; requests, metadata and the archive's own records are no pages.

A record is handed out only when the next one has begun where it should, or the file has ended: a record whose length
is wrong shows itself there. It is then cut out again by its borders (`onrecord.capture.mending`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.capture import media, mending, moments
from onrecord.capture.chunked import joined
from onrecord.capture.source import Source, is_blank, spill
from onrecord.capture.squeeze import Unpacked, decoded
from onrecord.errors import Unreadable
from onrecord.types import Given, Page, Rejection

HOLDERS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
WANTED = HOLDERS | WarcRecordType.revisit | WarcRecordType.continuation
NO_TEXT = frozenset(
    {"text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/pdf"}
)
MOST_DAMAGE = 1000  # damaged places in one file, each of which costs a new start

Item = Page | Rejection


class _DamageError(Exception):
    """Something is wrong at a place of the file; ``at`` is the place of the record that has to be looked at."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class _Held:
    """A record that was read, kept back until the file proves that it ended where it said."""

    at: int
    item: Item


def pages(source: Source, at: int = 0) -> Iterator[Item]:
    """The pages of an archive whose stream can seek, in the archive's order, named by the place of their record.

    ``at`` is the byte where the first record to be read begins; beyond 0 only where records are not packed as one.
    """
    if not mending.is_packed(source.stream):
        yield from _pages(source, at, packed=False)
    elif not at and mending.packed_as_one(source.stream, source.limits):
        yield from _unpacked_whole(source)
    else:
        yield from _pages(source, at, packed=True)


def _unpacked_whole(source: Source) -> Iterator[Item]:
    """An archive that was packed in one piece, against the standard's advice; what can be unpacked of it is read."""
    source.stream.seek(0)
    fault: Unreadable | None = None
    with tempfile.TemporaryFile() as plain:
        try:
            # Raw, for a buffered reader loses what it had of a piece when the next one fails.
            spill(cast(BinaryIO, Unpacked(source.stream, source.limits)), plain, source.limits)
        except Unreadable as error:
            fault = error
        yield from _pages(replace(source, stream=plain), 0, packed=False)
    if fault:
        yield source.refuse(fault.reason, fault.detail)


def _pages(source: Source, at: int, packed: bool) -> Iterator[Item]:
    damages = 0
    while True:
        try:
            yield from _sound(source, at, packed)
        except _DamageError as damage:
            damages += 1
            piece = mending.piece(source.stream, damage.at, source.limits)
            yield from _mended(source, piece)
            if piece.end == piece.start:
                return
            at = piece.end
        else:
            return
        if damages >= MOST_DAMAGE:
            yield source.refuse("broken", f"damaged in {damages} places: not read further than byte {at}")
            return


def _sound(source: Source, at: int, packed: bool) -> Iterator[Item]:
    """The records from a place on.

    Raises:
        _DamageError: at the record that cannot be trusted, which was not given.
    """
    held: _Held | None = None
    try:
        for record in _records(source, at, packed):
            if held:
                yield held.item
                held = None
            held = _Held(record.stream_pos, _item(source, record))
        _stop_at_rest(source, held.at if held else at)
    except _DamageError as damage:
        if held and held.at != damage.at:
            yield held.item
        raise
    if held:
        yield held.item


def _records(source: Source, at: int, packed: bool) -> Iterator[WarcRecord]:
    """fastwarc's records of the wanted types; whatever goes wrong in it is told as damage at the record before."""
    last = None
    source.stream.seek(at)
    try:
        for record in ArchiveIterator(source.stream):
            last = record.stream_pos
            if packed:
                _stop_at_giant(source, record)
            if record.record_type & WANTED or "WARC-Type" not in record.headers:
                yield record
    except OSError as error:
        raise _DamageError(at if last is None else last) from error
    except BaseException as error:
        # A panic of the library comes as a class of its own that is no Exception.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise _DamageError(at if last is None else last) from error
    if last is None and not mending.is_padding(source.stream, at):
        raise _DamageError(at)


def _stop_at_rest(source: Source, last: int) -> None:
    """fastwarc takes a packed file that ends in the middle of a record for one that ends before it.

    Raises:
        _DamageError: what follows the last record is not whole.
    """
    if not mending.ends_whole(source.stream, last, source.limits):
        raise _DamageError(last)


def _stop_at_giant(source: Source, record: WarcRecord) -> None:
    """fastwarc unpacks all of a record to get past it; mending unpacks as much as a page may have.

    Raises:
        _DamageError: the record states more than that.
    """
    if record.content_length > source.limits.page:
        raise _DamageError(record.stream_pos)


def _mended(source: Source, piece: mending.Piece) -> Iterator[Item]:
    """What can be said about a damaged stretch: its record by its borders, or that it holds none."""
    where = f"#{piece.start}"
    if piece.record is None and not piece.reason:
        return
    if piece.record is None:
        detail = f"bytes {piece.start} to {piece.end} of the archive give no record: {piece.fault}"
        yield source.refuse(piece.reason, detail, item=where)
        return
    try:
        record = WarcRecord.from_bytes(piece.record)
        if record.is_http:
            record.parse_http()
    except OSError as error:
        yield source.refuse("broken", f"the record at byte {piece.start} has no readable header: {error}", item=where)
        return
    if record.record_type & WANTED or "WARC-Type" not in record.headers:
        yield _item(source, record, at=piece.start, truncated=piece.cut)


def _item(source: Source, record: WarcRecord, at: int | None = None, truncated: bool = False) -> Item:
    at = record.stream_pos if at is None else at
    try:
        return _page(source, record, at, truncated)
    except Unreadable as error:
        return source.refuse(error.reason, f"{_address(record) or 'no address'}: {error.detail}", item=f"#{at}")


def _page(source: Source, record: WarcRecord, at: int, truncated: bool) -> Page:
    _refuse_by_header(record)
    content = _content(source, record, at)
    kind = media.served_type(_declared(record), content)
    if kind in media.CONTAINERS:
        raise Unreadable("nested", f"{kind} inside a web archive is not opened")
    if kind not in media.READABLE:
        raise Unreadable("binary", f"{kind} is no page")
    if is_blank(content):
        raise Unreadable("empty", "the body is empty")
    return source.page(
        content,
        kind,
        item=f"#{at}",
        captured=record.record_date,
        address=_address(record),
        given=Given(
            updated=moments.day(_http_header(record, "Last-Modified")),
            language=_http_header(record, "Content-Language") or None,
            charset=record.http_charset if record.is_http_parsed else None,
            truncated=truncated or record.headers.get("WARC-Truncated") is not None,
        ),
    )


def _http_header(record: WarcRecord, name: str) -> str:
    """A header of the archived HTTP answer; empty where there is none."""
    return (record.http_headers.get(name) or "") if record.is_http_parsed else ""


def _address(record: WarcRecord) -> str | None:
    # Some writers put the address between angle brackets, as WARC 1.0's grammar had it by mistake.
    address = record.headers.get("WARC-Target-URI")
    return address.strip("<>") if address else None


def _refuse_by_header(record: WarcRecord) -> None:
    """Refuses what the headers alone show to be no page, before its body is touched.

    Raises:
        Unreadable: ``revisit``, ``segment``, ``status``, ``broken`` or ``binary``.
    """
    if record.record_type == WarcRecordType.revisit:
        told = record.headers.get("WARC-Refers-To-Target-URI") or "an earlier record"
        when = record.headers.get("WARC-Refers-To-Date") or "an unknown day"
        raise Unreadable("revisit", f"unchanged since {when}: its text is kept with {told}")
    if "WARC-Type" not in record.headers:
        raise Unreadable("broken", "the record does not say what it is")
    if record.record_type == WarcRecordType.continuation:
        raise Unreadable("segment", "a later part of a record that was cut in pieces: join the parts first")
    if record.is_http and record.is_http_parsed:
        status = record.http_headers.status_code
        if status is None:
            raise Unreadable("broken", "the record holds no HTTP answer")
        if status != 200:
            raise Unreadable("status", f"the server answered {status}")
    declared = _declared(record)
    if declared.split("/")[0] in ("image", "video", "audio", "font") or declared in NO_TEXT:
        raise Unreadable("binary", f"{declared} is no page")


def _declared(record: WarcRecord) -> str:
    kind = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (kind or "").split(";")[0].strip().lower()


def _content(source: Source, record: WarcRecord, at: int) -> bytes:
    """The body as the author sent it, free of the wrappings of the transport.

    Raises:
        Unreadable: ``too big``, ``bomb``, ``coding``.
        _DamageError: the record says that it is longer than it is.
    """
    length = record.content_length
    if length > source.limits.page:
        raise Unreadable("too big", f"{length} bytes in one page, more than is read")
    body = record.reader.read()
    if len(body) < length or "Content-Length" not in record.headers:
        raise _DamageError(at)
    if not record.is_http_parsed:
        return body
    if "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower():
        body = joined(body)
    return _decoded(source, body, record.http_headers.get("Content-Encoding") or "")


def _decoded(source: Source, body: bytes, coding: str) -> bytes:
    """The body without its content coding; archives often keep the header of a coding that they undid."""
    try:
        return decoded(body, coding, source.limits)
    except Unreadable as error:
        if error.reason == "broken" and media.media_type("", body[: media.HEAD]) in media.READABLE:
            return body
        raise
