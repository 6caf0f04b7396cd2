"""Nothing acknowledged is lost: writers killed at random moments, on SQLite and on PostgreSQL.

``python -m bench crashes [--times N]``. A writer that keeps pages, or that says what editors say, is killed (SIGKILL)
up to `LONGEST` seconds after it began, again and again, until its work is done; then another record is begun, until it
was killed so many times. After each kill all that it had acknowledged must be there and `doctor` must find nothing off;
in the end every table must hold what an undisturbed run leaves.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, select, text

from bench.made import READER, readings
from bench.postgres import programs, server
from onrecord.pipeline import examine
from onrecord.record.database import locate
from onrecord.record.keeper import Keeper
from onrecord.record.schema import metadata
from onrecord.record.searching import index
from onrecord.record.store import Record
from onrecord.types import DecisionKind, Reading

LONGEST = 0.4
"""Seconds from the beginning of a writer to its end, at most."""
PAGES = 64
SAID = 60
SEED = 6
_MADE = tuple(readings(PAGES, seed=SEED))
_REVIEWED = _MADE[:12]
_STATEMENTS = tuple(statement for reading in _REVIEWED for statement in reading.statements)
_MOMENT = datetime(2026, 11, 2, tzinfo=UTC)

Tell = Callable[[str], None]
Writer = Callable[[Record, Tell], None]
Place = Callable[[], str]
"""Gives the address of a record that is not there yet; the one that it gave before the last may be gone."""


@dataclass(frozen=True, slots=True)
class Survived:
    """How often a writer was killed, in how many runs, what it had acknowledged by then, and what was wrong."""

    kills: int
    runs: int
    acknowledged: int
    faults: tuple[str, ...]


def add(record: Record, tell: Tell) -> None:
    """Keeps the pages that are missing, as `onrecord add` does."""
    _keep(record, _MADE, tell)


def _keep(record: Record, made: Sequence[Reading], tell: Tell) -> None:
    missing = [reading for reading in made if record.knows(reading.page.id, READER) is None]
    handed = iter(missing)
    with Keeper(record) as keeper:
        for reading in missing:
            keeper.hand(reading.page, reading, READER)
            for _ in keeper.told():
                tell(next(handed).page.id)
        for _ in keeper.finish():
            tell(next(handed).page.id)


def review(record: Record, tell: Tell) -> None:
    """Says what is still to be said: accepts, rejects, corrects, takes back, in turn."""
    for number in range(len(record.decisions()), SAID):
        statement = _STATEMENTS[number * 3]
        decide = partial(record.decide, who="editor", moment=_MOMENT)
        if number % 4 == 3:
            decision = decide(DecisionKind.UNDO, record.decisions()[-1].hash)
        elif number % 4 == 2:
            first = statement.content[0]
            decision = decide(DecisionKind.CORRECT, statement.id, corrected={"content": [[first.start, first.end - 1]]})
        else:
            decision = decide(DecisionKind.REJECT if number % 4 else DecisionKind.ACCEPT, statement.id)
        tell(decision.hash)


def survive(writer: Writer, place: Place, times: int, seed: int = SEED) -> Survived:
    """Kills a writer so many times, and lets it end its work each time that it comes so far."""
    rng = Random(seed)
    undisturbed = _begun(place, writer)
    with Record.open(undisturbed, create=True) as record:
        writer(record, lambda _told: None)
    whole = _held(undisturbed)
    kills = runs = acknowledged = 0
    faults: list[str] = []
    while kills < times:
        where, told = _begun(place, writer), set[str]()
        runs += 1
        ended = False
        while not ended:
            wait = rng.uniform(0, LONGEST) if kills < times else None
            ended = _run(writer, where, wait, told)
            kills += not ended
            faults += _faults(where, told)
        acknowledged += len(told)
        if _held(where) != whole:
            faults.append(f"run {runs} ended otherwise than an undisturbed one")
    return Survived(kills, runs, acknowledged, tuple(faults))


def _begun(place: Place, writer: Writer) -> str:
    """A new record: empty for pages, with some pages for what is said of them."""
    where = place()
    with Record.open(where, create=True) as record:
        if writer is review:
            _keep(record, _REVIEWED, lambda _told: None)
    return where


def _run(writer: Writer, where: str, wait: float | None, told: set[str]) -> bool:
    """Runs a writer in a process of its own and kills it after so long; whether it came to its end before.

    What it acknowledged is added to ``told``. A fork begins at once: nothing is killed while modules load.
    """
    theirs, ours = os.pipe()
    child = os.fork()
    if child == 0:
        _write(writer, where, ours)
    os.close(ours)
    with os.fdopen(theirs) as pipe:
        pipe.readline()
        if wait is not None:
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        lines = pipe.read().split("\n")
    told.update(lines[:-1])  # the last one is cut, or empty
    _, status = os.waitpid(child, 0)
    return status == 0


def _write(writer: Writer, where: str, pipe: int) -> None:
    """The life of a writer; it never returns."""
    code = 1
    try:
        with Record.open(where) as record:
            os.write(pipe, b"begun\n")
            writer(record, partial(_acknowledge, pipe))
        code = 0
    finally:
        os._exit(code)


def _acknowledge(pipe: int, told: str) -> None:
    os.write(pipe, f"{told}\n".encode())


def _faults(where: str, told: set[str]) -> Iterator[str]:
    """What was acknowledged and is not there, and all that `doctor` finds."""
    with Record.open(where) as record:
        held = {state.id for state in record.states()} | {decision.hash for decision in record.decisions()}
        for lost in sorted(told - held):
            yield f"{lost} was acknowledged and is lost"
        for fault in examine(record):
            yield f"{fault.part}: {fault.where}: {fault.what}"


def _held(where: str) -> dict[str, object]:
    """All that a record holds, table by table, and the words that can be found."""
    with Record.open(where) as record, record.engine.connect() as connection:
        out: dict[str, object] = {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in metadata.sorted_tables
        }
        out["statement_words"] = index.seals(connection, "statement_words")
        out["page_words"] = index.seals(connection, "page_words")
    return out


@contextmanager
def places() -> Iterator[dict[str, Place]]:
    """Where records can be made, by kind of database; PostgreSQL where it is installed."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        made = iter(range(1_000_000))
        kinds: dict[str, Place] = {"sqlite": lambda: str(Path(folder) / f"{next(made)}.db")}
        if programs() is None:
            yield kinds
            return
        with server() as address:
            url = locate(address)

            def database() -> str:
                number = next(made)
                name = f"crashed_{number}"
                engine = create_engine(url, isolation_level="AUTOCOMMIT")
                with engine.connect() as connection:
                    connection.execute(text(f"CREATE DATABASE {name}"))
                    connection.execute(text(f"DROP DATABASE IF EXISTS crashed_{number - 2} WITH (FORCE)"))
                engine.dispose()
                return url.set(database=name).render_as_string(hide_password=False)

            yield {**kinds, "postgresql": database}


def main(times: int) -> int:
    """Prints a line for each database and writer; 1 where anything was lost or off."""
    wrong = 0
    with places() as kinds:
        for kind, place in kinds.items():
            for writer in (add, review):
                survived = survive(writer, place, times)
                print(
                    f"{kind:10} {writer.__name__:6} killed {survived.kills} times in {survived.runs} runs, "
                    f"{survived.acknowledged} acknowledged, {len(survived.faults)} lost or off"
                )
                for fault in survived.faults[:20]:
                    print(f"  {fault}", file=sys.stderr)
                wrong += len(survived.faults)
        if "postgresql" not in kinds:
            print("not there, so not measured: postgresql")
    return 1 if wrong else 0
