"""Parquet, for those who count: statements, figures and pages, each a table in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import BinaryIO

from onrecord.errors import RecordError
from onrecord.record.cells import ARTICLE, FIGURE, Cell, article_cells, figure_cells
from onrecord.record.codec import Json
from onrecord.record.decode import from_json
from onrecord.record.export.rows import COLUMNS, rows
from onrecord.record.export.selection import MADE_BY, Found, Selection, Sheet
from onrecord.record.export.writing import utc, whole
from onrecord.types import Reading

GROUP = 5_000
"""Rows that are in memory at a time, and of a row group."""
_FIGURES = {**FIGURE, "speaker": str, "known_as": str, "page": str, "statement": str, "page_id": str}
_PAGES = {"page": str, **ARTICLE, "address": str, "captured": str, "statements": int, "id": str, "sha256": str}


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
        for figure, holder in zip(sheet.told["figures"], reading.holders(), strict=True):
            teller = wanted.get(holder.id) if holder else None
            if teller or (holder is None and selection.whole):
                yield _figure(sheet, figure, teller)


def _reading(sheet: Sheet, wanted: Mapping[str, Found]) -> Reading:
    """The page with the statements that hold figures: all but the rejected ones that nobody asked for."""
    told = [each for each in sheet.told["statements"] if each["verdict"] != "rejected" or each["id"] in wanted]
    return from_json({**sheet.told, "statements": told}, b"")  # its bytes tell nothing of figures


def _figure(sheet: Sheet, figure: Json, teller: Found | None) -> dict[str, Cell]:
    speaker, heard = (teller.statement.speaker, teller.heard) if teller else (None, None)
    return figure_cells(figure, sheet.text) | {
        "speaker": speaker.name if speaker else None,
        "known_as": heard.name if heard else None,
        "page": sheet.page["name"],
        "statement": teller.statement.id if teller else None,
        "page_id": sheet.id,
    }


def _page(sheet: Sheet, statements: int) -> dict[str, Cell]:
    return article_cells(sheet.article) | {
        "page": sheet.page["name"],
        "address": sheet.article["address"],
        "captured": sheet.page["captured"],
        "statements": statements,
        "id": sheet.id,
        "sha256": sheet.page["sha256"],
    }
