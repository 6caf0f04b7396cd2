"""The command over archives, as a person meets it; what it does stands in the tests of `onrecord.batch`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import archive
from tests.cli.test_read import lines, onrecord

pytest.importorskip("daft", reason="Daft is not installed: pip install 'onrecord[batch]'")


@pytest.mark.slow
def test_an_archive_is_read_told_and_brought_into_a_record(tmp_path: Path) -> None:
    archive.write(tmp_path / "made", 6)
    (tmp_path / "made" / "empty.txt").write_text(" ")
    command = ("batch", "made", "--out", "run", "--rules", "--workers", "1")
    done = onrecord(*command, "--captured", "2026-11-01", cwd=tmp_path)
    assert done.returncode == 1, done.stderr  # one was refused
    assert b"6 pages read, 1 refused" in done.stderr
    assert done.stdout == b""
    assert json.loads((tmp_path / "run" / "summary.json").read_bytes())["pages"] == 6
    again = onrecord(*command, cwd=tmp_path)
    assert (again.returncode, again.stderr.splitlines()[-1]) == (1, done.stderr.splitlines()[-1])
    other = onrecord("batch", "made", "--out", "run", cwd=tmp_path)
    assert other.returncode == 2
    assert b"another reader" in other.stderr
    added = onrecord("add", "--json", "run", cwd=tmp_path)
    assert added.returncode == 1, added.stderr
    assert sorted(line["state"] for line in lines(added)) == ["new"] * 6 + ["refused"]
    assert all(line["statements"] for line in lines(added) if line["state"] == "new")


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = onrecord("batch", "nothing", "--out", "run", cwd=tmp_path)
    assert done.returncode == 1
    assert b"nothing" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_run_that_is_not_finished_is_not_added(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text("{}")
    done = onrecord("add", "run", cwd=tmp_path)
    assert done.returncode == 1
    assert b"run.json" in done.stderr
