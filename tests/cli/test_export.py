"""Exporting and importing, as a person meets them: the installed program, files and pipes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_read import PROGRAM, lines, onrecord

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record of the examples."""
    folder = tmp_path_factory.mktemp("kept")
    done = onrecord("add", "--rules", "--captured", "2026-11-01", str(EXAMPLES), cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_an_export_is_the_query_on_screen(kept: Path) -> None:
    shown = lines(onrecord("search", "--json", "--limit", "10000", "dam", "manner:direct", cwd=kept))
    done = onrecord("export", "dam", "manner:direct", "--as", "csv", cwd=kept)
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [row["id"] for row in rows] == [hit["id"] for hit in shown]
    assert [row["words"] for row in rows] == [hit["words"] for hit in shown]
    assert f"{len(rows)} statements" in done.stderr.decode()


def test_without_a_query_everything_comes_and_makes_the_same_record(kept: Path, tmp_path: Path) -> None:
    first = onrecord("export", cwd=kept)
    assert first.returncode == 0
    assert lines(first)[0]["pages"] == 10
    done = subprocess.run(
        [PROGRAM, "import", "-", "--record", "new.db"],
        cwd=tmp_path,
        input=first.stdout,
        capture_output=True,
        check=True,
    )
    assert b"10 new; 0 decisions" in done.stderr
    assert onrecord("export", "--record", "new.db", cwd=tmp_path).stdout == first.stdout
    again = onrecord("add", "--rules", "--json", "--record", "new.db", str(EXAMPLES), cwd=tmp_path)
    assert {line["state"] for line in lines(again)} == {"known"}


def test_what_editors_said_of_statements_and_people_comes_with_the_record(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "onrecord.db").write_bytes((kept / "onrecord.db").read_bytes())
    first, second, *_ = (line["name"] for line in lines(onrecord("people", "--json", cwd=tmp_path)))
    said: list[tuple[str, ...]] = [("people", "merge", first, second), ("people", "rename", first, "Somebody Else")]
    said.append(("review", "--reject", lines(onrecord("search", "--json", "dam", cwd=tmp_path))[0]["id"]))
    for command in said:
        done = onrecord(*command, "--by", "Rana", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    onrecord("export", "--out", "all.jsonl", cwd=tmp_path)
    done = onrecord("import", "all.jsonl", "--record", "new.db", cwd=tmp_path)
    assert b"3 decisions" in done.stderr
    for asked in (["people", "--json"], ["review", "--log", "--json"], ["status", "--json"], ["export", "is:rejected"]):
        assert onrecord(*asked, "--record", "new.db", cwd=tmp_path).stdout == onrecord(*asked, cwd=tmp_path).stdout
    assert b"Somebody Else" in onrecord("export", "--as", "csv", "--record", "new.db", cwd=tmp_path).stdout
    assert onrecord("doctor", "--record", "new.db", cwd=tmp_path).returncode == 0


def test_a_file_appears_when_it_is_whole_and_is_not_written_over(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"
    done = onrecord("export", "--as", "bundle", "--at", "2026-11-02", "--out", str(out), "dam", cwd=kept)
    assert done.returncode == 0, done.stderr
    content = out.read_bytes()
    assert zipfile.ZipFile(out).testzip() is None
    refused = onrecord("export", "--as", "csv", "--out", str(out), cwd=kept)
    assert refused.returncode == 2
    assert b"there already" in refused.stderr
    assert out.read_bytes() == content
    forced = onrecord("export", "--as", "csv", "--out", str(out), "--force", cwd=kept)
    assert forced.returncode == 0
    assert out.read_bytes().startswith(b"speaker,")
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.zip"]


def test_mistakes_are_told_to_people(kept: Path, tmp_path: Path) -> None:
    wrong = onrecord("export", "manner:loud", "--out", str(tmp_path / "a.csv"), cwd=kept)
    assert (wrong.returncode, list(tmp_path.iterdir())) == (2, [])
    assert b"it is one of direct, mixed, indirect" in wrong.stderr
    none = onrecord("export", "zeppelin", "--as", "annotations", cwd=kept)
    assert none.returncode == 1
    assert json.loads(none.stdout)["total"] == 0
    nowhere = onrecord("export", "--out", str(tmp_path / "none" / "a.jsonl"), cwd=kept)
    assert nowhere.returncode == 2
    assert b"cannot be written" in nowhere.stderr
    absent = onrecord("export", cwd=tmp_path)
    assert absent.returncode == 3
    assert b"Traceback" not in wrong.stderr + none.stderr + nowhere.stderr + absent.stderr


def test_a_damaged_export_leaves_no_record(kept: Path, tmp_path: Path) -> None:
    content = onrecord("export", cwd=kept).stdout
    (tmp_path / "cut.jsonl").write_bytes(content[: len(content) // 2])
    (tmp_path / "other.jsonl").write_text("{}\n")
    for name, said in (("cut.jsonl", b"cut short"), ("other.jsonl", b"no export of onrecord")):
        done = onrecord("import", name, cwd=tmp_path)
        assert done.returncode == 3
        assert said in done.stderr
    assert onrecord("import", "gone.jsonl", cwd=tmp_path).returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == {"cut.jsonl", "other.jsonl"}


@pytest.mark.parametrize("form", ["xlsx", "parquet", "parquet-figures", "parquet-pages", "prov", "csl", "jsonld"])
def test_every_format_goes_into_a_pipe(kept: Path, form: str) -> None:
    done = onrecord("export", "--as", form, "dam", cwd=kept)
    assert done.returncode == 0
    assert len(done.stdout) > 500


def test_a_reader_that_goes_away_is_no_failure(kept: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {PROGRAM} export | head -c 100 >/dev/null"],
        cwd=kept,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
