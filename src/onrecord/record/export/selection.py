"""What an export holds: exactly what a query finds, as it was at one moment, told a few pages at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, select

from onrecord import __version__
from onrecord.record import schema
from onrecord.record.cells import stretch
from onrecord.record.codec import Json
from onrecord.record.decode import statement_from_json
from onrecord.record.pages import excerpts, told
from onrecord.record.searching.columns import Columns, Heard, Ints
from onrecord.record.searching.search import Search, places
from onrecord.record.store import Record
from onrecord.types import Statement

MADE_BY = f"onrecord {__version__}"
BATCH = 20
"""Statements, or pages, that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read, as editors have it, under the names of a reading (``docs/reading.md``).

    ``told`` holds all of it where pages were asked for; where statements were, its ``statements`` by their positions
    are those alone, and there are no blocks and figures.
    """

    id: str
    page: Json
    article: Json
    told: Json

    @property
    def source(self) -> str:
        """What names the page elsewhere: its address, else the digest of its bytes as a URN."""
        return self.article["address"] or snapshot_urn(self.page["sha256"])

    @property
    def captured(self) -> datetime:
        return datetime.fromisoformat(self.page["captured"])

    @property
    def published(self) -> tuple[date | None, date | None]:
        """The first and the last day of its publication; None where that end is open or nothing is told."""
        told = self.article["published"]
        return (
            stretch(date.fromisoformat(told["earliest"]), date.fromisoformat(told["latest"])) if told else (None, None)
        )

    @property
    def text(self) -> str:
        text: str = self.article["text"]
        return text


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that a query found, with its page, the verdict on it, and who is meant across pages."""

    statement: Statement
    sheet: Sheet
    verdict: str | None
    heard: Heard | None

    @property
    def said(self) -> tuple[date | None, date | None]:
        """The first and the last day on which it can have been said, as the page tells them."""
        said = self.statement.said
        return stretch(said.earliest, said.latest) if said else (None, None)

    @property
    def words(self) -> str:
        return " … ".join(span.of(self.sheet.text) for span in self.statement.content)


class Selection:
    """The answer to a query; ``found`` and ``sheets`` may be gone through any number of times.

    ``total`` counts statements, ``pages`` the pages that tell them. Without a query the pages that no statement was
    found on belong to it too. ``moment`` is when the export was made, as it was handed in.
    """

    def __init__(self, connection: Connection, search: Search, query: str, moment: datetime) -> None:
        self.connection = connection
        self.query = query.strip()
        self.moment = moment
        self._columns: Columns = search.columns(connection)
        self._numbers: Ints = search.numbers(connection, self.query)
        self._rows: Ints = self._columns.rows(self._numbers)
        self._pages: Sequence[int] = self._pages_found()
        self.total = len(self._numbers)
        self.pages = len(self._pages)

    @property
    def whole(self) -> bool:
        """Whether all was asked for."""
        return not self.query

    def found(self) -> Iterator[Found]:
        """The statements, in the order of the search."""
        for start in range(0, self.total, BATCH):
            part = slice(start, start + BATCH)
            at = places(self.connection, self._numbers[part].tolist())
            wanted: defaultdict[str, list[int]] = defaultdict(list)
            for place in at:
                wanted[place.page].append(place.position)
            sheets = {id_: _sheet(id_, said) for id_, said in excerpts(self.connection, wanted).items()}
            for row, place in zip(self._rows[part].tolist(), at, strict=True):
                yield self._found(row, sheets[place.page], place)

    def sheets(self) -> Iterator[tuple[Sheet, tuple[Found, ...]]]:
        """The pages in the order of the first statement that was found on each, with those statements in that order."""
        of_page = self._statements_by_page()
        pages = iter(self._pages)
        while numbers := list(islice(pages, BATCH)):
            ids = self._ids(numbers)
            said = told(self.connection, ids.values())
            for number in numbers:
                sheet = _sheet(ids[number], said[ids[number]])
                rows = of_page.get(number, [])
                at = places(self.connection, self._columns.number[rows].tolist())
                yield sheet, tuple(self._found(row, sheet, place) for row, place in zip(rows, at, strict=True))

    def page_ids(self) -> Iterator[tuple[str, list[str]]]:
        """The ids of the pages in their order, each with the ids of the statements that were found on it."""
        of_page = self._statements_by_page()
        pages = iter(self._pages)
        while numbers := list(islice(pages, BATCH)):
            ids = self._ids(numbers)
            for number in numbers:
                at = places(self.connection, self._columns.number[of_page.get(number, [])].tolist())
                yield ids[number], [place.id for place in at]

    def _found(self, row: int, sheet: Sheet, place: Row[*tuple[Any, ...]]) -> Found:
        said = sheet.told["statements"][place.position]
        who = int(self._columns.speaker[row])
        heard = self._columns.speakers[who] if who >= 0 else None
        return Found(statement_from_json(said, sheet.id), sheet, place.verdict, heard)

    def _pages_found(self) -> list[int]:
        pages, first = np.unique(self._columns.page[self._rows], return_index=True)
        ordered: list[int] = pages[np.argsort(first)].tolist()
        if self.query:
            return ordered
        page = schema.page.c
        read = self.connection.execute(select(page.number).where(page.reading.is_not(None)).order_by(page.id)).scalars()
        return list(dict.fromkeys(chain(ordered, read)))

    def _statements_by_page(self) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = {}
        for row, page in zip(self._rows.tolist(), self._columns.page[self._rows].tolist(), strict=True):
            rows.setdefault(page, []).append(row)
        return rows

    def _ids(self, numbers: list[int]) -> dict[int, str]:
        page = schema.page.c
        found = self.connection.execute(select(page.number, page.id).where(page.number.in_(numbers)))
        return {row.number: row.id for row in found}


@contextmanager
def selecting(record: Record, query: str, moment: datetime) -> Iterator[Selection]:
    """What a query finds, as the record is now: what others write meanwhile does not show.

    Raises:
        QueryError: the query has a part that cannot be understood.
    """
    with record.engine.connect() as connection:
        yield Selection(connection, Search(record), query, moment)


def statement_urn(id_: str) -> str:
    return f"urn:onrecord:statement:{id_}"


def snapshot_urn(sha256: str) -> str:
    return f"urn:sha256:{sha256}"


def _sheet(id_: str, said: Json) -> Sheet:
    return Sheet(id_, said["page"], said["article"], said)
