"""A reading as rows of the tables that are searched: computed from what is kept, whenever that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from onrecord.record import schema
from onrecord.record.database import insert_rows, raise_epoch
from onrecord.record.pages import Edited
from onrecord.record.rows import NameKey, Row, body_of, figure_row, mention_rows, name_key, statement_row, words_of
from onrecord.record.searching import index
from onrecord.record.searching.terms import terms

_NUMBERED = (schema.page, schema.statement, schema.figure, schema.name)
# The last number of each table. Nobody else can take the next one, for one writes at a time.
_HEADS = select(*(select(func.coalesce(func.max(t.c.number), 0)).scalar_subquery().label(t.name) for t in _NUMBERED))
_NAMED = select(schema.name).where(schema.name.c.text.in_(bindparam("texts", expanding=True)))
_ASKED = 500
"""Values that are looked for at a time; databases bound how many a query holds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a writer remembers from one transaction to the next: names by their numbers, and the vocabulary as far as
    it was met. To be forgotten with a transaction that fails.
    """

    names: dict[NameKey, int] = field(default_factory=dict)
    codes: index.Codes = field(default_factory=dict)

    def forget(self) -> None:
        self.names.clear()
        self.codes.clear()


@dataclass(frozen=True, slots=True)
class Heads:
    """The last numbers that were given, by table."""

    page: int
    statement: int
    figure: int
    name: int


@dataclass(frozen=True, slots=True)
class Projection:
    """What the tables hold of a page, apart from its number and those of statements, figures and names.

    ``words`` are those of each statement as the page shows them, ``found`` their terms, ``body`` the terms of the page,
    each once.
    """

    statements: Sequence[Row]
    credited: Sequence[NameKey | None]
    mentions: Mapping[NameKey, Row]
    figures: Sequence[Row]
    words: dict[str, str]
    found: dict[str, list[str]]
    body: list[str]

    @property
    def in_order(self) -> list[list[str]]:
        """The terms of each statement, as ``statements`` stand."""
        return [self.found[row["id"]] for row in self.statements]


def heads(connection: Connection) -> Heads:
    """The last numbers that were given."""
    return Heads(*connection.execute(_HEADS).one())


def projection(edited: Edited) -> Projection:
    """The rows of a page as editors have it; asks no database."""
    reading = edited.reading
    words = {s.id: words_of(reading, s) for s in reading.statements}
    return Projection(
        statements=[
            statement_row(s, place, reading.article) | {"verdict": edited.verdicts.get(s.id)}
            for place, s in enumerate(reading.statements)
        ],
        credited=[name_key(s) for s in reading.statements],
        mentions=mention_rows(s for s in reading.statements if edited.verdicts.get(s.id) != "rejected"),
        figures=[*map(figure_row, reading.figures, count(), reading.holders())],
        words=words,
        found={id_: terms(said) for id_, said in words.items()},
        body=list(dict.fromkeys(terms(body_of(reading)))),
    )


def project(connection: Connection, page: int, before: Edited | None, after: Edited, known: Known) -> None:
    """Brings the rows of a page from one reading to another; None where it had none yet."""
    if before is None:
        add(connection, {page: projection(after)}, known, heads(connection))
    else:
        _replace(connection, page, projection(before), projection(after), known)


def add(connection: Connection, pages: Mapping[int, Projection], known: Known, last: Heads) -> None:
    """Adds the rows of pages that had none, by the pages' numbers; ``last`` is as the tables stand."""
    keys = [key for rows in pages.values() for key in rows.credited]
    credited = iter(_numbered(connection, keys, known, last.name))
    told = ((page, row) for page, rows in pages.items() for row in rows.statements)
    statements = [
        {"number": number, "page": page, "name": next(credited), **row}
        for number, (page, row) in enumerate(told, last.statement + 1)
    ]
    insert_rows(connection, schema.statement, statements)
    index.learn(connection, [each for rows in pages.values() for each in (*rows.in_order, rows.body)], known.codes)
    found = [said for rows in pages.values() for said in rows.in_order]
    words = {row["number"]: said for row, said in zip(statements, found, strict=True)}
    index.store(connection, "statement_words", words, known.codes)
    index.store(connection, "page_words", {page: rows.body for page, rows in pages.items()}, known.codes)
    _add_figures(connection, pages, last.figure)
    mentions = [row for page, rows in pages.items() for row in _mentions(page, rows, known, {})]
    insert_rows(connection, schema.mention, mentions)
    raise_epoch(connection, "heard", len(pages))


def _replace(connection: Connection, page: int, before: Projection, after: Projection, known: Known) -> None:
    """Brings the rows of a page from one reading to another; statements that stay keep their numbers."""
    last = heads(connection)
    numbers = _numbers(connection, page)
    changed = {numbers[id_]: before.found[id_] for id_, said in before.words.items() if after.words.get(id_) != said}
    index.drop(connection, "statement_words", changed)
    _delete(connection, schema.meaning.c.statement, changed)
    _delete(connection, schema.statement.c.number, [numbers.pop(id_) for id_ in before.words if id_ not in after.words])
    numbers = _tell(connection, page, after, known, numbers, last)
    told = {numbers[id_]: after.found[id_] for id_, said in after.words.items() if before.words.get(id_) != said}
    index.store(connection, "statement_words", told, known.codes)
    index.drop(connection, "page_words", {page: before.body})
    index.store(connection, "page_words", {page: after.body}, known.codes)
    connection.execute(delete(schema.figure).where(schema.figure.c.page == page))
    _add_figures(connection, {page: after}, last.figure)
    if before.mentions != after.mentions:
        held = select(schema.mention.c.name, schema.mention.c.speaker).where(schema.mention.c.page == page)
        speakers = {row.name: row.speaker for row in connection.execute(held)}
        connection.execute(delete(schema.mention).where(schema.mention.c.page == page))
        _add_mentions(connection, page, after, known, speakers)
    raise_epoch(connection)


def renew(
    connection: Connection,
    page: int,
    rows: Projection,
    known: Known,
    numbers: Mapping[str, int],
    speakers: Mapping[int, str | None],
) -> None:
    """Makes the rows of a page anew, where figures, mentions and words were emptied before.

    ``numbers`` are those that statements have and keep, ``speakers`` who the names on this page were told to be.
    """
    last = heads(connection)
    told = _tell(connection, page, rows, known, {id_: numbers[id_] for id_ in rows.words if id_ in numbers}, last)
    index.store(connection, "statement_words", {told[id_]: found for id_, found in rows.found.items()}, known.codes)
    index.store(connection, "page_words", {page: rows.body}, known.codes)
    _add_figures(connection, {page: rows}, last.figure)
    _add_mentions(connection, page, rows, known, speakers)


def _tell(
    connection: Connection, page: int, rows: Projection, known: Known, numbers: dict[str, int], last: Heads
) -> dict[str, int]:
    """Writes the statements of a page, those with a number over what they were; the numbers of all."""
    credited = _numbered(connection, rows.credited, known, last.name)
    told = [{"page": page, "name": name, **row} for row, name in zip(rows.statements, credited, strict=True)]
    _rewrite(connection, [row for row in told if row["id"] in numbers])
    new = [row for row in told if row["id"] not in numbers]
    out = numbers | {row["id"]: number for number, row in enumerate(new, last.statement + 1)}
    insert_rows(connection, schema.statement, [{"number": out[row["id"]], **row} for row in new])
    return out


def _rewrite(connection: Connection, rows: Sequence[Row]) -> None:
    """Statements that stay, as they are told now, by their ids."""
    if rows:
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
        changed = update(schema.statement).where(schema.statement.c.id == columns.pop("id")).values(columns)
        connection.execute(changed, [{f"new_{name}": cell for name, cell in row.items()} for row in rows])


def _add_figures(connection: Connection, pages: Mapping[int, Projection], head: int) -> None:
    told = ({"page": page, **row} for page, rows in pages.items() for row in rows.figures)
    insert_rows(connection, schema.figure, [{"number": number, **row} for number, row in enumerate(told, head + 1)])


def _add_mentions(
    connection: Connection, page: int, rows: Projection, known: Known, speakers: Mapping[int, str | None]
) -> None:
    """Whom the page credits, to be told again who that is."""
    insert_rows(connection, schema.mention, _mentions(page, rows, known, speakers))
    raise_epoch(connection, "heard")


def _mentions(page: int, rows: Projection, known: Known, speakers: Mapping[int, str | None]) -> list[Row]:
    """The rows of those whom a page credits; ``speakers`` is who the names were told to be."""
    numbered = [(known.names[key], row) for key, row in rows.mentions.items()]
    return [{"page": page, "name": number, **row, "speaker": speakers.get(number)} for number, row in numbered]


def _numbered(
    connection: Connection, credited: Sequence[NameKey | None], known: Known, head: int
) -> Sequence[int | None]:
    """The numbers of those who are credited, given anew to names that were never met."""
    names = known.names
    unknown = [key for key in dict.fromkeys(credited) if key is not None and key not in names]
    for at in range(0, len(unknown), _ASKED):
        texts = sorted({text for text, _ in unknown[at : at + _ASKED]})
        names.update({(row.text, row.kind): row.number for row in connection.execute(_NAMED, {"texts": texts})})
    new = [key for key in unknown if key not in names]
    names.update({key: number for number, key in enumerate(new, head + 1)})
    fields = [{"number": names[key], "text": key[0], "kind": key[1]} for key in new]
    insert_rows(connection, schema.name, fields)
    return [names[key] if key is not None else None for key in credited]


def _numbers(connection: Connection, page: int) -> dict[str, int]:
    table = schema.statement
    found = connection.execute(select(table.c.id, table.c.number).where(table.c.page == page))
    return {row.id: row.number for row in found}


def _delete(connection: Connection, column: Any, values: Iterable[int]) -> None:  # noqa: ANN401 (a column)
    """Deletes the rows that hold one of the values, however many there are."""
    rows = [{"value": value} for value in values]
    if rows:
        connection.execute(delete(column.table).where(column == bindparam("value")), rows)
