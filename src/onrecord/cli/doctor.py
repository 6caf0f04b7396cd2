"""``onrecord doctor``, ``backup`` and ``restore``: is the record whole, and is there another copy of it?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.exits import Exit
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.rows import Row, separated
from onrecord.cli.tables import console, safe
from onrecord.pipeline import examine, repair

if TYPE_CHECKING:
    from onrecord.record.doctor import Fault
    from onrecord.record.store import Record

_FORCE = click.option("--force", is_flag=True, help="Write over what is there.")


@dataclass(frozen=True, slots=True)
class Examination:
    """What `doctor` was asked for."""

    record: str
    repair: bool
    form: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """What `backup` and `restore` were asked for."""

    file: Path
    record: str
    force: bool


@click.command("doctor", short_help="Prove a record, word by word, and say what is off.")
@takes(
    Examination,
    RECORD,
    click.option("--repair", is_flag=True, help="First make anew what is computed: rows, indexes, who is who."),
    *FORMS,
)
def doctor_command(asked: Examination) -> Exit:
    """Prove a record: the database, every byte and word that is kept, every row that is computed, every decision.

    Prints what is off and what to do about it; exit code 1 where anything is. Pages, readings and decisions are never
    changed, not by --repair either.
    """
    from onrecord.record.store import Record

    with Record.open(asked.record) as record:
        if asked.repair:
            click.echo(f"onrecord: made anew from {repair(record):,} pages; {asked.record}", err=True)
        found = _print(examine(record), form_of(asked.form))
        if not found:
            _whole(record, asked.record)
            return Exit.FINE
    click.echo(f"onrecord: {_faults(found)}; {asked.record}", err=True)
    return Exit.PARTIAL


@click.command("backup", short_help="Copy a record into a file, while others write.")
@takes(Copy, click.argument("file", type=click.Path(path_type=Path, dir_okay=False)), RECORD, _FORCE)
def backup_command(asked: Copy) -> Exit:
    """Copy a whole record into FILE, by the means of its database, as it is at one moment; others may go on writing.

    The copy is proved as `onrecord doctor` does where it is a file of its own; exit code 1 where anything is off.
    """
    from onrecord.record.backup import backup
    from onrecord.record.database import locate

    backup(asked.record, asked.file, force=asked.force)
    proved = str(asked.file) if locate(asked.record).get_backend_name() == "sqlite" else asked.record
    return _told(f"{asked.record} copied to {asked.file}", proved)


@click.command("restore", short_help="Make a record from a backup.")
@takes(Copy, click.argument("file", type=click.Path(path_type=Path, dir_okay=False)), RECORD, _FORCE)
def restore_command(asked: Copy) -> Exit:
    """Make a record from FILE, which `onrecord backup` wrote, and prove it; exit code 1 where anything is off.

    A backup of a SQLite record makes a file, one of a PostgreSQL record fills a database.
    """
    from onrecord.record.backup import restore

    restore(asked.file, asked.record, force=asked.force)
    return _told(f"{asked.record} made from {asked.file}", asked.record)


def _told(done: str, where: str) -> Exit:
    from onrecord.record.store import Record

    with Record.open(where) as record:
        found = _print(examine(record), form_of(None))
    click.echo(f"onrecord: {done}, {_faults(found)}", err=True)
    return Exit.PARTIAL if found else Exit.FINE


def _whole(record: Record, where: str) -> None:
    held = record.counts()
    numbers = ", ".join(f"{held[table]:,} {table}s" for table in ("page", "statement", "figure", "decision"))
    click.echo(f"onrecord: {_faults(0)}; {numbers}; {where}", err=True)


def _faults(number: int) -> str:
    return f"{number:,} faults" if number > 1 else "1 fault" if number else "nothing is off"


def _print(faults: Iterable[Fault], form: Form) -> int:
    """How many there were; JSON lines come one by one, while the others are still looked for."""
    rows = [dict(row) for row in _rows(faults)] if form is not Form.JSON else []
    if form is Form.JSON:
        found = 0
        for row in _rows(faults):
            click.echo(json.dumps(row, ensure_ascii=False))
            found += 1
        return found
    if form is not Form.TABLE:
        click.echo(separated(iter(rows), "," if form is Form.CSV else "\t", header=True), nl=False)
    elif rows:
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
        for name, ratio in (("part", 2), ("where", 4), ("what", 6), ("remedy", 4)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for row in rows:
            table.add_row(*(Text(safe(str(cell))) for cell in row.values()))
        console().print(table)
    return len(rows)


def _rows(faults: Iterable[Fault]) -> Iterator[Row]:
    for fault in faults:
        yield {"part": fault.part.value, "where": fault.where, "what": fault.what, "remedy": fault.remedy}
