"""Is the record whole? Everything that is kept is proved, and everything that is computed from it is computed again.

Nothing is trusted: bytes are held against their digests, words against the bytes, rows against the readings and what
editors said, decisions against their chain. All of it is asked in one transaction, so that others may write meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, text
from sqlalchemy.exc import DatabaseError

from onrecord.record import schema
from onrecord.record.decisions import broken, decisions, standing
from onrecord.record.lineage.proof import off
from onrecord.record.packing import Damaged, unpack
from onrecord.record.pages import UNREADABLE, as_edited, machine
from onrecord.record.projection import Projection, projection
from onrecord.record.rows import page_row
from onrecord.record.searching import index
from onrecord.record.store import Record
from onrecord.types import Article, Decision, Page, Reading, Span, digest, page_id

Proof = Callable[[Page, Article], Iterable[str]]
"""What of an article its page does not bear out, in words."""

NAMED = 3
"""Ids that are named of those that are off in the same way."""


_NOTHING = Projection(statements=(), credited=(), mentions={}, figures=(), words={}, found={}, body=[])


class Part(StrEnum):
    """What of a record can be off."""

    DATABASE = "database"
    SNAPSHOT = "snapshot"
    READING = "reading"
    SPAN = "span"
    ROWS = "rows"
    WORDS = "words"
    SPEAKERS = "speakers"
    LINEAGE = "lineage"
    DECISIONS = "decisions"
    ORPHANS = "orphans"


_RESTORE = "restore a backup with `onrecord restore`; what was added since can be added again"
_REPAIR = "`onrecord doctor --repair` computes it anew"
_REMEDIES = {
    Part.DATABASE: _RESTORE,
    Part.SNAPSHOT: _RESTORE,
    Part.READING: _RESTORE,
    Part.SPAN: _RESTORE,
    Part.DECISIONS: "compare with a backup or an export: what editors said cannot be computed",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is off: in which part, where (a page, a table), what, and what to do about it."""

    part: Part
    where: str
    what: str

    @property
    def remedy(self) -> str:
        return _REMEDIES.get(self.part, _REPAIR)


def examine(record: Record, proof: Proof, lineage: str) -> Iterator[Fault]:
    """All faults of a record, one after the other; the same record gives the same ones in the same order.

    ``lineage`` names who computes lineage by now.
    """
    with record.engine.connect() as connection:
        try:
            for check in (_database, _references, _states, _snapshots):
                yield from check(connection)
            said, faults = _said(connection)
            yield from faults
            yield from _Pages(connection, proof, said).faults()
            yield from _speakers(connection)
            yield from (Fault(Part.LINEAGE, where, what) for where, what in off(connection, lineage))
        except DatabaseError as error:
            yield Fault(Part.DATABASE, "database", f"it cannot be read: {str(error.orig).splitlines()[0]}")


def _database(connection: Connection) -> Iterator[Fault]:
    """What the database itself finds: SQLite checks its pages and indexes, PostgreSQL where it has amcheck."""
    if connection.dialect.name == "sqlite":
        for (told,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if told != "ok":
                yield Fault(Part.DATABASE, "database", told)
        return
    if connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")).first() is None:
        return
    of_ours = (
        "SELECT c.oid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_am a ON a.oid = c.relam JOIN pg_class t ON t.oid = i.indrelid "
        "WHERE a.amname = 'btree' AND t.relnamespace = current_schema()::regnamespace ORDER BY 1"
    )
    for name in connection.execute(text(of_ours)).scalars().all():
        try:
            with connection.begin_nested():
                connection.execute(text("SELECT bt_index_check(CAST(:name AS regclass), true)"), {"name": name})
        except DatabaseError as error:
            yield Fault(Part.DATABASE, name, str(error.orig).splitlines()[0])


def _references(connection: Connection) -> Iterator[Fault]:
    """Rows that name a row that is not there."""
    for table in schema.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            other = key.column.table
            missing = (
                select(key.parent)
                .outerjoin_from(table, other, key.parent == key.column)
                .where(key.parent.is_not(None), key.column.is_(None))
            )
            lost = connection.execute(missing).scalars().all()
            if lost:
                part = Part.SNAPSHOT if other is schema.snapshot else Part.ORPHANS
                yield Fault(part, table.name, f"{_some(lost)} of {other.name}, where there is no such row")


def _states(connection: Connection) -> Iterator[Fault]:
    held = set(connection.execute(select(schema.state.c.key)).scalars())
    for key in sorted(set(schema.STATES) - held):
        yield Fault(Part.ROWS, "state", f"{key} is missing, so that searches may tell what was")


def _snapshots(connection: Connection) -> Iterator[Fault]:
    """Bytes that are not those that their digest names."""
    for digest_ in connection.execute(select(schema.snapshot.c.sha256).order_by(schema.snapshot.c.sha256)).scalars():
        asked = select(schema.snapshot.c.content).where(schema.snapshot.c.sha256 == digest_)
        try:
            content = unpack(connection.execute(asked).scalar_one())
        except (Damaged, TypeError) as error:
            yield Fault(Part.SNAPSHOT, digest_, str(error).partition(":")[0])
        else:
            if hashlib.sha256(content).hexdigest() != digest_:
                yield Fault(Part.SNAPSHOT, digest_, "the bytes have another digest: they were changed")


def _said(connection: Connection) -> tuple[Mapping[str, list[Decision]], list[Fault]]:
    """What editors said of each page, and what is wrong with the chain."""
    try:
        all_said = decisions(connection)
    except ValueError as error:
        return {}, [Fault(Part.DECISIONS, "decision", str(error))]
    of_page: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in all_said:
        of_page[decision.page or ""].append(decision)
    return of_page, [Fault(Part.DECISIONS, "decision", told) for told in broken(all_said)]


def _speakers(connection: Connection) -> Iterator[Fault]:
    """Mentions of speakers that are not there, and speakers whose detail is no JSON."""
    known = set()
    for row in connection.execute(select(schema.speaker.c.id, schema.speaker.c.detail).order_by(schema.speaker.c.id)):
        known.add(row.id)
        try:
            json.loads(row.detail)
        except ValueError:
            yield Fault(Part.SPEAKERS, row.id, "what is told of this speaker is no JSON")
    named = select(schema.mention.c.speaker).where(schema.mention.c.speaker.is_not(None)).distinct()
    lost = set(connection.execute(named).scalars()) - known
    if lost:
        yield Fault(Part.SPEAKERS, "mention", f"{_some(sorted(lost))} of speaker, where there is no such row")


class _Pages:
    """One page after the other: its reading, its words in the page, its rows; at the end the indexes of words."""

    def __init__(self, connection: Connection, proof: Proof, said: Mapping[str, list[Decision]]) -> None:
        self._connection = connection
        self._proof = proof
        self._said = said
        self._names = {row.number: (row.text, row.kind) for row in connection.execute(select(schema.name))}
        self._seals: dict[index.Indexed, dict[int, int]] = {"statement_words": {}, "page_words": {}}

    def faults(self) -> Iterator[Fault]:
        asked = select(schema.page.c.number).order_by(schema.page.c.number)
        for number in self._connection.execute(asked).scalars().all():
            row = self._connection.execute(select(schema.page).where(schema.page.c.number == number)).one()
            yield from self._of_page(row)
        for table, expected in self._seals.items():
            yield from self._of_words(table, expected)

    def _of_page(self, row: Row[Any]) -> Iterator[Fault]:
        named = page_id(row.sha256, row.address) if row.sha256 else digest("unread", row.name)
        if row.id != named:
            yield Fault(Part.ROWS, row.name, f"its id is {row.id}, but its bytes and address name it {named}")
        if row.reading is None:
            if row.reason is None:
                yield Fault(Part.READING, row.name, "it was neither read nor refused")
            yield from self._of_rows(row, _NOTHING)
            return
        try:
            told, page = machine(self._connection, row)
            edited = as_edited(told, page, standing(self._said.get(row.id, ())))
        except UNREADABLE as error:
            yield Fault(Part.READING, row.name, f"its reading cannot be read again: {error}")
            return
        off = [*outside(edited.reading), *self._proof(page, edited.reading.article)]
        yield from (Fault(Part.SPAN, row.name, told) for told in off)
        try:
            rows = projection(edited)
        except UNREADABLE as error:
            yield Fault(Part.READING, row.name, f"its reading cannot be told: {error}")
            return
        differs = [name for name, value in page_row(edited.reading).items() if getattr(row, name) != value]
        if differs:
            yield Fault(Part.ROWS, row.name, f"its {_some(differs)} differ from the reading")
        yield from self._of_rows(row, rows)

    def _of_rows(self, page: Row[Any], rows: Projection) -> Iterator[Fault]:
        """Rows of statements, figures and mentions that are not those which the reading gives."""
        expected = {
            row["id"]: {**row, "credited": key} for row, key in zip(rows.statements, rows.credited, strict=True)
        }
        held = {each.id: each for each in self._rows(schema.statement, page.number)}
        told = {id_: {**row._asdict(), "credited": self._names.get(row.name)} for id_, row in held.items()}
        yield from _compared(page.name, "statements", expected, told)
        figures = dict(enumerate(rows.figures))
        counted = {each.position: each._asdict() for each in self._rows(schema.figure, page.number)}
        yield from _compared(page.name, "figures", figures, counted)
        mentions = {self._names.get(m.name): m._asdict() for m in self._rows(schema.mention, page.number)}
        yield from _compared(page.name, "mentions", rows.mentions, mentions)
        of_statements, of_pages = self._seals["statement_words"], self._seals["page_words"]
        for id_, found in rows.found.items():
            if id_ in held:
                of_statements[held[id_].number] = index.seal("statement_words", found)
        if page.reading is not None:
            of_pages[page.number] = index.seal("page_words", rows.body)

    def _rows(self, table: Any, page: int) -> Sequence[Row[Any]]:  # noqa: ANN401 (a table with pages)
        return self._connection.execute(select(table).where(table.c.page == page)).all()

    def _of_words(self, table: index.Indexed, expected: Mapping[int, int]) -> Iterator[Fault]:
        held = index.seals(self._connection, table)
        off = sorted(
            number for number in expected.keys() | held.keys() if expected.get(number, 0) != held.get(number, 0)
        )
        if off:
            yield Fault(Part.WORDS, table, f"{_some(off)} cannot be found by their words as they stand")


def outside(reading: Reading) -> Iterator[str]:
    """Findings that point beyond the text of their page, or at nothing."""
    size = len(reading.article.text)
    for what, spans in _spans(reading):
        beyond = [span for span in spans if span.end > size]
        if beyond:
            yield f"{what} points at [{beyond[0].start}, {beyond[0].end}), beyond the text's {size} characters"
    for statement in reading.statements:
        if not statement.content:
            yield f"statement {statement.id} has no words"


def _spans(reading: Reading) -> Iterator[tuple[str, Iterable[Span]]]:
    article = reading.article
    yield "a block", [block.span for block in article.blocks]
    yield "a cite", [cite.span for cite in article.cites]
    for dating in (article.published, article.updated):
        yield "the page's day", dating.evidence if dating else ()
    for statement in reading.statements:
        evidence = statement.said.evidence if statement.said else ()
        yield f"statement {statement.id}", (*statement.content, *statement.cue, *statement.source, *evidence)
    for figure in reading.figures:
        yield f"figure {figure.id}", (figure.span, *figure.concept, *figure.evidence)


def _compared(
    where: str, what: str, expected: Mapping[Any, Mapping[str, Any]], held: Mapping[Any, Mapping[str, Any]]
) -> Iterator[Fault]:
    """Rows that are missing, that nothing gives, and that are otherwise than they are given."""
    missing, extra = (sorted(map(str, ids)) for ids in (expected.keys() - held.keys(), held.keys() - expected.keys()))
    if missing:
        yield Fault(Part.ROWS, where, f"{what} without a row: {_some(missing)}")
    if extra:
        yield Fault(Part.ROWS, where, f"rows of {what} that its reading does not tell: {_some(extra)}")
    differ = {
        str(id_): [name for name, value in row.items() if held[id_].get(name) != value]
        for id_, row in expected.items()
        if id_ in held
    }
    told = [f"{id_} ({', '.join(names)})" for id_, names in differ.items() if names]
    if told:
        yield Fault(Part.ROWS, where, f"{what} whose rows differ from its reading: {_some(told)}")


def _some(values: Sequence[Any]) -> str:
    """How many there are, and the first ones."""
    shown = ", ".join(str(value) for value in values[:NAMED])
    return shown if len(values) <= NAMED else f"{shown} and {len(values) - NAMED:,} more"
