"""Keeping, asking and going on after a kill, as a person meets it: the installed program and its files."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from onrecord.record.codec import to_line
from onrecord.record.store import Record
from tests.cli.test_read import PROGRAM, lines, onrecord

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the examples."""
    folder = tmp_path_factory.mktemp("kept")
    done = onrecord("add", "--rules", "--captured", "2026-11-01", str(EXAMPLES), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"10 new" in done.stderr
    return folder / "onrecord.db"


def test_adding_again_reads_nothing_anew(kept: Path) -> None:
    again = onrecord("add", "--rules", "--json", str(EXAMPLES), cwd=kept.parent)
    assert again.returncode == 0
    assert {line["state"] for line in lines(again)} == {"known"}
    assert b"10 known" in again.stderr


def test_what_is_refused_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We open in May,” said Ines Kallweit, the mayor.\n")
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 8)
    done = onrecord("add", "--rules", "--json", "a.txt", "b.bin", "none.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert [(line["page"], line["state"], line["reason"]) for line in lines(done)] == [
        ("a.txt", "new", None),
        ("b.bin", "refused", "binary"),
        ("none.txt", "refused", "missing"),
    ]
    states = {line["name"]: line["reason"] for line in lines(onrecord("status", "--json", cwd=tmp_path))}
    assert states == {"a.txt": None, "b.bin": "binary", "none.txt": "missing"}
    table = onrecord("status", "--table", cwd=tmp_path).stdout.decode()
    assert "1 page" in table
    assert "check the spelling" in table
    assert onrecord("add", "--rules", "none.txt", "--record", "other.db", cwd=tmp_path).returncode == 3


def test_search_finds_the_words_and_where_they_stand(kept: Path) -> None:
    hits = lines(onrecord("search", "--json", '"the dam is safe"', "speaker:solvane", cwd=kept.parent))
    assert hits
    for hit in hits:
        text = (EXAMPLES / hit["page"]["name"]).read_text()
        assert hit["words"] == " … ".join(text[start:end] for start, end in hit["content"])
        assert {text[start:end].lower() for start, end in hit["found"]} == {"the", "dam", "is", "safe"}
        assert "Solvane" in hit["speaker"]["name"]


def test_forms_of_an_answer(kept: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(onrecord("search", "--csv", "dam", cwd=kept.parent).stdout.decode())))
    assert rows
    assert {row["page"] for row in rows} <= {path.name for path in EXAMPLES.iterdir()}
    table = onrecord("search", "--table", "dam", "--limit", "2", cwd=kept.parent).stdout.decode()
    assert "the first 2 shown" in table
    assert "speaker:" in table
    assert onrecord("search", "zeppelin", cwd=kept.parent).returncode == 1


def test_what_says_the_like_is_found_in_other_words(kept: Path) -> None:
    found = lines(
        onrecord("search", "--json", "--like", "Nobody was warned about the crack", "--limit", "5", cwd=kept.parent)
    )
    assert len(found) == 5
    assert [hit["likeness"] for hit in found] == sorted((hit["likeness"] for hit in found), reverse=True)
    assert any("told nobody" in hit["words"] for hit in found)
    table = onrecord("search", "--table", "--like", "Nobody was warned about the crack", cwd=kept.parent)
    assert b"alike" in table.stdout
    wrong = onrecord("search", "dam", "--like", "crack", cwd=kept.parent)
    assert wrong.returncode == 2
    assert b"--like takes no query" in wrong.stderr


def test_mistakes_are_told_to_people(kept: Path, tmp_path: Path) -> None:
    wrong = onrecord("search", "manner:loud", cwd=kept.parent)
    assert wrong.returncode == 2
    assert b"it is one of direct, mixed, indirect" in wrong.stderr
    none = onrecord("search", "dam", cwd=tmp_path)
    assert none.returncode == 3
    assert b"make one with `onrecord add PATH`" in none.stderr
    assert not list(tmp_path.iterdir()), "asking makes no record"
    assert b"Traceback" not in wrong.stderr + none.stderr


def test_the_record_is_named_by_the_environment_too(kept: Path, tmp_path: Path) -> None:
    done = onrecord("search", "--json", "dam", cwd=tmp_path, ONRECORD_RECORD=str(kept))
    assert done.returncode == 0
    assert lines(done)


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(40):
        (pages / f"{number:02}.txt").write_text(f"“Ferry {number} sails again,” said Oleg Trusov of the port board.\n")
    command = [PROGRAM, "add", "--rules", "--captured", "2026-11-01", str(pages)]
    with Record.open(str(tmp_path / "whole.db"), create=True):
        subprocess.run([*command, "--record", str(tmp_path / "whole.db")], check=True, capture_output=True)
    cut = tmp_path / "cut.db"
    for wait in (0.9, 1.3, 1.7):
        running = subprocess.Popen(
            [*command, "--json", "--record", str(cut)], stdout=subprocess.PIPE, start_new_session=True
        )
        time.sleep(wait)
        os.killpg(running.pid, signal.SIGKILL)
        told = running.communicate()[0].decode().splitlines()
        acknowledged = {json.loads(line)["page"] for line in told if line.endswith("}")}
        if acknowledged:
            with Record.open(str(cut)) as record:
                assert acknowledged <= {state.name for state in record.states()}
    subprocess.run([*command, "--record", str(cut)], check=True, capture_output=True)
    with Record.open(str(cut)) as one, Record.open(str(tmp_path / "whole.db")) as other:
        assert [to_line(reading) for reading in one.readings()] == [to_line(reading) for reading in other.readings()]
        assert one.counts() == other.counts()
