"""Statements found by their words, who said them, where and when; each leads to its words on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, or_, select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.decode import statement_from_json
from onrecord.record.pages import excerpts
from onrecord.record.searching import index
from onrecord.record.searching.columns import MANNERS, VERDICTS, Columns, Floats, Heard, Ints, Mask, load, state_of
from onrecord.record.searching.hits import Hit, Place, Results
from onrecord.record.searching.query import Filter, Query, Words, parse
from onrecord.record.searching.terms import LONGEST, terms
from onrecord.record.store import Record
from onrecord.types import Span, Statement

SHOWN = 20
"""Hits that are told at a time unless asked otherwise."""
TOLD = 30
"""Values of a facet that are told, the most frequent ones."""
_MONTH = len("2025-04")


class Search:
    """Searches one record. Shared by threads; what it holds in memory is made anew when the record has changed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._held: tuple[tuple[int, ...], Columns] | None = None

    def find(
        self, text: str, *, limit: int = SHOWN, offset: int = 0, among: Ints | None = None, behind: Place | None = None
    ) -> Results:
        """The statements that a query asks for, the best first; without words the latest first.

        To go on with an answer that was begun earlier, ``among`` are the numbers that are still to be told of it, in
        its order; of one without words, ``behind`` is what it was told up to.

        Raises:
            QueryError: the query has a part that cannot be understood.
        """
        query = parse(text)
        with self._record.engine.connect() as connection:
            columns = self.columns(connection)
            ordered, rows = _answer(connection, columns, query)
            ordered = _left(columns, ordered, among, behind)[offset:]
            order = columns.number[ordered]
            hits = hits_on(connection, order[:limit].tolist(), [words for words in query.words if not words.negated])
        last = ordered[:limit][-1:]
        place = (int(columns.day[last[0]]), int(columns.number[last[0]])) if len(last) else None
        return Results(query, len(rows), tuple(hits.values()), _facets(columns, rows), order, place)

    def numbers(self, connection: Connection, text: str) -> Ints:
        """The numbers of all statements that a query asks for, in the order of `find`.

        Raises:
            QueryError: the query has a part that cannot be understood.
        """
        columns = self.columns(connection)
        return columns.number[_answer(connection, columns, parse(text))[0]]

    def scores(self, connection: Connection, numbers: Ints) -> Floats:
        """How sure the reader was of these statements, which `numbers` gave."""
        columns = self.columns(connection)
        return columns.score[columns.rows(numbers)]

    def columns(self, connection: Connection) -> Columns:
        """The columns of the record as it is now."""
        state = state_of(connection)
        with self._lock:
            if self._held is None or self._held[0] != state:
                grown = self._held is not None and self._held[0][0] == state[0] and self._held[0][1] < state[1]
                self._held = (state, load(connection, self._held[1] if self._held and grown else None))
            return self._held[1]


def hits_of(record: Record, numbers: Sequence[int], wanted: Sequence[Words] = ()) -> dict[int, Hit]:
    """Statements by their numbers, in that order, with the words of the query in them; what is gone is left out."""
    with record.engine.connect() as connection:
        return hits_on(connection, numbers, wanted)


def hits_on(connection: Connection, numbers: Sequence[int], wanted: Sequence[Words] = ()) -> dict[int, Hit]:
    """As `hits_of`, at the moment that a connection sees."""
    found = places(connection, numbers)
    wanted_of: defaultdict[str, list[int]] = defaultdict(list)
    for place in found:
        wanted_of[place.page].append(place.position)
    told = excerpts(connection, wanted_of)
    hits = {place.number: _hit(place, told[place.page], wanted) for place in found if place.page in told}
    return {number: hit for number, hit in hits.items() if hit}


def places(connection: Connection, numbers: Sequence[int]) -> list[Row[*tuple[Any, ...]]]:
    """Where these statements stand, in their order."""
    statement, page = schema.statement.c, schema.page.c
    columns = (statement.number, statement.id, statement.position, statement.verdict, page.id.label("page"))
    asked = select(*columns).join(schema.page, page.number == statement.page).where(statement.number.in_(numbers))
    found = {row.number: row for row in connection.execute(asked)}
    return [found[number] for number in numbers if number in found]


def _hit(place: Row[*tuple[Any, ...]], told: Json, wanted: Sequence[Words]) -> Hit | None:
    page, article = told["page"], told["article"]
    said = told["statements"].get(place.position)
    if said is None or said["id"] != place.id:
        return None  # its row is not what its reading tells: `doctor` will say so
    statement = statement_from_json(said, place.page)
    return Hit(
        statement=statement,
        page=place.page,
        name=page["name"],
        address=article["address"],
        title=article["title"],
        outlet=article["outlet"],
        text=article["text"],
        spans=_asked_for(article["text"], statement, wanted),
        verdict=place.verdict,
    )


def _answer(connection: Connection, columns: Columns, query: Query) -> tuple[Ints, Ints]:
    """The rows of the statements that a query asks for: in the order of the answer, and in their own."""
    with index.asking(connection):
        matched, rows = _matching(connection, columns, query)
        return _in_order(connection, columns, query, matched, rows), rows


def _left(columns: Columns, ordered: Ints, among: Ints | None, behind: Place | None) -> Ints:
    """The rows that are still to be told."""
    if among is not None:
        rows = columns.rows(among)
        return rows[np.isin(rows, ordered)]
    if behind is not None:
        day, number = behind
        days = columns.day[ordered]
        left: Ints = ordered[(days < day) | ((days == day) & (columns.number[ordered] > number))]
        return left
    return ordered


def _matching(connection: Connection, columns: Columns, query: Query) -> tuple[Ints, Ints]:
    """The numbers of all statements with the words, and the rows of those that a query asks for."""
    if query.is_ranked:
        matched = index.matching(connection, "statement_words", query.words)
        rows = columns.rows(matched)
    else:
        matched = columns.number
        rows = np.arange(len(columns.number))
        for words in query.words:
            gone = index.matching(connection, "statement_words", [Words(words.terms, words.begins)])
            rows = rows[~np.isin(columns.number[rows], gone)]
    for days in query.days:
        held = (columns.day[rows] <= days.latest.toordinal()) & (columns.until[rows] >= days.earliest.toordinal())
        rows = rows[(held & (columns.day[rows] > 0)) ^ days.negated]
    for each in query.filters:
        rows = rows[_holds(connection, columns, each, rows) ^ each.negated]
    if not any(each.field == "is" for each in query.filters):
        rows = rows[columns.verdict[rows] != VERDICTS.index("rejected")]
    return matched, rows


def _holds(connection: Connection, columns: Columns, asked: Filter, rows: Ints) -> Mask:
    """For each row whether the field has the value."""
    words = asked.terms
    match asked.field:
        case "manner":
            return np.isin(columns.manner[rows], MANNERS.index(asked.value))
        case "speaker":
            named_so = frozenset(words)
            speakers = enumerate(columns.speakers)
            called = [place for place, heard in speakers for form in heard.forms if named_so <= form]
            return np.isin(columns.speaker[rows], called)
        case "outlet":
            named = [place for place, name in enumerate(columns.outlets) if set(words) <= set(terms(name))]
            return np.isin(columns.outlet[rows], named)
        case "language":
            named = [place for place, code in enumerate(columns.languages) if code == asked.value.lower()]
            return np.isin(columns.language[rows], named)
        case "about":
            pages = index.matching(connection, "page_words", [Words((word,)) for word in words])
            return np.isin(columns.page[rows], pages)
        case "page":
            return np.isin(columns.page[rows], _pages(connection, asked.value))
        case "statement":
            return np.isin(columns.number[rows], _named(connection, asked.ids))
        case "has":
            return _has(columns, asked.value)[rows]
        case _:
            wanted = VERDICTS if asked.value == "any" else (asked.value,)
            return np.isin(columns.verdict[rows], [VERDICTS.index(each) for each in wanted])


def _has(columns: Columns, what: str) -> Mask:
    if what == "speaker":
        return columns.speaker >= 0
    return columns.figures if what == "figure" else columns.decided


def _pages(connection: Connection, said: str) -> list[int]:
    """Pages by id, name or address; a name may be told without its folder."""
    page = schema.page.c
    found = connection.execute(
        select(page.number).where(
            or_(
                page.id == said,
                page.name == said,
                page.address == said,
                page.name.endswith(f"/{said}", autoescape=True),
            )
        )
    )
    return list(found.scalars().all())


def _named(connection: Connection, ids: Sequence[str]) -> list[int]:
    """The numbers of statements by their ids."""
    statement = schema.statement.c
    return list(connection.execute(select(statement.number).where(statement.id.in_(ids))).scalars().all())


def _in_order(connection: Connection, columns: Columns, query: Query, matched: Ints, rows: Ints) -> Ints:
    """The rows of an answer: by BM25 where words were asked for, else the latest first."""
    if not query.is_ranked:
        ordered: Ints = rows[np.lexsort((columns.number[rows], -columns.day[rows]))]
        return ordered
    hits, size = columns.number[rows], (len(columns.number), columns.length)
    return columns.rows(index.ranked(connection, query.words, matched, hits, columns.counts, size))


def _facets(columns: Columns, rows: Ints) -> dict[str, list[tuple[str, int]]]:
    days = columns.day[rows]
    months, counts = np.unique(_months(days[days > 0]), return_counts=True)
    told = sorted(zip(months.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return {
        "speaker": _counted(columns.speaker[rows], columns.speakers),
        "outlet": _counted(columns.outlet[rows], columns.outlets),
        "manner": _counted(columns.manner[rows], MANNERS),
        "month": told[:TOLD],
        "language": _counted(columns.language[rows], columns.languages),
    }


def _counted(codes: Ints, called: Sequence[str] | Sequence[Heard]) -> list[tuple[str, int]]:
    counts = np.bincount(codes[codes >= 0], minlength=len(called))
    best = np.argsort(-counts, kind="stable")[:TOLD]
    return [(_label(called[code]), int(counts[code])) for code in best.tolist() if counts[code]]


def _label(called: str | Heard) -> str:
    return called.name if isinstance(called, Heard) else str(called)


def _months(days: Ints) -> NDArray[np.str_]:
    """Ordinals of days as months, written as the query takes them."""
    different, inverse = np.unique(days, return_inverse=True)
    return np.array([date.fromordinal(day).isoformat()[:_MONTH] for day in different.tolist()], dtype=str)[inverse]


def _asked_for(text: str, statement: Statement, wanted: Sequence[Words]) -> tuple[Span, ...]:
    """The places of the words that were asked for, within the words of the statement."""
    sought = {term for words in wanted for term in words.terms}
    begins = tuple(words.terms[-1] for words in wanted if words.begins)
    out = []
    for span in statement.content:
        for match in re.finditer(r"\w+", span.of(text)):
            found = {term[:LONGEST] for term in terms(match.group())}
            if found & sought or any(term.startswith(begins) for term in found if begins):
                out.append(Span(span.start + match.start(), span.start + match.end()))
    return tuple(out)
