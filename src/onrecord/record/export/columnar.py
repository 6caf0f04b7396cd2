"""Parquet, for those who count: statements, figures and pages, each a table in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import BinaryIO

from onrecord.errors import RecordError
from onrecord.record.cells import Cell
from onrecord.record.decode import from_json
from onrecord.record.export.rows import COLUMNS, rows
from onrecord.record.export.selection import MADE_BY, Found, Selection, Sheet, stretch
from onrecord.record.export.writing import utc, whole
from onrecord.types import Figure, Reading

GROUP = 5_000
"""Rows that are in memory at a time, and of a row group."""
_FIGURES: dict[str, type] = {
    "figure": str,
    "low": float,
    "high": float,
    "hedge": str,
    "unit": str,
    "measure": str,
    "trend": str,
    "of": str,
    "period_earliest": date,
    "period_latest": date,
    "speaker": str,
    "known_as": str,
    "page": str,
    "start": int,
    "end": int,
    "id": str,
    "statement": str,
    "page_id": str,
    "rule": str,
    "detail": str,
    "score": float,
}
_PAGES: dict[str, type] = {
    "page": str,
    "title": str,
    "outlet": str,
    "original_outlet": str,
    "byline": str,
    "published_earliest": date,
    "published_latest": date,
    "language": str,
    "translated": bool,
    "partial": bool,
    "cites": str,
    "address": str,
    "captured": str,
    "characters": int,
    "statements": int,
    "id": str,
    "sha256": str,
}


def write_statements(selection: Selection, out: BinaryIO) -> None:
    _write(selection, out, COLUMNS, rows(selection))


def write_figures(selection: Selection, out: BinaryIO) -> None:
    """The figures that stand in the statements; where everything was asked for, those that stand in none too."""
    _write(selection, out, _FIGURES, _figures(selection))


def write_pages(selection: Selection, out: BinaryIO) -> None:
    _write(selection, out, _PAGES, (_page(sheet, len(found)) for sheet, found in selection.sheets()))


def _write(
    selection: Selection, out: BinaryIO, columns: Mapping[str, type], found: Iterable[Mapping[str, Cell]]
) -> None:
    """Writes a table a row group at a time.

    Raises:
        RecordError: pyarrow is not installed.
    """
    try:
        # A large library, and slow to load: for those who ask for Parquet.
        import pyarrow as pa  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        raise RecordError("Parquet needs a library: pip install 'onrecord[parquet]'") from error
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    about = {"query": whole(selection.query), "made": utc(selection.moment), "made_by": MADE_BY}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()], metadata=about)
    coming = iter(found)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := [_whole(row) for row in islice(coming, GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _whole(row: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: whole(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _figures(selection: Selection) -> Iterator[dict[str, Cell]]:
    for sheet, found in selection.sheets():
        wanted = {each.statement.id: each for each in found}
        reading = _reading(sheet, wanted)
        for figure in reading.figures:
            holder = reading.holder(figure)
            teller = wanted.get(holder.id) if holder else None
            if teller or (holder is None and selection.whole):
                yield _figure(sheet, figure, teller)


def _reading(sheet: Sheet, wanted: Mapping[str, Found]) -> Reading:
    """The page with the statements that hold figures: all but the rejected ones that nobody asked for."""
    told = [each for each in sheet.told["statements"] if each["verdict"] != "rejected" or each["id"] in wanted]
    return from_json({**sheet.told, "statements": told}, b"")  # its bytes tell nothing of figures


def _figure(sheet: Sheet, figure: Figure, teller: Found | None) -> dict[str, Cell]:
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    first, last = stretch(figure.period.earliest, figure.period.latest) if figure.period else (None, None)
    speaker, heard = (teller.statement.speaker, teller.heard) if teller else (None, None)
    return {
        "figure": figure.span.of(sheet.text),
        "low": low,
        "high": high,
        "hedge": figure.hedge,
        "unit": figure.unit,
        "measure": figure.measure,
        "trend": figure.trend,
        "of": figure.of,
        "period_earliest": first,
        "period_latest": last,
        "speaker": speaker.name if speaker else None,
        "known_as": heard.name if heard else None,
        "page": sheet.page["name"],
        "start": figure.span.start,
        "end": figure.span.end,
        "id": figure.id,
        "statement": teller.statement.id if teller else None,
        "page_id": sheet.id,
        "rule": figure.basis.rule,
        "detail": figure.basis.detail,
        "score": figure.basis.score,
    }


def _page(sheet: Sheet, statements: int) -> dict[str, Cell]:
    article = sheet.article
    earliest, latest = sheet.published
    return {
        "page": sheet.page["name"],
        "title": article["title"],
        "outlet": article["outlet"],
        "original_outlet": article["original_outlet"],
        "byline": "; ".join(article["byline"]) or None,
        "published_earliest": earliest,
        "published_latest": latest,
        "language": article["language"],
        "translated": article["translated"],
        "partial": article["partial"],
        "cites": "; ".join(dict.fromkeys(each["name"] for each in article["cites"])) or None,
        "address": article["address"],
        "captured": sheet.page["captured"],
        "characters": len(sheet.text),
        "statements": statements,
        "id": sheet.id,
        "sha256": sheet.page["sha256"],
    }
