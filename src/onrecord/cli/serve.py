"""``onrecord serve``: the record in the browser, on this machine unless told otherwise."""

from __future__ import annotations

import socket
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path

import click

from onrecord.cli.exits import Exit
from onrecord.cli.options import takes
from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Serving:
    """What `serve` was asked for."""

    record: str
    host: str
    port: int
    browser: bool
    token: str | None
    tokens: Path | None
    rules: bool


@click.command("serve", short_help="Open the record in the browser.")
@takes(
    Serving,
    click.argument("record", envvar="ONRECORD_RECORD", default="onrecord.db", metavar="[RECORD]"),
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen. Elsewhere needs --token."),
    click.option(
        "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 for any free one."
    ),
    click.option("--browser/--no-browser", default=True, help="Open the browser, or only tell the address."),
    click.option("--token", envvar="ONRECORD_TOKEN", help="What everybody must show. Also from ONRECORD_TOKEN."),
    click.option(
        "--tokens",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Tokens with scopes, as `onrecord token` makes them: everybody must show one of them.",
    ),
    click.option("--rules", is_flag=True, help="Import by rules alone, without the trained reader."),
)
def serve_command(asked: Serving) -> Exit:
    """Open a record in the browser; it is made where there is none. Ctrl-C ends it.

    The app listens to this machine alone, and sends nothing anywhere. RECORD is a file, or a database as
    postgresql://user@host/name.
    """
    import uvicorn  # the server's libraries, for those who serve

    from onrecord.record.store import Record
    from onrecord.serve.access import Tokens
    from onrecord.serve.web import Settings, create

    tokens = Tokens(asked.tokens) if asked.tokens else None
    with listening(asked.host, asked.port) as listener:
        port = listener.getsockname()[1]
        settings = Settings(host=asked.host, port=port, token=asked.token, tokens=tokens, trained=not asked.rules)
        with Record.open(asked.record, create=True) as record:
            address = address_of(asked.host, port) + (f"/enter?token={asked.token}" if asked.token else "/")
            click.echo(f"onrecord: {asked.record} at {address} (Ctrl-C ends it)", err=True)
            config = uvicorn.Config(
                create(record, settings),
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_keep_alive=75,
                ws="none",
            )
            if asked.browser:
                threading.Timer(0.5, webbrowser.open, [address]).start()
            uvicorn.Server(config).run(sockets=[listener])
    return Exit.FINE


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; the port is taken before anybody is told of it.

    Raises:
        OnrecordError: the port is taken, or there is no such host here.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it; the event loop sets it only on sockets that it made itself, and without it an answer
        # of several packets waits 40 ms for the other side.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        raise OnrecordError(f"{host}:{port} cannot be listened to: {error.strerror}; try another --port") from error
    return listener


def address_of(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 (told, not listened to)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
