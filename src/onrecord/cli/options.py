"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

import click

from onrecord.capture import Columns
from onrecord.errors import Unreadable
from onrecord.types import Rejection

DAY_LENGTH = len("2025-04-02")


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"


def form_of(asked: str | None) -> Form:
    """The form asked for; else a table on a terminal, JSON lines into a pipe."""
    if asked is not None:
        return Form(asked)
    return Form.TABLE if sys.stdout.isatty() else Form.JSON


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


class Held(click.ParamType[tuple[str, str]]):
    """What a column of a table holds, with the column's name: ``text=body``."""

    name = "column"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        what, sign, name = str(value).partition("=")
        if not (what and sign and name):
            self.fail(f"{value!r} does not say what a column holds: write it as text=NAME", param, ctx)
        return what, name


def _columns(_context: click.Context, _parameter: click.Parameter, pairs: tuple[tuple[str, str], ...]) -> Columns:
    try:
        return Columns.told(pairs)
    except Unreadable as error:
        raise click.BadParameter(error.detail) from error


@dataclass(frozen=True, slots=True)
class Sources:
    """Which pages a command was given, and how they are to be read."""

    paths: tuple[str, ...]
    captured: datetime | None
    columns: Columns
    workers: int
    rules: bool


@dataclass(frozen=True, slots=True)
class Asked(Sources):
    """What a command that reads pages and prints them was asked for."""

    form: str | None
    explain: bool


_FORMS = {
    Form.TABLE: "A table; the default on a terminal.",
    Form.JSON: "JSON lines; the default into a pipe.",
    Form.CSV: "Comma-separated values, safe to open in a spreadsheet.",
    Form.TSV: "Tab-separated values, safe to open in a spreadsheet.",
}
SOURCES = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option(
        "--captured", type=Day(), metavar="DAY", help="When the pages were fetched: no date is later. Default: now."
    ),
    click.option(
        "--column",
        "columns",
        type=Held(),
        multiple=True,
        callback=_columns,
        metavar="WHAT=NAME",
        help="Which column of a table holds its text, html, url, date, updated, outlet, title or language. Repeatable.",
    ),
    click.option(
        "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read pages."
    ),
    click.option(
        "--rules", is_flag=True, help="Read by rules alone, without the trained reader: faster, less complete."
    ),
)
FORMS = tuple(
    click.option(f"--{form}", "form", flag_value=form.value, default=None, help=text) for form, text in _FORMS.items()
)
EXPLAIN = click.option("--explain", is_flag=True, help="In the table, show the rule and the score of every finding.")
RECORD = click.option(
    "--record",
    envvar="ONRECORD_RECORD",
    default="onrecord.db",
    show_default=True,
    metavar="FILE|URL",
    help="The record: a file, or a database as postgresql://user@host/name. Also from ONRECORD_RECORD.",
)
_Command = Callable[..., Any]
_Taken = TypeVar("_Taken")


def takes(
    kind: type[_Taken], *options: Callable[[_Command], _Command]
) -> Callable[[Callable[[_Taken], int]], _Command]:
    """A command that is handed all that its options say as one object, and returns its exit code."""

    def made(command: Callable[[_Taken], int]) -> _Command:
        @wraps(command)
        def called(**asked: Any) -> None:  # noqa: ANN401 (click hands over what the options name)
            click.get_current_context().exit(command(kind(**asked)))

        out: _Command = called
        for option in reversed(options):
            out = option(out)
        return out

    return made


reading = takes(Asked, *SOURCES, *FORMS, EXPLAIN)
"""A command that reads pages and prints what they say."""


def refused(rejection: Rejection) -> None:
    """A page that gave nothing, told to the person at the terminal."""
    click.echo(f"onrecord: {rejection.name}: {rejection.reason}: {rejection.detail}", err=True)
