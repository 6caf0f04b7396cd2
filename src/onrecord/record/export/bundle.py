"""An evidence bundle: a ZIP archive that a third party can read and check offline, without installing anything.

index.html          all statements, and a checker of the digests that runs in the page itself
pages/ID.html       a page's text as it was read, with the statements in it
readings/ID.json    what was read, as editors have it; ``found`` are the ids that were asked for
snapshots/SHA.bin   the captured bytes, named by their SHA-256; the ending keeps browsers from running them
decisions.jsonl     what editors said, chained by digests
manifest.json       what was asked for, when and by which program, with the SHA-256 of every file before it
SHA256SUMS          the same for ``sha256sum -c``
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.export.lines import decision_line, decisions_on
from onrecord.record.export.screens import index_after, index_before, index_row, page_screen
from onrecord.record.export.selection import MADE_BY, Found, Selection, Sheet
from onrecord.record.export.writing import Sink, as_bytes, utc, write_into
from onrecord.record.packing import unpack

FORMAT = 1
"""Raised when a file of the bundle is told otherwise."""
_README = """\
This is an evidence bundle made by onrecord. It needs no network and no program but a browser.

Open index.html: it lists the statements, leads from each to its words on the page, and checks the files.
On a command line, in this folder: sha256sum -c SHA256SUMS

snapshots/ holds the captured bytes as they were received, named by their SHA-256. They are evidence, not pages
to be opened in a browser. decisions.jsonl holds what editors said, each line chained to the one before it by its hash:
SHA-256 of the JSON array of number, kind, target, page, value, who, moment, why and previous, written as
Python's json.dumps(..., ensure_ascii=False) writes it.
"""


def write(selection: Selection, out: BinaryIO) -> None:
    """The archive, a page at a time; the same record, query and moment give the same bytes."""
    with _Archive(out) as archive:
        ids = set()
        for sheet, found in selection.sheets():
            _add_page(archive, selection, sheet, found)
            ids.add(sheet.id)
        with archive.adding("decisions.jsonl") as file:
            for decision in decisions_on(selection, None if selection.whole else ids):
                file.write(as_bytes(decision_line(decision)) + b"\n")
        archive.add("README.txt", _README.encode())
        with archive.adding("index.html") as file:
            file.write(index_before(selection).encode())
            for each in selection.found():
                file.write(index_row(each).encode())
            file.write(index_after(selection, archive.digests).encode())
        with archive.adding("manifest.json") as file:
            write_into(file, _manifest(selection), archive.files())
        archive.add("SHA256SUMS", "".join(f"{sha}  {name}\n" for name, sha in archive.digests.items()).encode())


def _add_page(archive: _Archive, selection: Selection, sheet: Sheet, found: tuple[Found, ...]) -> None:
    archive.add(f"pages/{sheet.id}.html", page_screen(sheet, found).encode())
    reading = {"id": sheet.id, **sheet.told, "found": [each.statement.id for each in found]}
    archive.add(f"readings/{sheet.id}.json", as_bytes(reading) + b"\n")
    snapshot, sha256 = schema.snapshot.c, sheet.page["sha256"]
    if f"snapshots/{sha256}.bin" not in archive.digests:
        content = selection.connection.execute(select(snapshot.content).where(snapshot.sha256 == sha256)).scalar_one()
        archive.add(f"snapshots/{sha256}.bin", unpack(content))


def _manifest(selection: Selection) -> Json:
    return {
        "type": "evidence bundle",
        "format": FORMAT,
        "made_by": MADE_BY,
        "made": utc(selection.moment),
        "query": selection.query,
        "statements": selection.total,
        "pages": selection.pages,
        "files": [],
    }


class _Archive:
    """A ZIP archive that remembers the digest and the size of each of its files; nothing in it tells the time."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self.digests: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def __enter__(self) -> _Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, name: str, content: bytes) -> None:
        with self.adding(name) as file:
            file.write(content)

    @contextmanager
    def adding(self, name: str) -> Iterator[Sink]:
        info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o100644 << 16
        with self._zip.open(info, "w", force_zip64=True) as file:
            counted = _Counted(file)
            yield counted
        self.digests[name], self._sizes[name] = counted.hasher.hexdigest(), counted.size

    def files(self) -> Iterator[Json]:
        """The files so far, as the manifest lists them."""
        for name, sha256 in self.digests.items():
            yield {"path": name, "sha256": sha256, "bytes": self._sizes[name]}


class _Counted:
    """Bytes that are written, and what they come to."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self.hasher = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self.hasher.update(data)
        self.size += len(data)
        return self._out.write(data)
