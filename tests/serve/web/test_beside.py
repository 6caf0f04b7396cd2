"""Work beside the screens: one run at a time, once more where it was asked for meanwhile, ended at any moment."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.record.store import Record
from onrecord.serve.web.beside import Apart, Beside
from tests.serve.web.pages import CAPTURED


def counted(record: Record) -> int:
    return record.counts()["page"]


def endless(record: Record) -> int:
    time.sleep(600)
    return 0


def failing(record: Record) -> int:
    raise OnrecordError("the disk is full")


def until(beside: Beside[int], state: str) -> None:
    end = time.monotonic() + 60
    while beside.last is None or beside.last.state != state:
        assert time.monotonic() < end, beside.last
        time.sleep(0.02)


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = str(tmp_path / "record.db")
    Record.open(path, create=True).close()
    return path


def test_it_is_done_once_more_where_it_was_asked_for_meanwhile() -> None:
    go_on, runs = threading.Event(), []

    def work() -> int:
        runs.append(1)
        go_on.wait(60)
        return len(runs)

    beside: Beside[int] = Beside("work", work, lambda: CAPTURED)
    first = beside.begin()
    assert beside.begin() == first
    assert beside.begin(again=True) == beside.begin(again=True) == first
    go_on.set()
    until(beside, "done")
    while len(runs) < 2:
        time.sleep(0.02)
    beside.close()
    assert len(runs) == 2
    beside.begin()
    assert len(runs) == 2


@pytest.mark.parametrize(("task", "state", "why"), [(counted, "done", None), (failing, "failed", "the disk is full")])
def test_what_is_done_apart_is_told_here(where: str, task: object, state: str, why: str | None) -> None:
    apart: Apart[int] = Apart(where, task)  # type: ignore[arg-type]
    beside: Beside[int] = Beside("work", apart, lambda: CAPTURED, apart.close)
    beside.begin()
    until(beside, state)
    assert beside.last is not None
    assert (beside.last.made, beside.last.why) == (0 if why is None else None, why)
    beside.close()


def test_closing_ends_it_at_once(where: str) -> None:
    apart: Apart[int] = Apart(where, endless)
    beside: Beside[int] = Beside("work", apart, lambda: CAPTURED, apart.close)
    beside.begin()
    began = time.monotonic()
    while apart._process is None:
        time.sleep(0.02)
    beside.close()
    assert time.monotonic() - began < 60
    assert beside.last is not None
    assert (beside.last.state, "before it was done" in str(beside.last.why)) == ("failed", True)
    assert not apart._process.is_alive()
