"""What is being read, how far it may go, and how a part of it is refused."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from onrecord.capture.columns import Columns
from onrecord.errors import Unreadable
from onrecord.types import Given, Page, Rejection

MIB = 1 << 20
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in, in bytes and numbers; what goes beyond is refused with a reason.

    ``ratio`` holds once ``free`` bytes came out of a compressed stream: HTML rarely packs better than 20 to 1 and
    tables of repeated rows 100 to 1, a bomb of zeros 1,000 to 1. ``depth`` counts containers inside containers.
    ``spool`` bounds what is written to a temporary file, for formats that cannot be read in one go from a pipe.
    """

    page: int = 64 * MIB
    ratio: int = 250
    free: int = 4 * MIB
    depth: int = 2
    members: int = 200_000
    spool: int = 16 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """A named stream of bytes, to be read with these limits; ``columns`` count where it is a table.

    ``head`` is what was seen of its beginning, which the stream still gives; ``depth`` is the number of containers
    that it was taken out of.
    """

    name: str
    stream: BinaryIO
    captured: datetime
    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)
    head: bytes = b""
    depth: int = 0

    def inside(self, stream: BinaryIO, member: str = "") -> Source:
        """What this source holds: its unpacked bytes, or one of its members by name.

        Raises:
            Unreadable: ``nested``, one container too deep.
        """
        if self.depth >= self.limits.depth:
            raise Unreadable("nested", "packed inside a packed file inside another: unpack the outer one first")
        name = f"{self.name}/{member}" if member else self.name
        return replace(self, name=name, stream=stream, depth=self.depth + 1)

    def page(
        self,
        content: bytes,
        media_type: str,
        *,
        item: str = "",
        captured: datetime | None = None,
        address: str | None = None,
        given: Given | None = None,
    ) -> Page:
        """A page of this source; ``item`` tells which one, in a source that holds many."""
        return Page(
            name=self.name + item,
            content=content,
            captured=captured or self.captured,
            media_type=media_type,
            address=address,
            given=given,
        )

    def refuse(self, reason: str, detail: str, *, item: str = "", content: bytes | None = None) -> Rejection:
        """Why this source, or one item of it, gave no page; the digest is empty where no content was kept."""
        sha256 = "" if content is None else hashlib.sha256(content).hexdigest()
        return Rejection(name=self.name + item, sha256=sha256, reason=reason, detail=detail)


def is_blank(content: bytes) -> bool:
    """Whether there is nothing but white space; unlike ``strip`` this copies nothing."""
    return not content or content.isspace()


def drain(stream: BinaryIO, most: int) -> bytes:
    """All the bytes that are left, read in pieces.

    Raises:
        Unreadable: ``too big``, there are more than ``most``.
    """
    pieces: list[bytes] = []
    room = most + 1
    while room and (piece := stream.read(min(room, MIB))):
        pieces.append(piece)
        room -= len(piece)
    if not room:
        raise Unreadable("too big", f"more than {most / MIB:g} MiB in one page: cut it into pages first")
    return b"".join(pieces)


@contextmanager
def spooled(stream: BinaryIO, limits: Limits) -> Iterator[BinaryIO]:
    """All that is left of a stream, in a temporary file that can seek and that goes with the block.

    Raises:
        Unreadable: ``too big``, there is more than ``limits.spool``; or what the stream raises.
    """
    with tempfile.TemporaryFile() as file:
        spill(stream, file, limits)
        yield file


def spill(stream: BinaryIO, file: BinaryIO, limits: Limits) -> None:
    """Writes all that is left of a stream to a file and rewinds that, also where reading ends with an error.

    Raises:
        Unreadable: ``too big``, there is more than ``limits.spool``; or what the stream raises.
    """
    try:
        while piece := stream.read(MIB):
            file.write(piece)
            if file.tell() > limits.spool:
                raise Unreadable("too big", f"more than {limits.spool / MIB:g} MiB: save it as a file first")
    finally:
        file.seek(0)
