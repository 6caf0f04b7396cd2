"""Small servers on this machine, and a network in which their names exist."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from onrecord.capture.network import Network

Answer = tuple[int, Mapping[str, str], bytes]
Page = Answer | Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """The pages of a server by their path, and what it was asked for."""

    pages: dict[str, Page]
    port: int = 0
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


@contextmanager
def serving(pages: dict[str, Page], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(pages)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            site.asked.append(asked)
            page = site.pages.get(self.path, (404, {}, b"nothing here"))
            status, headers, body = page(asked) if callable(page) else page
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@dataclass
class World:
    """A network where time passes only when someone sleeps and hosts are where the test says."""

    hosts: dict[str, list[str]] = field(default_factory=dict)
    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def look_up(self, host: str, port: int) -> list[str]:
        return self.hosts.get(host, ["127.0.0.1"])

    def network(self) -> Network:
        return Network(self.look_up, lambda address: address == "127.0.0.1", lambda: self.now, self.sleep)
