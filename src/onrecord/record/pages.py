"""Pages as they are kept: the bytes as received, what a reader made of them, and what editors made of that."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.decisions import decisions, standing
from onrecord.record.decode import from_json
from onrecord.record.editing import edited
from onrecord.record.packing import READING, pack, unpack
from onrecord.types import Decision, Given, Page, Reading, Sender

_BY_ID = select(schema.page).where(schema.page.c.id == bindparam("asked"))
_SNAPSHOT = {
    "sqlite": sqlite.insert(schema.snapshot).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(schema.snapshot).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """A reading as editors have it, and their verdict on statements by id; rejected ones are still among them."""

    reading: Reading
    verdicts: Mapping[str, str] = field(default_factory=dict)


def row_of(connection: Connection, page_id: str) -> Row[Any] | None:
    return connection.execute(_BY_ID, {"asked": page_id}).first()


def page_values(page: Page, reader: str) -> dict[str, Any]:
    """The row of a page as it was received."""
    return {
        "name": page.name,
        "address": page.address,
        "captured": page.captured.isoformat(),
        "media_type": page.media_type,
        "given": _given(page.given),
        "sha256": page.sha256,
        "reader": reader,
    }


def keep_bytes(connection: Connection, sha256: str, content: bytes) -> None:
    """Keeps packed bytes under their digest, once."""
    connection.execute(_SNAPSHOT[connection.dialect.name], {"sha256": sha256, "content": content})


def packed(told: Json, content: bytes) -> bytes:
    """A reading for keeping; a text that is the page, character for character, is kept with the page alone."""
    kept = {**told, "article": {**told["article"], "text": None}} if _is(told["article"]["text"], content) else told
    return pack(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), READING)


def machine(connection: Connection, row: Row[Any]) -> tuple[Json, Page]:
    """What the reader made of a page that it read, as JSON, and the page as it was received."""
    asked = select(schema.snapshot.c.content).where(schema.snapshot.c.sha256 == row.sha256)
    content = unpack(connection.execute(asked).scalar_one())
    told = _unpacked(row.reading, content)
    given = given_from(json.loads(row.given)) if row.given else None
    return told, from_json({**told, "statements": [], "figures": []}, content, given).page


def effective(connection: Connection, row: Row[Any]) -> Edited:
    """A page that was read, as editors have it."""
    told, page = machine(connection, row)
    return as_edited(told, page, standing(decisions(connection, pages=[row.id])))


def as_edited(told: Json, page: Page, said: list[Decision]) -> Edited:
    told = edited(told, said)
    verdicts = {each["id"]: each["verdict"] for each in told["statements"] if each["verdict"]}
    return Edited(from_json(told, page.content, page.given), verdicts)


def told(connection: Connection, page_ids: Iterable[str]) -> dict[str, Json]:
    """Readings as JSON by the ids of their pages, as editors have them: each statement with its verdict."""
    ids = list(page_ids)
    columns = (schema.page.c.id, schema.page.c.reading, schema.snapshot.c.content)
    asked = select(*columns).join(schema.snapshot, schema.snapshot.c.sha256 == schema.page.c.sha256)
    rows = connection.execute(asked.where(schema.page.c.id.in_(ids), schema.page.c.reading.is_not(None))).all()
    said: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions(connection, pages=ids):
        said[decision.page or ""].append(decision)
    return {row.id: edited(_unpacked(row.reading, unpack(row.content)), standing(said[row.id])) for row in rows}


def _is(text: str, content: bytes) -> bool:
    try:
        return content.decode() == text
    except UnicodeDecodeError:
        return False


def _unpacked(reading: bytes, content: bytes) -> Json:
    told: Json = json.loads(unpack(reading, READING))
    if told["article"]["text"] is None:
        told["article"]["text"] = content.decode()
    return told


def _given(given: Given | None) -> str | None:
    if given is None:
        return None
    return json.dumps({name: value for name, value in asdict(given).items() if value}, default=date.isoformat)


def given_from(told: Json) -> Given:
    """What came beside a page, from its JSON."""
    made: dict[str, Any] = {"published": date.fromisoformat, "updated": date.fromisoformat, "sender": Sender}
    return Given(**{name: made[name](value) if name in made else value for name, value in told.items()})
