"""What editors said, in the order in which they said it: appended, chained, durable before it is acknowledged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.types import Decision, DecisionKind

GENESIS = "0" * 64
"""What the first decision follows."""


def append(connection: Connection, said: Decision) -> Decision:
    """Writes down a decision after all others, numbered and chained; it is durable when the transaction ends.

    Raises:
        RecordError: nobody is named.
    """
    if not said.who.strip():
        raise RecordError("a decision needs a name: say who decides with --by NAME, or set ONRECORD_EDITOR")
    last = connection.execute(select(schema.decision).order_by(schema.decision.c.number.desc()).limit(1)).first()
    placed = replace(said, number=last.number + 1 if last else 1, previous=last.hash if last else GENESIS)
    decision = replace(placed, hash=digest_of(placed))
    connection.execute(insert(schema.decision), {name: getattr(decision, name) for name in Decision.__slots__})
    return decision


def written(value: Json) -> str:
    """What a decision says of its target, the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(said: Decision) -> str:
    """The digest that names a decision and all before it: SHA-256 over the JSON of all its other fields, in order."""
    fields = [getattr(said, name) for name in Decision.__slots__ if name != "hash"]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def decisions(connection: Connection, *, pages: Iterable[str] | None = None) -> list[Decision]:
    """All decisions, or those on statements of some pages, in their order; undone ones too."""
    asked = select(schema.decision).order_by(schema.decision.c.number)
    if pages is not None:
        asked = asked.where(schema.decision.c.page.in_(list(pages)))
    return [_decision(row) for row in connection.execute(asked)]


def decision(connection: Connection, hash_: str) -> Decision | None:
    """The decision with this hash."""
    row = connection.execute(select(schema.decision).where(schema.decision.c.hash == hash_)).first()
    return _decision(row) if row else None


def on_names(connection: Connection) -> list[Decision]:
    """All decisions on names, and their undoings, in their order: those that are on no page."""
    asked = select(schema.decision).where(schema.decision.c.page.is_(None)).order_by(schema.decision.c.number)
    return [_decision(row) for row in connection.execute(asked)]


def by_hash(said: Sequence[Decision], beginning: str) -> Decision:
    """The decision whose hash begins so.

    Raises:
        RecordError: there is none, or there are several.
    """
    found = [each for each in said if beginning and each.hash.startswith(beginning.lower())]
    if not found:
        raise RecordError(f"there is no decision {beginning}: `onrecord review --log` lists them")
    if len(found) > 1:
        raise RecordError(f"{len(found)} decisions begin with {beginning}: tell more of the hash")
    return found[0]


def standing(said: Sequence[Decision]) -> list[Decision]:
    """Those that were not undone, and that undo nothing themselves."""
    away = undone(said)
    return [each for each in said if each.hash not in away and each.kind is not DecisionKind.UNDO]


def undone(said: Sequence[Decision]) -> set[str]:
    """The hashes of those that were undone; an undoing that was undone itself does not count."""
    out: set[str] = set()
    for decision in reversed(said):
        if decision.kind is DecisionKind.UNDO and decision.hash not in out:
            out.add(decision.target)
    return out


def broken(said: Sequence[Decision]) -> list[str]:
    """What is wrong with the chain, in words; nothing where every decision stands as it was made."""
    out, previous = [], GENESIS
    for before, each in zip((0, *(each.number for each in said)), said, strict=False):
        if each.number != before + 1:
            out.append(f"between the decisions {before} and {each.number} others are missing")
        if each.previous != previous:
            out.append(f"decision {each.number} does not follow the one before it")
        if each.hash != digest_of(each):
            out.append(f"decision {each.number} was changed after it was made")
        previous = each.hash
    return out


def _decision(row: Row[Any]) -> Decision:
    fields = {name: getattr(row, name) for name in Decision.__slots__}
    return Decision(**fields | {"kind": DecisionKind(row.kind)})
