"""The questions of ``bench.check``: each kind is made as it says, and the same for the same seed."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from bench import check
from bench.check import changed, questions, quotations
from onrecord.link.align import wording
from onrecord.serve.answers import Verdict

ROWS = [
    ("direct", "“The bridge over the river stays open.”", "Ines Kallweit"),
    ("mixed", "that she saw “no reason at all to close the old lighthouse” soon", "Ines Kallweit"),
    ("direct", "“Every ferry of the fleet sails again in March.”", "Oleg Trusov"),
    ("direct", "“Nobody fed the seals of our zoo this winter.”", "Oleg Trusov"),
    ("indirect", "that the mayor was wrong about the ferries", "Oleg Trusov"),
    ("direct", "“The storms have passed and the harbour is safe.”", "Mara Lind"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "occasion").mkdir()
    told = [{"kind": kind, "content": content, "speaker": who} for kind, content, who in ROWS]
    gold = json.dumps({"page": "a", "statements": told})
    (tmp_path / "occasion" / "gold.jsonl").write_text(gold, encoding="utf-8")
    return tmp_path


def test_what_is_quoted_is_asked_without_its_marks(folder: Path) -> None:
    said = quotations(folder)
    assert [each.words for each in said][:2] == [
        "The bridge over the river stays open.",
        "no reason at all to close the old lighthouse",
    ]
    assert len(said) == 5


def test_every_kind_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MOST", 1)  # one occasion has no pairs of two
    monkeypatch.setattr(check, "INVENTED", 3)
    asked = list(questions(quotations(folder), Random(1)))
    assert asked == list(questions(quotations(folder), Random(1)))
    assert {each.kind for each in asked} == {"held", "credited", "altered", "spliced", "wrong", "invented"}
    [wrong] = [each for each in asked if each.kind == "wrong"]
    assert wrong.right == (Verdict.MISATTRIBUTED,)


def test_one_word_is_changed() -> None:
    words = "The bridge over the river stays open."
    other = changed(words, ["Nobody fed the seals."], Random(1))
    pairs = zip(wording(words).keys, wording(other).keys, strict=True)
    assert sum(one != two for one, two in pairs) == 1
