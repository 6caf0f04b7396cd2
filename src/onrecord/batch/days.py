"""The tables of a run: pages, statements and figures in a folder for each day of publication; rejections in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from onrecord.batch import parts, rows
from onrecord.batch.parquet import Columns, write
from onrecord.batch.places import Folder

TABLES = ("pages", "statements", "figures", "rejections")
_NEEDED = ("id", "name", "reading")
_FINDINGS: Mapping[str, tuple[Columns, Callable[[rows.Row], Iterator[rows.Row]]]] = {
    "statements": (rows.STATEMENTS, rows.statements),
    "figures": (rows.FIGURES, rows.figures),
}


def name_of(table: str, day: str) -> str:
    """The file of a table for a day, in the layout that Hive began and most engines read."""
    return f"{table}/{table}.parquet" if day == rows.REFUSED else f"{table}/day={day}/{table}.parquet"


def is_done(names: Iterable[str], day: str) -> bool:
    """Whether a day was laid out, by the names of all files."""
    return name_of("rejections" if day == rows.REFUSED else "pages", day) in names


def lay_out(folder: Folder, day: str, numbers: Sequence[int]) -> None:
    """Brings what parts hold of a day together, in the order of the archive; the table by which it is done is last."""
    if day == rows.REFUSED:
        _put(folder, "rejections", day, rows.REJECTIONS, parts.of_day(folder, numbers, day, list(rows.REJECTIONS)))
        return
    for table, (columns, made) in _FINDINGS.items():
        pages = parts.of_day(folder, numbers, day, _NEEDED)
        _put(folder, table, day, columns, (row for page in pages for row in made(page)))
    _put(folder, "pages", day, rows.PAGES, parts.of_day(folder, numbers, day, list(rows.PAGES)))


def _put(folder: Folder, table: str, day: str, columns: Columns, found: Iterable[rows.Row]) -> None:
    with folder.writing(name_of(table, day)) as out:
        write(out, columns, found)
