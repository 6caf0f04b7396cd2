"""Sets beside the checkout: found where they are, named where they are not, their scorers' output understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import shared
from bench.__main__ import table
from bench.floors import Figure


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))
    assert shared.folder() == tmp_path
    assert all(shared.measure(wanted) is None for wanted in shared.SETS)


def test_figures_are_read_from_the_scorers() -> None:
    parse = {wanted.name: wanted.parse for wanted in shared.SETS}
    assert parse["seeds"]("content  0.512\n    missed Ana Vey | the dam holds\nperiod 1.000\n") == {
        "content": 0.512,
        "period": 1.0,
    }
    assert parse["newsquant_dev"]("value    F1 0.911\n") == {"value": 0.911}
    assert parse["bodies"]("pages 79 read 79  P 0.990 R 0.996 F1 0.993 exact 0.671\n") == {"f1": 0.993, "exact": 0.671}
    told = "pages 9  right day 0.844  wrong day 0.138  interval holds the day 0.900\n"
    assert parse["dates"](told) == {"right_day": 0.844, "interval_holds": 0.9}
    row = {"end_to_end": {"F1": 41.5}}
    report = row | {"content_j50": {"F1": 50.0}, "kinds": {"direct": row}}
    assert parse["polnear_dev"](json.dumps(report)) == {
        "end_to_end_f1": 41.5,
        "content_j50_f1": 50.0,
        "direct_f1": 41.5,
    }


def test_a_set_is_scored_by_its_own_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "acceptance").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("Dam holds\n\nThe dam holds, Ana Vey said on Monday.\n", encoding="utf-8")
    counting = "import sys; print('lines', sum(1 for _ in open(sys.argv[1], encoding='utf-8')))\n"
    (tmp_path / "acceptance" / "count.py").write_text(counting, encoding="utf-8")
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))
    counted = shared.measure(
        shared.Set("mine", shared.files("pages/*.txt"), "count.py", ("{readings}",), shared.SETS[0].parse)
    )
    assert counted == [Figure("mine", "lines", 1.0)]


def test_the_table_marks_what_fell() -> None:
    shown = table(
        [Figure("examples", "content", 0.5), Figure("examples", "title", 1.0)], {"examples": {"content": 0.6}}
    )
    content, title = shown.splitlines()[1:]
    assert content.endswith("BELOW ITS FLOOR") and "0.600" in content
    assert title.endswith("none")
