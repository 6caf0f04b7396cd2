"""How the app is to run: said once, when it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address

from onrecord.errors import OnrecordError
from onrecord.serve.access import Tokens

MIB = 1 << 20


class Unsafe(OnrecordError):
    """Settings under which anybody could read and change the record."""


def now() -> datetime:
    """The moment, in UTC; the app's one clock unless another is handed in."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the app listens, who may ask, and what an import may take.

    ``token`` is what everybody must show who asks, or one of ``tokens``; without them the app listens to this machine
    alone. ``most_sent`` bounds what one request may bring, in bytes. ``trained`` and ``workers`` are as for
    `pipeline.keep`. Where it ``relates``, what was imported is related by itself.

    Raises:
        Unsafe: other machines could ask, and no token is set.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    tokens: Tokens | None = None
    clock: Callable[[], datetime] = now
    most_sent: int = 1024 * MIB
    trained: bool = True
    workers: int = 1
    relates: bool = True

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < SHORTEST:
            raise Unsafe(f"a token of fewer than {SHORTEST} characters can be guessed: choose a longer one")
        if not self.is_guarded and not self.is_loopback:
            raise Unsafe(
                f"{self.host} can be reached from other machines: set a token with --token or --tokens, "
                "or leave out --host"
            )

    @property
    def is_guarded(self) -> bool:
        """Must everybody show a token?"""
        return self.token is not None or self.tokens is not None

    @property
    def is_loopback(self) -> bool:
        """Does the app listen to this machine alone?"""
        return is_loopback(self.host)


SHORTEST = 16
"""Characters of a token."""


def is_loopback(host: str) -> bool:
    """Is this a name or number of this machine that no other machine can use?"""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
