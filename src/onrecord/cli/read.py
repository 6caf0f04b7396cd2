"""``onrecord read`` and ``onrecord figures``: print what pages say, and keep nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

import click

from onrecord.capture import pages
from onrecord.cli import rows
from onrecord.cli.exits import Exit
from onrecord.cli.options import Form, form_of, printing, reading, refused
from onrecord.cli.tables import Tables
from onrecord.guard import guarded
from onrecord.pipeline import read
from onrecord.record.codec import to_line
from onrecord.types import Page, Reading, Rejection

Outcome = TypeVar("Outcome")
_DELIMITERS = {Form.CSV: ",", Form.TSV: "\t"}


@click.command("read", short_help="Print who says what on each page.")
@reading
@printing
@click.option("--explain", is_flag=True, help="In the table, show the rule and the score of every finding.")
@click.pass_context
def read_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str | None,
    explain: bool,
    captured: datetime | None,
    workers: int,
) -> None:
    """Print who says what on each page, with its dates, sources and figures. Nothing is kept.

    PATH is a file (gzipped too), a folder, or - for standard input.
    """
    tables = Tables(explain=explain)
    shape = form_of(form)
    if shape is Form.JSON:
        ctx.exit(_print(as_line, click.echo, paths, captured, workers, lines=True))
    show = tables.show if shape is Form.TABLE else _separated(rows.statements, _DELIMITERS[shape])
    ctx.exit(_print(read, show, paths, captured, workers))


@click.command("figures", short_help="Print every figure that pages assert.")
@reading
@printing
@click.option("--explain", is_flag=True, help="In the table, show the rule and the score of every finding.")
@click.pass_context
def figures_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str | None,
    explain: bool,
    captured: datetime | None,
    workers: int,
) -> None:
    """Print every figure that the pages assert: value, hedge, unit, what is counted, period, and who says it.

    PATH is a file (gzipped too), a folder, or - for standard input.
    """
    tables = Tables(explain=explain)
    shape = form_of(form)
    if shape is Form.JSON:
        ctx.exit(_print(read, _figure_lines, paths, captured, workers))
    show = tables.show_figures if shape is Form.TABLE else _separated(rows.figures, _DELIMITERS[shape])
    ctx.exit(_print(read, show, paths, captured, workers))


def as_line(page: Page) -> str | Rejection:
    """A reading as it is printed: made in the worker, for a line of text crosses processes faster than a tree."""
    outcome = read(page)
    return outcome if isinstance(outcome, Rejection) else to_line(outcome)


def _print(
    function: Callable[[Page], Outcome | Rejection],
    show: Callable[[Outcome], object],
    paths: tuple[str, ...],
    captured: datetime | None,
    workers: int,
    *,
    lines: bool = False,
) -> Exit:
    """Read the pages in workers, show each outcome, tell each refusal; ``lines`` prints refusals as data too."""
    good = bad = 0
    found = pages(paths, captured or datetime.now(UTC), sys.stdin.buffer)
    for outcome in guarded(function, found, workers=workers):
        if isinstance(outcome, Rejection):
            bad += 1
            refused(outcome)
            if lines:
                click.echo(to_line(outcome))
        else:
            good += 1
            show(outcome)
    if not good:
        click.echo("onrecord: no page could be read", err=True)
    return Exit.NOTHING if not good else Exit.PARTIAL if bad else Exit.FINE


def _figure_lines(reading: Reading) -> None:
    for line in rows.figure_lines(reading):
        click.echo(json.dumps(line, ensure_ascii=False))


def _separated(make: Callable[[Reading], Iterator[rows.Row]], delimiter: str) -> Callable[[Reading], None]:
    """Prints the rows of each page; the first page that has any prints the header."""
    printed = False

    def show(reading: Reading) -> None:
        nonlocal printed
        text = rows.separated(make(reading), delimiter, header=not printed)
        printed = printed or bool(text)
        click.echo(text, nl=False)

    return show
