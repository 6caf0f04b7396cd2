"""``onrecord read``: print what pages say, and keep nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time

import click

from onrecord.capture import pages
from onrecord.cli.exits import Exit
from onrecord.cli.tables import Tables
from onrecord.pipeline import read
from onrecord.record.codec import to_line
from onrecord.types import Reading, Rejection


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
        if len(str(value)) == len("2025-04-02"):
            moment = datetime.combine(moment.date(), time.max)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--json/--table", "as_json", default=None, help="JSON lines, or a table; the default is a table on a terminal only."
)
@click.option("--explain", is_flag=True, help="Show for every finding the rule that made it and its score.")
@click.option(
    "--captured", type=Day(), metavar="DAY", help="When the pages were fetched: no date is read as later. Default: now."
)
@click.pass_context
def read_command(
    ctx: click.Context, paths: tuple[str, ...], as_json: bool | None, explain: bool, captured: datetime | None
) -> None:
    """Print who says what on each page, with its dates, sources and figures. Nothing is kept.

    PATH is a file (gzipped too), a folder, or - for standard input.
    """
    moment = captured or datetime.now(UTC)
    outcomes = _outcomes(paths, moment)
    lines = not sys.stdout.isatty() if as_json is None else as_json
    tables = None if lines else Tables(explain=explain)
    good = bad = 0
    for outcome in outcomes:
        if isinstance(outcome, Rejection):
            bad += 1
            click.echo(f"onrecord: {outcome.name}: {outcome.reason}: {outcome.detail}", err=True)
        else:
            good += 1
        if tables is None:
            click.echo(to_line(outcome))
        elif isinstance(outcome, Reading):
            tables.show(outcome)
    if not good:
        click.echo("onrecord: no page could be read", err=True)
    ctx.exit(Exit.NOTHING if not good else Exit.PARTIAL if bad else Exit.FINE)


def _outcomes(paths: tuple[str, ...], captured: datetime) -> Iterator[Reading | Rejection]:
    for page in pages(paths, captured, sys.stdin.buffer):
        yield page if isinstance(page, Rejection) else read(page)
