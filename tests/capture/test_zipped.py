"""ZIP archives: members as files, and archives that were made to harm."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.archives import packed, response
from onrecord.capture import Limits, pages
from onrecord.types import Page, Rejection

THEN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = b"The mayor said the tram would run by June."


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def taken(archive: bytes, limits: Limits | None = None) -> list[Page | Rejection]:
    return list(pages(["-"], THEN, io.BytesIO(archive), limits))


def told(found: list[Page | Rejection]) -> list[tuple[str, str]]:
    """Each name below the archive's, with the kind of a page or the reason of what is none."""
    return [
        (item.name.removeprefix("standard input"), item.media_type if isinstance(item, Page) else item.reason)
        for item in found
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_like_files(method: int) -> None:
    members = {
        "b/1.html": b"<p>words</p>",
        "a.txt": WORDS,
        "c.txt.gz": gzip.compress(WORDS),
        "d.jsonl": b'{"text": "words"}',
        "e.warc.gz": packed([response(0)]),
        "f.csv": b"text\nwords\n",
        "g.zip": zipped({"h.txt": WORDS}),
        "b/.hidden": WORDS,
        "__MACOSX/a.txt": WORDS,
        "empty/": b"",
        "i.png": b"\x89PNG\r\n\x1a\n",
        "новини.txt": WORDS,
    }
    assert told(taken(zipped(members, method))) == [
        ("/b/1.html", "text/html"),
        ("/a.txt", "text/plain"),
        ("/c.txt.gz", "text/plain"),
        ("/d.jsonl#1", "text/plain"),
        ("/e.warc.gz#0", "text/html"),
        ("/f.csv#1", "text/plain"),
        ("/g.zip/h.txt", "text/plain"),
        ("/i.png", "binary"),
        ("/новини.txt", "text/plain"),
    ]


def test_an_archive_on_disk_lends_its_name(tmp_path: Path) -> None:
    (tmp_path / "press.zip").write_bytes(zipped({"a.txt": WORDS}))
    assert [item.name for item in pages([str(tmp_path)], THEN)] == ["press.zip/a.txt"]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "x/../etc/./a.txt", "..\\etc\\a.txt"])
def test_names_lead_nowhere(name: str) -> None:
    ((found, _),) = told(taken(zipped({name: WORDS})))
    assert found.endswith("/etc/a.txt")
    assert ".." not in found
    assert "\\" not in found
    assert "//" not in found


def test_packed_in_packed_in_packed_is_refused() -> None:
    inner = {"gz.txt.gz": gzip.compress(gzip.compress(WORDS)), "z.zip": zipped({"y.zip": zipped({"a.txt": WORDS})})}
    assert [reason for _, reason in told(taken(zipped(inner)))] == ["nested", "nested"]


def test_office_documents_are_no_archives_of_pages() -> None:
    assert told(taken(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}))) == [("", "binary")]


def test_a_web_collection_gives_its_archives_only(tmp_path: Path) -> None:
    members = {
        "archive/data.warc.gz": packed([response(0)]),
        "pages/pages.jsonl": b'{"text": "words"}',
        "datapackage.json": b"{}",
    }
    (tmp_path / "a.wacz").write_bytes(zipped(members))
    assert [item.name for item in pages([str(tmp_path)], THEN)] == ["a.wacz/archive/data.warc.gz#0"]


def _flagged(archive: bytes, offset: int, value: int) -> bytes:
    """The archive with a field of its first member changed, in the list of members and before the data."""
    raw = bytearray(archive)
    for mark, shift in ((b"PK\1\2", 2), (b"PK\3\4", 0)):
        struct.pack_into("<H", raw, raw.find(mark) + offset + shift, value)
    return bytes(raw)


@pytest.mark.parametrize(
    ("offset", "value", "reason"), [(6, 1, "locked"), (8, 99, "coding"), (8, zipfile.ZIP_LZMA, "coding")]
)
def test_what_cannot_be_unpacked_says_why(offset: int, value: int, reason: str) -> None:
    archive = _flagged(zipped({"a.txt": WORDS, "b.txt": WORDS}), offset, value)
    assert told(taken(archive)) == [("/a.txt", reason), ("/b.txt", "text/plain")]


def test_a_damaged_member_costs_itself() -> None:
    archive = bytearray(zipped({"a.txt": WORDS, "b.txt": WORDS}, zipfile.ZIP_STORED))
    archive[archive.find(WORDS) + 3] ^= 1
    assert told(taken(bytes(archive))) == [("/a.txt", "broken"), ("/b.txt", "text/plain")]


@pytest.mark.parametrize("cut", [10, 40, 100, 150])
def test_an_archive_that_was_cut_is_refused(cut: int) -> None:
    whole = zipped({"a.txt": WORDS, "b.txt": WORDS})
    assert {reason for _, reason in told(taken(whole[:-cut]))} == {"broken"}


def _overlapping(count: int) -> bytes:
    """Many members that share the packed bytes of one."""
    archive = zipped({"a.txt": b" " * 500_000})
    entry, end = archive.find(b"PK\1\2"), archive.find(b"PK\5\6")
    tail = bytearray(archive[end:])
    struct.pack_into("<2HL", tail, 8, count, count, (end - entry) * count)
    return archive[:entry] + archive[entry:end] * count + bytes(tail)


@pytest.mark.parametrize("archive", [zipped({"a.txt": b" " * 40_000_000}), _overlapping(2000)])
def test_bombs_stay_small(archive: bytes) -> None:
    before = time.process_time()
    found = told(taken(archive))
    assert time.process_time() - before < 5
    assert found[-1][1] == "bomb"


def test_too_many_members_are_refused() -> None:
    archive = zipped({f"{number}.txt": WORDS for number in range(5)})
    assert told(taken(archive, Limits(members=4))) == [("", "too big")]


@pytest.mark.parametrize("wide", [False, True])
def test_a_giant_list_of_members_is_never_loaded(wide: bool) -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    count = (17 << 20) // len(entry)
    size = count * len(entry)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF if wide else size, 0, 0)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, size + 4, 1)
    archive = b"PK\3\4" + entry * count + (record + locator if wide else b"") + end
    before = time.process_time()
    assert told(taken(archive)) == [("", "too big")]
    assert time.process_time() - before < 1


@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, 400), change=st.integers(1, 255))
def test_one_changed_byte_raises_nothing(at: int, change: int) -> None:
    archive = bytearray(zipped({"a.txt": WORDS, "b.txt": WORDS}))
    archive[at % len(archive)] ^= change
    taken(bytes(archive))
