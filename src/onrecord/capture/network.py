"""Connections to public hosts only: a name is looked up, every address it has is checked, and one of these is used.

The look-up and the connection are one step, at every redirect and for robots.txt too, so a name cannot show one
address to the check and another to the connection. Nothing is read from the environment, proxies included.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from onrecord.errors import Unreadable

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            "2002::/16",  # 6to4 and Teredo carry an IPv4 address that nobody checked; no press is served there
            "2001::/32",
            "64:ff9b:1::/48",  # RFC 8215: for the local network
            "fec0::/10",  # site local, RFC 3879
        ),
    )
)


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a host, by the system's resolver and in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not this machine, its network, or a special purpose."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # among others, one with a zone, which is local by nature
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if inner:
            return is_public(str(inner))
        if any(ip in network for network in NEVER):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@dataclass(frozen=True, slots=True)
class Network:
    """What fetching needs of the world outside; a test hands in its own."""

    look_up: Callable[[str, int], list[str]] = look_up
    allowed: Callable[[str], bool] = is_public
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    trust: ssl.SSLContext | None = None


class Deadline:
    """The moment until which all work on one page has to be done."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock()

    def set(self, seconds: float) -> None:
        self._end = self._clock() + seconds

    def within(self, timeout: float | None) -> float:
        """How long a step may take.

        Raises:
            httpcore.ReadTimeout: the time is up.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this page is up")
        return left if timeout is None else min(left, timeout)


class Pinned(httpcore.NetworkBackend):
    """Connects to an address that was just checked, never to a name."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """
        Raises:
            Unreadable: ``address``, the host is not public; ``unreachable``, it has no address.
        """
        fault: Exception | None = None
        for address in self._checked(host, port):
            try:
                within = self._deadline.within(timeout)
                stream = self._real.connect_tcp(address, port, within, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _Timed(stream, self._deadline)
        raise fault or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *_args: object, **_kwargs: object) -> httpcore.NetworkStream:
        raise Unreadable("address", "local sockets are not fetched from")

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._network.look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreadable("unreachable", f"the name {host} cannot be looked up: {error}") from error
        for address in addresses:
            if not self._network.allowed(address):
                raise Unreadable("address", f"{host} is at {address}, which is not on the public internet")
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream each of whose steps ends by the deadline, so that a slow trickle ends too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        within = self._deadline.within(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, within), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        return self._stream.get_extra_info(info)
