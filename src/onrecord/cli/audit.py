"""``onrecord audit``: every quotation, reported claim and figure of a draft, held against the record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.exits import Exit
from onrecord.cli.inputs import pages_of
from onrecord.cli.options import RECORD, Day, Form, form_of, takes
from onrecord.cli.tables import console, safe, shorten
from onrecord.types import Page, Rejection

if TYPE_CHECKING:
    from onrecord.serve.audit import Audited, Item


@dataclass(frozen=True, slots=True)
class Auditing:
    """What `audit` was asked for."""

    draft: str
    html: str | None
    force: bool
    rules: bool
    captured: datetime | None
    record: str
    form: str | None


@click.command("audit", short_help="Hold a draft's quotations, claims and figures against the record.")
@takes(
    Auditing,
    click.argument("draft", metavar="DRAFT"),
    click.option("--html", metavar="FILE", help="Write the draft into FILE, marked up."),
    click.option("--force", is_flag=True, help="Write over FILE where it is there already."),
    click.option("--rules", is_flag=True, help="Read the draft by rules alone."),
    click.option("--captured", type=Day(), metavar="DAY", help="When the draft was written. Default: now."),
    RECORD,
    click.option("--table", "form", flag_value="table", default=None, help="A table; the default on a terminal."),
    click.option("--json", "form", flag_value="json", default=None, help="One JSON object; the default into a pipe."),
)
def audit_command(asked: Auditing) -> Exit:
    """Tell what the record has of every quotation, reported claim and figure of DRAFT: text, Markdown or HTML, or -.

    Exit code 0 where all is as the record has it, 1 where anything needs a look, 3 where the draft cannot be read.
    """
    from onrecord.record.store import Record
    from onrecord.serve.audit import audit, audited_to_json

    with Record.open(asked.record) as record:
        audited = audit(record, _draft(asked), trained=not asked.rules)
    if form_of(asked.form) is Form.TABLE:
        _show(audited)
    else:
        click.echo(json.dumps(audited_to_json(audited), ensure_ascii=False))
    if asked.html is not None:
        _write(audited, Path(asked.html), force=asked.force)
    return Exit.FINE if audited.fine else Exit.PARTIAL


def _draft(asked: Auditing) -> Page:
    found = list(pages_of((asked.draft,), asked.captured or datetime.now(UTC)))
    if len(found) != 1:
        raise click.UsageError(f"{asked.draft} holds {len(found)} pages: name a draft")
    if isinstance(found[0], Rejection):
        raise click.UsageError(f"{asked.draft} cannot be read: {found[0].detail}")
    return found[0]


def _show(audited: Audited) -> None:
    out = console()
    look = sum(not item.fine for item in audited.items)
    told = f"{len(audited.items)} checked, {look} to be looked at" if audited.items else "nothing to be checked"
    out.print(Text(safe(f"{audited.draft.page.name}: {told}"), style="bold"))
    if not audited.items:
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("what", min_width=9, no_wrap=True)
    table.add_column("is", min_width=9, no_wrap=True)
    for name, ratio in (("words", 6), ("by", 2), ("what the record has", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for item in audited.items:
        style = "" if item.fine else "bold"
        cells = (item.kind.value, item.standing.value, shorten(item.words), item.by or "", _told(item))
        table.add_row(*(Text(safe(cell), style=style) for cell in cells))
    out.print(table)


def _told(item: Item) -> str:
    verdict = [item.checked.verdict.value] if item.checked and not item.fine else []
    parts = [*verdict, *(each.rstrip(".") for each in item.told), ", ".join(item.holders)]
    return "; ".join(filter(None, parts))


def _write(audited: Audited, to: Path, *, force: bool) -> None:
    from onrecord.serve.proofs import marked_up

    if to.exists() and not force:
        raise click.UsageError(f"{to} is there already: name another file, or write over it with --force")
    try:
        to.write_text(marked_up(audited), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{to} cannot be written: {error.strerror}") from error
