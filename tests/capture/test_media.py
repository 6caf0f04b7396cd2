"""What a file is, by its first bytes and its name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.media import HEAD, media_type

CASES = [
    ("a.txt", b"Plain words.", "text/plain"),
    ("a", b"Plain words.", "text/plain"),
    ("a.txt", b"<b>Sale</b> of the century", "text/plain"),
    ("a.txt", b"<!DOCTYPE html><title>x</title>", "text/html"),
    ("a", b"  \n<p class=x>words</p>", "text/html"),
    ("a", b"<3 is not a tag", "text/plain"),
    ("a.html", b"words without a tag", "text/html"),
    ("a.HTM", b"words", "text/html"),
    ("a.html.gz", b"words", "text/html"),
    ("a.html", b"words\0\0with\0\0nulls\0\0", "text/html"),
    ("a", b"\xef\xbb\xbf<!-- saved --><!doctype HTML>\n<html>", "text/html"),
    ("a", "<!DOCTYPE html><html>".encode("utf-16"), "text/html"),
    ("a", "Words of no tag".encode("utf-16-le"), "text/plain"),
    ("a", "Words of no tag".encode("utf-16-be"), "text/plain"),
    ("a.xml", b'<?xml version="1.0"?><rss version="2.0">', "application/rss+xml"),
    ("a", b'<?xml version="1.0"?><!-- x --><rdf:RDF xmlns="x">', "application/rss+xml"),
    ("a", b'<!DOCTYPE rss [<!ENTITY a "b">\n<!ENTITY c "d">]><rss>', "application/rss+xml"),
    ("a", b'<feed xmlns="http://www.w3.org/2005/Atom">', "application/atom+xml"),
    ("a", b"<?xml version='1.0'?><urlset>", "application/sitemap+xml"),
    ("a.html", b'<?xml version="1.0"?><!DOCTYPE html><html>', "text/html"),
    ("a", b'<?xml version="1.0"?><nitf>', "application/xml"),
    ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/feed+json"),
    ("a.json", b'{"text": "words"}', "application/json"),
    ("a.jsonl", b'{"text": "words"}', "application/x-ndjson"),
    ("a", b'{"text": "words"}\n{"text": "more"}', "application/x-ndjson"),
    ("a.txt", b'{"text": "words"}', "text/plain"),
    ("a.csv", b"text,url\nwords,", "text/csv"),
    ("a.tsv", b"text\turl\nwords\t", "text/tab-separated-values"),
    ("a", b"\x1f\x8b\x08\0", "application/gzip"),
    ("a", b"WARC/1.0\r\n", "application/warc"),
    ("a.warc", b"\0ARC/1.0\r\n", "application/warc"),
    ("a.txt", b"PK\x03\x04rest", "application/zip"),
    ("a.docx", b"PK\x03\x04rest", "application/octet-stream"),
    ("a", b"PAR1rest", "application/vnd.apache.parquet"),
    ("a.txt", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ("a.txt", b"\0\1\2\3" * 30, "application/octet-stream"),
    ("a", b"", "text/plain"),
    ("a", "Слова".encode("cp1251"), "text/plain"),
    ("a", "言葉".encode("shift_jis"), "text/plain"),
]


@pytest.mark.parametrize(("name", "head", "kind"), CASES)
def test_kinds(name: str, head: bytes, kind: str) -> None:
    assert media_type(name, head) == kind


@given(name=st.text(max_size=12), head=st.binary(max_size=400))
def test_any_bytes_have_a_kind(name: str, head: bytes) -> None:
    assert "/" in media_type(name, head)


@pytest.mark.parametrize("piece", [b"<!-- > ", b"<?x", b"<!x>", b"<", b" \n", b"{ ", b'{"a', b"<a:"])
def test_no_head_takes_long(piece: bytes) -> None:
    head = (piece * HEAD)[:HEAD]
    before = time.process_time()
    media_type("a", head)
    assert time.process_time() - before < 0.25
