"""Who may do what where an app can be reached by others: tokens with a scope, in a file that holds no token.

A line of the file is a name, a scope and a digest, as JSON. A token is drawn at random and shown once; what is kept
tells whether something is the token, not what the token is. The file is read again whenever it has changed, so that a
token that was taken away opens nothing any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from onrecord.errors import OnrecordError

_BYTES = 32


class Scope(StrEnum):
    """What a token is good for, each with all before it: to read; to decide as an editor; to import, relate, prove."""

    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"

    def covers(self, needed: Scope) -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who was given a token; ``digest`` is what the token is known by."""

    name: str
    scope: Scope
    digest: str


class Unusable(OnrecordError):
    """A file of tokens that cannot be read or written, or that does not hold what was asked for."""


def pass_of(token: str) -> str:
    """What a browser keeps in place of a token."""
    return hashlib.sha256(b"onrecord pass\0" + token.encode()).hexdigest()


class Tokens:
    """A file of tokens. Shared by threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._held: dict[str, Holder] = {}

    def holders(self) -> list[Holder]:
        """All who were given one, by name; none where there is no file yet.

        Raises:
            Unusable: the file is not one of tokens, or cannot be read.
        """
        return sorted(self._read().values(), key=lambda each: each.name)

    def add(self, name: str, scope: Scope) -> str:
        """Draws a token for somebody; it can be told only now.

        Raises:
            Unusable: somebody of that name has one, or the file cannot be written.
        """
        held = self._read()
        if not name.strip() or any(each.name == name for each in held.values()):
            raise Unusable(f"{self._path}: {name!r} has a token already, or is no name: take it away first")
        token = secrets.token_urlsafe(_BYTES)
        self._write([*held.values(), Holder(name, scope, _digest(pass_of(token)))])
        return token

    def remove(self, name: str) -> None:
        """Takes a token away.

        Raises:
            Unusable: nobody of that name has one, or the file cannot be written.
        """
        held = self._read()
        left = [each for each in held.values() if each.name != name]
        if len(left) == len(held):
            raise Unusable(f"{self._path} holds no token of {name!r}")
        self._write(left)

    def holder_of(self, shown: str) -> Holder | None:
        """Who was given the token whose pass (`pass_of`) this is; None where it is nobody's.

        Raises:
            Unusable: the file cannot be read any more.
        """
        digest = _digest(shown)
        held = self._read().get(digest)
        return held if held is not None and hmac.compare_digest(held.digest, digest) else None

    def _read(self) -> dict[str, Holder]:
        with self._lock:
            try:
                state = self._path.stat()
            except FileNotFoundError:
                self._seen, self._held = None, {}
                return {}
            except OSError as error:
                raise Unusable(f"{self._path} cannot be read: {error.strerror}") from error
            if self._seen != (state.st_mtime_ns, state.st_size):
                self._held = {each.digest: each for each in self._parsed()}
                self._seen = (state.st_mtime_ns, state.st_size)
            return dict(self._held)

    def _parsed(self) -> list[Holder]:
        try:
            rows = [json.loads(line) for line in self._path.read_text(encoding="utf-8").splitlines()]
            return [Holder(row["name"], Scope(row["scope"]), row["digest"]) for row in rows]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unusable(f"{self._path} is no file of tokens: `onrecord token add` makes one") from error

    def _write(self, holders: Iterable[Holder]) -> None:
        """Replaces the file in one step; only its owner may read it."""
        lines = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in holders)
        try:
            descriptor, made = tempfile.mkstemp(dir=self._path.parent, prefix=".tokens-")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
            Path(made).replace(self._path)
        except OSError as error:
            raise Unusable(f"{self._path} cannot be written: {error.strerror}") from error


def _digest(shown: str) -> str:
    return hashlib.sha256(b"onrecord token\0" + shown.encode("utf-8", "replace")).hexdigest()
