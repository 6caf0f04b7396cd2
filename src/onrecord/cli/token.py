"""``onrecord token``: who may read, review or administer a record that others can reach."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.exits import Exit
from onrecord.cli.options import takes

if TYPE_CHECKING:
    from onrecord.serve.access import Tokens

_TOKENS = click.option(
    "--tokens",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ONRECORD_TOKENS",
    default="onrecord.tokens",
    show_default=True,
    metavar="FILE",
    help="The file of tokens that `onrecord serve --tokens` is given. Also from ONRECORD_TOKENS.",
)


@dataclass(frozen=True, slots=True)
class Giving:
    """A token that is to be made."""

    name: str
    scope: str
    tokens: Path


@dataclass(frozen=True, slots=True)
class Taking:
    """A token that is to be taken away."""

    name: str
    tokens: Path


@dataclass(frozen=True, slots=True)
class Listing:
    """What `token list` was asked for."""

    tokens: Path


@click.group("token", short_help="Give and take tokens for a served record.", subcommand_metavar="COMMAND")
def token_command() -> None:
    """Give and take tokens, each good for reading, for reviewing, or for administering."""


@token_command.command("add", short_help="Make a token for somebody.")
@takes(
    Giving,
    click.argument("name"),
    click.option(
        "--scope",
        type=click.Choice(["read", "review", "admin"]),
        default="read",
        show_default=True,
        help="What it is good for: read; review decides too; admin imports, relates and proves too.",
    ),
    _TOKENS,
)
def add_command(asked: Giving) -> Exit:
    """Make a token for NAME and print it; it cannot be shown again."""
    from onrecord.serve.access import Scope

    click.echo(_tokens(asked.tokens).add(asked.name, Scope(asked.scope)))
    click.echo(f"onrecord: {asked.name} may {asked.scope}; the token is shown only now; {asked.tokens}", err=True)
    return Exit.FINE


@token_command.command("remove", short_help="Take a token away.")
@takes(Taking, click.argument("name"), _TOKENS)
def remove_command(asked: Taking) -> Exit:
    """Take the token of NAME away, at once and from apps that run, too."""
    _tokens(asked.tokens).remove(asked.name)
    click.echo(f"onrecord: the token of {asked.name} opens nothing any more; {asked.tokens}", err=True)
    return Exit.FINE


@token_command.command("list", short_help="Who has a token, and for what.")
@takes(Listing, _TOKENS)
def list_command(asked: Listing) -> Exit:
    """Tell who has a token and what it is good for, as JSON lines."""
    for each in _tokens(asked.tokens).holders():
        click.echo(json.dumps({"name": each.name, "scope": each.scope.value}, ensure_ascii=False))
    return Exit.FINE


def _tokens(path: Path) -> Tokens:
    from onrecord.serve.access import Tokens

    return Tokens(path)
