"""A record copied while it is written to, and made from the copy again; nothing is written over unasked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.made import READER, readings
from onrecord.errors import RecordError
from onrecord.pipeline import examine
from onrecord.record.backup import backup, restore
from onrecord.record.codec import to_line
from onrecord.record.database import writing
from onrecord.record.store import Record

MADE = tuple(readings(4, seed=2))


def told(where: str) -> list[str]:
    with Record.open(where) as record:
        assert list(examine(record)) == []
        return [to_line(reading) for reading in record.readings()]


def fill(where: str) -> None:
    with Record.open(where, create=True) as record:
        for made in MADE[:3]:
            record.keep(made.page, made, READER)


def test_a_record_comes_back_from_its_backup(where: str, tmp_path: Path) -> None:
    fill(where)
    before, file = told(where), tmp_path / "copy"
    with Record.open(where) as record, pytest.raises(KeyboardInterrupt), writing(record.engine) as connection:
        connection.execute(text("UPDATE page SET title = 'half done'"))
        backup(where, file)  # while another writes
        raise KeyboardInterrupt
    with Record.open(where) as record:
        record.keep(MADE[3].page, MADE[3], READER)
    assert told(where) != before
    with pytest.raises(RecordError, match=r"is there already.*--force"):
        restore(file, where)
    restore(file, where, force=True)
    assert told(where) == before


def test_a_backup_stands_by_itself(tmp_path: Path) -> None:
    fill(str(tmp_path / "record.db"))
    backup(str(tmp_path / "record.db"), tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]
    restore(tmp_path / "copy.db", str(tmp_path / "again.db"))
    assert told(str(tmp_path / "again.db")) == told(str(tmp_path / "copy.db")) == told(str(tmp_path / "record.db"))


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    record, file = tmp_path / "record.db", tmp_path / "copy.db"
    fill(str(record))
    file.write_text("mine")
    with pytest.raises(RecordError, match="is there already"):
        backup(str(record), file)
    assert file.read_text() == "mine"
    backup(str(record), file, force=True)
    assert told(str(file))


def test_what_was_written_ahead_of_the_old_record_does_not_get_into_the_new_one(tmp_path: Path) -> None:
    where, file = tmp_path / "record.db", tmp_path / "copy.db"
    fill(str(where))
    backup(str(where), file)
    before = told(str(file))
    with closing(sqlite3.connect(where)) as left:
        left.execute("PRAGMA wal_autocheckpoint = 0")
        left.execute("DELETE FROM figure")
        left.commit()
        (tmp_path / "kept-wal").write_bytes((tmp_path / "record.db-wal").read_bytes())
    (tmp_path / "record.db-wal").write_bytes((tmp_path / "kept-wal").read_bytes())
    restore(file, str(where), force=True)
    assert told(str(where)) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no backup of a record"),
        (b"These are minutes, not a backup.", "is no backup of a record"),
        (b"PGDMP and more", "is a backup of a record on PostgreSQL"),
        (b"SQLite format 3\x00 and no more", "cannot be copied|is no record"),
    ],
)
def test_what_is_no_backup_is_told_so(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(RecordError, match=message):
        restore(tmp_path / "file", str(tmp_path / "record.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        restore(tmp_path / "none", str(tmp_path / "record.db"))
    with pytest.raises(RecordError, match="there is no record at"):
        backup(str(tmp_path / "none.db"), tmp_path / "copy.db")
