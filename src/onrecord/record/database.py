"""Where a record is kept: one SQLite file, or a PostgreSQL database for a team. The one module that opens either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import OnrecordError, RecordError

HEAD = "0001"
"""The newest migration; a record that stands elsewhere is brought there, or refused where it is newer."""
PATIENCE = 30
"""Seconds that a writer waits for another one."""
_LOCK = 0x6F6E7265
"""The advisory lock under which PostgreSQL is written, one writer at a time as on SQLite."""
_WRITES = "onrecord_writes"
# One who reads sees one moment throughout, on either database. One who writes on PostgreSQL must see what was written
# while it waited for the lock, so that its view may not be taken before.
_TO_WRITE: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {_WRITES: True},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}
_RAISED = text("UPDATE state SET value = value + :times WHERE key = :key")
_DRIVERS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged page survives the loss of power
    "foreign_keys = ON",
    f"busy_timeout = {PATIENCE * 1000}",
    "cache_size = -65536",
    "temp_store = MEMORY",
)


def locate(where: str) -> URL:
    """The database that a path or an address names.

    Raises:
        RecordError: an address of a kind that is not known here.
    """
    if not re.match(r"[a-z][a-z0-9+]+://", where):
        return URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise RecordError(f"{where!r} is no address of a database: write postgresql://user@host/name") from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername=make_url(_DRIVERS["postgresql"]).drivername)
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise RecordError(f"{url.drivername} is not supported: name a file, or a database as postgresql://user@host/name")


def connect(where: str, *, create: bool) -> Engine:
    """The engine of a record, at its newest version; ``create`` makes one where there is none.

    Raises:
        RecordError: there is none, it is no record, it is newer than this program, or it cannot be reached.
    """
    url = locate(where)
    shown = url.render_as_string(hide_password=True) if url.host else str(url.database)
    if url.get_backend_name() == "sqlite" and not create and not Path(str(url.database)).is_file():
        raise RecordError(f"there is no record at {shown}: make one with `onrecord add PATH`, or name it with --record")
    engine = _engine(url, shown)
    try:
        _prepare(engine, shown, create=create)
    except OperationalError as error:
        engine.dispose()
        raise RecordError(f"{shown} cannot be opened: {_first_line(error)}") from error
    except DatabaseError as error:
        engine.dispose()
        raise RecordError(f"{shown} is no record, or is damaged: {_first_line(error)}") from error
    except OnrecordError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write; it has the record to itself, and is on disk when the block ends.

    Raises:
        RecordError: another writer held the record for longer than `PATIENCE`, or the disk is full.
    """
    try:
        with engine.connect().execution_options(**_TO_WRITE[engine.dialect.name]) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection
    except OperationalError as error:
        raise RecordError(f"the record cannot be written: {_first_line(error)}") from error


def raise_epoch(connection: Connection, key: str = "epoch", times: int = 1) -> None:
    """Tells those who hold rows in memory that some were changed; ``key`` names a part of them (`schema.state`)."""
    connection.execute(_RAISED, {"key": key, "times": times})


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows as they are, null where they lack a column: a third of what building the statement takes."""
    if rows and connection.dialect.name == "postgresql":
        names = table.columns.keys()
        copy_rows(connection, table.name, names, [tuple(map(row.get, names)) for row in rows])
    elif rows:
        sql, order = _insertion(table)
        connection.exec_driver_sql(sql, [tuple(map(row.get, order)) for row in rows])


def copy_rows(connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows by COPY, on PostgreSQL: a fifth of what inserting takes there.

    Raises:
        DBAPIError: as SQLAlchemy tells what the database refuses.
    """
    if not rows:
        return
    sql = f"COPY {table} ({', '.join(names)}) FROM STDIN"
    cursor: Any = connection.connection.cursor()  # SQLAlchemy does not know of COPY
    failed = connection.dialect.loaded_dbapi.Error
    try:
        with cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)
    except failed as error:
        raise DBAPIError.instance(sql, None, error, failed, dialect=connection.dialect) from error
    finally:
        cursor.close()


@cache
def _insertion(table: Table) -> tuple[str, tuple[str, ...]]:
    """The statement as the driver of SQLite takes it, and the order of its values."""
    compiled = insert(table).compile(dialect=make_url(_DRIVERS["sqlite"]).get_dialect()())
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())


def _engine(url: URL, shown: str) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url)
            event.listen(engine, "connect", _tuned)
            event.listen(engine, "begin", _begun)
            return engine
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise RecordError(f"{shown} needs a driver: pip install 'onrecord[postgres]'") from error


def _tuned(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin as DEFERRED and fail when a reader turns writer: ours begin by hand.
    raw.isolation_level = None
    cursor = raw.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN DEFERRED"
    )


def _prepare(engine: Engine, shown: str, *, create: bool) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        version = _version(connection)
        if version is None and inspect(connection).get_table_names():
            raise RecordError(f"{shown} holds something else than a record: name another file or database")
        if version is None and not create:
            raise RecordError(f"{shown} holds no record yet: make one with `onrecord add PATH`")
        if version != HEAD:
            _upgrade(connection, shown)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, shown: str) -> None:
    from alembic import command  # only where a record is made or brought up to date
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", "onrecord.record:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise RecordError(
            f"{shown} was made by a newer onrecord than this one: update with `pip install --upgrade onrecord`"
        ) from error


def _first_line(error: SQLAlchemyError) -> str:
    """What the database said, without the statement and its values."""
    told = str(getattr(error, "orig", None) or error)
    return told.strip().splitlines()[0] if told.strip() else type(error).__name__
