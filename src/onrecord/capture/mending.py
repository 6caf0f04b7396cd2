"""Damaged web archives: where a record really ends, found by borders instead of by the length that it states.

In a packed archive every record is a gzip member, which knows its own end. In a plain one a record ends where a
line begins with the next record's version.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.capture.source import PIECE, Limits
from onrecord.capture.squeeze import GZIP, GZIP_FORMAT, TAKEN

MAGIC = b"WARC/1."
GZIP_MAGIC = GZIP + b"\x08"
BLANK = b"\r\n\r\n"
PADDING = b"\0\r\n"
LENGTH = re.compile(rb"^content-length[ \t]*:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)
LONGEST_HEADER = 1 << 16
NO_LENGTH = 1 << 62
STATED = re.compile(rb"(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes [start, end) of the file; ``record`` is the one record in them, with a length that is right.

    ``cut`` says that the file ended before the record did; ``reason`` and ``fault`` why there is no record;
    both are empty where there is nothing but padding.
    """

    start: int
    end: int
    record: bytes | None = None
    cut: bool = False
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Member:
    """One gzip member: what was unpacked of it, where it ends in the file, what is wrong with it."""

    content: bytes
    end: int
    reason: str = ""
    fault: str = ""


def piece(stream: BinaryIO, at: int, limits: Limits) -> Piece:
    """The stretch of an archive from a place to the next record, which is always further on."""
    stream.seek(at)
    start = stream.read(len(MAGIC))
    if start.startswith(GZIP_MAGIC):
        return _packed(stream, at, limits)
    if start == MAGIC:
        return _plain(stream, at, limits)
    end = _next_start(stream, at)
    if is_padding(stream, at):
        return Piece(at, end)
    return Piece(at, end, reason="broken", fault="no record begins here")


def is_padding(stream: BinaryIO, at: int) -> bool:
    """Whether a place holds nothing, or the zeros and line ends that writers fill up with."""
    stream.seek(at)
    return not stream.read(PIECE).strip(PADDING)


def ends_whole(stream: BinaryIO, at: int, limits: Limits) -> bool:
    """Whether the packed records from a place on are all whole up to the file's end; true of a plain archive."""
    stream.seek(at)
    while start := stream.read(len(GZIP_MAGIC)):
        if start != GZIP_MAGIC:
            return start == MAGIC[: len(GZIP_MAGIC)] or is_padding(stream, at)
        member = _member(stream, at, limits, keep=0)
        if member.fault:
            return False
        at = member.end
        stream.seek(at)
    return True


def is_packed(stream: BinaryIO) -> bool:
    stream.seek(0)
    return stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC


def packed_as_one(stream: BinaryIO, limits: Limits) -> bool:
    """Whether the first gzip member of an archive holds more than its first record."""
    return BLANK + MAGIC in _member(stream, 0, limits, keep=limits.page).content


def _packed(stream: BinaryIO, at: int, limits: Limits) -> Piece:
    member = _member(stream, at, limits, keep=limits.page)
    if member.fault:
        return Piece(at, _next_start(stream, at), reason=member.reason, fault=member.fault)
    if not member.content.startswith(MAGIC):
        return Piece(at, member.end, reason="broken", fault="what is packed here is no record")
    if BLANK + MAGIC in member.content:
        return Piece(at, member.end, reason="broken", fault="several records are packed as one")
    return Piece(at, member.end, record=_with_right_length(member.content))


def _member(stream: BinaryIO, at: int, limits: Limits, keep: int) -> _Member:
    """Unpacks the member at a place; its first ``keep`` bytes are kept, more than that is a fault if any is kept."""
    stream.seek(at)
    unpacking = zlib.decompressobj(GZIP_FORMAT)
    kept: list[bytes] = []
    size, taken = 0, 0
    packed = b""
    try:
        while not unpacking.eof:
            if not packed:
                packed = stream.read(TAKEN)
                taken += len(packed)
            out = unpacking.decompress(packed, PIECE)
            if not packed and not out:
                return _Member(b"".join(kept), at + taken, "broken", "the file ends in the middle of it")
            packed = unpacking.unconsumed_tail
            size += len(out)
            if keep:
                kept.append(out)
            if size > max(limits.free, limits.ratio * taken):
                return _Member(b"", at + taken, "bomb", f"it unpacks to more than {limits.ratio} times its size")
            if keep and size > keep:
                return _Member(b"", at + taken, "too big", f"more than {keep} bytes in one page")
    except zlib.error as error:
        return _Member(b"".join(kept), at + taken, "broken", f"its compressed data is damaged ({error})")
    return _Member(b"".join(kept), at + taken - len(unpacking.unused_data))


def _plain(stream: BinaryIO, at: int, limits: Limits) -> Piece:
    end = _next_start(stream, at)
    stream.seek(at)
    content = stream.read(min(end - at, limits.page + LONGEST_HEADER))
    head, blank, body = content.partition(BLANK)
    if not blank:
        return Piece(at, end, reason="broken", fault="its header does not end")
    stated = _stated(head)
    if body[stated : stated + len(BLANK)] == BLANK:  # what it states is right: the trouble is behind it
        whole = len(head) + len(BLANK) + stated + len(BLANK)
        return Piece(at, at + whole, record=content[:whole])
    if len(body) > limits.page:
        return Piece(at, end, reason="too big", fault=f"more than {limits.page} bytes in one page")
    at_file_end = end == stream.seek(0, io.SEEK_END)
    return Piece(at, end, record=_with_right_length(content), cut=at_file_end and stated > len(body))


def _stated(head: bytes) -> int:
    """The length that a record's header states; beyond every body where it states none."""
    line = LENGTH.search(head + b"\r\n")
    number = STATED.search(line.group()) if line else None
    return int(number.group()) if number else NO_LENGTH


def _with_right_length(content: bytes) -> bytes:
    """The record with the length that its borders give it; the blank lines that end it do not count."""
    head, _, body = content.partition(BLANK)
    body = body.removesuffix(BLANK)
    head = LENGTH.sub(b"", head + b"\r\n")
    return b"".join((head, b"Content-Length: ", str(len(body)).encode(), BLANK, body, BLANK))


def _next_start(stream: BinaryIO, at: int) -> int:
    """Where the next record begins after a place, or the file's end."""
    stream.seek(at)
    packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    border = re.compile(re.escape(GZIP_MAGIC)) if packed else re.compile(rb"(?<=\n)WARC/1\.|\x1f\x8b\x08")
    place = at + 1
    while True:
        stream.seek(place)
        block = stream.read(PIECE)
        for found in border.finditer(block):
            if _begins_record(stream, place + found.start()):
                return place + found.start()
        if len(block) < PIECE:
            return stream.seek(0, io.SEEK_END)
        place += PIECE - len(MAGIC)


def _begins_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    head = stream.read(1 << 12)
    if not head.startswith(GZIP_MAGIC):
        return head.startswith(MAGIC)
    try:
        return zlib.decompressobj(GZIP_FORMAT).decompress(head, len(MAGIC)) == MAGIC
    except zlib.error:
        return False
