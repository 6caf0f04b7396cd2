"""Pages of a web archive a second of processor time, nothing extracted: ``python -m bench.speed_archives``.

The archive is made here from a seed, each record packed by itself as crawlers do: markup that packs about as well as
that of the press, and between the pages requests and metadata, which are passed over and do not count. It is read from
memory, as often as fills the least time.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from random import Random
from time import process_time

from bench.archives import HTML, answer, packed, record
from onrecord.capture.source import Source
from onrecord.capture.unfold import unfold
from onrecord.types import Page

PAGES = 600
PARAGRAPHS, WORDS = 120, 40  # of a page, of a paragraph: some 60 KB of markup, 15 KB packed
LEAST_SECONDS = 2.0  # of processor time: below it the clock's steps would show
THEN = datetime(2026, 1, 1, tzinfo=UTC)
_SYLLABLES = [first + last for first in "bdfghklmnprstvw" for last in ("a", "en", "i", "o", "ur", "es", "y")]


def archive(pages: int = PAGES) -> bytes:
    """A web archive, packed record by record."""
    records = []
    for number in range(pages):
        address = f"https://pier.example/{number}"
        if number % 10 == 0:
            records.append(record("request", address, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"))
            records.append(record("metadata", address, b"fetchTimeMs: 12\r\n", "application/warc-fields"))
        records.append(record("response", address, answer(_page(number), headers=_HEADERS)))
    return packed(records)


_HEADERS = (*HTML, ("Last-Modified", "Wed, 02 Apr 2025 08:00:00 GMT"), ("Content-Language", "en"))


def _page(number: int) -> bytes:
    seeded = Random(number)
    words = ["".join(seeded.choices(_SYLLABLES, k=seeded.randint(1, 3))) for _ in range(800)]
    told = "\n".join(
        f"<p class='story' id='p{at}'>{' '.join(seeded.choices(words, k=WORDS))}.</p>" for at in range(PARAGRAPHS)
    )
    menu = "".join(f"<li class='menu-item menu-item-{at}'><a href='/{at}'>Section {at}</a></li>" for at in range(250))
    head = f"<title>Plan {number}</title><meta name='date' content='2025-04-02'>"
    return f"<!doctype html><html><head>{head}</head><body><ul>{menu}</ul>{told}</body></html>".encode()


def rate(content: bytes, pages: int = PAGES) -> float:
    """Pages a second; the first round warms up and does not count.

    Raises:
        ValueError: a page was not taken out.
    """
    rounds, begun = -1, process_time()
    while rounds < 1 or process_time() - begun < LEAST_SECONDS:
        if rounds == 0:
            begun = process_time()
        found = sum(isinstance(item, Page) for item in unfold(Source("made.warc.gz", io.BytesIO(content), THEN)))
        if found != pages:
            raise ValueError(f"{found} pages of {pages} were taken out")
        rounds += 1
    return rounds * pages / (process_time() - begun)


if __name__ == "__main__":
    print(f"pages of a web archive a second of processor time: {rate(archive()):,.0f}")
