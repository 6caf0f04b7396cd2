"""``onrecord batch``: read whole archives on all cores of a machine, or of a cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from onrecord.capture import Columns
from onrecord.cli.exits import Exit
from onrecord.cli.options import SOURCES, takes

if TYPE_CHECKING:
    from onrecord.batch import Progress

EVERY = 30.0
"""Seconds between two lines of progress where standard error is no terminal."""
_PATHS, _CAPTURED, _COLUMN, _WORKERS, _RULES = SOURCES


@dataclass(frozen=True, slots=True)
class Batch:
    """What `batch` was asked for."""

    sources: tuple[str, ...]
    out: str
    cluster: str | None
    captured: datetime | None
    columns: Columns
    workers: int | None
    rules: bool
    content: bool


@click.command("batch", short_help="Read archives on many cores, or on a cluster, into Parquet.")
@takes(
    Batch,
    click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
    click.option("--out", required=True, metavar="DIR", help="The folder of the run, made where there is none."),
    click.option("--cluster", metavar="ADDRESS", help="A Ray cluster, as ray://host:10001. Default: this machine."),
    _CAPTURED,
    _COLUMN,
    click.option("--workers", type=click.IntRange(1), help="Processes that read pages. Default: one a core."),
    _RULES,
    click.option(
        "--content/--no-content", default=True, show_default=True, help="Keep the bytes of pages, which `add` needs."
    ),
)
def batch_command(asked: Batch) -> Exit:
    """Read archives into tables of pages, statements, figures and rejections, by day of publication.

    SOURCE is a web archive (WARC), a table, any file that `onrecord read` takes, or a folder of them; on this machine
    or on object storage, as s3://bucket/folder. A run that was stopped goes on where it stopped when the same command
    is given again.
    """
    from onrecord import batch  # the engine's libraries, for those who read archives

    wanted = batch.Asked(
        sources=asked.sources,
        out=asked.out,
        now=datetime.now(UTC),
        captured=asked.captured,
        columns=asked.columns,
        trained=not asked.rules,
        content=asked.content,
    )
    try:
        with _progress() as progress:
            counts = batch.run(wanted, batch.Engine(asked.cluster, asked.workers), progress)
    except batch.Unlike as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"onrecord: {_summary(counts)}; {asked.out}", err=True)
    if not counts["pages"]:
        return Exit.NOTHING
    return Exit.PARTIAL if counts["refused"] else Exit.FINE


def _summary(counts: Mapping[str, int]) -> str:
    read = f"{counts['pages']:,} pages read, {counts['refused']:,} refused"
    told = f"{counts['statements']:,} statements, {counts['figures']:,} figures"
    return f"{read}; {told}; {counts['days']:,} days; {counts['occasions']:,} occasions of several pages"


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error, on a terminal; elsewhere a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counted]}"),
    )
    with Bar(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("listing", total=None, counted="")

        def tell(step: str, done: int, total: int, counts: Mapping[str, int]) -> None:
            bar.update(task, description=step, completed=done, total=total, counted=_counted(counts))

        yield tell


class _Lines:
    """Tells how far a run is, a line when a step begins and then every half minute."""

    def __init__(self) -> None:
        self._step = ""
        self._then = 0.0

    def __call__(self, step: str, done: int, total: int, counts: Mapping[str, int]) -> None:
        if total and (step != self._step or monotonic() - self._then > EVERY):
            self._step, self._then = step, monotonic()
            click.echo(f"onrecord: {step}: {done:,} of {total:,} {_counted(counts)}".rstrip(), err=True)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items() if number and name != "days")
