"""What a run tells of pages, statements and figures: the columns of its tables, listed in ``docs/scale.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from onrecord.batch.places import File
from onrecord.link.occasions import sketch
from onrecord.record.cells import ARTICLE, BASIS, FIGURE, article_cells, days, figure_cells
from onrecord.record.codec import Json, to_json
from onrecord.types import Given, Page, Reading, Rejection

Row = dict[str, Any]

UNKNOWN, REFUSED = "unknown", "refused"
"""The day of pages that are not dated to one day, and of those that gave nothing."""
RECEIVED: dict[str, type] = {
    "id": str,
    "name": str,
    "address": str,
    "captured": str,
    "media_type": str,
    "given": str,
    "sha256": str,
    "source": str,
}
PAGES: dict[str, type] = {
    **RECEIVED,
    **ARTICLE,
    "statements": int,
    "figures": int,
    "reading": str,
    "sketch": bytes,
    "content": bytes,
}
REJECTIONS: dict[str, type] = RECEIVED | {"reason": str, "detail": str, "content": bytes}
PART: dict[str, type] = {"day": str} | PAGES | REJECTIONS
"""A partition as it was read: pages and rejections in their order, within each day."""
STATEMENTS: dict[str, type] = {
    "id": str,
    "page_id": str,
    "page": str,
    "speaker": str,
    "kind": str,
    "role": str,
    "manner": str,
    "attitude": bool,
    "words": str,
    "said_earliest": date,
    "said_latest": date,
    "addressee": str,
    "occasion": str,
    "place": str,
    "via": str,
    "inside": str,
    "start": int,
    "end": int,
    "spans": str,
    **BASIS,
}
FIGURES: dict[str, type] = {"page_id": str, "page": str, "statement": str, **FIGURE}
ALIKE: dict[str, type] = {"group": str, "page_id": str, "share": float}
"""A page that is alike to others: the group that they make, and how alike it is to the one that is most alike."""
OCCASIONS: dict[str, type] = {"occasion": str, "page_id": str, "grounds": str}
"""A page that tells of an occasion that others tell of too, and what brought them together."""


def row(file: File, item: Page | Rejection, outcome: Row | Rejection, *, content: bool) -> Row:
    """A page with what it gave, as one row of a part; ``content`` keeps its bytes."""
    cells: Row = {"id": item.id, "name": item.name, "address": item.address, "source": file.address}
    cells["sha256"] = item.sha256 or None
    if isinstance(item, Page):
        cells |= {
            "captured": item.captured.isoformat(),
            "media_type": item.media_type,
            "given": _given(item.given) if item.given else None,
            "content": item.content if content else None,
        }
    if isinstance(outcome, Rejection):
        return cells | {"day": REFUSED, "reason": outcome.reason, "detail": outcome.detail}
    return cells | outcome


def told(reading: Reading) -> Row:
    """What a page gave, as the cells of its row."""
    published = reading.article.published
    written = to_json(reading)
    return {
        "day": published.earliest.isoformat() if published and published.earliest == published.latest else UNKNOWN,
        **article_cells(written["article"]),
        "statements": len(reading.statements),
        "figures": len(reading.figures),
        "reading": _written(written),
        "sketch": sketch(reading).pack(),
    }


def tables(page: Row) -> dict[str, Iterable[Row]]:
    """The rows that a page's row gives in each table of its day."""
    told = json.loads(page["reading"])
    here = {"page_id": page["id"], "page": page["name"]}
    text = told["article"]["text"]
    return {
        "pages": (page,),
        "statements": (here | _statement(each, text) for each in told["statements"]),
        "figures": (here | {"statement": each["statement"]} | figure_cells(each, text) for each in told["figures"]),
    }


def _statement(each: Json, text: str) -> Row:
    speaker, occasion = each["speaker"] or {}, each["occasion"] or {}
    return {
        "id": each["id"],
        "speaker": speaker.get("name"),
        "kind": speaker.get("kind"),
        "role": speaker.get("role"),
        "manner": each["manner"],
        "attitude": each["attitude"],
        "words": " … ".join(text[start:end] for start, end in each["content"]),
        **days("said", each["said"]),
        "addressee": each["addressee"],
        "occasion": occasion.get("name") or occasion.get("kind"),
        "place": occasion.get("place"),
        "via": "; ".join(via["name"] for via in each["via"]) or None,
        "inside": each["inside"],
        "start": each["content"][0][0],
        "end": each["content"][-1][1],
        "spans": json.dumps(each["content"]),
        **each["basis"],
    }


def _given(given: Given) -> str:
    """What came beside a page, as a record keeps it (`onrecord.record.pages.given_from`)."""
    return json.dumps({name: value for name, value in asdict(given).items() if value}, default=date.isoformat)


def _written(told: Json) -> str:
    """A reading as JSON that UTF-8 can hold: where half a surrogate pair stands in it, all is escaped."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return written if written.isascii() or _is_whole(written) else json.dumps(told, separators=(",", ":"))


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
