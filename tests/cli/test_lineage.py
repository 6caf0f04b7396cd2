"""``onrecord relate``, ``trace``, ``timeline``, ``audit`` and ``export --lineage`` as a person meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_read import lines, onrecord
from tests.retold import EXAMPLES, SAID

MISSING = "The zeppelin landed on the violin factory"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the examples, related, as `onrecord.db` of a folder."""
    folder = tmp_path_factory.mktemp("kept")
    assert onrecord("add", "--rules", "--captured", "2026-11-01", str(EXAMPLES), cwd=folder).returncode == 0
    done = onrecord("relate", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "told by several pages" in done.stderr.decode()
    assert not done.stdout
    return folder


def test_relating_again_computes_nothing(kept: Path) -> None:
    done = onrecord("relate", "--workers", "2", cwd=kept)
    assert done.returncode == 0
    assert "0 pages sketched, 0 occasions computed" in done.stderr.decode()


def test_lineage_is_exported_as_one_object(kept: Path) -> None:
    done = onrecord("export", "--lineage", cwd=kept)
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert set(told) == {"occasions", "utterances", "derivations", "independent", "discrepancies"}
    assert onrecord("export", "--as", "lineage", cwd=kept).stdout == done.stdout
    part = json.loads(onrecord("export", "--lineage", "speaker:solvane nobody", cwd=kept).stdout)
    assert 0 < len(part["utterances"]) < len(told["utterances"])


def test_what_is_not_related_yet_is_said(tmp_path: Path) -> None:
    assert onrecord("add", "--rules", str(EXAMPLES / "festival-wire.txt"), cwd=tmp_path).returncode == 0
    done = onrecord("export", "--lineage", cwd=tmp_path)
    assert "run `onrecord relate`" in done.stderr.decode()
    assert json.loads(done.stdout)["occasions"] == []


def test_words_are_traced(kept: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "tree.svg"
    done = onrecord("trace", "--json", SAID, "--svg", str(drawing), cwd=kept)
    assert done.returncode == 0, done.stderr
    first = lines(done)[0]
    assert first["speaker"] == "Ingrid Solvane"
    assert len(first["tellings"]) > 2
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    tree = onrecord("trace", "--table", SAID, cwd=kept).stdout.decode()
    assert first["counted"] in tree
    assert "origin" in tree
    again = onrecord("trace", "--json", SAID, "--svg", str(drawing), cwd=kept)
    assert again.returncode == 2
    assert "--force" in again.stderr.decode()


def test_what_nobody_has_cannot_be_traced(kept: Path) -> None:
    done = onrecord("trace", MISSING, cwd=kept)
    assert done.returncode == 3
    assert "no page" in done.stderr.decode()
    alone = onrecord("trace", "A swimming pool sees one every week.", cwd=kept)
    assert alone.returncode == 1


def test_a_timeline_is_told_in_every_form(kept: Path) -> None:
    table = onrecord("timeline", "solvane", "--table", cwd=kept)
    assert table.returncode == 0, table.stderr
    assert "Ingrid Solvane:" in table.stdout.decode()
    [told] = lines(onrecord("timeline", "solvane", "--json", cwd=kept))
    rows = list(csv.DictReader(io.StringIO(onrecord("timeline", "solvane", "--csv", cwd=kept).stdout.decode())))
    assert len(rows) == len(told["positions"])
    assert rows[0]["speaker"] == "Ingrid Solvane"
    assert told["earlier"] is None
    last = told["positions"][-1]["statement"]
    [before] = lines(onrecord("timeline", "solvane", "--before", last, "--json", cwd=kept))
    assert last not in {each["statement"] for each in before["positions"]}
    assert 0 < len(before["positions"]) < len(told["positions"])
    about = onrecord("timeline", "solvane", "--about", "swimming pool", "--json", cwd=kept)
    assert len(lines(about)[0]["positions"]) < len(rows)
    assert onrecord("timeline", "nobody at all", cwd=kept).returncode == 2


def test_a_draft_is_audited(kept: Path, tmp_path: Path) -> None:
    draft, proof = tmp_path / "draft.md", tmp_path / "proof.html"
    draft.write_text(f"# A dam\n\n“{SAID},” Ingrid Solvane said.\n", encoding="utf-8")
    done = onrecord("audit", "--rules", "--json", str(draft), "--html", str(proof), cwd=kept)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fine"]
    assert "<mark" in proof.read_text(encoding="utf-8")
    draft.write_text(f"# A dam\n\n“{MISSING},” Ingrid Solvane said.\n", encoding="utf-8")
    table = onrecord("audit", "--rules", "--table", str(draft), cwd=kept)
    assert table.returncode == 1
    assert "not held" in table.stdout.decode()
    again = onrecord("audit", "--rules", str(draft), "--html", str(proof), cwd=kept)
    assert again.returncode == 2


@pytest.mark.parametrize("draft", ["missing.txt", "."])
def test_a_draft_must_be_one_page(kept: Path, draft: str) -> None:
    assert onrecord("audit", draft, cwd=kept).returncode == 2


def test_check_counts_origins(kept: Path) -> None:
    table = onrecord("check", "--table", SAID, cwd=kept).stdout.decode()
    assert "origins" in table
    [told] = lines(onrecord("check", "--json", SAID, cwd=kept))
    assert told["retold"]["counted"].split(",")[0] == f"{told['retold']['pages']} pages"
