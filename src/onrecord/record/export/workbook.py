"""A workbook for Excel and its like (Office Open XML): the statements, and a sheet that tells how it was made."""

from __future__ import annotations

from datetime import UTC, date
from typing import BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from onrecord.record.cells import Cell
from onrecord.record.export.rows import COLUMNS, rows
from onrecord.record.export.selection import MADE_BY, Selection
from onrecord.record.export.writing import shown, utc

LONGEST = 32_767
"""Characters of a cell, counted in UTF-16 as Excel counts them."""
CUT = " […]"
ROWS = 1_048_575
"""Rows of a sheet below its header; what is more goes on in another sheet."""
_WIDTHS = {"words": 80, "before": 40, "after": 40, "title": 40, "speaker": 24, "known_as": 24, "circumstances": 30}


def write(selection: Selection, out: BinaryIO) -> None:
    """A row a statement. Text is written as text alone, so that none can be run as a formula.

    What a cell cannot hold is shown: controls by their number, text beyond `LONGEST` by a mark.
    """
    # Rows go to disk as they come; the numbers of the file are fixed, so that the same record gives the same bytes.
    with Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": selection.moment.astimezone(UTC).replace(tzinfo=None)})
        sheet = _statements(book, "statements")
        for number, row in enumerate(rows(selection)):
            if number and not number % ROWS:
                sheet = _statements(book, f"statements {number // ROWS + 1}")
            for column, cell in enumerate(row.values()):
                _put(sheet, number % ROWS + 1, column, cell)
        _about(book.add_worksheet("about"), selection)


def held(text: str) -> str:
    """A text as a cell can hold it."""
    text = shown(text)
    if len(text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _statements(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(header, 14))
        sheet.write_string(0, column, header)
    return sheet


def _about(sheet: Worksheet, selection: Selection) -> None:
    """How the workbook came about: enough to make it again."""
    sheet.set_column(1, 1, 80)
    facts: dict[str, Cell] = {
        "query": selection.query or "(everything)",
        "made": utc(selection.moment),
        "made_by": MADE_BY,
        "statements": selection.total,
        "pages": selection.pages,
    }
    for line, (name, cell) in enumerate(facts.items()):
        sheet.write_string(line, 0, name)
        _put(sheet, line, 1, cell)


def _put(sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, held(cell))
    elif isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, date):
        sheet.write_string(line, column, cell.isoformat())  # Excel knows no day before 1900
    elif cell is not None:
        sheet.write_number(line, column, cell)
