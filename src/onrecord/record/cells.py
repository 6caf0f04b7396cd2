"""Findings in the cells of a table: safe to open in a spreadsheet, exact when read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.record.codec import Json
from onrecord.types import Statement

Cell = str | int | float | bool | date | None

BASIS: dict[str, type] = {"rule": str, "detail": str, "score": float}
ARTICLE: dict[str, type] = {
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
    "characters": int,
}
"""What `article_cells` tells of a page."""
FIGURE: dict[str, type] = {
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
    "start": int,
    "end": int,
    "id": str,
    **BASIS,
}
"""What `figure_cells` tells of a figure."""

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


def article_cells(article: Json) -> dict[str, Cell]:
    """An article, as a reading's JSON tells it, under the columns of ``ARTICLE``."""
    return {
        **{name: article[name] for name in ("title", "outlet", "original_outlet", "language", "translated", "partial")},
        "byline": "; ".join(article["byline"]) or None,
        **days("published", article["published"]),
        "cites": "; ".join(dict.fromkeys(cite["name"] for cite in article["cites"])) or None,
        "characters": len(article["text"]),
    }


def figure_cells(figure: Json, text: str) -> dict[str, Cell]:
    """A figure of a text, as a reading's JSON tells it, under the columns of ``FIGURE``."""
    low, high = figure["value"] if isinstance(figure["value"], list) else (figure["value"], figure["value"])
    start, end = figure["span"]
    return {
        **{name: figure[name] for name in ("id", "hedge", "unit", "measure", "trend", "of")},
        "figure": text[start:end],
        "low": low,
        "high": high,
        **days("period", figure["period"]),
        "start": start,
        "end": end,
        **figure["basis"],
    }


def days(name: str, told: Json | None) -> dict[str, Cell]:
    """The first and last day of an interval in JSON, in the columns that are called after it; None for an open end."""
    ends = stretch(*(date.fromisoformat(told[end]) for end in ("earliest", "latest"))) if told else (None, None)
    return {f"{name}_earliest": ends[0], f"{name}_latest": ends[1]}


def stretch(earliest: date, latest: date) -> tuple[date | None, date | None]:
    """Two days, None for an open end."""
    return None if earliest == date.min else earliest, None if latest == date.max else latest
