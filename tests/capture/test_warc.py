"""Web archives: whole ones, odd ones, damaged ones."""

from __future__ import annotations

import gzip
import io
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.archives import HTML, answer, body, packed, record, response
from onrecord.capture import Limits, pages, warc
from onrecord.capture.source import Source
from onrecord.capture.unfold import unfold
from onrecord.types import Page, Rejection

THEN = datetime(2026, 1, 1, tzinfo=UTC)
Join = Callable[[list[bytes]], bytes]


def plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def in_one(records: list[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


def taken(archive: bytes, limits: Limits | None = None) -> list[Page | Rejection]:
    return list(pages(["-"], THEN, io.BytesIO(archive), limits))


def told(found: list[Page | Rejection], ending: bytes = b"\0") -> list[str]:
    """The numbers of the pages whose content is right, apart from an ending, and the reasons of what is none."""
    out = []
    for item in found:
        if isinstance(item, Page):
            number = (item.address or "").rpartition("/")[2]
            assert item.content.rstrip(ending) == body(int(number))
            out.append(number)
        else:
            out.append(item.reason)
    return out


@pytest.mark.parametrize("join", [plain, packed, in_one])
def test_an_archive_is_its_pages(join: Join) -> None:
    asked = record("request", "https://press.example/0", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    about = record("warcinfo", "", b"software: none\r\n", "application/warc-fields")
    found = taken(join([about, response(0), asked, response(1), response(2), asked]))
    assert told(found) == ["0", "1", "2"]
    first = found[0]
    assert isinstance(first, Page)
    assert first.address == "https://press.example/0"
    assert first.captured == datetime(2025, 4, 2, 10, tzinfo=UTC)
    assert first.media_type == "text/html"
    assert first.given is not None
    assert (first.given.charset, first.given.truncated) == ("utf-8", False)
    assert len({item.name for item in found}) == 3


def test_an_archive_from_a_pipe_is_read_like_a_file() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    archive = packed([response(0), response(1)])
    assert told(list(pages(["-"], THEN, Pipe(archive)))) == ["0", "1"]


def _chunked(content: bytes) -> bytes:
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]
    return b"".join(f"{len(piece):x};x=y\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def _deflated(content: bytes) -> bytes:
    return zlib.compress(content)


def _bare(content: bytes) -> bytes:
    return zlib.compress(content)[2:-4]


@pytest.mark.parametrize(
    ("headers", "wrap"),
    [
        ((("Transfer-Encoding", "chunked"),), _chunked),
        ((("Transfer-Encoding", "chunked"),), bytes),
        ((("Content-Encoding", "gzip"),), gzip.compress),
        ((("Content-Encoding", "deflate"),), _deflated),
        ((("Content-Encoding", "deflate"),), _bare),
        ((("Content-Encoding", "br"),), brotli.compress),
        ((("Content-Encoding", "gzip"),), bytes),
        ((("Content-Encoding", "br"),), bytes),
        ((("Content-Encoding", "identity"),), bytes),
        ((("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")), lambda raw: _chunked(gzip.compress(raw))),
    ],
)
def test_the_wrappings_of_the_transport_come_off(
    headers: tuple[tuple[str, str], ...], wrap: Callable[[bytes], bytes]
) -> None:
    one = record("response", "https://press.example/0", answer(wrap(body(0)), headers=HTML + headers))
    assert told(taken(packed([one]))) == ["0"]


@pytest.mark.parametrize(
    ("kind", "block", "media_type", "reason"),
    [
        ("response", answer(b"gone", status="404 Not Found"), None, "status"),
        ("response", answer(b"", status="302 Found"), None, "status"),
        ("response", answer(b" \n"), None, "empty"),
        ("response", b"this is no answer of a server", None, "broken"),
        ("response", answer(b"\x89PNG", headers=(("Content-Type", "image/png"),)), None, "binary"),
        ("response", answer(b"a{}", headers=(("Content-Type", "text/css"),)), None, "binary"),
        (
            "response",
            answer(b"\x89PNG\r\n\x1a\n", headers=(("Content-Type", "application/octet-stream"),)),
            None,
            "binary",
        ),
        ("response", answer(b"x", headers=(*HTML, ("Content-Encoding", "rot13"))), None, "coding"),
        ("response", answer(b"<rss></rss>", headers=(("Content-Type", "application/rss+xml"),)), None, "nested"),
        ("revisit", answer(b""), None, "revisit"),
        ("continuation", b"the rest", None, "segment"),
        ("resource", b"\x89PNG", "image/png", "binary"),
    ],
)
def test_what_is_no_page_is_told_with_its_reason(kind: str, block: bytes, media_type: str | None, reason: str) -> None:
    odd = record(kind, "https://press.example/9", block, media_type or "application/http; msgtype=response")
    found = taken(packed([response(0), odd, response(1)]))
    assert told(found) == ["0", reason, "1"]
    assert "https://press.example/9" in found[1].detail if isinstance(found[1], Rejection) else False


def test_a_revisit_names_what_it_repeats() -> None:
    headers = (
        ("WARC-Refers-To-Target-URI", "https://press.example/first"),
        ("WARC-Refers-To-Date", "2025-03-01T00:00:00Z"),
    )
    (found,) = taken(packed([record("revisit", "https://press.example/9", answer(b""), headers=headers)]))
    assert isinstance(found, Rejection)
    assert "https://press.example/first" in found.detail
    assert "2025-03-01" in found.detail


def test_texts_and_bare_resources_are_pages() -> None:
    text = record("conversion", "https://press.example/a", b"Plain words.", "text/plain")
    bare = record("resource", "<https://press.example/b>", b"<p>Words.</p>", "text/html", day="no day at all")
    found = taken(packed([text, bare]))
    assert [(item.address, item.media_type, item.captured.year) for item in found if isinstance(item, Page)] == [
        ("https://press.example/a", "text/plain", 2025),
        ("https://press.example/b", "text/html", 2026),
    ]


def test_a_page_that_the_archive_cut_is_marked() -> None:
    cut = record("response", "https://press.example/0", answer(body(0)), headers=(("WARC-Truncated", "length"),))
    (found,) = taken(packed([cut]))
    assert isinstance(found, Page)
    assert found.given is not None
    assert found.given.truncated


@pytest.mark.parametrize("join", [plain, packed])
@pytest.mark.parametrize("wrong", [-5000, -20, -5, -1, 1, 3, 4, 5, 50, 300, 700, 5000, 10**25])
@pytest.mark.parametrize("where", [0, 1, 3])
def test_a_wrong_length_costs_no_page(join: Join, wrong: int, where: int) -> None:
    records = [response(number) for number in range(4)]
    records[where] = response(where, length=len(answer(body(where))) + wrong)
    # Up to four bytes too long reach into the line ends behind the record, which cannot be told from the page's own.
    ending = b"\r\n" if 1 <= wrong <= 4 else b"\0"
    assert told(taken(join(records)), ending) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("join", [plain, packed])
def test_a_wrong_length_of_a_record_that_is_no_page_costs_no_page(join: Join) -> None:
    asked = record("request", "https://press.example/0", b"GET / HTTP/1.1\r\n\r\n", "application/http", length=200)
    assert told(taken(join([response(0), asked, response(1)]))) == ["0", "1"]


@pytest.mark.parametrize("join", [plain, packed])
def test_a_record_without_a_length_is_found_by_its_borders(join: Join) -> None:
    records = [response(0), response(1).replace(b"Content-Length", b"X-Length"), response(2)]
    assert told(taken(join(records))) == ["0", "1", "2"]


def test_a_damaged_member_costs_itself_only() -> None:
    members = [gzip.compress(response(number)) for number in range(3)]
    for at in range(12, len(members[1]) - 8, 9):
        hurt = bytearray(members[1])
        hurt[at] ^= 0xFF
        found = taken(members[0] + bytes(hurt) + members[2])
        assert told(found)[::2] == ["0", "2"]
        assert found[1].name.endswith(f"#{len(members[0])}")


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        (plain([response(0), b"words between the records\r\n" * 3, response(1)]), ["0", "broken", "1"]),
        (packed([response(0), b"words between the records\r\n" * 3, response(1)]), ["0", "broken", "1"]),
        (packed([response(0)]) + b"words between" + packed([response(1)]), ["0", "broken", "1"]),
        (packed([response(0)]) + bytes(100), ["0"]),
        (packed([response(0), response(1)])[:-30], ["0", "broken"]),
        (packed([response(0), record("metadata", "", b"x" * 50, "text/plain")])[:-30], ["0", "broken"]),
        (plain([response(0), response(1)])[:-200], ["0", "broken"]),
        (packed([b"WARC/1.0\r\nnothing of the kind\r\n\r\n", response(1)]), ["broken", "1"]),
        (b"WARC/1.0", ["broken"]),
        (packed([b"WARC/1.0\r\n\r\n"]), ["broken"]),
    ],
)
def test_damage_is_told_where_it_is(archive: bytes, expected: list[str]) -> None:
    found = told_of_any(taken(archive))
    assert found == expected


def told_of_any(found: list[Page | Rejection]) -> list[str]:
    return [item.reason if isinstance(item, Rejection) else (item.address or "")[-1:] for item in found]


def test_a_plain_archive_that_ends_within_a_page_gives_what_is_there_as_cut() -> None:
    whole = plain([response(0), response(1)])
    found = taken(whole[:-20])
    assert told_of_any(found) == ["0", "1"]
    last = found[1]
    assert isinstance(last, Page)
    assert last.content == body(1)[:-16]
    assert last.given is not None
    assert last.given.truncated


def _bomb(stated: int | None) -> bytes:
    return gzip.compress(record("response", "https://press.example/9", answer(b" " * 30_000_000), length=stated))


@pytest.mark.parametrize("stated", [None, 10, 10**12])
@pytest.mark.parametrize("kind", [b"response", b"metadata"])
def test_a_bomb_costs_little_and_only_itself(stated: int | None, kind: bytes) -> None:
    archive = packed([response(0)]) + _bomb(stated) + packed([response(1)])
    before = time.process_time()
    found = taken(archive, Limits(page=2_000_000, free=1_000_000))
    assert time.process_time() - before < 2
    assert [item for item in told_of_any(found) if item in "01"] == ["0", "1"]
    assert {item.reason for item in found if isinstance(item, Rejection)} <= {"bomb", "too big"}


def test_a_giant_page_is_refused_and_the_next_one_read() -> None:
    giant = record("response", "https://press.example/9", answer(b"x" * 5000))
    for join in (plain, packed):
        found = taken(join([response(0), giant, response(1)]), Limits(page=4000))
        assert told_of_any(found) == ["0", "too big", "1"]


@pytest.mark.parametrize("piece", [b"WARC/1.0\r\n", b"\x1f\x8b\x08\0", b"\r\n\r\nWARC/1.1\r\n\r\n"])
def test_an_archive_of_nothing_but_damage_is_given_up(piece: bytes) -> None:
    before = time.process_time()
    found = taken(packed([response(0)]) + piece * 20_000)
    assert time.process_time() - before < 10
    assert told_of_any(found)[0] == "0"
    assert isinstance(found[-1], Rejection)


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 99), min_size=1, max_size=5),
    at=st.integers(0, 2000),
    change=st.integers(1, 255),
    join=st.sampled_from([plain, packed]),
)
def test_one_changed_byte_raises_nothing_and_costs_at_most_what_it_touches(
    numbers: list[int], at: int, change: int, join: Join
) -> None:
    archive = bytearray(join([response(number) for number in numbers]))
    archive[at % len(archive)] ^= change
    found = list(unfold(Source("a.warc.gz", io.BytesIO(archive), THEN)))
    right = sum(isinstance(item, Page) and item.content in {body(number) for number in numbers} for item in found)
    assert right >= len(numbers) - 2


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(1, 2000), join=st.sampled_from([plain, packed, in_one]))
def test_an_archive_that_was_cut_gives_all_that_stands_before_the_cut(cut: int, join: Join) -> None:
    records = [response(number) for number in range(6)]
    whole = join(records)
    found = list(unfold(Source("a.warc.gz", io.BytesIO(whole[: cut % len(whole)]), THEN)))
    given_back = [item for item in found if isinstance(item, Page)]
    whole_ones = 0 if join is in_one else sum(len(join(records[: n + 1])) <= cut % len(whole) for n in range(6))
    assert len(given_back) >= whole_ones
    for number, page in enumerate(given_back):
        assert body(number).startswith(page.content)
        assert page.content == body(number) or (page.given and page.given.truncated)


def test_an_archive_packed_in_one_piece_gives_what_can_be_unpacked() -> None:
    whole = in_one([response(number) for number in range(200)])
    found = list(unfold(Source("a.warc.gz", io.BytesIO(whole[: len(whole) // 2]), THEN)))
    pages_found = [item for item in found if isinstance(item, Page)]
    assert len(pages_found) > 50
    assert told([*pages_found[:-1]]) == [str(number) for number in range(len(pages_found) - 1)]
    assert isinstance(found[-1], Rejection)
    assert found[-1].reason == "broken"


def test_a_panic_of_the_library_is_damage_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def panicking(*_: object) -> None:
        raise panic

    monkeypatch.setattr(warc, "ArchiveIterator", panicking)
    assert told(taken(packed([response(0), response(1)]))) == ["0", "1"]  # cut out by their borders, one by one
    monkeypatch.setattr(warc, "ArchiveIterator", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        taken(packed([response(0)]))


def test_the_same_archive_gives_the_same_pages_twice() -> None:
    archive = packed([response(number) for number in range(5)])
    assert taken(archive) == taken(archive)
