"""``onrecord people``: who is heard in a record, why names are one, and an editor's word on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.deciding import BY, WHY, acknowledged, editor, now
from onrecord.cli.exits import Exit
from onrecord.cli.naming import Meant, meant
from onrecord.cli.options import FORMS, RECORD, Form, form_of, takes
from onrecord.cli.rows import Row, separated
from onrecord.cli.tables import console, safe
from onrecord.pipeline import contradictions, decide, identify
from onrecord.types import DecisionKind

if TYPE_CHECKING:
    from onrecord.record.people import Person
    from onrecord.record.store import Record

_TOLD = 6
"""Forms and roles that a row of the table tells."""
_KEY_OF_PAGE = re.compile(r"@([0-9a-f]{16})\b")
_LIST = "list"


class _People(click.Group):
    """A group that lists where no other command is named: ``onrecord people kallweit``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [_LIST, *args])


@dataclass(frozen=True, slots=True)
class Listing:
    """What `people list` was asked for."""

    name: tuple[str, ...]
    limit: int
    explain: bool
    record: str
    form: str | None


@dataclass(frozen=True, slots=True)
class Deciding:
    """An editor's word on two names, or on one and what it is to be called."""

    one: str
    other: str
    by: str
    why: str
    record: str
    form: str | None


@dataclass(frozen=True, slots=True)
class Undoing:
    """A decision that is to be taken back."""

    hash: str
    by: str
    why: str
    record: str
    form: str | None


_JSON = click.option("--json", "form", flag_value=Form.JSON.value, default=None, help="The decision as JSON.")
_DECIDING = (BY, WHY, RECORD, _JSON)


@click.group(
    "people", cls=_People, short_help="Tell who is who; merge, split, rename.", subcommand_metavar="[NAME...] | COMMAND"
)
def people_command() -> None:
    """Tell who is heard, under which names and in which roles; merge, split and rename.

    Without a command it lists. A person is named by id, by a name that fits one only, by a form of the name where
    pages use several, or by a name as one page has it: NAME@PAGE.
    """


@people_command.command(_LIST, short_help="Who is heard in the record; what `people NAME` does.")
@takes(
    Listing,
    click.argument("name", nargs=-1, metavar="[NAME...]"),
    click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Rows of the table."),
    click.option("--explain", is_flag=True, help="In the table, show why names are one and which nearly were."),
    RECORD,
    *FORMS,
)
def list_command(asked: Listing) -> Exit:
    """Tell who is heard, the most frequent first: all, or those whose names hold the words."""
    from onrecord.record.people import called
    from onrecord.record.store import Record

    shape = form_of(asked.form)
    with Record.open(asked.record) as record:
        identify(record)
        found = _everybody(record)
        for idle in contradictions(record):
            click.echo(f"onrecord: the later of these decisions counts for nothing: {idle}", err=True)
        pages = {state.id: state.name for state in record.states()} if asked.explain else {}
    if asked.name:
        found = called(found, " ".join(asked.name))
    if shape is Form.JSON:
        for person in found:
            click.echo(json.dumps(_as_json(person), ensure_ascii=False))
    elif shape is Form.TABLE:
        if asked.explain:
            _explain(found, asked.limit, pages)
        else:
            _show(found, asked.limit)
        _count(found, asked.limit)
    else:
        click.echo(separated(_rows(found), "," if shape is Form.CSV else "\t", header=True), nl=False)
    return Exit.FINE if found else Exit.PARTIAL


@people_command.command("merge", short_help="Two names are one person or body.")
@takes(Deciding, click.argument("one", metavar="A"), click.argument("other", metavar="B"), *_DECIDING)
def merge_command(asked: Deciding) -> Exit:
    """Say that A and B are one person or body, whatever the rules think."""
    return _judged(asked, DecisionKind.SAME, "{} and {} are one")


@people_command.command("split", short_help="Two names are two persons or bodies.")
@takes(Deciding, click.argument("one", metavar="A"), click.argument("other", metavar="B"), *_DECIDING)
def split_command(asked: Deciding) -> Exit:
    """Say that A and B are two. Of one person in the record name two forms, or one as a page has it: NAME@PAGE."""
    return _judged(asked, DecisionKind.DIFFERENT, "{} and {} are two")


@people_command.command("rename", short_help="What a person or body is to be called.")
@takes(Deciding, click.argument("one", metavar="A"), click.argument("other", metavar="NAME"), *_DECIDING)
def rename_command(asked: Deciding) -> Exit:
    """Say that A is to be called NAME; pages keep their own words."""
    who = editor(asked.by)
    with _record(asked.record) as record:
        one = meant(record, _everybody(record), asked.one)
        said = {"name": asked.other}
        moment = now()
        made = decide(record, DecisionKind.RENAME, one.key, who=who, moment=moment, why=asked.why, corrected=said)
    acknowledged(made, f"{one.person.name} is called {asked.other}", asked.form)
    return Exit.FINE


@people_command.command("undo", short_help="Take a decision back.")
@takes(Undoing, click.argument("hash"), BY, WHY, RECORD, _JSON)
def undo_command(asked: Undoing) -> Exit:
    """Take back the decision with this hash, or this beginning of one; an undoing can be undone."""
    from onrecord.record.decisions import by_hash

    who = editor(asked.by)
    with _record(asked.record) as record:
        undone = by_hash(record.decisions(), asked.hash)
        made = decide(record, DecisionKind.UNDO, undone.hash, who=who, moment=now(), why=asked.why)
    acknowledged(made, f"taken back: {undone.kind.value} {undone.target}", asked.form)
    return Exit.FINE


def _judged(asked: Deciding, kind: DecisionKind, sentence: str) -> Exit:
    who = editor(asked.by)
    with _record(asked.record) as record:
        everybody = _everybody(record)
        one, other = (meant(record, everybody, said) for said in (asked.one, asked.other))
        if one.key == other.key:
            raise click.UsageError(_the_same(one))
        said = {"other": other.key}
        made = decide(record, kind, one.key, who=who, moment=now(), why=asked.why, corrected=said)
    acknowledged(made, sentence.format(_shown(one), _shown(other)), asked.form)
    return Exit.FINE


def _the_same(one: Meant) -> str:
    forms = ", ".join(dict.fromkeys(name for key in one.person.keys for name in key.names))
    told = f"name two forms of the name ({safe(forms)}), or one as a page has it: NAME@PAGE"
    return f"both are {safe(one.person.name)}: {told}"


def _shown(one: Meant) -> str:
    """A person by name, and by key where that tells more."""
    return f"{one.person.name} [{one.key}]"


def _record(where: str) -> Record:
    """The record with its people told."""
    from onrecord.record.store import Record

    record = Record.open(where)
    identify(record)
    return record


def _everybody(record: Record) -> list[Person]:
    from onrecord.record.people import people

    with record.engine.connect() as connection:
        return people(connection)


def _as_json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "statements": person.statements,
        "pages": person.pages,
        "forms": [{"name": name, "statements": number} for name, number in person.forms.items()],
        "keys": [each.key for each in person.keys],
        **person.detail,
    }


def _rows(found: Sequence[Person]) -> Iterator[Row]:
    for person in found:
        yield {
            "name": person.name,
            "kind": person.kind,
            "statements": person.statements,
            "pages": person.pages,
            "forms": "; ".join(person.forms),
            "roles": "; ".join(map(_role, person.detail["roles"])),
            "id": person.id,
        }


def _show(found: Sequence[Person], limit: int) -> None:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for name, ratio in (("who", 4), ("other forms", 5), ("roles", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for name in ("statements", "pages", "id"):
        table.add_column(name, justify="right", no_wrap=True)
    for person in found[:limit]:
        forms = _some([name for name in person.forms if name != person.name])
        cells = (f"{person.name} ({person.kind})", forms, _some([_role(each) for each in person.detail["roles"]]))
        numbers = (f"{person.statements:,}", f"{person.pages:,}", person.id)
        table.add_row(*(Text(safe(cell)) for cell in (*cells, *numbers)))
    if found:
        console().print(table)


def _explain(found: Sequence[Person], limit: int, pages: Mapping[str, str]) -> None:
    """Each person with why its names are one and what was nearly joined; a page's key is told by the page's name."""
    out = console()
    for person in found[:limit]:
        head = (
            f"{person.name} ({person.kind}) · {person.statements:,} statements on {person.pages:,} pages · {person.id}"
        )
        out.print(Text(safe(head), style="bold"))
        for line in _reasons(person):
            told = _KEY_OF_PAGE.sub(lambda m: f"@{pages.get(m[1], m[1])}", line)
            out.print(Text(f"  {safe(told)}"), soft_wrap=True)


def _reasons(person: Person) -> Iterator[str]:
    yield "forms: " + " · ".join(f"{name} {number:,}" for name, number in person.forms.items())
    if person.detail["roles"]:
        yield "roles: " + " · ".join(map(_role, person.detail["roles"]))
    yield "keys: " + " · ".join(each.key for each in person.keys)
    for join in person.detail["joins"]:
        yield f"one: {_near(join)}"
    for miss in person.detail["near"]:
        against = miss["against"]
        asked = "yours to say" if miss["open"] else "settled"
        yield f"nearly ({asked}): {_near(miss)}; but {against['rule']}: {against['detail']}"
    if person.detail["near_untold"]:
        yield f"and {person.detail['near_untold']:,} more that were nearly joined, less likely"


def _near(told: dict[str, Any]) -> str:
    return f"{told['left']} = {told['right']}: {told['rule']}; {told['detail']} ({told['score']:.2f})"


def _role(told: dict[str, str | None]) -> str:
    """A role with the days on which pages told it."""
    days = " to ".join(dict.fromkeys(day for day in (told["earliest"], told["latest"]) if day))
    return f"{told['text']} ({days})" if days else str(told["text"])


def _some(told: Sequence[str]) -> str:
    more = f" … and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return " · ".join(told[:_TOLD]) + more


def _count(found: Sequence[Person], limit: int) -> None:
    shown = f", the first {limit:,} shown" if len(found) > limit else ""
    one = "person or body" if len(found) == 1 else "persons and bodies"
    console().print(f"{len(found):,} {one}{shown}", style="bold")
