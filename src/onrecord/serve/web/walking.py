"""How a list goes on while rows are added to it: at a cursor, so that nothing is told twice and nothing is lost.

A list in the order of what never changes (days and numbers, names) goes on behind the last row that was told. The order
of a ranked list changes with every row that is added: it is held as it was when its first rows were told, under the
digest of itself. A cursor is opaque to whoever is given it, and good for one list alone.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Sequence
from http import HTTPStatus
from threading import Lock
from typing import Annotated, Any

import numpy as np
from fastapi import Query
from numpy.typing import NDArray

from onrecord.serve.web.faults import Failure, refused
from onrecord.types import digest

After = Annotated[
    str, Query(max_length=400, description="The cursor in `next` of an earlier answer; in place of start.")
]
Order = NDArray[Any]
_MOST = 1 << 31
_ROOM = 32 << 20
"""Bytes of the orders that are held; those that were asked for longest ago go first."""


def cursor(what: Sequence[str], *place: int | str) -> str:
    """A place in a list; ``what`` names the list, and all that was asked of it."""
    return urlsafe_b64encode(json.dumps([_name(what), *place]).encode()).decode().rstrip("=")


def place(said: str, what: Sequence[str], *kinds: type) -> list[Any]:
    """The place that a cursor of this list tells; its parts are of these kinds.

    Raises:
        Failure: it is no cursor, or one of another list.
    """
    try:
        name, *told = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    except (ValueError, TypeError):
        raise _other() from None
    if name != _name(what) or [type(each) for each in told] != list(kinds) or not all(map(_is_possible, told)):
        raise _other()
    return list(told)


def _is_possible(part: int | str) -> bool:
    """Can a list of ours have such a place? Of what a made-up cursor tells, no database is asked."""
    if isinstance(part, int):
        return 0 <= part < _MOST
    return "\0" not in part and part.encode(errors="replace").decode() == part


class Walks:
    """Orders in which somebody goes through a list. Shared by threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[str, Order] = OrderedDict()

    def hold(self, order: Order) -> str:
        """Holds an order; what it is called."""
        name = _digest(order)
        with self._lock:
            self._held[name] = order
            self._held.move_to_end(name)
            while len(self._held) > 1 and sum(each.nbytes for each in self._held.values()) > _ROOM:
                self._held.popitem(last=False)
        return name

    def behind(self, name: str, last: int | str, now: Callable[[], Order]) -> Order:
        """What stands behind a row in an order that was held; ``now`` tells the order that the list has by now.

        Raises:
            Failure: the order is not held any more, and the list has changed.
        """
        with self._lock:
            order = self._held.get(name)
            if order is not None:
                self._held.move_to_end(name)
        if order is None:
            order = now()
            if _digest(order) != name:
                raise refused(
                    HTTPStatus.GONE,
                    "This list has changed",
                    "It was begun too long ago, and rows have come since: begin it again at its first rows.",
                )
        at = np.flatnonzero(order == last)
        if not len(at):
            raise _other()
        return order[at[0] + 1 :]


def _digest(order: Order) -> str:
    return hashlib.blake2b(order.tobytes(), digest_size=12).hexdigest()


def _name(what: Sequence[str]) -> str:
    return digest("list", *what)[:12]


def _other() -> Failure:
    detail = "A cursor is taken from `next` of an answer, and goes on with that list alone."
    return refused(HTTPStatus.BAD_REQUEST, "This is no cursor of this list", detail)
