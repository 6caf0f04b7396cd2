"""Compressed bytes, unpacked as a stream under a cap, so that a small bomb stays small.

Formats: gzip (RFC 1952, several members in a row), and the codings that HTTP bodies travel in (RFC 9110, 8.4).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

import brotli  # type: ignore[import-untyped]

from onrecord.capture.source import Limits, drain
from onrecord.errors import Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
TAKEN = 1 << 14  # compressed bytes fed at once: small, for each call copies what it leaves over
GZIP_FORMAT, ZLIB_FORMAT, BARE_FORMAT = 31, 15, -15  # zlib's window bits


class Unpacked(io.RawIOBase):
    """The content of a gzip or zlib stream, never more than ``limits`` allow of it.

    Raises from ``readinto``:
        Unreadable: ``bomb`` beyond the ratio, ``broken`` where the data is damaged or ends in the middle.
    """

    def __init__(self, packed: BinaryIO, limits: Limits, window: int = GZIP_FORMAT) -> None:
        self._packed = packed
        self._limits = limits
        self._window = window
        self._member = zlib.decompressobj(window)
        self._waiting = b""
        self._taken = 0
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        while not self._ended():
            piece = self._unpack(len(target))
            if piece:
                target[: len(piece)] = piece
                return len(piece)
        return 0

    def _ended(self) -> bool:
        """Whether the last member is done; what follows it counts only if it is another gzip member."""
        if not self._member.eof:
            return False
        if len(self._waiting) < len(GZIP):
            self._waiting += self._take()
        if self._window != GZIP_FORMAT or not self._waiting.startswith(GZIP):
            return True
        self._member = zlib.decompressobj(self._window)
        return False

    def _take(self) -> bytes:
        taken = self._packed.read(TAKEN)
        self._taken += len(taken)
        return taken

    def _unpack(self, most: int) -> bytes:
        packed = self._waiting or self._take()
        try:
            piece = self._member.decompress(packed, most)
        except zlib.error as error:
            raise Unreadable("broken", f"the compressed data is damaged ({error}): fetch the file again") from error
        if not packed and not piece and not self._member.eof:
            raise Unreadable("broken", "the compressed data ends in the middle: fetch the file again")
        self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._given += len(piece)
        if self._given > self._limits.free and self._given > self._limits.ratio * self._taken:
            raise Unreadable("bomb", f"unpacks to more than {self._limits.ratio} times its size: not read further")
        return piece


def unpacked(packed: BinaryIO, limits: Limits, window: int = GZIP_FORMAT) -> BinaryIO:
    """A buffered reader of what a compressed stream holds; see `Unpacked` for what it raises."""
    return io.BufferedReader(Unpacked(packed, limits, window), 1 << 16)


def decoded(body: bytes, coding: str, limits: Limits) -> bytes:
    """The body of an HTTP message without its content codings (``gzip``, ``deflate``, ``br``), last one first.

    Raises:
        Unreadable: ``bomb``, ``broken`` or ``too big``; ``coding`` for one that is not known.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        if name not in ("", "identity"):
            body = _coding(name)(body, limits)
    return body


def _coding(name: str) -> Callable[[bytes, Limits], bytes]:
    try:
        return {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli}[name]
    except KeyError:
        raise Unreadable("coding", f"the body is packed as {name!r}, which is not known here") from None


def _gzip(body: bytes, limits: Limits) -> bytes:
    return drain(unpacked(io.BytesIO(body), limits), limits.page)


def _deflate(body: bytes, limits: Limits) -> bytes:
    # RFC 9110 means zlib's wrapping; some servers send the bare stream, which does not begin with a valid header.
    wrapped = len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return drain(unpacked(io.BytesIO(body), limits, ZLIB_FORMAT if wrapped else BARE_FORMAT), limits.page)


def _brotli(body: bytes, limits: Limits) -> bytes:
    decoder = brotli.Decompressor()
    pieces: list[bytes] = []
    size, most = 0, min(limits.page, max(limits.free, limits.ratio * len(body)))
    packed = body
    try:
        while packed or not decoder.can_accept_more_data():
            pieces.append(decoder.process(packed, output_buffer_limit=TAKEN))
            packed = b""
            size += len(pieces[-1])
            if size > most:
                raise Unreadable("bomb", f"the body unpacks to more than {most} bytes: not read further")
    except brotli.error as error:
        raise Unreadable("broken", f"the compressed data is damaged ({error}): fetch the page again") from error
    if not decoder.is_finished():
        raise Unreadable("broken", "the compressed data ends in the middle: fetch the page again")
    return b"".join(pieces)
