"""``onrecord review``: an editor's word on statements, by keyboard or by script, and what it tells of the reader."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.deciding import BY, SHOWN, WHY, acknowledged, as_json, editor, now
from onrecord.cli.exits import Exit
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.rows import separated
from onrecord.cli.tables import console, safe
from onrecord.errors import OnrecordError
from onrecord.pipeline import decide, identify
from onrecord.types import DecisionKind

if TYPE_CHECKING:
    from onrecord.record.review import Accuracy, Item, Sample
    from onrecord.record.store import Record


class Act(StrEnum):
    """What `review` does other than walk through the queue."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNDO = "undo"
    NEXT = "next"
    LOG = "log"
    ACCURACY = "accuracy"


_HELP = {
    Act.ACCEPT: "Accept the statements with these ids.",
    Act.REJECT: "Reject the statements with these ids.",
    Act.UNDO: "Take back the decisions with these hashes, or beginnings of hashes.",
    Act.NEXT: "Print what the queue would show first.",
    Act.LOG: "Print all decisions, those on people too.",
    Act.ACCURACY: "Print how much of what was reviewed was right, by manner.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What `review` was asked for."""

    words: tuple[str, ...]
    act: str | None
    sample: int | None
    seed: int
    limit: int
    by: str
    why: str
    record: str
    form: str | None

    @property
    def query(self) -> str:
        return " ".join(self.words)


@click.command("review", short_help="Accept, reject and correct statements; measure accuracy.")
@takes(
    Asked,
    click.argument("words", nargs=-1, metavar="[QUERY... | ID... | HASH...]"),
    *(click.option(f"--{act}", "act", flag_value=act.value, default=None, help=text) for act, text in _HELP.items()),
    click.option("--sample", type=click.IntRange(min=1), metavar="N", help="N statements drawn at random."),
    click.option("--seed", type=int, default=0, show_default=True, help="Another number draws another sample."),
    click.option("--limit", type=click.IntRange(min=1), default=1, show_default=True, help="Statements of --next."),
    BY,
    WHY,
    RECORD,
    *FORMS,
)
def review_command(asked: Asked) -> Exit:
    """Walk through statements by keyboard: the doubtful ones first, or a random sample; ? tells the keys.

    QUERY is what `onrecord search` takes. Every decision is on disk before it is acknowledged, and can be undone.
    """
    from onrecord.record.store import Record

    with Record.open(asked.record) as record:
        match asked.act:
            case None:
                return _walk(record, asked)
            case Act.NEXT:
                return _next(record, asked)
            case Act.LOG:
                return _log(record, asked)
            case Act.ACCURACY:
                return _accuracy(record, asked)
            case _:
                return _decide(record, asked, DecisionKind(asked.act))


def _walk(record: Record, asked: Asked) -> Exit:
    from onrecord.cli.keys import keyboard
    from onrecord.cli.queue import Queue, Terminal

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the queue needs a terminal: use --next, --accept ID and --reject ID in a script")
    who = editor(asked.by)
    numbers = _waiting(record, asked)
    try:
        with keyboard() as (key, line):
            made = Queue(record, numbers, who, asked.why, Terminal(console(), key, line)).run()
    finally:
        identify(record)  # speakers were corrected, or rejected wherever they are credited
    click.echo(
        f"onrecord: {made:,} {'decision' if made == 1 else 'decisions'}; `onrecord review --log` lists them", err=True
    )
    return Exit.FINE


def _decide(record: Record, asked: Asked, kind: DecisionKind) -> Exit:
    """Each id by itself: what cannot be decided is told, the others are."""
    from onrecord.record.decisions import by_hash

    if not asked.words:
        raise click.UsageError(
            f"--{kind.value} needs {'a hash' if kind is DecisionKind.UNDO else 'the id of a statement'}"
        )
    who, failed = editor(asked.by), 0
    try:
        for said in asked.words:
            try:
                if kind is DecisionKind.UNDO:  # of a decision on people, too
                    undone = by_hash(record.decisions(), said).hash
                    made = decide(record, kind, undone, who=who, moment=now(), why=asked.why)
                else:
                    made = record.decide(kind, said, who=who, moment=now(), why=asked.why)
            except OnrecordError as error:
                click.echo(f"onrecord: {error}", err=True)
                failed += 1
            else:
                acknowledged(made, f"{kind.value}: {made.target}", asked.form)
    finally:
        identify(record)
    if failed == len(asked.words):
        return Exit.NOTHING
    return Exit.PARTIAL if failed else Exit.FINE


def _sample(asked: Asked) -> Sample | None:
    from onrecord.record.review import Sample

    return Sample(asked.sample, asked.seed) if asked.sample is not None else None


def _waiting(record: Record, asked: Asked) -> Sequence[int]:
    from onrecord.record.review import waiting
    from onrecord.record.searching.search import Search

    return waiting(record, Search(record), asked.query, _sample(asked))


def _next(record: Record, asked: Asked) -> Exit:
    from onrecord.cli.queue import described
    from onrecord.record.review import item

    numbers = _waiting(record, asked)
    found = [each for number in numbers[: asked.limit] if (each := item(record, number))]
    shape = form_of(asked.form)
    if shape is Form.TABLE:
        for each in found:
            console().print(described(each), "\n")
        console().print(f"{len(numbers):,} to review", style="bold")
    else:
        _print((_item(each) for each in found), shape)
    return Exit.FINE if found else Exit.PARTIAL


def _item(found: Item) -> dict[str, Any]:
    from onrecord.record.searching.hits import hit_to_json

    span = found.paragraph
    return hit_to_json(found.hit) | {"paragraph": {"span": [span.start, span.end], "text": span.of(found.hit.text)}}


def _log(record: Record, asked: Asked) -> Exit:
    from onrecord.record.decisions import undone

    if asked.words:
        raise click.UsageError("--log lists all decisions: it takes no query")
    said = record.decisions()
    away = undone(said)
    rows = [as_json(each) | {"undone": each.hash in away} for each in said]
    shape = form_of(asked.form)
    if shape is not Form.TABLE:
        _print(iter(rows), shape)
        return Exit.FINE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("when", "who", "what", "of", "why", "hash", ""):
        table.add_column(name, overflow="fold")
    for row in rows:
        shown = {**row, "hash": str(row["hash"])[:SHOWN], "undone": "undone" if row["undone"] else ""}
        told = (str(shown[name]) for name in ("moment", "who", "kind", "target", "why", "hash", "undone"))
        table.add_row(*(Text(safe(each)) for each in told))
    console().print(table)
    return Exit.FINE


def _accuracy(record: Record, asked: Asked) -> Exit:
    from onrecord.record.review import accuracy
    from onrecord.record.searching.search import Search

    found = accuracy(record, Search(record), asked.query, _sample(asked))
    shape = form_of(asked.form)
    if shape is Form.TABLE:
        _show_accuracy(found)
    else:
        _print(iter(_shares(found)), shape)
    return Exit.FINE if found.shares[-1].reviewed else Exit.PARTIAL


def _shares(found: Accuracy) -> list[dict[str, Any]]:
    told = []
    for each in found.shares:
        low, high = (round(end, 4) for end in each.interval)
        right = round(each.accepted / each.reviewed, 4) if each.reviewed else None
        counts = {name: getattr(each, name) for name in ("reviewed", "accepted", "corrected", "rejected")}
        told.append({"manner": each.manner, **counts, "accuracy": right, "low": low, "high": high})
    return [row | {"random": found.is_random, "drawn": found.drawn, "left": found.left} for row in told]


def _show_accuracy(found: Accuracy) -> None:
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("manner")
    for name in ("reviewed", "accepted", "corrected", "rejected", "right as told", "95 % interval"):
        table.add_column(name, justify="right")
    for row in _shares(found):
        right = f"{row['accuracy']:.1%}" if row["reviewed"] else ""
        interval = f"{row['low']:.1%} to {row['high']:.1%}" if row["reviewed"] else ""
        counts = (f"{row[name]:,}" for name in ("reviewed", "accepted", "corrected", "rejected"))
        table.add_row(row["manner"], *counts, right, interval)
    out.print(table)
    out.print(_standing_of(found))


def _standing_of(found: Accuracy) -> str:
    """What the figures can be taken for."""
    if found.is_random:
        return f"A random sample of {found.drawn:,}, reviewed whole: it speaks for all statements that were asked for."
    if found.drawn is not None:
        return (
            f"{found.left:,} of the {found.drawn:,} drawn are not decided on yet: until they are, this is no random "
            "sample."
        )
    return (
        "These were not drawn at random: a queue shows doubtful statements first, so that all together may be better "
        "than this. Review a sample with --sample N, and ask again with the same N."
    )


def _print(rows: Iterator[Mapping[str, Any]], shape: Form) -> None:
    if shape is Form.JSON:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    flat = ({name: _flat(cell) for name, cell in row.items()} for row in rows)
    click.echo(separated(flat, "," if shape is Form.CSV else "\t", header=True), nl=False)


def _flat(cell: Any) -> str | float | None:  # noqa: ANN401 (what JSON holds)
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict | list | bool) else cell
