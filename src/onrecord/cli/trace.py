"""``onrecord trace``: who took an utterance from whom, as a tree, as JSON, as a drawing."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text
from rich.tree import Tree

from onrecord.cli.exits import Exit
from onrecord.cli.options import RECORD, Form, form_of, takes
from onrecord.cli.tables import console, safe, shorten

if TYPE_CHECKING:
    from onrecord.serve.lineages import Telling, Traced


@dataclass(frozen=True, slots=True)
class Tracing:
    """What `trace` was asked for."""

    asked: tuple[str, ...]
    svg: str | None
    force: bool
    record: str
    form: str | None


@click.command("trace", short_help="Who took something said from whom, and what changed.")
@takes(
    Tracing,
    click.argument("asked", nargs=-1, required=True, metavar="STATEMENT|WORDS..."),
    click.option("--svg", metavar="FILE", help="Draw the tree of the first utterance into FILE."),
    click.option("--force", is_flag=True, help="Write over FILE where it is there already."),
    RECORD,
    click.option("--table", "form", flag_value="table", default=None, help="A tree; the default on a terminal."),
    click.option(
        "--json", "form", flag_value="json", default=None, help="One utterance a line; the default into a pipe."
    ),
)
def trace_command(asked: Tracing) -> Exit:
    """Tell the lineage of something that was said: the best wording, who took it from whom, how, and what differs.

    STATEMENT is the id of a statement or an utterance; WORDS are what a page has, - for standard input. The record must
    have been related. Exit code 1 where no second page tells it.
    """
    from onrecord.record.store import Record
    from onrecord.serve.trace import trace, traced_to_json

    words = sys.stdin.read() if asked.asked == ("-",) else " ".join(asked.asked)
    with Record.open(asked.record) as record:
        found = trace(record, words)
    if form_of(asked.form) is Form.TABLE:
        for each in found:
            console().print(tree(each))
    else:
        for each in found:
            click.echo(json.dumps(traced_to_json(each), ensure_ascii=False))
    if not found:
        click.echo("onrecord: no second page tells this, as far as `onrecord relate` has seen", err=True)
        return Exit.PARTIAL
    if asked.svg is not None:
        _draw(found[0], Path(asked.svg), force=asked.force)
    return Exit.FINE


def tree(traced: Traced) -> Tree:
    """The tellings below what each was taken from."""
    occasion = traced.occasion
    head = Text(safe(f"{traced.speaker or '(unknown)'}: “{shorten(traced.words)}”"), style="bold")
    where = " · ".join(filter(None, (traced.counted, occasion.name or occasion.kind, occasion.place)))
    head.append(f"\n{safe(where)}", style="dim")
    out = Tree(head, guide_style="dim")
    above: list[Tree] = [out]
    for depth, telling in traced.branches():
        del above[depth + 1 :]
        above.append(above[-1].add(_line(telling)))
    if traced.differences:
        differ = out.add(Text("what differs", style="bold"))
        for each in traced.differences:
            differ.add(Text(safe(f"{each.what}: {each.told}")))
    return out


def _line(telling: Telling) -> Text:
    sheet = telling.sheet
    day = sheet.published[0] if sheet.published and sheet.published[0] == sheet.published[1] else None
    origin = "origin" if telling.origin else None
    parts = (telling.form.value, sheet.outlet, day, f"{sheet.name}:{telling.spans[0].start}", telling.kind, origin)
    line = Text(safe(" · ".join(filter(None, parts))))
    line.append(f"\n{safe(shorten(telling.quoted))}", style="dim")
    return line


def _draw(traced: Traced, to: Path, *, force: bool) -> None:
    from onrecord.serve.charts.lineage import lineage_svg

    if to.exists() and not force:
        raise click.UsageError(f"{to} is there already: name another file, or write over it with --force")
    try:
        to.write_text(lineage_svg(traced), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{to} cannot be written: {error.strerror}") from error
