"""What commands share that write down an editor's word: who says it and why, and how it is acknowledged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Form, form_of
from onrecord.cli.tables import safe

if TYPE_CHECKING:
    from onrecord.types import Decision

BY = click.option(
    "--by",
    envvar="ONRECORD_EDITOR",
    default="",
    metavar="NAME",
    help="Who decides; it is kept with the decision. Also from ONRECORD_EDITOR.",
)
WHY = click.option("--why", default="", metavar="TEXT", help="The reason; it is kept with the decision.")
SHOWN = 12
"""Digits of a hash that are shown to people; commands take any beginning that one decision has."""


def editor(by: str) -> str:
    """Who decides.

    Raises:
        click.UsageError: nobody is named.
    """
    if not by.strip():
        raise click.UsageError("a decision needs a name: say who decides with --by NAME, or set ONRECORD_EDITOR")
    return by.strip()


def now() -> datetime:
    """The moment of a decision, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def acknowledged(decision: Decision, sentence: str, form: str | None = None) -> None:
    """Tells that a decision is on disk: a sentence on a terminal, the decision as JSON elsewhere."""
    if form_of(form) is Form.JSON:
        click.echo(json.dumps(as_json(decision), ensure_ascii=False))
    else:
        undo = f"take it back with: onrecord review --undo {decision.hash[:SHOWN]}"
        click.echo(f"{safe(sentence)} ({decision.kind.value} {decision.hash[:SHOWN]}; {undo})")


def as_json(decision: Decision) -> dict[str, str | int | None]:
    """A decision under the names of its fields, as an export tells it; its value is the text that was chained."""
    return {name: getattr(decision, name) for name in type(decision).__slots__}
