"""``onrecord add`` and ``onrecord status``: keep what pages say, and tell what became of each."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from onrecord.capture.counting import count
from onrecord.cli.exits import Exit
from onrecord.cli.inputs import pages_of
from onrecord.cli.options import FORMS, RECORD, SOURCES, Form, Sources, form_of, refused, takes
from onrecord.cli.tables import console, safe
from onrecord.pipeline import identify, keep
from onrecord.types import Reading, Rejection

if TYPE_CHECKING:
    from onrecord.record.store import Record, State


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of a page; what it gave, where it was read now, or why it gave nothing."""

    name: str
    state: State
    statements: int | None
    figures: int | None
    refusal: Rejection | None


_Tick = Callable[[_Became], None]


@dataclass(frozen=True, slots=True)
class Adding(Sources):
    """What `add` was asked for."""

    record: str
    states: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What `status` was asked for."""

    record: str
    form: str | None


@click.command("add", short_help="Read pages and keep what they say.")
@takes(
    Adding,
    *SOURCES,
    RECORD,
    click.option("--json", "states", is_flag=True, help="Print what became of each page, one a line, as JSON."),
)
def add_command(asked: Adding) -> Exit:
    """Read pages and keep what they say, each wholly or not at all. The record is made where there is none.

    PATH is what `onrecord read` takes, or the folder of a run of `onrecord batch`, whose readings are kept as they
    are. A page that is kept already is not read again, so that a run that was stopped goes on where it stopped.
    `onrecord status` tells what became of every page.
    """
    from onrecord.record.store import Record, State  # the database's libraries, for those who keep a record

    became: Counter[State] = Counter()
    statements = figures = 0
    with Record.open(asked.record, create=True) as record, _progress(_number(asked.paths)) as tick:
        for page in _kept(record, asked):
            became[page.state] += 1
            tick(page)
            statements += page.statements or 0
            figures += page.figures or 0
            if page.refusal:
                refused(page.refusal)
            if asked.states:
                click.echo(json.dumps(_state(page), ensure_ascii=False))
        identify(record)
    told = ", ".join(f"{became[state]:,} {state}" for state in State if became[state]) or "no page"
    click.echo(f"onrecord: {told}; {statements:,} statements and {figures:,} figures read; {asked.record}", err=True)
    if not became or set(became) == {State.REFUSED}:
        return Exit.NOTHING
    return Exit.PARTIAL if became[State.REFUSED] else Exit.FINE


def _kept(record: Record, asked: Adding) -> Iterator[_Became]:
    """What became of each page: of those that have to be read, and of those that `onrecord batch` has read."""
    for is_run, paths in groupby(asked.paths, key=_is_run):
        if is_run:
            yield from _brought(record, tuple(paths), asked.workers)
            continue
        pages = pages_of(tuple(paths), asked.captured or datetime.now(UTC), asked.columns)
        for kept in keep(record, pages, trained=not asked.rules, workers=asked.workers):
            read = kept.outcome if isinstance(kept.outcome, Reading) else None
            refusal = kept.outcome if isinstance(kept.outcome, Rejection) else None
            statements, figures = (len(read.statements), len(read.figures)) if read else (None, None)
            yield _Became(kept.name, kept.state, statements, figures, refusal)


def _brought(record: Record, runs: tuple[str, ...], workers: int) -> Iterator[_Became]:
    from onrecord.batch.bringing import bring  # the libraries of archives, for those who bring one

    for run in runs:
        for page in bring(record, run, workers=workers):
            statements, figures = (None, None) if page.refusal else (page.statements, page.figures)
            yield _Became(page.name, page.state, statements, figures, page.refusal)


def _is_run(path: str) -> bool:
    """Whether a path is the folder of a run of `onrecord batch`, or can only be that: a place on object storage."""
    scheme = path.lower().partition("://")[0] if "://" in path else ""
    return scheme not in ("", "http", "https") or Path(path, "run.json").is_file()


def _number(paths: tuple[str, ...]) -> int | None:
    """How many pages there are, where that can be told."""
    return None if any(map(_is_run, paths)) else count(paths)


@click.command("status", short_help="Tell what became of every page.")
@takes(Status, RECORD, *FORMS)
def status_command(asked: Status) -> Exit:
    """Tell what a record holds, and the state and reason of every page that was handed to it."""
    from onrecord.cli.rows import separated
    from onrecord.record.store import Record

    shape = form_of(asked.form)
    with Record.open(asked.record) as record:
        counts, states = record.counts(), record.states()
        if shape is Form.TABLE:
            _show(asked.record, dict(counts), [asdict(state) for state in states if state.reason])
        elif shape is Form.JSON:
            for state in states:
                click.echo(json.dumps(asdict(state), ensure_ascii=False))
        else:
            rows = (asdict(state) for state in states)
            click.echo(separated(rows, "," if shape is Form.CSV else "\t", header=True), nl=False)
    return Exit.FINE


def _state(page: _Became) -> dict[str, str | int | None]:
    return {
        "page": page.name,
        "state": page.state.value,
        "reason": page.refusal.reason if page.refusal else None,
        "statements": page.statements,
        "figures": page.figures,
    }


@contextmanager
def _progress(total: int | None) -> Iterator[_Tick]:
    """A bar on standard error while pages are read, with rate, time left and refusals; on a terminal alone."""
    if not sys.stderr.isatty():
        yield lambda _page: None
        return
    told = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with told:
        task = told.add_task("reading", total=total, rate="")
        away = 0

        def tick(page: _Became) -> None:
            nonlocal away
            away += page.state.value == "refused"
            speed = told.tasks[0].finished_speed or told.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            told.update(task, advance=1, rate=f"{rate} · {away} refused" if away else rate)

        yield tick


def _show(where: str, counts: dict[str, int], refusals: list[dict[str, str | None]]) -> None:
    out = console()
    out.print(f"{safe(where)}", style="bold")
    for name, number in counts.items():
        out.print(f"  {number:>12,} {name if number == 1 else name + 's' if name != 'refused' else name}")
    if refusals:
        table = Table("page", "reason", "what to do", box=None, pad_edge=False, title="set aside", title_justify="left")
        for row in refusals:
            table.add_row(*(safe(row[field] or "") for field in ("name", "reason", "detail")))
        out.print(table)
