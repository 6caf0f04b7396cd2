"""What every screen works with: the open record, what is held in memory of it, and the imports that run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine, Row, select

from onrecord.pipeline import examine, relate
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.doctor import Fault
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.relating import Related
from onrecord.serve.check import WAITED_FOR, Checker
from onrecord.serve.web.beside import Apart, Beside
from onrecord.serve.web.jobs import Imports
from onrecord.serve.web.settings import Settings
from onrecord.serve.web.walking import Walks

Held = TypeVar("Held")
_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Examined:
    """What is off in a record: how much, and the first faults."""

    total: int
    faults: tuple[Fault, ...]


def examined(record: Record) -> Examined:
    """Proves a record, as `onrecord doctor` does."""
    total, faults = 0, []
    for fault in examine(record):
        total += 1
        if total <= _FAULTS:
            faults.append(fault)
    return Examined(total, tuple(faults))


class Desk:
    """One for the whole app, shared by its threads."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        self.settings = settings
        self.search = Search(record)
        where = record.engine.url.render_as_string(hide_password=False)
        related: Apart[Related] = Apart(where, relate)
        self.examination = Beside("the examination", lambda: examined(record), settings.clock)
        self.relating = Beside("relating", related, settings.clock, related.close)
        self.imports = Imports(record, settings, self._imported)
        self.deciding = Lock()
        self.walks = Walks()
        self._memory: dict[str, tuple[Hashable, object]] = {}

    def close(self) -> None:
        """Ends what runs beside the screens; what it kept stays."""
        self.imports.close()
        self.relating.close()

    def _imported(self) -> None:
        if self.settings.relates:
            self.relating.begin(again=True)

    @cached_property
    def checker(self) -> Checker:
        """Checks quotations; made when the first one is asked for, since it holds meanings in memory."""
        return Checker(self.record, most_unread=WAITED_FOR)

    @property
    def engine(self) -> Engine:
        return self.record.engine

    @property
    def is_empty(self) -> bool:
        """Was the record never handed a page?"""
        with self.engine.connect() as connection:
            return connection.execute(select(schema.page.c.number).limit(1)).first() is None

    def warm(self) -> None:
        """Takes into memory what the first search would have to wait for: some 13 µs a statement."""
        with self.engine.connect() as connection:
            self.search.columns(connection)

    def held(self, what: str, state: Hashable, make: Callable[[], Held]) -> Held:
        """Something that is made of the record, kept as long as the record is in the same state."""
        known = self._memory.get(what)
        if known is None or known[0] != state:
            known = self._memory[what] = (state, make())
        return cast(Held, known[1])

    def titles(self, pages: Collection[str]) -> dict[str, str]:
        """What pages are called, by their ids: the title, else the name."""
        columns = schema.page.c
        asked = select(columns.id, columns.title, columns.name).where(columns.id.in_(pages))
        with self.engine.connect() as connection:
            return {row.id: row.title or row.name for row in connection.execute(asked)}

    def told(self, page: str) -> Json | None:
        """A page's reading as JSON, each statement with its verdict; None where the page gave none."""
        return self.record.told([page]).get(page)

    def text_of(self, page: str) -> str:
        """The text of a page; empty where it gave none."""
        told = self.told(page)
        return told["article"]["text"] if told else ""

    def page_of(self, statement: str) -> str | None:
        """The id of the page that tells a statement."""
        asked = select(schema.page.c.id).join(schema.statement, schema.statement.c.page == schema.page.c.number)
        with self.engine.connect() as connection:
            page: str | None = connection.execute(asked.where(schema.statement.c.id == statement)).scalar()
        return page


def page_row(connection: Connection, page: str) -> Row[*tuple[object, ...]] | None:
    """What the record holds of a page beside its reading."""
    columns = schema.page.c
    held = (columns.id, columns.name, columns.address, columns.captured, columns.media_type, columns.sha256)
    asked = select(*held, columns.reader, columns.reason, columns.detail).where(columns.id == page)
    return connection.execute(asked).first()
