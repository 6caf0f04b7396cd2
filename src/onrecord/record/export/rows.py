"""Statements as rows of one table, the same for CSV, XLSX and Parquet; ``docs/exports.md`` tells every column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from onrecord.record.cells import Cell, circumstances
from onrecord.record.export.selection import Found, Selection, statement_urn

AROUND = 160
"""Characters of context on either side."""

COLUMNS: dict[str, type] = {
    "speaker": str,
    "known_as": str,
    "kind": str,
    "role": str,
    "manner": str,
    "words": str,
    "said": str,
    "said_earliest": date,
    "said_latest": date,
    "circumstances": str,
    "before": str,
    "after": str,
    "page": str,
    "title": str,
    "outlet": str,
    "original_outlet": str,
    "published_earliest": date,
    "published_latest": date,
    "language": str,
    "translated": bool,
    "attitude": bool,
    "addressee": str,
    "occasion": str,
    "place": str,
    "via": str,
    "verdict": str,
    "address": str,
    "captured": str,
    "start": int,
    "end": int,
    "spans": str,
    "inside": str,
    "id": str,
    "permalink": str,
    "speaker_id": str,
    "page_id": str,
    "sha256": str,
    "rule": str,
    "detail": str,
    "score": float,
}
"""What a column is called, and what it holds; a cell may be None."""


def rows(selection: Selection) -> Iterator[dict[str, Cell]]:
    """One statement a row, in the order of the search."""
    return (row(found) for found in selection.found())


def row(found: Found) -> dict[str, Cell]:
    statement, occasion, cells = found.statement, found.statement.occasion, _page_cells(found)
    earliest, latest = found.said
    cells |= _speaker_cells(found) | {
        "manner": statement.manner.value,
        "words": found.words,
        "said": _days(earliest, latest),
        "said_earliest": earliest,
        "said_latest": latest,
        "circumstances": circumstances(statement, _days(*found.said) or "") or None,
        "before": found.sheet.text[max(0, statement.content[0].start - AROUND) : statement.content[0].start],
        "after": found.sheet.text[statement.content[-1].end : statement.content[-1].end + AROUND],
        "attitude": statement.attitude,
        "addressee": statement.addressee,
        "occasion": occasion.name or occasion.kind if occasion else None,
        "place": occasion.place if occasion else None,
        "via": "; ".join(statement.via) or None,
        "verdict": found.verdict,
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "spans": json.dumps([[span.start, span.end] for span in statement.content]),
        "inside": statement.inside,
        "id": statement.id,
        "permalink": statement_urn(statement.id),
        "rule": statement.basis.rule,
        "detail": statement.basis.detail,
        "score": statement.basis.score,
    }
    return {name: cells[name] for name in COLUMNS}


def _speaker_cells(found: Found) -> dict[str, Cell]:
    speaker, heard = found.statement.speaker, found.heard
    return {
        "speaker": speaker.name if speaker else None,
        "known_as": heard.name if heard else None,
        "speaker_id": heard.id if heard else None,
        "kind": speaker.kind.value if speaker else None,
        "role": speaker.role if speaker else None,
    }


def _page_cells(found: Found) -> dict[str, Cell]:
    sheet, article = found.sheet, found.sheet.article
    earliest, latest = sheet.published
    return {
        "page": sheet.page["name"],
        "page_id": sheet.id,
        "title": article["title"],
        "outlet": article["outlet"],
        "original_outlet": article["original_outlet"],
        "published_earliest": earliest,
        "published_latest": latest,
        "language": article["language"],
        "translated": article["translated"],
        "address": article["address"],
        "captured": sheet.page["captured"],
        "sha256": sheet.page["sha256"],
    }


def _days(earliest: date | None, latest: date | None) -> str | None:
    if earliest == latest:
        return earliest.isoformat() if earliest else None
    return f"{earliest or ''} to {latest or ''}".strip()
