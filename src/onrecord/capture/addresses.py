"""Addresses of the web, taken apart and checked before anything is asked of anyone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from onrecord.errors import Unreadable

PORTS = {"http": 80, "https": 443}
LONGEST = 8000  # characters
UNSAFE = re.compile(r"[\x00-\x20\x7f]")
AS_IS = "/%:@!$&'()*+,;=~-._"  # of RFC 3986, what a path holds without being quoted; and the sign of quoting itself


@dataclass(frozen=True, slots=True)
class Address:
    """An address with a host in ASCII and a target that can travel; ``text`` is as it was given."""

    text: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt counts for (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def beside(self, reference: str) -> Address:
        """The address that a reference on this page leads to.

        Raises:
            Unreadable: ``address``.
        """
        try:
            return parse(urljoin(self.text, reference))
        except ValueError as error:
            raise Unreadable("address", f"{reference[:200]!r} leads nowhere: {error}") from error


def parse(text: str) -> Address:
    """An http or https address.

    Raises:
        Unreadable: ``address``, with what is wrong about it.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError as error:  # UnicodeError among them
        raise Unreadable("address", f"{text[:200]!r} is no address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise Unreadable("address", f"{text[:200]!r} is not fetched: only http:// and https:// are")
    if not host or UNSAFE.search(text) or len(text) > LONGEST:
        raise Unreadable(
            "address", f"{text[:200]!r} is no address: it has no host, spaces, or more than {LONGEST} signs"
        )
    if parts.username is not None or parts.password is not None:
        raise Unreadable("address", "an address with a name and password in it is not fetched: leave them out")
    target = quote(parts.path or "/", AS_IS) + (f"?{quote(parts.query, AS_IS + '?')}" if parts.query else "")
    return Address(text, scheme, host, port if port is not None else PORTS[scheme], target)
