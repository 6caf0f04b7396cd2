"""``onrecord doctor``, ``backup`` and ``restore`` as a person meets them: the installed program and its exit codes."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_read import lines, onrecord

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of some examples."""
    folder = tmp_path_factory.mktemp("made")
    some = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))[:3]]
    assert onrecord("add", "--rules", "--captured", "2026-11-01", *some, cwd=folder).returncode == 0
    return folder / "onrecord.db"


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copy(made, tmp_path)
    return tmp_path / made.name


def spoil(kept: Path, sql: str) -> None:
    with closing(sqlite3.connect(kept)) as record, record:
        record.execute(sql)


def test_a_whole_record(kept: Path) -> None:
    done = onrecord("doctor", cwd=kept.parent)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"nothing is off; 3 pages" in done.stderr


def test_what_is_off_is_told_with_what_to_do_and_made_anew(kept: Path) -> None:
    spoil(kept, "UPDATE statement SET manner = 'mixed', score = 2")
    done = onrecord("doctor", cwd=kept.parent)
    assert done.returncode == 1
    found = lines(done)
    assert {fault["part"] for fault in found} == {"rows"}
    assert all("--repair" in fault["remedy"] for fault in found)
    table = onrecord("doctor", "--table", cwd=kept.parent).stdout.decode()
    assert "remedy" in table
    assert onrecord("doctor", "--csv", cwd=kept.parent).stdout.startswith(b"part,where,what,remedy\n")
    mended = onrecord("doctor", "--repair", cwd=kept.parent)
    assert mended.returncode == 0, mended.stderr
    assert b"made anew from 3 pages" in mended.stderr


def test_what_cannot_be_computed_is_not_mended(kept: Path) -> None:
    spoil(kept, "UPDATE snapshot SET content = x'00' WHERE rowid = 1")
    done = onrecord("doctor", "--repair", cwd=kept.parent)
    assert done.returncode == 1
    assert "restore a backup" in str(lines(done))


def test_a_backup_and_a_restore(kept: Path) -> None:
    done = onrecord("backup", "copy.db", cwd=kept.parent)
    assert done.returncode == 0, done.stderr
    assert b"copied to copy.db, nothing is off" in done.stderr
    again = onrecord("backup", "copy.db", cwd=kept.parent)
    assert again.returncode == 3
    assert b"--force" in again.stderr
    restored = onrecord("restore", "copy.db", "--record", "other.db", cwd=kept.parent)
    assert restored.returncode == 0, restored.stderr
    counts = [onrecord("status", "--table", "--record", name, cwd=kept.parent) for name in ("onrecord.db", "other.db")]
    assert counts[0].stdout.splitlines()[1:] == counts[1].stdout.splitlines()[1:]
    assert onrecord("restore", "copy.db", "--record", "other.db", "--force", cwd=kept.parent).returncode == 0


def test_mistakes_are_told_to_people(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("These are minutes.")
    none = onrecord("doctor", cwd=tmp_path)
    wrong = onrecord("restore", "minutes.txt", cwd=tmp_path)
    assert (none.returncode, wrong.returncode) == (3, 3)
    assert b"is no backup of a record" in wrong.stderr
    assert b"Traceback" not in none.stderr + wrong.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["minutes.txt"]
