"""``onrecord mcp``: the record for agents, over standard input and output."""

from __future__ import annotations

from dataclasses import dataclass

import click

from onrecord.cli.exits import Exit
from onrecord.cli.options import takes
from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Serving:
    """What `mcp` was asked for."""

    record: str


@click.command("mcp", short_help="Serve the record to agents (Model Context Protocol).")
@takes(Serving, click.argument("record", envvar="ONRECORD_RECORD", default="onrecord.db", metavar="[RECORD]"))
def mcp_command(asked: Serving) -> Exit:
    """Serve the tools search, check, trace and page to an agent that starts this command; they only read.

    Messages go over standard input and output, as the Model Context Protocol has it. RECORD is a file, or a database
    as postgresql://user@host/name.
    """
    from onrecord.record.store import Record

    try:
        from onrecord.serve.mcp import server
    except ImportError as error:
        raise OnrecordError("the protocol's library is not installed: pip install 'onrecord[mcp]'") from error
    with Record.open(asked.record) as record:
        server(record).run("stdio")
    return Exit.FINE
