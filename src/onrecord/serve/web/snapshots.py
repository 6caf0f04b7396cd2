"""The captured bytes of a page, as characters, and where words of its text stand in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onrecord.clean.decode import decode
from onrecord.errors import Unreadable
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.packing import unpack
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing
from onrecord.types import Span


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page was when it was captured. ``markup`` are its characters; empty where it has none, as ``why`` says.

    ``blocks`` are those of its reading as JSON, for the places of words; ``is_plain`` where the text is the page.
    """

    page: str
    markup: str
    blocks: Sequence[Json]
    is_plain: bool
    language: str
    why: str = ""

    def place(self, words: Span) -> Span | None:
        """Where some words of the article's text stand in the markup; None where they do not."""
        if self.is_plain:
            return words if words.end <= len(self.markup) else None
        found = [
            (_at(anchor, max(words.start, anchor[0]), last=False), _at(anchor, min(words.end, anchor[1]), last=True))
            for block in self.blocks
            for anchor in block["place"] or ()
            if anchor[0] < words.end and words.start < anchor[1]
        ]
        return Span(min(start for start, _ in found), max(end for _, end in found)) if found else None


def _at(anchor: Sequence[int], place: int, *, last: bool) -> int:
    """A place of the text in the markup: by the character where both are equally long, else an end of the stretch."""
    start, end, there, until = anchor
    if end - start == until - there:
        return there + place - start
    return until if last else there


def snapshot_of(desk: Desk, page: str) -> Snapshot:
    """What was captured of a page.

    Raises:
        Failure: the record has no such page, or no bytes of it.
    """
    held, kept = schema.page.c, schema.snapshot.c
    asked = select(held.given, held.media_type, kept.content).join(schema.snapshot, kept.sha256 == held.sha256)
    with desk.engine.connect() as connection:
        row = connection.execute(asked.where(held.id == page)).first()
    if row is None:
        raise missing("captured page", page)
    told = desk.told(page)
    blocks = told["article"]["blocks"] if told else ()
    charset = json.loads(row.given).get("charset") if row.given else None
    try:
        markup, why = decode(unpack(row.content), charset), ""
    except Unreadable as error:
        markup, why = "", error.detail
    return Snapshot(
        page=page,
        markup=markup,
        blocks=blocks,
        is_plain=not any(block["place"] for block in blocks) and "html" not in row.media_type,
        language=told["article"]["language"] if told else "",
        why=why,
    )
