"""``onrecord search``: statements by their words, who said them, where and when."""

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
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.rows import Row, separated
from onrecord.cli.tables import chain, console, days, safe, shorten

if TYPE_CHECKING:
    from onrecord.record.hits import Hit, Results


@dataclass(frozen=True, slots=True)
class Asked:
    """What `search` was asked for."""

    query: tuple[str, ...]
    limit: int
    record: str
    form: str | None


@click.command("search", short_help="Find statements by words, speaker, outlet, day.")
@takes(
    Asked,
    click.argument("query", nargs=-1, metavar="QUERY..."),
    click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Statements told."),
    RECORD,
    *FORMS,
)
def search_command(asked: Asked) -> Exit:
    """Find statements: words, "phrases", -not, begin*, and fields.

    Fields are speaker: outlet: about: manner: said: page: language: has: is:, as in `bridge -ferry speaker:kallweit
    said:2025-04..2025-06`. A minus before a field excludes. Put -- before a query that begins with a minus.
    """
    from onrecord.record.search import Search
    from onrecord.record.store import Record

    shape = form_of(asked.form)
    with Record.open(asked.record) as record:
        results = Search(record).find(" ".join(asked.query), limit=asked.limit)
    if shape is Form.TABLE:
        _show(results)
    elif shape is Form.JSON:
        from onrecord.record.hits import hit_to_json

        for hit in results.hits:
            click.echo(json.dumps(hit_to_json(hit), ensure_ascii=False))
    else:
        click.echo(separated(_rows(results), "," if shape is Form.CSV else "\t", header=True), nl=False)
    return Exit.FINE if results.total else Exit.PARTIAL


def _rows(results: Results) -> Iterator[Row]:
    for hit in results.hits:
        statement = hit.statement
        yield {
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


def _show(results: Results) -> None:
    out = console()
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("who", ratio=3, overflow="fold")
    table.add_column("how", min_width=8, no_wrap=True)
    table.add_column("words", ratio=9, overflow="fold")
    table.add_column("where", ratio=4, overflow="fold")
    for hit in results.hits:
        statement = hit.statement
        place = f"{hit.name}:{statement.content[0].start}"
        table.add_row(
            Text(safe(statement.speaker.name if statement.speaker else "(unknown)")),
            statement.manner.value,
            _marked(hit),
            Text(safe(" · ".join(filter(None, (days(statement.said), hit.outlet, place))))),
        )
    if results.hits:
        out.print(table)
    more = f", the first {len(results.hits)} shown" if len(results.hits) < results.total else ""
    out.print(f"{results.total:,} statements{more}", style="bold")
    for name, values in results.facets.items():
        if values:
            out.print(Text(safe(f"{name}: " + " · ".join(f"{value} {number:,}" for value, number in values[:8]))))


def _marked(hit: Hit) -> Text:
    """The words of a statement, those that were asked for in bold."""
    words = Text(safe(shorten(hit.words)))
    for span in hit.spans:
        words.highlight_words([safe(span.of(hit.text))], style="bold")
    return words
