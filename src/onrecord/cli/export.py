"""``onrecord export`` and ``onrecord import``: what a query finds, for other programs; a record out of such a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

import click

from onrecord.cli.exits import Exit
from onrecord.cli.options import RECORD, Day, takes

if TYPE_CHECKING:
    from onrecord.record.store import Record

_FORMATS = (
    "jsonl",
    "annotations",
    "csv",
    "xlsx",
    "csl",
    "prov",
    "jsonld",
    "parquet",
    "parquet-figures",
    "parquet-pages",
    "lineage",
    "bundle",
)
"""What can be asked for, said here so that asking for help loads no database; a test holds that it is all there is."""


@dataclass(frozen=True, slots=True)
class Exporting:
    """What `export` was asked for."""

    query: tuple[str, ...]
    form: str
    out: str | None
    force: bool
    made: datetime | None
    record: str


@dataclass(frozen=True, slots=True)
class Importing:
    """What `import` was asked for."""

    path: str
    record: str


@click.command("export", short_help="Hand what a query finds to other programs.")
@takes(
    Exporting,
    click.argument("query", nargs=-1, metavar="[QUERY]..."),
    click.option(
        "--as",
        "form",
        type=click.Choice(_FORMATS),
        default="jsonl",
        show_default=True,
        help="The format.",
    ),
    click.option(
        "--lineage", "form", flag_value="lineage", help="The same as --as lineage: what was said once and retold."
    ),
    click.option("--out", metavar="FILE", help="Where to write it. Default: standard output."),
    click.option("--force", is_flag=True, help="Write over FILE where it is there already."),
    click.option("--at", "made", type=Day(), metavar="DAY", help="When the export is made, as it tells. Default: now."),
    RECORD,
)
def export_command(asked: Exporting) -> Exit:
    """Hand what a query finds to other programs: all of it, in the order of the search, and nothing else.

    QUERY is what `onrecord search` takes; without one everything is exported. The formats are onrecord's own JSON lines
    (jsonl), W3C Web Annotations, CSV and XLSX, CSL-JSON for bibliographies, PROV-JSON, schema.org (jsonld), Parquet
    tables, the lineage that `onrecord relate` computed, and an evidence bundle: a ZIP archive that anybody can read and
    check offline.
    """
    from onrecord.record.export import FORMATS, export
    from onrecord.record.store import Record

    if asked.out is None and FORMATS[asked.form].binary and sys.stdout.isatty():
        raise click.UsageError(f"{asked.form} is nothing for a terminal: name a file with --out FILE")
    query = " ".join(asked.query)
    with Record.open(asked.record) as record, _output(asked.out, force=asked.force) as out:
        statements, pages = export(record, out, asked.form, query, asked.made or datetime.now(UTC))
        if asked.form == "lineage":
            _warn(record)
    where = asked.out or "standard output"
    click.echo(f"onrecord: {statements:,} statements, {pages:,} pages; {asked.form} to {where}", err=True)
    return Exit.PARTIAL if query and not statements else Exit.FINE


def _warn(record: Record) -> None:
    """Tells a person how much of a record no lineage was computed of."""
    from onrecord.record.lineage.reading import standing
    from onrecord.relating import changed

    with record.engine.connect() as connection:
        apart = standing(connection).apart
    late = changed(record)
    if apart or late:
        told = f"{apart:,} pages are not related yet, {late:,} occasions have changed since they were"
        click.echo(f"onrecord: {told}: run `onrecord relate`", err=True)


@click.command("import", short_help="Make a record out of exported JSON lines.")
@takes(
    Importing,
    click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True)),
    RECORD,
)
def import_command(asked: Importing) -> Exit:
    """Keep what `onrecord export --as jsonl` wrote; the record is made where there is none.

    Nothing of a file that was cut short or changed is kept. What the record holds already stays as it is, so that an
    import that was stopped goes on where it stopped. FILE may be `-` for standard input.
    """
    from onrecord.pipeline import identify
    from onrecord.record.export.incoming import bring, verified
    from onrecord.record.store import Record, State

    with _input(asked.path) as source:
        export = verified(source)
        with Record.open(asked.record, create=True) as record:
            brought = bring(record, export)
            identify(record)
    pages = [f"{brought.pages[state]:,} {state}" for state in State if brought.pages.get(state)]
    told = ", ".join(pages) or "no page"
    click.echo(f"onrecord: {told}; {brought.decisions:,} decisions; {asked.record}", err=True)
    return Exit.FINE


@contextmanager
def _output(path: str | None, *, force: bool) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        return
    to = Path(path)
    if to.exists() and not force:
        raise click.UsageError(f"{path} is there already: name another file, or write over it with --force")
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(to)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _input(path: str) -> Iterator[BinaryIO]:
    """A file that can be read twice; standard input is held on disk for that."""
    if path != "-":
        with Path(path).open("rb") as source:
            yield source
        return
    with TemporaryFile() as held:
        shutil.copyfileobj(sys.stdin.buffer, held)
        held.seek(0)
        yield held
