"""Pages and files that were made to harm, and what each costs: ``python -m bench hostile`` prints the table.

Each is read in a worker under the usual budget; its time is processor time, its memory how far the worker grew.
"""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from bench.archives import HTML as AS_HTML
from bench.archives import answer, packed, record, response
from onrecord.capture.source import Source
from onrecord.capture.unfold import unfold
from onrecord.guard import Budget, guarded
from onrecord.pipeline import read
from onrecord.types import Page, Rejection

THEN = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "The mayor said the tram would run by June. "
HTML, TEXT = "text/html", "text/plain"
MILLION = 1_000_000
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


@dataclass(frozen=True)
class Cost:
    outcome: str
    seconds: float
    megabytes: float


def as_page(page: Page) -> Cost:
    """What it costs to read a page."""
    return _measured(lambda: _outcome(read(page)))


def as_file(page: Page) -> Cost:
    """What it costs to take the pages out of a file, without reading them."""

    def taken() -> str:
        found = [_outcome(item) for item in unfold(Source(page.name, io.BytesIO(page.content), THEN))]
        return ", ".join(sorted(set(found)))

    return _measured(taken)


def _outcome(item: object) -> str:
    return item.reason if isinstance(item, Rejection) else "read"


def _measured(work: Callable[[], str]) -> Cost:
    CLEAR.write_text("5")  # the largest size so far is forgotten
    before, size = time.process_time(), _largest()
    outcome = work()
    return Cost(outcome, time.process_time() - before, _largest() - size)


def _largest() -> float:
    """MiB, by Linux's own account: the one of getrusage begins with what the parent had."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Tram</title>{head}</head><body>{body}</body></html>".encode()


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _nested_zip(levels: int) -> bytes:
    inner = _zip({"a.txt": SENTENCE.encode()})
    for level in range(levels):
        inner = _zip({f"{level}.zip": inner})
    return inner


def _coded(body: bytes, coding: str) -> bytes:
    """A web archive with one answer whose body travels packed."""
    headers = (*AS_HTML, ("Content-Encoding", coding))
    return packed([record("response", "https://press.example/9", answer(body, headers=headers)), response(1)])


def _wide_table(columns: int) -> bytes:
    header = ",".join(["text", *(f"c{number}" for number in range(1, columns))])
    return f'{header}\n"{SENTENCE}"{"," * (columns - 1)}\n'.encode()


TEXTS: dict[str, Callable[[], bytes]] = {
    "50 MB of sentences in one paragraph": lambda: (SENTENCE * 1_163_000).encode(),
    "5 MB of sentences, a paragraph each": lambda: (SENTENCE.strip() + "\n").encode() * 116_000,
    "a million of one letter": lambda: b"a" * MILLION,
    "a million opening quotation marks": lambda: "“".encode() * MILLION,
    "a million straight quotation marks": lambda: b'"' * MILLION,
    "half a million quoted letters": lambda: b'"a" ' * 500_000,
    "a million opening brackets": lambda: b"(" * MILLION,
    "a million digits": lambda: b"1" * MILLION,
    "numbers with commas": lambda: b"1,234," * 150_000,
    "a million line ends": lambda: b"a\n" + b"\n" * MILLION + b"a",
    "a million spaces": lambda: b"a" + b" " * MILLION + b"a",
    "a paragraph that says said": lambda: b"said " * 200_000,
    "names without end": lambda: b"Anna " * 200_000,
    "dates without end": lambda: b"on 2 April 2025 " * 60_000,
    "percentages without end": lambda: b"about 5 percent of " * 50_000,
    "words in capitals": lambda: b"NATO AND " * 100_000,
    "labels of a transcript": lambda: b"A: b\n" * 100_000,
    "marks of combination": lambda: ("a" + "\u0301" * MILLION).encode(),
    "10 MB of signs that turn the direction": lambda: "\u202e\u202d\u2066".encode() * 1_111_000,
    "null bytes between letters": lambda: b"a\0b" * 300_000,
    "half of UTF-16": lambda: b"\xff\xfe" + b"\x00\xd8" * 500_000,
}
PAGES: dict[str, Callable[[], bytes]] = {
    "50 MB of paragraphs": lambda: _page(f"<p>{SENTENCE}</p>\n" * 980_000),
    "5 MB of paragraphs": lambda: _page(f"<p>{SENTENCE}</p>\n" * 98_000),
    "100,000 nested elements": lambda: _page("<div>" * 100_000 + SENTENCE),
    "a million nested elements": lambda: _page("<b>" * MILLION + SENTENCE),
    "10,000 nested tables": lambda: _page("<table><tr><td>" * 10_000 + SENTENCE),
    "a million end tags": lambda: _page("</div>" * MILLION + SENTENCE),
    "an attribute of 20 MB": lambda: _page(f'<p title="{"x" * 20 * MILLION}">{SENTENCE}</p>'),
    "200,000 attributes": lambda: _page(f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>{SENTENCE}</p>"),
    "200,000 meta tags": lambda: _page(SENTENCE, '<meta name="date" content="2025-04-02">' * 200_000),
    "200,000 links": lambda: _page('<a href="/x">read more</a> ' * 200_000),
    "5 MB with null bytes": lambda: _page(f"<p>{SENTENCE}\0</p>" * 100_000),
    "comments that never end": lambda: _page("<!-- " * 300_000),
    "tags that never end": lambda: _page("<a " * 300_000),
    "opening angle brackets": lambda: _page("<" * MILLION),
    "ampersands": lambda: _page("&" * MILLION),
    "references to characters": lambda: _page("&#1;" * 300_000),
    "references that are not closed": lambda: _page("&amp&#x" * 300_000),
    "a paragraph of a million letters": lambda: _page(f"<p>{'a' * MILLION}</p>"),
    "scripts that never end": lambda: _page("<script>" * 100_000),
    "structured data nested 100,000 deep": lambda: _page(
        SENTENCE, f'<script type="application/ld+json">{"[" * 100_000}</script>'
    ),
    "structured data of 100,000 objects in each other": lambda: _page(
        SENTENCE, '<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>"
    ),
    "structured data of 5 MB": lambda: _page(
        SENTENCE, f'<script type="application/ld+json">{{"a": "{"x" * 5 * MILLION}"}}</script>'
    ),
    "quoted attributes that never close": lambda: _page('<a b="' * 200_000),
    "CDATA and instructions": lambda: _page("<![CDATA[<?x " * 100_000),
}
FILES: dict[str, Callable[[], bytes]] = {
    "a gzip bomb, 100 MB from 0.1 MB": lambda: gzip.compress(b" " * 100 * MILLION),
    "gzip in gzip in gzip": lambda: gzip.compress(gzip.compress(gzip.compress(SENTENCE.encode()))),
    "a ZIP bomb, 100 MB from 0.1 MB": lambda: _zip({"a.txt": b" " * 100 * MILLION}),
    "ZIP archives in each other, 6 deep": lambda: _nested_zip(6),
    "a web archive with a bomb in it": lambda: packed(
        [response(0), record("response", "https://press.example/9", answer(b" " * 100 * MILLION)), response(1)]
    ),
    "a web archive with a gzip bomb as an answer": lambda: _coded(gzip.compress(b" " * 100 * MILLION), "gzip"),
    "a web archive with a brotli bomb as an answer": lambda: _coded(
        brotli.compress(b" " * 100 * MILLION, quality=5), "br"
    ),
    "a Zstandard file": lambda: b"\x28\xb5\x2f\xfd" + bytes(MILLION),
    "a web archive of wrong lengths": lambda: packed([response(n, length=10**n) for n in range(1, 13)] + [response(1)]),
    "a ZIP archive of 20,000 empty files": lambda: _zip({f"{number}.txt": b"" for number in range(20_000)}),
    "a table of 100,000 columns.csv": lambda: _wide_table(100_000),
    "a web archive of false starts": lambda: packed([response(0)]) + b"\x1f\x8b\x08\0" * 250_000,
    "JSON nested 1,000,000 deep": lambda: b'{"text": ' + b"[" * MILLION,
    "a quote that never closes, in a table.csv": lambda: b'text\n"' + SENTENCE.encode() * 500_000,
    "a feed of entities in entities": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 100) for n in range(100))
        + b"]><rss><channel><item><title>&a9;</title></item></channel></rss>"
    ),
    "a feed nested 500,000 deep": lambda: b"<rss>" + b"<item>" * 500_000,
}


def costs(
    table: Mapping[str, Callable[[], bytes]], media_type: str | None, budget: Budget | None = None
) -> Iterator[tuple[str, Cost | Rejection]]:
    """What each hostile page, or without a media type each hostile file, costs in a worker."""
    inputs = (Page(name, make(), THEN, media_type or TEXT) for name, make in table.items())
    yield from zip(table, guarded(as_page if media_type else as_file, inputs, budget), strict=True)


def main(wanted: str = "", budget: Budget | None = None) -> None:
    """Prints the table of the inputs whose kind or name holds what is wanted."""
    print("| input | read as | outcome | seconds | MiB |\n|---|---|---|---:|---:|")
    for kind, media_type, table in (("text", TEXT, TEXTS), ("HTML", HTML, PAGES), ("file", None, FILES)):
        chosen = {name: make for name, make in table.items() if wanted in f"{kind} {name}"}
        for name, found in costs(chosen, media_type, budget):
            told = f"{found.reason} | | " if isinstance(found, Rejection) else _row(found)
            print(f"| {name} | {kind} | {told} |", flush=True)


def _row(found: Cost) -> str:
    return f"{found.outcome} | {found.seconds:.2f} | {found.megabytes:.0f}"
