"""``onrecord search``: statements by their words, who said them, where and when."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.exits import Exit
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.rows import Row, separated
from onrecord.cli.tables import chain, console, days, safe, shorten

if TYPE_CHECKING:
    from onrecord.record.searching.hits import Hit, Results
    from onrecord.record.store import Record

_MEASURES = {"likeness": "score", "nearness": "nearness", "shared_words": "words", "shared_numbers": "numbers"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What `search` was asked for."""

    query: tuple[str, ...]
    like: str | None
    limit: int
    record: str
    form: str | None


@click.command("search", short_help="Find statements by words, speaker, outlet, day.")
@takes(
    Asked,
    click.argument("query", nargs=-1, metavar="QUERY..."),
    click.option(
        "--like", metavar="WORDS", help="Find by meaning instead: in other words, in other languages. Takes no query."
    ),
    click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Statements told."),
    RECORD,
    *FORMS,
)
def search_command(asked: Asked) -> Exit:
    """Find statements: words, "phrases", -not, begin*, and fields.

    Fields are speaker: outlet: about: manner: said: page: statement: language: has: is:, as in `bridge -ferry
    speaker:kallweit said:2025-04..2025-06`. A minus before a field excludes. Put -- before a query that begins so.
    """
    from onrecord.record.searching.search import Search
    from onrecord.record.store import Record

    shape = form_of(asked.form)
    with Record.open(asked.record) as record:
        if asked.like is not None:
            if asked.query:
                raise click.UsageError("--like takes no query: put all the words behind it, in quotation marks")
            return _like(record, asked.like, asked.limit, shape)
        results = Search(record).find(" ".join(asked.query), limit=asked.limit)
    if shape is Form.TABLE:
        _show(results)
    else:
        _tell((_row(hit) for hit in results.hits), (_json(hit) for hit in results.hits), shape)
    return Exit.FINE if results.total else Exit.PARTIAL


def _like(record: Record, words: str, limit: int, shape: Form) -> Exit:
    """Statements by their meaning; each wording once."""
    from onrecord.record.searching.similar import Similar

    found = Similar(record).find(words, limit=limit, told=_embedding if sys.stderr.isatty() else None)
    if shape is Form.TABLE:
        out, table = console(), _table("alike")
        for each in found:
            table.add_row(*_cells(each.hit), f"{each.score:.2f}" + (f" ×{len(each.same) + 1}" if each.same else ""))
        out.print(table if found else Text("nothing that says the like is held", style="bold"))
    else:
        measures = ({name: round(getattr(each, at), 3) for name, at in _MEASURES.items()} for each in found)
        told = [
            (_row(each.hit) | measured, _json(each.hit) | measured | {"same": [_json(hit) for hit in each.same]})
            for each, measured in zip(found, measures, strict=True)
        ]
        _tell((row for row, _ in told), (line for _, line in told), shape)
    return Exit.FINE if found else Exit.PARTIAL


def _embedding(done: int, total: int) -> None:
    click.echo(f"\ronrecord: reading for meaning, {done:,} of {total:,} statements", err=True, nl=False)


def _tell(rows: Iterable[Row], lines: Iterable[dict[str, Any]], shape: Form) -> None:
    if shape is Form.JSON:
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))
    else:
        click.echo(separated(iter(rows), "," if shape is Form.CSV else "\t", header=True), nl=False)


def _json(hit: Hit) -> dict[str, Any]:
    from onrecord.record.searching.hits import hit_to_json

    return hit_to_json(hit)


def _row(hit: Hit) -> dict[str, str | int | float | None]:
    statement = hit.statement
    return {
        "speaker": statement.speaker.name if statement.speaker else "",
        "manner": statement.manner.value,
        "words": hit.words,
        "said": days(statement.said),
        "circumstances": chain(statement),
        "page": hit.name,
        "title": hit.title or "",
        "outlet": hit.outlet or "",
        "address": hit.address or "",
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "id": statement.id,
        "score": statement.basis.score,
    }


def _table(*more: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("who", ratio=3, overflow="fold")
    table.add_column("how", min_width=8, no_wrap=True)
    table.add_column("words", ratio=9, overflow="fold")
    table.add_column("where", ratio=4, overflow="fold")
    for name in more:
        table.add_column(name, min_width=6, no_wrap=True)
    return table


def _cells(hit: Hit) -> tuple[Text, str, Text, Text]:
    statement = hit.statement
    place = f"{hit.name}:{statement.content[0].start}"
    return (
        Text(safe(statement.speaker.name if statement.speaker else "(unknown)")),
        statement.manner.value,
        _marked(hit),
        Text(safe(" · ".join(filter(None, (days(statement.said), hit.outlet, place))))),
    )


def _show(results: Results) -> None:
    out, table = console(), _table()
    for hit in results.hits:
        table.add_row(*_cells(hit))
    if results.hits:
        out.print(table)
    more = f", the first {len(results.hits)} shown" if len(results.hits) < results.total else ""
    out.print(f"{results.total:,} statement{'s' if results.total != 1 else ''}{more}", style="bold")
    for name, values in results.facets.items():
        if values:
            out.print(Text(safe(f"{name}: " + " · ".join(f"{value} {number:,}" for value, number in values[:8]))))


def _marked(hit: Hit) -> Text:
    """The words of a statement, those that were asked for in bold."""
    words = Text(safe(shorten(hit.words)))
    for span in hit.spans:
        words.highlight_words([safe(span.of(hit.text))], style="bold")
    return words
