"""What the app costs whoever looks: ``python -m bench.screens [RECORD] [--times N]``.

A real server over a record is asked for every screen, for ones drawn by a seed: searches with words, speakers and days
that stand in the record, pages, statements, occasions, utterances, speakers and their timelines, figures, quotations to
be checked. A line for each kind of screen: milliseconds by the clock and of the server's processor that one in twenty
exceeds, and the largest answer. Where there is Chromium, the first paint is timed too.

Without a record one is made and related.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlencode

import httpx2
from sqlalchemy import Table, func, select

from bench.floors import Figure
from bench.press import readings
from bench.related import kept
from onrecord.pipeline import relate
from onrecord.record import schema
from onrecord.record.store import Record
from onrecord.types import Reading

TIMES, SEED = 40, 5
MADE_PAGES = 200
SPEED_SHARE = 0.3  # of the slowest in twenty, on a machine half as fast
SIZE_LIMIT = 300_000
_READY = 60.0
_PAINTS = 5
_WORDS = re.compile(r"\w{5,}")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one kind of screen cost, of which one answer in twenty exceeds: seconds by the clock and of the server's
    processor; the bytes of the largest answer, as it is before it is packed."""

    screen: str
    waited: float
    spent: float
    size: int


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it is, and which process it is."""

    address: str
    process: int

    def spent(self) -> float:
        """Seconds of processor time that it took so far, all threads (clock_getcpuclockid(3); Linux)."""
        return time.clock_gettime((~self.process << 3) | 2)


def measure() -> tuple[list[Figure], list[str]]:
    """Screens a second of the server's processor, of each kind, over a record that is made here."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        where = Path(scratch) / "made.db"
        fill(where, MADE_PAGES)
        costs = list(measured(where, TIMES // 2))
    largest = max(cost.size for cost in costs)
    figures = [Figure("screens", f"{cost.screen}_per_cpu_second", 1 / cost.spent, SPEED_SHARE) for cost in costs]
    return [*figures, Figure("screens", "limit_by_largest", SIZE_LIMIT / largest, 0.95)], []


def fill(where: Path, pages: int) -> None:
    """Makes a related record of so many pages."""
    with Record.open(str(where), create=True) as record:
        kept(record, readings(pages))
        relate(record)


def measured(where: Path, times: int) -> Iterator[Cost]:
    """What every kind of screen costs over this record.

    Raises:
        httpx2.HTTPStatusError: a screen answered with an error.
    """
    with Record.open(str(where)) as record:
        asked = addresses(record, times)
    with serving(where) as server, httpx2.Client(base_url=server.address, timeout=60) as client:
        for screen, some in asked.items():
            yield _cost(server, client, screen, some)


def addresses(record: Record, times: int) -> dict[str, list[str]]:
    """What is asked for: so many addresses of each kind of screen, as far as the record has some."""
    rng = Random(SEED)
    pages = _drawn(record, rng, schema.page, times)
    statements = _drawn(record, rng, schema.statement, times)
    speakers = _heard(record, rng, times)
    read = [found for page in pages if (found := record.reading(page)) is not None]
    words = [_some_words(rng, reading) for reading in read]
    names = [_name(record, speaker) for speaker in speakers]
    quotations = [_said(rng, reading) for reading in read]
    days = [reading.article.published.earliest.isoformat()[:7] for reading in read if reading.article.published]
    out = {
        "search": [_asked("/search", q=some) for some in words],
        "search_all": ["/search"] * times,
        "search_speaker": [_asked("/search", q=f'speaker:"{name}"') for name in names],
        "search_month": [_asked("/search", q=f"said:{day}", manner="direct") for day in days],
        "page": [f"/pages/{id_}" for id_ in pages],
        "page_beside": [_asked(f"/pages/{id_}", beside="captured") for id_ in pages],
        "captured": [f"/pages/{id_}/captured" for id_ in pages],
        "statement": [f"/statements/{id_}" for id_ in statements],
        "occasions": ["/occasions"] * times,
        "occasion": [f"/occasions/{id_}" for id_ in _told(record, rng, times)],
        "utterance": [f"/utterances/{id_}" for id_ in _drawn(record, rng, schema.utterance, times)],
        "speakers": ["/speakers"] * times,
        "speakers_named": [_asked("/speakers", q=name.split()[-1]) for name in names],
        "speaker": [f"/speakers/{id_}" for id_ in speakers],
        "timeline": [f"/speakers/{id_}/timeline" for id_ in speakers],
        "timeline_about": [
            _asked(f"/speakers/{id_}/timeline", about=some.split()[0])
            for id_, some in zip(speakers, words, strict=False)
        ],
        "figures": ["/figures"] * times,
        "figures_of": [_asked("/figures", q=some.split()[0]) for some in words],
        "check": [_asked("/check", q=said) for said in quotations],
        "check_by": [_asked("/check", q=said, by=name) for said, name in zip(quotations, names, strict=False)],
        "review": ["/review"] * times,
        "review_at": [_asked("/review", at=id_) for id_ in statements],
        "accuracy": ["/accuracy"] * times,
        "record": ["/record"] * times,
        "decisions": ["/decisions"] * times,
        "import": ["/import"] * times,
    }
    return {screen: some for screen, some in out.items() if some}


def painted(server: Server, paths: Sequence[str]) -> list[float]:
    """Seconds until a browser that knows nothing yet shows each address; none where there is no Chromium."""
    program = shutil.which("chromium")
    if program is None:
        return []
    from playwright.sync_api import sync_playwright

    out = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for path in paths:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(server.address + path)
                page.wait_for_timeout(200)
                out.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1e3)
        browser.close()
    return out


@contextmanager
def serving(where: Path) -> Iterator[Server]:
    """A server over a record, as `onrecord serve` starts it, once it answers."""
    program = "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(where), "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://[^/\s]+", said)
        if found is None:
            raise RuntimeError(f"the server did not start: {said}")
        _wait(found[0])
        yield Server(found[0], process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    until = time.monotonic() + _READY
    while True:
        try:
            httpx2.get(f"{address}/search", timeout=_READY).raise_for_status()
        except httpx2.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _cost(server: Server, client: httpx2.Client, screen: str, paths: Sequence[str]) -> Cost:
    waited, spent, size = [], [], 0
    client.get(paths[-1]).raise_for_status()  # what is held in memory is made once
    for path in paths:
        before, begun = server.spent(), time.perf_counter()
        answer = client.get(path)
        waited.append(time.perf_counter() - begun)
        spent.append(server.spent() - before)
        answer.raise_for_status()
        size = max(size, len(answer.content))
    return Cost(screen, _slow(waited), _slow(spent), size)


def _slow(seconds: list[float]) -> float:
    """What one in twenty exceeds."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]


def _asked(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"


def _drawn(record: Record, rng: Random, table: Table, number: int) -> list[str]:
    with record.engine.connect() as connection:
        ids = sorted(connection.execute(select(table.c.id)).scalars())
    return rng.sample(ids, min(number, len(ids)))


def _told(record: Record, rng: Random, number: int) -> list[str]:
    """Occasions that several pages tell of."""
    row, occasion = schema.telling.c, schema.occasion.c
    told = select(row.occasion).join(schema.occasion, occasion.id == row.occasion).where(occasion.kind != "")
    shared = told.group_by(row.occasion).having(func.count() > 1)
    with record.engine.connect() as connection:
        ids = sorted(connection.execute(shared).scalars())
    return rng.sample(ids, min(number, len(ids)))


def _heard(record: Record, rng: Random, number: int) -> list[str]:
    """Speakers: the ones who are heard most, and as many of the others."""
    row = schema.mention.c
    asked = select(row.speaker, func.sum(row.statements)).where(row.speaker.is_not(None)).group_by(row.speaker)
    with record.engine.connect() as connection:
        heard = sorted(((said, id_) for id_, said in connection.execute(asked)), reverse=True)
    first, others = heard[: number // 2], heard[number // 2 :]
    return [id_ for _, id_ in (*first, *rng.sample(others, min(number - len(first), len(others))))]


def _name(record: Record, speaker: str) -> str:
    row = schema.speaker.c
    with record.engine.connect() as connection:
        return str(connection.execute(select(row.name).where(row.id == speaker)).scalar_one())


def _said(rng: Random, reading: Reading) -> str:
    return rng.choice(reading.statements).content[0].of(reading.article.text)


def _some_words(rng: Random, reading: Reading) -> str:
    known = _WORDS.findall(_said(rng, reading)) or ["nothing"]
    return " ".join(rng.sample(known, min(len(known), rng.randint(1, 2))))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("record", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        where = options.record or Path(scratch) / "made.db"
        if options.record is None:
            fill(where, MADE_PAGES)
        print(f"{'screen':16} {'clock p95':>10} {'processor p95':>14} {'largest':>10}")
        for cost in measured(where, options.times):
            print(
                f"{cost.screen:16} {1e3 * cost.waited:7.1f} ms {1e3 * cost.spent:11.1f} ms {cost.size:10,}", flush=True
            )
        with serving(where) as server:
            paints = painted(server, ["/search"] * _PAINTS)
        if paints:
            print(f"first paint in Chromium: {min(paints):.2f} to {max(paints):.2f} s")


if __name__ == "__main__":
    main()
