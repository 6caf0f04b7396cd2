"""One source to its pages: packed bytes are unpacked, containers opened, anything else is a page by itself."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.capture import feed, media, tables, warc, zipped
from onrecord.capture.columns import Columns
from onrecord.capture.source import PIECE, Limits, Source, drain, is_blank, spooled
from onrecord.capture.squeeze import GZIP_FORMAT, unpacked
from onrecord.errors import Unreadable
from onrecord.types import Page, Rejection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


READERS: dict[str, Callable[[Source], Iterator[Page | Rejection]]] = {
    media.WARC: warc.pages,
    media.JSON_LINES: tables.json_lines,
    media.JSON: tables.json_document,
    media.CSV: tables.separated,
    media.TSV: tables.separated,
    media.PARQUET: tables.parquet,
    media.RSS: feed.pages,
    media.ATOM: feed.pages,
    media.SITEMAP: feed.pages,
    media.JSON_FEED: feed.pages,
}
"""What holds pages, and who takes them out; a ZIP archive may hold any of these, see `_zip`."""

SEEKING = frozenset({media.WARC, media.PARQUET})  # read back and forth


def unfold(source: Source) -> Iterator[Page | Rejection]:
    """The pages of a source in their order; what cannot be read comes back as a `Rejection` in its place.

    An error of the file or of its format ends this source only; it never leaves as an exception.
    """
    yield from _safely(source, None)


def opened(page: Page, limits: Limits | None = None, columns: Columns | None = None) -> Iterator[Page | Rejection]:
    """A page that was fetched: itself, or what it holds where it is a feed, an archive or a table."""
    if page.media_type not in media.CONTAINERS:
        yield page
    else:
        stream = io.BytesIO(page.content)
        source = Source(page.name, stream, page.captured, limits or Limits(), columns or Columns())
        yield from _safely(source, page.media_type)


def unfold_archive(source: Source, at: int) -> Iterator[Page | Rejection]:
    """The pages of a web archive whose stream can seek, from the record on that begins at this byte."""
    yield from _safely(source, media.WARC, at)


def kind_of(name: str, head: bytes) -> str:
    """What a source is, by its name and its first bytes; a web archive is one, packed or not."""
    kind = media.media_type(name, head)
    # One that is packed record by record is unpacked by its own reader.
    return media.WARC if kind == media.GZIP and _starts(head, name) == media.WARC else kind


def _safely(source: Source, kind: str | None, at: int = 0) -> Iterator[Page | Rejection]:
    try:
        yield from warc.pages(source, at) if at else _unfold(source, kind)
    except Unreadable as error:
        yield source.refuse(error.reason, error.detail)
    except OSError as error:
        yield source.refuse("unreadable", f"reading stopped: {error.strerror or error}")


def _unfold(source: Source, known: str | None = None) -> Iterator[Page | Rejection]:
    head = drain_head(source.stream)
    source = replace(source, stream=_rewound(head, source.stream), head=head)
    kind = known or kind_of(source.name, head)
    if kind == media.GZIP:
        yield from _unfold(source.inside(unpacked(source.stream, source.limits)))
    elif kind == media.ZIP:
        yield from _opened(source, _zip)
    elif kind in READERS:
        yield from _opened(source, READERS[kind]) if kind in SEEKING else READERS[kind](source)
    else:
        yield _page(source, kind)


def _zip(source: Source) -> Iterator[Page | Rejection]:
    return zipped.pages(source, unfold)


def _starts(head: bytes, name: str) -> str:
    """What the packed data begins with."""
    try:
        return media.media_type(name, zlib.decompressobj(GZIP_FORMAT).decompress(head, media.HEAD))
    except zlib.error:
        return media.WARC if name.lower().endswith(".warc.gz") else media.BINARY


def _opened(source: Source, reader: Callable[[Source], Iterator[Page | Rejection]]) -> Iterator[Page | Rejection]:
    if source.stream.seekable():
        yield from reader(source)
    else:
        with spooled(source.stream, source.limits) as stream:
            yield from reader(replace(source, stream=stream))


def _page(source: Source, kind: str) -> Page | Rejection:
    if kind not in media.READABLE:
        return source.refuse("binary", f"{kind} holds no readable text: convert it to text or HTML first")
    content = drain(source.stream, source.limits.page)
    if is_blank(content):
        return source.refuse("empty", "there is nothing in it", content=content)
    return source.page(content, kind)


def drain_head(stream: BinaryIO) -> bytes:
    """The first bytes, as many as recognising a format takes; fewer only at the stream's end."""
    head = b""
    while len(head) < media.HEAD and (piece := stream.read(media.HEAD - len(head))):
        head += piece
    return head


class _Rejoined(io.RawIOBase):
    """A stream with the bytes put back that were taken from its start; for pipes, which cannot seek."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        piece = self._head[: len(target)] or self._rest.read(len(target))
        self._head = self._head[len(piece) :]
        target[: len(piece)] = piece
        return len(piece)


def _rewound(head: bytes, stream: BinaryIO) -> BinaryIO:
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), PIECE))
