"""``onrecord read`` and ``onrecord figures``: print what pages say, and keep nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice

import click

from onrecord.cli import rows
from onrecord.cli.exits import Exit
from onrecord.cli.inputs import pages_of
from onrecord.cli.options import Asked, Form, form_of, reading, refused
from onrecord.cli.tables import Tables
from onrecord.guard import guarded
from onrecord.pipeline import read, read_by_rules, settle
from onrecord.record.codec import to_line
from onrecord.types import Reading

Show = Callable[[Reading], None]
TOGETHER = 1000
"""Pages of one command that are read together: what one tells dates another."""
_DELIMITERS = {Form.CSV: ",", Form.TSV: "\t"}


@click.command("read", short_help="Print who says what on each page.")
@reading
def read_command(asked: Asked) -> Exit:
    """Print who says what on each page, with its dates, sources and figures. Nothing is kept.

    PATH is a file (text, HTML, WARC, feed, table, ZIP; gzipped too), a folder, - for standard input, or an address
    to fetch.
    """
    shape = form_of(asked.form)
    if shape is Form.TABLE:
        show: Show = Tables(explain=asked.explain).show
    else:
        show = _echo_line if shape is Form.JSON else _separated(rows.statements, _DELIMITERS[shape])
    return _print(show, asked, refusals=shape is Form.JSON)


@click.command("figures", short_help="Print every figure that pages assert.")
@reading
def figures_command(asked: Asked) -> Exit:
    """Print every figure that the pages assert: value, hedge, unit, what is counted, period, and who says it.

    PATH is a file (text, HTML, WARC, feed, table, ZIP; gzipped too), a folder, - for standard input, or an address
    to fetch.
    """
    shape = form_of(asked.form)
    if shape is Form.TABLE:
        show: Show = Tables(explain=asked.explain).show_figures
    else:
        show = _figure_lines if shape is Form.JSON else _separated(rows.figures, _DELIMITERS[shape])
    return _print(show, asked)


def _print(show: Show, asked: Asked, *, refusals: bool = False) -> Exit:
    """Read the pages in workers, settle what they tell of each other, show each reading, tell each refusal.

    ``refusals`` prints a refusal as data too.
    """
    good = bad = 0
    reader = read_by_rules if asked.rules else read
    pages = pages_of(asked.paths, asked.captured or datetime.now(UTC), asked.columns)
    outcomes = guarded(reader, pages, workers=asked.workers)
    while together := list(islice(outcomes, TOGETHER)):
        for outcome in settle(together, trained=not asked.rules):
            if isinstance(outcome, Reading):
                good += 1
                show(outcome)
            else:
                bad += 1
                refused(outcome)
                if refusals:
                    click.echo(to_line(outcome))
    if not good:
        click.echo("onrecord: no page could be read", err=True)
    return Exit.NOTHING if not good else Exit.PARTIAL if bad else Exit.FINE


def _echo_line(reading: Reading) -> None:
    click.echo(to_line(reading))


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
