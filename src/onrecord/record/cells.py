"""Findings in the cells of a table: safe to open in a spreadsheet, exact when read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.types import Statement

Cell = str | int | float | bool | date | None

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection; full-width forms too).
# What begins so behind apostrophes gets one more, so that the one that was added can be told and taken off again.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# The writer quotes a cell with a lone carriage return only where that is a part of the line's end.
_END = "\r\n"


class Separated:
    """Writes lines of cells, each under its column; the lines are handed back one by one."""

    def __init__(self, columns: Iterable[str], delimiter: str = ",") -> None:
        self._line = io.StringIO()
        self._writer = csv.DictWriter(self._line, list(columns), delimiter=delimiter, lineterminator=_END)

    def header(self) -> str:
        self._writer.writeheader()
        return self._taken()

    def line(self, row: Mapping[str, Cell]) -> str:
        """One line, its end included; cells that a spreadsheet would run are put behind an apostrophe."""
        self._writer.writerow({name: tamed(cell) for name, cell in row.items()})
        return self._taken()

    def _taken(self) -> str:
        text = self._line.getvalue().removesuffix(_END) + "\n"
        self._line.seek(0)
        self._line.truncate()
        return text


def tamed(cell: Cell) -> Cell:
    """A cell as it is written: one that a spreadsheet would run stands behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def untamed(cell: str) -> str:
    """A cell as it was before it was tamed."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def circumstances(statement: Statement, said: str) -> str:
    """To whom, on what occasion, when and through whom, in words; ``said`` tells when."""
    occasion = statement.occasion
    parts = [f"to {statement.addressee}"] if statement.addressee else []
    parts += [", ".join(filter(None, (occasion.name or occasion.kind, occasion.place)))] if occasion else []
    parts += [said]
    parts += [f"via {', '.join(statement.via)}"] if statement.via else []
    return "; ".join(filter(None, parts))
