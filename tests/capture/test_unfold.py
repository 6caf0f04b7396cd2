"""Whatever bytes come in, what comes out are pages and reasons, the same each time."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture import Limits, opened
from onrecord.capture.source import Source
from onrecord.capture.unfold import unfold
from onrecord.types import Page, Rejection

THEN = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["a", "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.xml", "a.warc.gz", "a.zip", "a.parquet"]
STARTS = [
    b"",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"PK\3\4",
    b"PK\5\6" + bytes(18),
    b"WARC/1.0\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
    b"PAR1",
    b"<rss><item>",
    b"<feed><entry>",
    b"<?xml version='1.0'?><urlset><url><loc>",
    b'{"version": "https://jsonfeed.org/version/1", "items": [',
    b'{"text": "a"}\n{"text": ',
    b'text,url\n"',
    b"\xff\xfe",
    b"\xef\xbb\xbf",
]


def _noise() -> st.SearchStrategy[bytes]:
    return st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(NAMES), start=st.sampled_from(STARTS), noise=_noise(), packed=st.booleans())
def test_no_bytes_raise(name: str, start: bytes, noise: bytes, packed: bool) -> None:
    content = gzip.compress(start + noise) if packed else start + noise

    def taken() -> list[Page | Rejection]:
        return list(unfold(Source(name, io.BytesIO(content), THEN, Limits(page=10_000))))

    found = taken()
    assert found == taken()
    assert all(item.name.startswith(name) for item in found)
    assert all(item.reason and item.detail for item in found if isinstance(item, Rejection))
    assert all(item.content.strip() for item in found if isinstance(item, Page))


class Failing(io.RawIOBase):
    """A disk that gives some bytes and then an error."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._content:
            raise OSError(5, "Input/output error")
        taken = self._content[: len(buffer)]
        self._content = self._content[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


@pytest.mark.parametrize("start", [b"words", b"\x1f\x8b\x08\0", b"PK\3\4", b"<rss>", b'{"text": "a"}\n'])
def test_an_error_of_the_disk_ends_the_file_and_is_told(start: bytes) -> None:
    found = list(unfold(Source("a", cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, Failing(start)))), THEN)))
    assert isinstance(found[-1], Rejection)
    assert found[-1].reason == "unreadable"
    assert "Input/output error" in found[-1].detail


def test_a_page_that_holds_no_others_opens_to_itself() -> None:
    page = Page("a", b"words", THEN)
    assert list(opened(page)) == [page]


@pytest.mark.parametrize(
    ("media_type", "rows"),
    [("application/x-ndjson", b'{"text": "one"}\n{"text": "two"}\n'), ("text/csv", b"text,url\none,\ntwo,\n")],
)
def test_what_was_fetched_is_opened_as_what_it_is(media_type: str, rows: bytes) -> None:
    found = list(opened(Page("https://press.example/rows", rows, THEN, media_type)))
    assert [item.content for item in found if isinstance(item, Page)] == [b"one", b"two"]
