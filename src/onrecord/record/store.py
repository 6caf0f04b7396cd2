"""What was read, kept: each page wholly or not at all, nothing acknowledged lost, doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType

from sqlalchemy import Connection, Engine, func, select

from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.database import connect, raise_epoch, writing
from onrecord.record.decisions import append, decision, decisions, written
from onrecord.record.drafts import Handed, handed
from onrecord.record.editing import value_of
from onrecord.record.keeping import State, kept
from onrecord.record.pages import Edited, effective, readable, row_of, told
from onrecord.record.people import SAYS, said_of
from onrecord.record.projection import Known, project
from onrecord.types import Decision, DecisionKind, Page, Reading, Rejection

__all__ = ["PageState", "Record", "State"]

BATCH = 500
"""Rows that are fetched at a time where many are told."""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page of the record: what it is called, who read it, and why it gave nothing where it did."""

    id: str
    name: str
    address: str | None
    captured: str
    reader: str
    reason: str | None
    detail: str | None


class Record:
    """A record that is open; close it, or use it in a ``with``.

    One process writes at a time, any number reads meanwhile. A Record may be shared by threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known = Known()

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> Record:
        """The record in a file or at an address, as ``postgresql://user@host/name``.

        Raises:
            RecordError: there is none and ``create`` was not asked for, or it cannot be opened.
        """
        return cls(connect(where, create=create))

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def keep(self, item: Page | Rejection, outcome: Reading | Rejection, reader: str) -> State:
        """Keeps what a reader made of an item; when this returns it is on disk.

        A page that the same reader read before is left as it is. Where another one read it, ids stay where the words
        are the same, and what differs is written down in ``change``. A reading is never given up for a refusal. An
        item that gave no page at all is its own refusal.

        Raises:
            RecordError: the record cannot be written.
        """
        return self.keep_all([handed(item, outcome, reader)])[0]

    def keep_all(self, coming: Sequence[Handed]) -> list[State]:
        """Keeps pages as `keep` does, in their order and in one transaction: all of them, or none.

        Raises:
            RecordError: the record cannot be written.
            DBAPIError: one of them holds what the database cannot.
        """
        with self._writing() as connection:
            return kept(connection, coming, self._known)

    def knows(self, page_id: str, reader: str) -> State | None:
        """What this reader made of a page; None where it has not read it."""
        columns = schema.page.c
        with self.engine.connect() as connection:
            row = connection.execute(select(columns.reader, columns.reason).where(columns.id == page_id)).first()
        if row is None or row.reader != reader:
            return None
        return State.REFUSED if row.reason else State.KNOWN

    def reading(self, page_id: str) -> Reading | None:
        """All that a page gave, as editors have it, without what they rejected; None where the page gave nothing."""
        with self.engine.connect() as connection:
            row = row_of(connection, page_id)
            return _accepted(effective(connection, row)) if row is not None and row.reading is not None else None

    def told(self, page_ids: Iterable[str]) -> dict[str, Json]:
        """Readings as JSON by the ids of their pages, for those who want a part of many; each statement has its
        ``verdict``, rejected ones are among them.
        """
        with self.engine.connect() as connection:
            return told(connection, page_ids)

    def readable(self, page_ids: Sequence[str]) -> Iterator[Reading]:
        """The readings of some pages, in that order, as `reading` has them; those that were damaged are left out."""
        with self.engine.connect() as connection:
            yield from map(_accepted, readable(connection, page_ids))

    def readings(self) -> Iterator[Reading]:
        """All readings, in the order of their ids; the same order in every record."""
        for page_id in self._ids():
            reading = self.reading(page_id)
            if reading is not None:
                yield reading

    def decide(
        self,
        kind: DecisionKind,
        target: str,
        *,
        who: str,
        moment: datetime,
        why: str = "",
        corrected: Json | None = None,
        then: Callable[[Connection], object] | None = None,
    ) -> Decision:
        """An editor's word on a statement or a name, or the undoing of a decision; on disk when this returns.

        ``corrected`` are the fields of a `DecisionKind.CORRECT` decision, as in the JSON of a statement: ``content``,
        ``speaker``, ``manner`` and others; of a decision on a name (its key) the ``other`` key, or the ``name`` to be
        told. To undo, the target is the decision's hash. ``then`` is what else belongs to the transaction; where it
        fails, nothing was decided.

        Raises:
            RecordError: the record holds no such statement or decision, the correction does not fit the page, nobody
                is named, or the record cannot be written.
        """
        with self._writing() as connection:
            page, value = _target(connection, kind, target, corrected or {})
            row = row_of(connection, page) if page else None
            before = effective(connection, row) if row is not None and row.reading is not None else None
            said = Decision(0, kind, target, page, written(value), who, moment.isoformat(), why, "", "")
            decision = append(connection, said)
            if row is not None and before is not None:
                project(connection, row.number, before, effective(connection, row), self._known)
            if page is None:
                raise_epoch(connection, "heard")
            if then is not None:
                then(connection)
            raise_epoch(connection)
        return decision

    def decisions(self) -> list[Decision]:
        """All that editors said, in order, undone decisions and undoings too."""
        with self.engine.connect() as connection:
            return decisions(connection)

    def decision(self, hash_: str) -> Decision | None:
        """What an editor said, by its hash."""
        with self.engine.connect() as connection:
            return decision(connection, hash_)

    def states(self) -> Iterator[PageState]:
        """Every page that was ever handed over, with its state, by name."""
        columns = (schema.page.c[field] for field in PageState.__slots__)
        with self.engine.connect().execution_options(yield_per=BATCH) as connection:
            for row in connection.execute(select(*columns).order_by(schema.page.c.name, schema.page.c.id)):
                yield PageState(*row)

    def counts(self) -> Mapping[str, int]:
        """How much the record holds, by table; refused pages apart."""
        refused = schema.page.c.reason.is_not(None)
        with self.engine.connect() as connection:
            numbers = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (schema.page, schema.statement, schema.figure, schema.name, schema.decision)
            }
            away = connection.execute(select(func.count()).select_from(schema.page).where(refused)).scalar_one()
        return {**numbers, "page": numbers["page"] - away, "refused": away}

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction; where it fails, names that were numbered in it are forgotten with it."""
        try:
            with writing(self.engine) as connection:
                yield connection
        except BaseException:
            self._known.forget()
            raise

    def _ids(self) -> Sequence[str]:
        with self.engine.connect() as connection:
            read = schema.page.c.reading.is_not(None)
            return connection.execute(select(schema.page.c.id).where(read).order_by(schema.page.c.id)).scalars().all()


def _target(connection: Connection, kind: DecisionKind, target: str, corrected: Json) -> tuple[str | None, Json]:
    """The page that a decision is about, and what is written down of it."""
    if kind is DecisionKind.UNDO:
        undone = next((each for each in decisions(connection) if each.hash == target), None)
        if undone is None:
            raise RecordError(f"there is no decision {target}: `onrecord review --log` lists them")
        return undone.page, {}
    if kind in SAYS:
        return None, said_of(kind, corrected)
    page = _page_of(connection, target)
    held = told(connection, [page])[page]
    statement = next(each for each in held["statements"] if each["id"] == target)
    return page, value_of(statement, held["article"]["text"], corrected)


def _accepted(held: Edited) -> Reading:
    kept = tuple(s for s in held.reading.statements if held.verdicts.get(s.id) != "rejected")
    return replace(held.reading, statements=kept)


def _page_of(connection: Connection, statement: str) -> str:
    asked = select(schema.page.c.id).join(schema.statement, schema.statement.c.page == schema.page.c.number)
    page: str | None = connection.execute(asked.where(schema.statement.c.id == statement)).scalar()
    if page is None:
        raise RecordError(f"the record holds no statement {statement}: `onrecord search` tells their ids")
    return page
