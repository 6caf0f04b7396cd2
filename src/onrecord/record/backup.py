"""A whole record copied into one file, and made from it again, by the means of its database, while others write.

SQLite copies its pages (Online Backup API); PostgreSQL is asked through ``pg_dump`` and ``pg_restore``, which must be
installed and no older than the server. Nothing that is there is written over unless that is asked for.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect

from onrecord.errors import RecordError
from onrecord.record.database import connect, locate

MAGIC = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}
"""How the files begin that either database makes."""
_PASSING = 60
"""Seconds that a copy waits for a writer to end."""


def backup(where: str, file: Path, *, force: bool = False) -> None:
    """Copies a record, as it is at one moment, into a file that is not there yet, or over it where that is asked for.

    The file stands under its name only once it is whole and on disk.

    Raises:
        RecordError: there is no such record, the file is there already or cannot be written, or ``pg_dump`` fails.
    """
    connect(where, create=False).dispose()  # tells what is wrong with it, in words
    _refuse_to_write_over(file.exists(), str(file), force=force)
    url = locate(where)
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        if url.get_backend_name() == "sqlite":
            _copy(Path(str(url.database)), part)
        else:
            _postgres("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        _to_disk(part)
        part.replace(file)
        _to_disk(file.parent)
    except OSError as error:
        raise RecordError(f"{file} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def restore(file: Path, where: str, *, force: bool = False) -> None:
    """Makes a record from a backup where there is none, or in place of the one that is there where that is asked for.

    The backup must be of the same kind of database. A record that is in use must not be replaced: end what writes.

    Raises:
        RecordError: the file is no backup of this kind of database, a record is there already, or ``pg_restore`` fails.
    """
    url = locate(where)
    kind = _kind(file)
    if kind != url.get_backend_name():
        raise RecordError(
            f"{file} is a backup of a record on {_CALLED[kind]}, {where} is none: name {_WANTED[kind]} with --record, "
            "or move a record from one to the other with `onrecord export` and `onrecord import`"
        )
    if kind == "sqlite":
        _restore_file(file, Path(str(url.database)), force=force)
    else:
        _restore_database(file, url, force=force)
    connect(where, create=False).dispose()


_CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_WANTED = {"sqlite": "a file", "postgresql": "a database as postgresql://user@host/name"}


def _kind(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            head = opened.read(max(map(len, MAGIC)))
    except OSError as error:
        raise RecordError(f"{file} cannot be read: {error.strerror}") from error
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    raise RecordError(f"{file} is no backup of a record: make one with `onrecord backup FILE`")


def _restore_file(file: Path, target: Path, *, force: bool) -> None:
    _refuse_to_write_over(target.exists(), str(target), force=force)
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        _copy(file, part)
        connect(str(part), create=False).dispose()
        for left in (
            "-wal",
            "-shm",
        ):  # they belong to the record that is replaced, and would be played into the new one
            part.with_name(part.name + left).unlink(missing_ok=True)
            target.with_name(target.name + left).unlink(missing_ok=True)
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _restore_database(file: Path, url: URL, *, force: bool) -> None:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            held = inspect(connection).get_table_names()
    finally:
        engine.dispose()
    _refuse_to_write_over(bool(held), url.render_as_string(hide_password=True), force=force)
    cleared = ("--clean", "--if-exists") if force else ()
    _postgres(
        "pg_restore",
        url,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        *cleared,
        str(file),
    )


def _refuse_to_write_over(there: bool, what: str, *, force: bool) -> None:
    if there and not force:
        raise RecordError(f"{what} is there already: name another place, or write over it with --force")


def _copy(source: Path, target: Path) -> None:
    """All pages of a SQLite file as of one moment; writers may go on."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=_PASSING)) as held,
            closing(sqlite3.connect(target, isolation_level=None)) as made,
        ):
            held.backup(made)
            # One file, not three: the copy is to be moved and kept.
            made.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise RecordError(f"{source} cannot be copied: {error}") from error


def _postgres(program: str, url: URL, *options: str) -> None:
    """Runs a program of PostgreSQL on a database; the password goes by the environment, which others cannot read."""
    found = shutil.which(program)
    if found is None:
        raise RecordError(f"{program} is not installed: it comes with PostgreSQL (apt-get install postgresql-client)")
    secret = url.password or url.query.get("password")
    shown = url.set(drivername="postgresql", password=None).difference_update_query(["password"])
    address = shown.render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(secret)} if secret else {})}
    done = subprocess.run(  # noqa: S603 (no shell; the file's name stands behind its option or at the end)
        [found, f"--dbname={address}", *options], env=environment, capture_output=True, check=False, text=True
    )
    if done.returncode:
        raise RecordError(f"{program} failed: {_first(done.stderr)}")


def _first(told: str) -> str:
    lines: Sequence[str] = told.strip().splitlines()
    return lines[0] if lines else "it did not say why"


def _to_disk(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on disk."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
