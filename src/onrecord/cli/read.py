"""``onrecord read``: print what pages say, and keep nothing."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time

import click

from onrecord.capture import pages
from onrecord.cli.exits import Exit
from onrecord.cli.tables import Tables
from onrecord.guard import guarded
from onrecord.pipeline import read
from onrecord.record.codec import to_line
from onrecord.types import Page, Rejection

DAY_LENGTH = len("2025-04-02")


class Day(click.ParamType[datetime]):
    """A day as 2025-04-02, or a moment as 2025-04-02T10:30, taken as UTC where it names no zone."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day: write it as 2025-04-02", param, ctx)
        if len(str(value)) == DAY_LENGTH:
            moment = datetime.combine(moment.date(), time.max)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json/--table", "as_json", default=None, help="JSON lines, or a table. Default: a table on a terminal.")
@click.option("--explain", is_flag=True, help="Show for every finding the rule that made it and its score.")
@click.option("--captured", type=Day(), metavar="DAY", help="When the pages were fetched. Default: now.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read pages.")
@click.pass_context
def read_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    as_json: bool | None,
    explain: bool,
    captured: datetime | None,
    workers: int,
) -> None:
    """Print who says what on each page, with its dates, sources and figures. Nothing is kept.

    PATH is a file (gzipped too), a folder, or - for standard input.
    """
    lines = not sys.stdout.isatty() if as_json is None else as_json
    found = pages(paths, captured or datetime.now(UTC), sys.stdin.buffer)
    good = bad = 0
    if lines:
        for line in guarded(as_line, found, workers=workers):
            if isinstance(line, Rejection):
                bad += 1
                refused(line)
                click.echo(to_line(line))
            else:
                good += 1
                click.echo(line)
    else:
        tables = Tables(explain=explain)
        for outcome in guarded(read, found, workers=workers):
            if isinstance(outcome, Rejection):
                bad += 1
                refused(outcome)
            else:
                good += 1
                tables.show(outcome)
    if not good:
        click.echo("onrecord: no page could be read", err=True)
    ctx.exit(Exit.NOTHING if not good else Exit.PARTIAL if bad else Exit.FINE)


def as_line(page: Page) -> str | Rejection:
    """A reading as it is printed: made in the worker, for a line of text crosses processes faster than a tree."""
    outcome = read(page)
    return outcome if isinstance(outcome, Rejection) else to_line(outcome)


def refused(rejection: Rejection) -> None:
    click.echo(f"onrecord: {rejection.name}: {rejection.reason}: {rejection.detail}", err=True)
