"""Retellings of one small occasion, as the shared set writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import __main__ as run
from bench import meaning

SAID = "The library will open on Sundays from May."
RETOLD = "From May on, readers can come to the library on a Sunday, too."
GERMAN = "dass die Bibliothek ab Mai auch sonntags geöffnet sein wird"
OTHER = "that the swimming pool has lost a third of its visitors"
INSTANCES = [("lib01.txt", SAID), ("lib02.txt", RETOLD), ("lib03.html", GERMAN), ("lib02", f"{SAID[:-1]}, she said")]


@pytest.fixture
def retellings(tmp_path: Path) -> Path:
    folder = tmp_path / "data/retellings/library"
    folder.mkdir(parents=True)
    utterance = {
        "id": "u1",
        "reference": {"page": "lib01", "fragment": SAID},
        "instances": [{"page": page, "fragments": [text]} for page, text in INSTANCES],
    }
    (folder / "lineage.json").write_text(json.dumps({"utterances": [utterance]}), encoding="utf-8")
    statements = {"lib01": [SAID], "lib02": [RETOLD, OTHER], "lib03": [GERMAN]}
    rows = [{"page": page, "statements": [{"content": text} for text in texts]} for page, texts in statements.items()]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder.parent


def test_statements_are_known_by_the_utterance_that_they_render(retellings: Path) -> None:
    told, questions = meaning.read(retellings)
    assert questions == [("library/u1", SAID)]
    rendered = {one.text: (sorted(one.utterances), one.language) for one in told}
    assert rendered == {
        SAID: (["library/u1"], "en"),
        RETOLD: (["library/u1"], "en"),
        OTHER: ([], "en"),
        INSTANCES[3][1]: (["library/u1"], "en"),  # no statement of its page holds it
        GERMAN: (["library/u1"], "de"),
    }


def test_other_words_and_other_languages_are_counted_apart(retellings: Path) -> None:
    assert meaning.recall(*meaning.read(retellings)) == {"recall_english": 1.0, "recall_across": 1.0}


def test_what_is_not_among_the_first_is_missed(retellings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "like", lambda *_: [])
    assert meaning.recall(*meaning.read(retellings)) == {"recall_english": 0.0, "recall_across": 0.0}


def test_the_run_names_a_missing_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))
    monkeypatch.setattr(meaning, "speed", lambda: {"embedded_per_cpu_second": 100.0})
    assert run.main(["meaning"], tmp_path / "floors.toml") == 0
    shown = capsys.readouterr().out
    assert "embedded_per_cpu_second" in shown
    assert "not there, so not measured: meaning: retellings" in shown


def test_speed_is_told_for_texts_and_for_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "MANY", 500)
    monkeypatch.setattr(meaning, "QUESTIONS", 3)
    assert all(value > 0 for value in meaning.speed().values())
