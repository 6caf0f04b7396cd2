"""One child for many runs of pages; a page that does harm costs itself alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.batch.reader import Reader
from onrecord.types import Page, Rejection
from tests.batch.functions import shout
from tests.factories import page

AWAY = Rejection("away.txt", "", "missing", "it is not there")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader[str]]:
    made = Reader(shout)
    yield made
    made.close()


def read(reader: Reader[str], *items: str | Rejection) -> list[str]:
    """What became of the items: the words, or the reason."""
    given: list[Page | Rejection] = [page(item) if isinstance(item, str) else item for item in items]
    found = list(reader.read(given))
    assert [item for item, _ in found] == given
    return [out.reason if isinstance(out, Rejection) else out.split()[1] for _, out in found]


def test_runs_of_any_length_follow_each_other(reader: Reader[str]) -> None:
    for length in (0, 1, 3, 4, 5, 9, 0, 0, 2):
        words = [f"w{number}" for number in range(length)]
        assert read(reader, *words) == [word.upper() for word in words]


def test_the_child_stays(reader: Reader[str]) -> None:
    pids = {out.split()[0] for _ in range(3) for _, out in reader.read([page("a"), page("b")]) if isinstance(out, str)}
    assert len(pids) == 1


def test_rejections_stay_in_their_place(reader: Reader[str]) -> None:
    assert read(reader, AWAY, "a", AWAY, AWAY, "b", AWAY) == ["missing", "A", "missing", "missing", "B", "missing"]


def test_a_page_that_does_harm_costs_itself_alone(reader: Reader[str]) -> None:
    assert read(reader, "a", "raise", "b", "die", "c") == ["A", "failed", "B", "failed", "C"]


def test_a_page_whose_child_was_killed_from_without_is_read_again(reader: Reader[str], tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    assert read(reader, "a", f"once:{mark}", "b") == ["A", f"ONCE:{mark}".upper(), "B"]
