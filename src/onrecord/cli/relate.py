"""``onrecord relate``: which pages tell of one occasion, what was said there, and who took it from whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from onrecord.cli.exits import Exit
from onrecord.cli.options import RECORD, takes

if TYPE_CHECKING:
    from onrecord.relating import Heard, Related


@dataclass(frozen=True, slots=True)
class Relating:
    """What `relate` was asked for."""

    record: str
    workers: int


@click.command("relate", short_help="Line up pages that tell of one occasion.")
@takes(
    Relating,
    RECORD,
    click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that compute."),
)
def relate_command(asked: Relating) -> Exit:
    """Tell which pages tell of one occasion, what was said once and retold, who took it from whom, and what changed.

    Only what pages or decisions changed since the last time is computed; a run that was stopped goes on where it
    stopped. What comes out is the same whatever the order in which pages were added.
    """
    from onrecord.pipeline import relate
    from onrecord.record.store import Record

    begun = monotonic()
    with Record.open(asked.record) as record, _progress() as heard:
        related = relate(record, workers=asked.workers, heard=heard)
    _tell(related, monotonic() - begun)
    for failure in related.failures:
        click.echo(f"onrecord: occasion {failure.occasion} cannot be computed: {failure.reason}", err=True)
    return Exit.PARTIAL if related.failures else Exit.FINE


def _tell(related: Related, seconds: float) -> None:
    told = f"{related.shared:,} of {related.occasions:,} occasions told by several pages"
    made = f"{related.sketched:,} pages sketched, {related.computed:,} occasions computed in {seconds:.1f} s"
    click.echo(f"onrecord: {told}; {made}", err=True)


@contextmanager
def _progress() -> Iterator[Heard | None]:
    """A bar on standard error; on a terminal alone."""
    if not sys.stderr.isatty():
        yield None
        return
    told = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with told:
        task = told.add_task("relating", total=None, rate="")

        def heard(what: str, done: int, total: int) -> None:
            if told.tasks[0].description != what:
                told.reset(task, description=what, total=total, rate="")
            speed = told.tasks[0].speed
            told.update(task, completed=done, total=total, rate=f"{speed:.1f}/s" if speed else "")

        yield heard
