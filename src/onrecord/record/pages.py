"""Pages as they are kept: the bytes as received, what a reader made of them, and what editors made of that."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.exc import NoResultFound

from onrecord.errors import InvalidSpan
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.database import insert_rows
from onrecord.record.decisions import decisions, standing
from onrecord.record.decode import from_json, page_from_json
from onrecord.record.editing import edited
from onrecord.record.packing import READING, Damaged, pack, unpack
from onrecord.types import Decision, Given, Page, Reading, Sender

_BY_ID = select(schema.page).where(schema.page.c.id == bindparam("asked"))
_KEPT = (
    select(schema.page.c.id, schema.page.c.reading, schema.page.c.given, schema.snapshot.c.content)
    .join(schema.snapshot, schema.snapshot.c.sha256 == schema.page.c.sha256)
    .where(schema.page.c.id.in_(bindparam("ids", expanding=True)), schema.page.c.reading.is_not(None))
)
_LINE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_HEAD = 3
"""Lines of a kept reading before its statements."""
UNREADABLE = (Damaged, InvalidSpan, NoResultFound, KeyError, TypeError, ValueError, IndexError, AttributeError)
"""What decoding a reading that was damaged can raise."""
_AT_ONCE = 200
"""Pages that are asked for together."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A reading as editors have it, and their verdict on statements by id; rejected ones are still among them."""

    reading: Reading
    verdicts: Mapping[str, str] = field(default_factory=dict)


def row_of(connection: Connection, page_id: str) -> Row[Any] | None:
    return connection.execute(_BY_ID, {"asked": page_id}).first()


def known_of(connection: Connection, page_ids: Iterable[str]) -> set[str]:
    """Which of these pages were handed over before, whatever became of them."""
    asked = select(schema.page.c.id).where(schema.page.c.id.in_(list(page_ids)))
    return set(connection.execute(asked).scalars())


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


def keep_bytes(connection: Connection, contents: Mapping[str, bytes]) -> None:
    """Keeps packed bytes under their digests, each once."""
    asked = select(schema.snapshot.c.sha256).where(schema.snapshot.c.sha256.in_(list(contents)))
    held = set(connection.execute(asked).scalars())
    new = [{"sha256": digest, "content": content} for digest, content in contents.items() if digest not in held]
    insert_rows(connection, schema.snapshot, new)


def packed(told: Json, content: bytes) -> bytes:
    """A reading for keeping, as lines of JSON: the page and its article, the blocks, the figures, then each statement.

    So that a part of it can be told without reading all of it. A text that is the page, character for character, is
    kept with the page alone.
    """
    article = dict(told["article"])
    blocks = article.pop("blocks")
    if _is(article["text"], content):
        article["text"] = None
    parts = [{"page": told["page"], "article": article}, blocks, told["figures"], *told["statements"]]
    return pack("\n".join(map(_LINE, parts)).encode("utf-8", "surrogatepass"), READING)


def machine(connection: Connection, row: Row[Any]) -> tuple[Json, Page]:
    """What the reader made of a page that it read, as JSON, and the page as it was received."""
    asked = select(schema.snapshot.c.content).where(schema.snapshot.c.sha256 == row.sha256)
    return _machine(row, connection.execute(asked).scalar_one())


def effective(connection: Connection, row: Row[Any]) -> Edited:
    """A page that was read, as editors have it."""
    told, page = machine(connection, row)
    return as_edited(told, page, standing(decisions(connection, pages=[row.id])))


def readable(connection: Connection, page_ids: Sequence[str]) -> Iterator[Edited]:
    """Pages that were read, as editors have them, in the order asked for; without those that were damaged."""
    for start in range(0, len(page_ids), _AT_ONCE):
        ids = list(page_ids[start : start + _AT_ONCE])
        said = _said(connection, ids)
        rows = {row.id: row for row in connection.execute(_KEPT, {"ids": ids})}
        for row in (rows[id_] for id_ in ids if id_ in rows):
            try:
                held = as_edited(*_machine(row, row.content), standing(said.get(row.id, ())))
            except UNREADABLE:
                continue
            yield held


def as_edited(told: Json, page: Page, said: list[Decision]) -> Edited:
    told = edited(told, said)
    verdicts = {each["id"]: each["verdict"] for each in told["statements"] if each["verdict"]}
    return Edited(from_json(told, page.content, page.given), verdicts)


def told(connection: Connection, page_ids: Iterable[str]) -> dict[str, Json]:
    """Readings as JSON by the ids of their pages, as editors have them: each statement with its verdict."""
    ids = list(page_ids)
    said = _said(connection, ids)
    return {
        row.id: edited(_unpacked(row.reading, unpack(row.content)), standing(said.get(row.id, ())))
        for row in connection.execute(_KEPT, {"ids": ids})
    }


def excerpts(connection: Connection, wanted: Mapping[str, Iterable[int]]) -> dict[str, Json]:
    """Of pages by their ids: ``page``, ``article`` without its blocks, and ``statements``, by the positions asked for.

    As editors have them; a position that a page does not have is left out. ``content`` are the page's bytes, and
    ``figures`` those of all its text. A fifth of what `told` costs.
    """
    ids = list(wanted)
    said = _said(connection, ids)
    out = {}
    for row in connection.execute(_KEPT, {"ids": ids}):
        content = unpack(row.content)
        if row.id in said:
            reading = edited(_unpacked(row.reading, content), standing(said[row.id]))
            told = dict(enumerate(reading["statements"]))
            chosen = {at: told[at] for at in wanted[row.id] if at in told}
            out[row.id] = {**reading, "statements": chosen, "content": content}
            continue
        lines = unpack(row.reading, READING).split(b"\n")
        chosen = {at: json.loads(lines[at + _HEAD]) for at in wanted[row.id] if at + _HEAD < len(lines)}
        rest = {"statements": chosen, "figures": json.loads(lines[2]), "content": content}
        out[row.id] = {**_with_text(json.loads(lines[0]), content), **rest}
    return out


def _said(connection: Connection, page_ids: list[str]) -> dict[str, list[Decision]]:
    out: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions(connection, pages=page_ids):
        out[decision.page or ""].append(decision)
    return dict(out)


def _is(text: str, content: bytes) -> bool:
    try:
        return content.decode() == text
    except UnicodeDecodeError:
        return False


def _machine(row: Row[*tuple[Any, ...]], packed: bytes) -> tuple[Json, Page]:
    content = unpack(packed)
    told = _unpacked(row.reading, content)
    given = given_from(json.loads(row.given)) if row.given else None
    return told, page_from_json(told["page"], content, given)


def _unpacked(reading: bytes, content: bytes) -> Json:
    head, blocks, figures, *statements = json.loads(b"[%b]" % unpack(reading, READING).replace(b"\n", b","))
    article = _with_text(head, content)["article"]
    text = article.pop("text")
    return {
        "page": head["page"],
        "article": {**article, "blocks": blocks, "text": text},
        "statements": statements,
        "figures": figures,
    }


def _with_text(head: Json, content: bytes) -> Json:
    if head["article"]["text"] is None:
        head["article"]["text"] = content.decode()
    return head


def _given(given: Given | None) -> str | None:
    if given is None:
        return None
    return json.dumps({name: value for name, value in asdict(given).items() if value}, default=date.isoformat)


def given_from(told: Json) -> Given:
    """What came beside a page, from its JSON."""
    made: dict[str, Any] = {"published": date.fromisoformat, "updated": date.fromisoformat, "sender": Sender}
    return Given(**{name: made[name](value) if name in made else value for name, value in told.items()})
