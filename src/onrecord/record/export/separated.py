"""Comma-separated values: one statement a line, safe to open in a spreadsheet, exact when read back."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from onrecord.record.export.rows import COLUMNS, Cell, rows
from onrecord.record.export.selection import Selection
from onrecord.record.export.writing import whole

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection; full-width forms too).
# What begins so behind apostrophes gets one more, so that the one that was added can be told and taken off again.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")

# The writer quotes a cell with a lone carriage return only where that is a part of the line's end.
_END = "\r\n"


def write(selection: Selection, out: BinaryIO) -> None:
    """A header line and one line a statement, in UTF-8; the query is in none of them, for every line is data."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS, lineterminator=_END)
    writer.writeheader()
    out.write(_taken(line))
    for row in rows(selection):
        writer.writerow({name: tamed(cell) for name, cell in row.items()})
        out.write(_taken(line))


def tamed(cell: Cell) -> Cell:
    """A cell as it is written: one that a spreadsheet would run stands behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def untamed(cell: str) -> str:
    """A cell as it was before it was tamed."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _taken(line: io.StringIO) -> bytes:
    """The line that was written, taken out."""
    text = whole(line.getvalue().removesuffix(_END)) + "\n"
    line.seek(0)
    line.truncate()
    return text.encode()
