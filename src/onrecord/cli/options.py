"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

import click

from onrecord.types import Rejection

Command = TypeVar("Command", bound=Callable[..., Any])
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


def reading(command: Command) -> Command:
    """The pages to read, when they were fetched, how many processes read them, and by what."""
    command = click.option(
        "--rules", is_flag=True, help="Read by rules alone, without the trained reader: faster, less complete."
    )(command)
    command = click.option(
        "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read pages."
    )(command)
    command = click.option(
        "--captured", type=Day(), metavar="DAY", help="When the pages were fetched: no date is later. Default: now."
    )(command)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def printing(command: Command) -> Command:
    """How the answer is printed."""
    helps = {
        Form.TABLE: "A table; the default on a terminal.",
        Form.JSON: "JSON lines; the default into a pipe.",
        Form.CSV: "Comma-separated values, safe to open in a spreadsheet.",
        Form.TSV: "Tab-separated values, safe to open in a spreadsheet.",
    }
    for form, text in reversed(helps.items()):
        command = click.option(f"--{form}", "form", flag_value=form.value, default=None, help=text)(command)
    return command


def refused(rejection: Rejection) -> None:
    """A page that gave nothing, told to the person at the terminal."""
    click.echo(f"onrecord: {rejection.name}: {rejection.reason}: {rejection.detail}", err=True)
