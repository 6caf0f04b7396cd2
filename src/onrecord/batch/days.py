"""The tables of a run: pages, statements and figures in a folder for each day of publication; rejections in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from onrecord.batch import parts, rows
from onrecord.batch.parquet import Columns, Writer
from onrecord.batch.places import Folder

TOGETHER, DAYS = 2_000, 100
"""Pages and days that are laid out together at most, each day with three files open; more pages make a day be alone."""
_TABLES: Mapping[str, Columns] = {"pages": rows.PAGES, "statements": rows.STATEMENTS, "figures": rows.FIGURES}
_REFUSED: Mapping[str, Columns] = {"rejections": rows.REJECTIONS}


def name_of(table: str, day: str) -> str:
    """The file of a table for a day, in the layout that Hive began and most engines read."""
    return f"{table}/{table}.parquet" if day == rows.REFUSED else f"{table}/day={day}/{table}.parquet"


def done(folder: Folder) -> set[str]:
    """The files by which days are known to have been laid out."""
    return {name for table in ("pages", "rejections") for name in folder.names(table)}


def mark_of(bunch: Sequence[str]) -> str:
    """The file that is written last where these days are laid out together."""
    return name_of(next(iter(_tables(bunch[0]))), bunch[0])


def together(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Days, by how many pages they have, in bunches that one worker lays out."""
    bunch: list[str] = []
    held = 0
    for day, pages in sorted(sizes.items()):
        if bunch and (held + pages > TOGETHER or len(bunch) == DAYS):
            yield bunch
            bunch, held = [], 0
        bunch.append(day)
        held += pages
    if bunch:
        yield bunch


def lay_out(folder: Folder, bunch: Sequence[str], numbers: Iterable[int]) -> None:
    """Brings what parts hold of some days together, in the order of the archive."""
    with ExitStack() as stack:
        # What is opened first becomes whole last: that is the mark.
        writers = {
            day: {
                table: stack.enter_context(Writer(stack.enter_context(folder.writing(name_of(table, day))), columns))
                for table, columns in _tables(day).items()
            }
            for day in bunch
        }
        for number in numbers:
            for page in parts.of_days(folder, number, writers):
                day = page["day"]
                for table, made in ({"rejections": (page,)} if day == rows.REFUSED else rows.tables(page)).items():
                    for row in made:
                        writers[day][table].add(row)


def _tables(day: str) -> Mapping[str, Columns]:
    return _REFUSED if day == rows.REFUSED else _TABLES
