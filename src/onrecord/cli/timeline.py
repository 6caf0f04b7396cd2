"""``onrecord timeline``: a speaker's positions in the order in which they were said, and where they change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.exits import Exit
from onrecord.cli.naming import meant
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.tables import console, safe, shorten

if TYPE_CHECKING:
    from onrecord.cli.rows import Row
    from onrecord.serve.timeline import Change, Entry, Timeline


@dataclass(frozen=True, slots=True)
class Asked:
    """What `timeline` was asked for."""

    name: tuple[str, ...]
    about: str | None
    before: str | None
    record: str
    form: str | None


@click.command("timeline", short_help="A speaker's positions over time, and where they change.")
@takes(
    Asked,
    click.argument("name", nargs=-1, required=True, metavar="NAME..."),
    click.option(
        "--about", metavar="WORDS", help="Positions on this alone: statements with the words or their meaning."
    ),
    click.option("--before", metavar="STATEMENT", help="What came before this statement (an id) in the list."),
    RECORD,
    *FORMS,
)
def timeline_command(asked: Asked) -> Exit:
    """Tell what a speaker said, in the order in which it was said, repeats folded, and point out what changes.

    NAME is a name or an id, as `onrecord people` takes it. Exit code 1 where the speaker said nothing of the kind.
    """
    from onrecord.cli.rows import separated
    from onrecord.record.people import people
    from onrecord.record.store import Record
    from onrecord.serve.timeline import timeline, timeline_to_json

    shape = form_of(asked.form)
    with Record.open(asked.record) as record:
        with record.engine.connect() as connection:
            person = meant(record, people(connection), " ".join(asked.name)).person
        told = timeline(record, person.id, asked.about, before=asked.before)
    if shape is Form.TABLE:
        _show(told)
    elif shape is Form.JSON:
        click.echo(json.dumps(timeline_to_json(told), ensure_ascii=False))
    else:
        click.echo(separated(_rows(told), "," if shape is Form.CSV else "\t", header=True), nl=False)
    if told.earlier:
        click.echo(f"onrecord: there are earlier ones: --before {told.earlier}", err=True)
    return Exit.FINE if told.entries else Exit.PARTIAL


def _show(told: Timeline) -> None:
    out = console()
    about = f" about {told.about}" if told.about else ""
    out.print(Text(safe(f"{told.name}{about}: {len(told.entries)} positions"), style="bold"))
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("when", min_width=10, no_wrap=True)
    table.add_column("words", ratio=8, overflow="fold")
    table.add_column("pages", no_wrap=True)
    table.add_column("where", ratio=3, overflow="fold")
    for entry in told.entries:
        words = Text(safe(shorten(entry.words)))
        for change in _changes_at(told, entry):
            words.append(f"\n{safe(change.told)}", style="bold")
        table.add_row(
            _when(entry), words, str(entry.pages), Text(safe(" · ".join(filter(None, (entry.outlet, entry.name)))))
        )
    out.print(table)


def _rows(told: Timeline) -> Iterator[Row]:
    for entry in told.entries:
        said = entry.said or ("", "")
        yield {
            "earliest": said[0],
            "latest": said[1],
            "speaker": told.name,
            "words": entry.words,
            "pages": entry.pages,
            "page": entry.name,
            "outlet": entry.outlet or "",
            "statement": entry.statement,
            "utterance": entry.utterance or "",
            "changes": " ".join(change.told for change in _changes_at(told, entry)),
        }


def _changes_at(told: Timeline, entry: Entry) -> list[Change]:
    own = {entry.statement, *entry.repeats}
    return [change for change in told.changes if change.later in own]


def _when(entry: Entry) -> str:
    if entry.said is None:
        return "undated"
    return entry.said[0] if entry.said[0] == entry.said[1] else f"{entry.said[0]} to {entry.said[1]}"
