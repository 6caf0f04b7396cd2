"""The run as a whole: a figure below its floor fails it, a raised floor stands on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import __main__ as run
from bench import floors, speed
from bench.floors import Figure
from onrecord.types import Page

PAGE = Page("a.txt", b"The dam holds.", datetime(2026, 6, 30, tzinfo=UTC))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The sets beside the checkout take no part; gives a place for floors of the test's own."""
    monkeypatch.setenv("ONRECORD_SHARED", str(tmp_path))
    return tmp_path / "floors.toml"


def test_quality_reads_the_examples_and_names_what_is_missing(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["quality"], alone) == 0
    shown = capsys.readouterr().out
    assert "examples         content" in shown
    assert "not there, so not measured: quality: polnear_dev" in shown


def test_a_figure_below_its_floor_fails_the_run(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone.write_text("[examples]\ncontent = 1.01\n", encoding="utf-8")
    assert run.main(["quality"], alone) == 1
    assert "BELOW ITS FLOOR" in capsys.readouterr().out


def test_raised_floors_hold_the_next_run(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "measure", lambda: ([Figure("speed", "pages", 100.0, speed.FLOOR_SHARE)], []))
    assert run.main(["speed", "--raise"], alone) == 0
    assert floors.load(alone) == {"speed": {"pages": 50.0}}
    monkeypatch.setattr(speed, "measure", lambda: ([Figure("speed", "pages", 49.0, speed.FLOOR_SHARE)], []))
    assert run.main(["speed"], alone) == 1


def test_the_rate_counts_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 0.5, 1.0, 1.5, 2.5])
    monkeypatch.setattr(speed, "process_time", lambda: next(ticks))
    assert speed.rate([PAGE] * 5, lambda _: None) == 3 * 5 / 2.5
