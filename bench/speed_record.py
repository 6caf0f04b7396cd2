"""What a record costs, on SQLite and on PostgreSQL: ``python -m bench record [--pages N]``.

Readings made from a seed are kept as `onrecord add` keeps them; then they are searched with a mix of one to
three words, drawn as they stand in the text, with speakers and days, facets included. Time is processor time, of this
process and of the server's that works for it, so that other work on the machine changes little; only how long a reader
waits beside a writer is told by the clock.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter, process_time

from sqlalchemy import text

from bench.floors import Figure
from bench.made import READER, readings
from bench.postgres import programs, server
from onrecord.record.database import writing
from onrecord.record.keeper import Keeper
from onrecord.record.searching.search import Search
from onrecord.record.searching.terms import terms
from onrecord.record.store import Record
from onrecord.types import Reading

PAGES = 500
"""Some 10,000 statements: enough to see what grows, few enough for every run. Issues ask for ten times as many."""
SEARCHES = 400
SEED = 11
SPEED_SHARE = 0.5  # a machine half as fast still passes
WAIT_SHARE = 0.05  # the clock of a busy machine
_AT_ONCE = 64
_NANO = 1e-9

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """What searches are drawn from: a statement's terms, its speaker, its page's day."""

    terms: tuple[str, ...]
    speaker: str
    day: str


def measure(pages: int = PAGES) -> tuple[list[Figure], list[str]]:
    """The figures, and the databases that are not there."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        figures = list(_figures("sqlite", str(Path(folder) / "record.db"), pages))
    if programs() is None:
        return figures, ["postgresql"]
    with server() as address:
        return [*figures, *_figures("postgresql", address, pages)], []


def _figures(kind: str, where: str, pages: int) -> Iterator[Figure]:
    group = f"record_{pages * 20 // 1000}k"
    with Record.open(where, create=True) as record:
        kept, letters, samples = _keep(record, pages)
        yield Figure(group, f"{kind}_readings_kept_per_cpu_second", kept, SPEED_SHARE)
        yield Figure(group, f"{kind}_text_by_file", letters / _size(record), 0.95)
        median, slow = searched(record, samples)
        yield Figure(group, f"{kind}_searches_per_cpu_second_median", 1 / median, SPEED_SHARE)
        yield Figure(group, f"{kind}_searches_per_cpu_second_p99", 1 / slow, SPEED_SHARE)
        for name, wait in waits(record, samples).items():
            yield Figure(group, f"{kind}_reads_per_second_{name}", 1 / wait, WAIT_SHARE)


def _keep(record: Record, pages: int) -> tuple[float, int, list[Sample]]:
    """Readings kept a second of processor time, the bytes of their pages, and what to search for."""
    rng, samples, letters, spent = Random(SEED), list[Sample](), 0, 0.0
    made = readings(pages)
    with _clock(record) as clock:
        while some := list(islice(made, _AT_ONCE)):
            begun = clock()
            with Keeper(record) as keeper:
                for reading in some:
                    keeper.hand(reading.page, reading, READER)
                    keeper.told()
                all(keeper.finish())
            spent += clock() - begun
            letters += sum(len(reading.page.content) for reading in some)
            samples += [_sample(rng, reading) for reading in some]
    return pages / spent, letters, samples


def _sample(rng: Random, reading: Reading) -> Sample:
    said = rng.choice(reading.statements)
    day = reading.article.published
    return Sample(
        terms=tuple(terms(said.content[0].of(reading.article.text))),
        speaker=said.speaker.name if said.speaker else "",
        day=day.earliest.isoformat() if day else "",
    )


def _query(rng: Random, samples: list[Sample]) -> str:
    drawn = rng.choice(samples)
    parts = rng.sample(drawn.terms, min(len(drawn.terms), rng.randint(1, 3)))
    if rng.random() < 0.3:
        parts.append(f'speaker:"{drawn.speaker}"')
    if rng.random() < 0.3:
        parts.append(f"said:{drawn.day[: rng.choice((4, 7))]}")
    return " ".join(parts)


def searched(record: Record, samples: list[Sample]) -> tuple[float, float]:
    """Seconds of processor time of a search: the median, and what one in a hundred exceeds."""
    rng, search, spent = Random(SEED), Search(record), list[float]()
    search.find("")  # what is held in memory is loaded once
    with _clock(record) as clock:
        for _ in range(SEARCHES):
            asked = _query(rng, samples)
            begun = clock()
            search.find(asked)
            spent.append(clock() - begun)
    cuts = quantiles(spent, n=100)
    return cuts[49], cuts[98]


def waits(record: Record, samples: list[Sample]) -> dict[str, float]:
    """The longest that a reader waited, in seconds, beside a writer with an open transaction, and beside an add."""
    rng, search = Random(SEED), Search(record)
    search.find("")
    with writing(record.engine) as connection:
        connection.execute(text("UPDATE state SET value = value + 1 WHERE key = 'epoch'"))
        held_open = max(_waited(search, rng, samples) for _ in range(20))
    done = Event()

    def add() -> None:
        for reading in readings(60, seed=SEED):
            record.keep(reading.page, reading, READER)
        done.set()

    adding = Thread(target=add)
    adding.start()
    longest = _waited(search, rng, samples)
    while not done.is_set():
        longest = max(longest, _waited(search, rng, samples))
    adding.join()
    return {"beside_an_open_writer": held_open, "beside_an_add": longest}


def _waited(search: Search, rng: Random, samples: list[Sample]) -> float:
    asked = _query(rng, samples)
    begun = perf_counter()
    search.find(asked)
    return perf_counter() - begun


@contextmanager
def _clock(record: Record) -> Iterator[Clock]:
    """Processor time in seconds; on PostgreSQL with that of the server's process that works for us (Linux)."""
    if record.engine.dialect.name == "sqlite":
        yield process_time
        return
    with record.engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    account = Path(f"/proc/{backend}/schedstat")  # the pool hands the same connection out again
    yield lambda: process_time() + int(account.read_text().split()[0]) * _NANO


def _size(record: Record) -> int:
    """Bytes on disk, after what was written ahead is where it belongs."""
    ours = "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_tables t ON t.tablename = c.relname"
    ours += " WHERE t.schemaname = current_schema() AND c.relkind = 'r'"
    with record.engine.connect() as connection:
        if record.engine.dialect.name == "postgresql":
            return int(connection.execute(text(ours)).scalar_one())
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    return Path(str(record.engine.url.database)).stat().st_size
