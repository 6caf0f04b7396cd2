"""ZIP archives of pages: each member read like a file, under its name, which never becomes a path.

A member may itself be packed (`Limits.depth`). What an archive unpacks to is bounded in all, not only by member, for
members can share their packed bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from onrecord.capture.source import MIB, PIECE, Limits, Source
from onrecord.errors import Unreadable
from onrecord.types import Page, Rejection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x1  # bit of a member's flags
DIRECTORY = 16 * MIB  # of the list of members, which is held in memory whole
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "META-INF/MANIFEST.MF", "META-INF/manifest.xml", "mimetype"})
WEB_COLLECTION = ".wacz"  # WACZ 1.1: web archives in ``archive/``, beside indexes that hold no page

END = struct.Struct("<4s4H2LH")  # the end of the central directory (APPNOTE 4.3.16), without its comment
END_64 = struct.Struct("<4sQ2H2L4Q")  # its wide form (4.3.14) and the locator of that (4.3.15)
LOCATOR_64 = struct.Struct("<4sLQL")

Unfold = Callable[[Source], Iterator[Page | Rejection]]


def pages(source: Source, unfold: Unfold) -> Iterator[Page | Rejection]:
    """The pages of the members, in the archive's order; hidden files and folders give none.

    Raises:
        Unreadable: ``broken``, ``too big`` (more members than are read) or ``binary`` (an office document).
    """
    with _opened(source.stream) as archive:
        members = archive.infolist()
        if len(members) > source.limits.members:
            raise Unreadable("too big", f"more than {source.limits.members} files in one archive: cut it into parts")
        if members and DOCUMENT_PARTS & {member.filename for member in members}:
            raise Unreadable("binary", "this is an office document or a program: convert it to text or HTML first")
        allowance = _Allowance(source.stream.seek(0, io.SEEK_END), source.limits)
        for member in members:
            name = label(member.filename)
            if _wanted(member, name, source.name):
                yield from _member(source, archive, member, name, allowance, unfold)


def label(name: str) -> str:
    """A member's name for people: without the parts that would lead somewhere if it were a path."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def _wanted(member: zipfile.ZipInfo, name: str, archive: str) -> bool:
    if member.is_dir() or not name or any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
        return False
    return not archive.lower().endswith(WEB_COLLECTION) or name.startswith("archive/")


def _member(
    source: Source,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    allowance: _Allowance,
    unfold: Unfold,
) -> Iterator[Page | Rejection]:
    try:
        with _open(archive, member) as packed:
            stream = cast(BinaryIO, io.BufferedReader(_Unpacked(packed, allowance), PIECE))
            yield from unfold(source.inside(stream, name))
    except Unreadable as error:
        yield source.refuse(error.reason, error.detail, item=f"/{name}")


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        if _directory_size(stream) > DIRECTORY:
            raise Unreadable("too big", "the list of files alone is larger than is read: cut the archive into parts")
        return zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise Unreadable("broken", f"the ZIP archive is damaged: {error}") from error


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & LOCKED:
        raise Unreadable("locked", "it is packed with a password: unpack it first")
    if member.compress_type not in METHODS:
        raise Unreadable("coding", "it is packed in a way that is not known here: pack it again with deflate")
    try:
        return archive.open(member)
    except DAMAGE as error:
        raise Unreadable("broken", f"the archive is damaged here: {error}") from error


def _directory_size(stream: BinaryIO) -> int:
    """Bytes of the list of members, as the archive's end tells it; 0 where there is no end, which zipfile will tell."""
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - END.size - 0xFFFF - LOCATOR_64.size)
    stream.seek(start)
    tail = stream.read(size - start)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + END.size > len(tail):
        return 0
    told: int = END.unpack_from(tail, at)[5]
    wide = at - LOCATOR_64.size
    if wide >= 0 and tail.startswith(b"PK\6\7", wide):
        stream.seek(min(LOCATOR_64.unpack_from(tail, wide)[2], size))
        record = stream.read(END_64.size)
        if len(record) == END_64.size and record.startswith(b"PK\6\6"):
            told = max(told if told != 0xFFFFFFFF else 0, END_64.unpack(record)[8])
    return told


class _Allowance:
    """How much an archive may still unpack to, all members together."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self._ratio = limits.ratio
        self._left = max(limits.free, limits.ratio * packed)

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise Unreadable("bomb", f"the archive unpacks to more than {self._ratio} times its size: not read further")


class _Unpacked(io.RawIOBase):
    """A member's content within the archive's allowance; zipfile's many errors become one."""

    def __init__(self, packed: IO[bytes], allowance: _Allowance) -> None:
        self._packed = packed
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        try:
            piece = self._packed.read(len(target))
        except DAMAGE as error:
            raise Unreadable("broken", f"the archive is damaged here: {error}") from error
        self._allowance.spend(len(piece))
        target[: len(piece)] = piece
        return len(piece)
