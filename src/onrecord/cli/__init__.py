"""The commands: parse, call, print. Data on standard output, messages on standard error."""

from __future__ import annotations

import sys

import click

from onrecord import __version__
from onrecord.cli.exits import Exit
from onrecord.cli.read import read_command
from onrecord.errors import OnrecordError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Raw press pages in, a public record out: who said what, to whom, when and where, anchored to its words."""


commands.add_command(read_command)


def main() -> None:
    """The program. Exit codes: 0 fine, 1 partial failure, 2 usage, 3 nothing readable, 130 interrupted."""
    try:
        code = commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        code = Exit.PARTIAL
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong, and nothing more can be said to it.
        sys.stderr.close()
        code = Exit.FINE
    sys.exit(int(code or 0))
