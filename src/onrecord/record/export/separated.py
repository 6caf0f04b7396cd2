"""Comma-separated values: one statement a line."""

from __future__ import annotations

from typing import BinaryIO

from onrecord.record.cells import Separated
from onrecord.record.export.rows import COLUMNS, rows
from onrecord.record.export.selection import Selection
from onrecord.record.export.writing import whole


def write(selection: Selection, out: BinaryIO) -> None:
    """A header line and one line a statement, in UTF-8; the query is in none of them, for every line is data."""
    lines = Separated(COLUMNS)
    out.write(lines.header().encode())
    for row in rows(selection):
        out.write(whole(lines.line(row)).encode())
