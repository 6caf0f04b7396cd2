"""``onrecord check``: is this quotation in any page that the record holds?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.exits import Exit
from onrecord.cli.options import RECORD, Form, form_of, takes
from onrecord.cli.tables import console, safe, shorten

if TYPE_CHECKING:
    from onrecord.serve.answers import Checked, Place, Variant


@dataclass(frozen=True, slots=True)
class Asked:
    """What `check` was asked for."""

    quotation: tuple[str, ...]
    by: str | None
    record: str
    form: str | None


@click.command("check", short_help="Is a quotation held: as said, altered, spliced, by whom?")
@takes(
    Asked,
    click.argument("quotation", nargs=-1, required=True, metavar="QUOTATION..."),
    click.option("--by", metavar="NAME", help="Who is said to have said it."),
    RECORD,
    click.option("--table", "form", flag_value="table", default=None, help="A table; the default on a terminal."),
    click.option("--json", "form", flag_value="json", default=None, help="One JSON object; the default into a pipe."),
)
def check_command(asked: Asked) -> Exit:
    """Tell what the record has of a quotation; - reads it from standard input.

    Exit code 0 where it is held as it was said, 1 where it needs a look.
    """
    from onrecord.record.store import Record
    from onrecord.serve.answers import answer_to_json
    from onrecord.serve.check import Checker

    shape = form_of(asked.form)
    words = sys.stdin.read() if asked.quotation == ("-",) else " ".join(asked.quotation)
    with Record.open(asked.record) as record:
        answer = Checker(record, _reading if sys.stderr.isatty() else None).check(words, asked.by)
    if shape is Form.TABLE:
        _show(answer)
    else:
        click.echo(json.dumps(answer_to_json(answer), ensure_ascii=False))
    return Exit.FINE if answer.verdict.as_said else Exit.PARTIAL


def _reading(done: int, total: int) -> None:
    click.echo(f"\ronrecord: reading for meaning, {done:,} of {total:,} statements", err=True, nl=False)


def _show(answer: Checked) -> None:
    out = console()
    for line in _lines(answer):
        out.print(Text(safe(line)), style="bold" if line.startswith(answer.verdict.value) else "")
    rows = [(variant.form.value, variant.place) for variant in answer.variants]
    rows += [("part", part.place) for part in answer.parts]
    rows += [(f"near {near.nearness:.2f}", near.place) for near in answer.near]
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("how", min_width=9, no_wrap=True)
    for name, ratio in (("who", 3), ("words", 8), ("where", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for how, place in rows:
        table.add_row(how, *(Text(safe(cell)) for cell in (_who(place), shorten(place.words), _where(place))))
    out.print(table)


def _lines(answer: Checked) -> Iterator[str]:
    """The verdict, and what it rests on, in sentences."""
    yield answer.verdict.value + _more(answer)
    if answer.others:
        yield f"credited to: {', '.join(answer.others)}"
    if answer.reference is not None:
        yield f"best reference: {_where(answer.reference.place)}"
        yield from (f"  {line}" for line in _differences(answer.reference))
    for part in answer.parts:
        yield f"“{shorten(part.words)}” stands in {_where(part.place)}"
    if answer.first is not None and answer.first.place.published:
        yield f"first appearance: {_where(answer.first.place)}"
    if answer.retold is not None:
        retold = answer.retold
        yield f"{retold.counted}: all go back to {', '.join(retold.origins)}; told of {retold.occasion}"
        yield from (f"  {each}" for each in retold.differs)
    if not answer.whole:
        yield "the quotation is so long that only its beginning was compared"


def _more(answer: Checked) -> str:
    reported = answer.reference is not None and not answer.reference.place.quoted
    if answer.verdict.value == "paraphrase" and reported:
        return ": a page reports these words, and does not quote them"
    if answer.verdict.value == "unattributed":
        return ": the words stand on a page that credits them to nobody by name"
    return ""


def _differences(variant: Variant) -> Iterator[str]:
    yield from (each.told for each in variant.differences)
    if variant.rendering.before:
        yield "the sentence begins earlier there"
    if variant.rendering.after:
        yield "the sentence goes on there"


def _who(place: Place) -> str:
    return place.speaker or ("(unknown)" if place.statement else "(nobody)")


def _where(place: Place) -> str:
    day = place.published[0] if place.published and place.published[0] == place.published[1] else None
    return " · ".join(filter(None, (day, place.outlet, f"{place.name}:{place.spans[0].start}")))
