"""The group of all commands, and what their failures become."""

from __future__ import annotations

import os
import sys

import click

from onrecord import __version__
from onrecord.cli.add import add_command, status_command
from onrecord.cli.audit import audit_command
from onrecord.cli.batch import batch_command
from onrecord.cli.check import check_command
from onrecord.cli.doctor import backup_command, doctor_command, restore_command
from onrecord.cli.exits import Exit
from onrecord.cli.export import export_command, import_command
from onrecord.cli.mcp import mcp_command
from onrecord.cli.people import people_command
from onrecord.cli.read import figures_command, read_command
from onrecord.cli.relate import relate_command
from onrecord.cli.review import review_command
from onrecord.cli.search import search_command
from onrecord.cli.serve import serve_command
from onrecord.cli.timeline import timeline_command
from onrecord.cli.token import token_command
from onrecord.cli.trace import trace_command
from onrecord.errors import OnrecordError, QueryError, RecordError, Unreadable


class _Group(click.Group):
    """Commands whose reader may go away: click would end them as failed."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Nothing is wrong, and nothing more can be said: what is still held for the pipe goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.FINE


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Raw press pages in, a public record out: who said what, to whom, when and where, anchored to its words."""


for command in (
    read_command,
    figures_command,
    add_command,
    batch_command,
    status_command,
    relate_command,
    search_command,
    serve_command,
    token_command,
    mcp_command,
    check_command,
    audit_command,
    trace_command,
    timeline_command,
    people_command,
    review_command,
    export_command,
    import_command,
    doctor_command,
    backup_command,
    restore_command,
):
    commands.add_command(command)


def run() -> int:
    """Run the command line; the exit code."""
    try:
        return int(commands.main(standalone_mode=False) or Exit.FINE)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.Abort:
        return Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except QueryError as error:
        click.echo(f"onrecord: {error} (character {error.at + 1} of the query)", err=True)
        return Exit.USAGE
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        return Exit.NOTHING if isinstance(error, RecordError | Unreadable) else Exit.PARTIAL
