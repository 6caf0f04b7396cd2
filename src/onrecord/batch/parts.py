"""A partition as it was read: one Parquet file, whole or not there, its rows in groups of one day each.

So that a day can be brought together from many parts without reading the rest of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterator
from types import TracebackType
from typing import BinaryIO

from onrecord.batch import rows
from onrecord.batch.parquet import Table, Writer
from onrecord.batch.places import Folder

FOLDER = "parts"
HELD = 64 << 20
"""Bytes of pages and readings that a worker holds until they are written."""
COUNTED = ("pages", "refused", "statements", "figures")
_FOOT = "onrecord"


def name_of(number: int) -> str:
    return f"{FOLDER}/{number:08}.parquet"


def number_of(name: str) -> int:
    return int(name.removeprefix(f"{FOLDER}/").removesuffix(".parquet"))


class PartWriter:
    """Writes rows in their order, days apart; what was counted stands in the foot of the file."""

    def __init__(self, out: BinaryIO) -> None:
        self.counts = Counter(dict.fromkeys(COUNTED, 0))
        self._writer = Writer(out, rows.PART)
        self._held: Counter[str] = Counter()
        self._days: dict[str, list[rows.Row]] = {}
        self._bytes = 0

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        self._writer.tell({_FOOT: json.dumps({"counts": self.counts, "days": self._held})})
        self._writer.__exit__(kind, error, trace)

    def add(self, row: rows.Row) -> None:
        refused = row["day"] == rows.REFUSED
        self.counts["refused" if refused else "pages"] += 1
        self.counts.update({name: row[name] for name in ("statements", "figures") if not refused})
        self._held[row["day"]] += 1
        self._days.setdefault(row["day"], []).append(row)
        self._bytes += sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
        if self._bytes > HELD:
            self._write()

    def _write(self) -> None:
        for _, held in sorted(self._days.items()):
            for row in held:
                self._writer.add(row)
            self._writer.flush()
        self._days, self._bytes = {}, 0


def told(folder: Folder, number: int) -> tuple[Counter[str], Counter[str]]:
    """What was counted in a part, and how many rows it holds of each day."""
    with folder.reading(name_of(number)) as stream:
        found = json.loads(Table(stream).about()[_FOOT])
        return Counter(found["counts"]), Counter(found["days"])


def of_days(folder: Folder, number: int, wanted: Container[str]) -> Iterator[rows.Row]:
    """The rows of some days in a part, those of each day in the order of the archive."""
    with folder.reading(name_of(number)) as stream:
        table = Table(stream)
        yield from table.rows(groups=[at for at, day in enumerate(table.groups("day")) if day in wanted])
