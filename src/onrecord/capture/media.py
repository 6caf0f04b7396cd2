"""What a file is, guessed from its first bytes and its ending; content is believed before the name."""

from __future__ import annotations

import codecs
import re

HEAD = 1 << 16  # bytes that readers of formats look ahead
LOOK = 1 << 13  # bytes that the kind is told by

GZIP = "application/gzip"
ZIP = "application/zip"
WARC = "application/warc"
PARQUET = "application/vnd.apache.parquet"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
SITEMAP = "application/sitemap+xml"  # ours: the format has no registered type
JSON_FEED = "application/feed+json"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
CSV = "text/csv"
TSV = "text/tab-separated-values"
HTML = "text/html"
XML = "application/xml"
PLAIN = "text/plain"
BINARY = "application/octet-stream"

READABLE = frozenset({HTML, PLAIN, XML})
"""What is a page by itself."""

CONTAINERS = frozenset({GZIP, ZIP, WARC, PARQUET, RSS, ATOM, SITEMAP, JSON_FEED, JSON, JSON_LINES, CSV, TSV})
"""What may hold pages."""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", GZIP),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"WARC/1.", WARC),
    (b"PAR1", PARQUET),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
"""First bytes of formats. None of them begins a page of text."""

OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk")
"""Endings of documents that are ZIP archives, but not archives of pages."""

BY_ENDING = {
    ".warc": WARC,
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".jsonlines": JSON_LINES,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
}

BY_ROOT = {
    "rss": RSS,
    "rdf": RSS,
    "feed": ATOM,
    "urlset": SITEMAP,
    "sitemapindex": SITEMAP,
    "html": HTML,
}
"""The root element of an XML document, without its prefix, in lower case."""

HTML_START = re.compile(r"<(?:!doctype\s+html|html|head)(?=[\s>/])", re.IGNORECASE)
TAG_START = re.compile(r"</?(?:[a-z][a-z0-9]*)(?=[\s>/])|<!--", re.IGNORECASE)
SPACES = re.compile(r"\s*")
ASIDES = (("<!--", "-->"), ("<?", ">"), ("<!", ">"), ("]", ">"))  # what may stand before the root element
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
DOCTYPE = re.compile(r"<!doctype\s{1,9}(?:[\w.-]{1,40}:)?([\w.-]{1,40})", re.IGNORECASE)
JSON_FEED_START = re.compile(r"\{\s*\"version\"\s*:\s*\"https?://jsonfeed\.org/")
JSON_LINE = re.compile(r"\{\s*\"[^\"\n]*\"\s*:")

CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\x1b"))
BINARY_SHARE = 0.1


def media_type(name: str, head: bytes) -> str:
    """The media type of a file by its first bytes (up to `LOOK`) and its name.

    XHTML is told as HTML: one parser reads both. What is neither a known format nor text is `BINARY`.
    """
    head = head[:LOOK]
    ending = _ending(name)
    signed = _signed(head)
    if signed:
        return BINARY if signed == ZIP and ending in OFFICE else signed
    by_name = BY_ENDING.get(ending)
    if by_name == WARC:
        return WARC  # one that is damaged at its first byte
    text = _as_text(head)
    if text is None:
        return HTML if by_name == HTML else BINARY
    if by_name in (CSV, TSV, JSON_LINES):
        return by_name
    return _by_text(text.lstrip(), by_name)


def served_type(declared: str, content: bytes) -> str:
    """What a server sent: what it says where the bytes alone would not tell, else what they look like."""
    if declared in (HTML, "application/xhtml+xml"):
        return HTML
    return declared if declared in (PLAIN, CSV, TSV) else media_type("", content[:HEAD])


def text_type(text: str) -> str:
    """HTML where a text that came without a name begins with a tag, else plain text."""
    start = text[:HEAD].lstrip()
    return HTML if HTML_START.match(start) or TAG_START.match(start) else PLAIN


def _by_text(text: str, by_name: str | None) -> str:
    if HTML_START.match(text):
        return HTML
    if text.startswith("<"):
        return _markup(text, by_name)
    if JSON_FEED_START.match(text):
        return JSON_FEED
    if by_name:
        return by_name
    return JSON_LINES if JSON_LINE.match(text) else PLAIN


def _markup(text: str, by_name: str | None) -> str:
    """What a text that begins with a tag is: feeds and the like by their root, XML by its declaration."""
    root = ROOT.match(text, _past_asides(text)) or DOCTYPE.search(text)
    known = BY_ROOT.get(root.group(1).lower()) if root else None
    if known:
        return known
    if text.startswith("<?xml"):
        return XML
    if by_name:
        return by_name
    return HTML if TAG_START.match(text) else PLAIN


def _past_asides(text: str) -> int:
    """Where the root element begins, if one follows; an aside that does not end in the head ends the search."""
    at = 0
    while pair := next((pair for pair in ASIDES if text.startswith(pair[0], at)), None):
        end = text.find(pair[1], at)
        if end < 0:
            return at
        at = _after_space(text, end + len(pair[1]))
    return at


def _after_space(text: str, at: int) -> int:
    gap = SPACES.match(text, at)
    return gap.end() if gap else at


def _signed(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return BINARY
    return next((kind for start, kind in SIGNATURES if head.startswith(start)), None)


def _ending(name: str) -> str:
    stem = name.lower().removesuffix(".gz")
    dot = stem.rfind(".")
    return stem[dot:] if dot >= 0 else ""


def _as_text(head: bytes) -> str | None:
    """The head as text, good enough to recognise a format by, or None where it is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    wide = _wide(head)
    if wide:
        return head.decode(wide, "ignore")
    controls = len(head) - len(head.translate(None, CONTROL))
    if controls > BINARY_SHARE * len(head):
        return None
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte of western text is zero then."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    if head[1::2].count(0) > 0.7 * pairs and head[::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * pairs and head[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None
