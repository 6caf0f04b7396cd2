"""Near-duplicates and candidates among made pages: found as planted, by the engine as in this process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import archive
from onrecord.batch import alike
from onrecord.batch.parquet import Writer
from onrecord.link.occasions import Sketch, sketch

PAGES = 400


@pytest.fixture(scope="module")
def made() -> list[archive.Made]:
    return archive.pages(PAGES)


@pytest.fixture(scope="module")
def sketches(made: list[archive.Made]) -> dict[str, Sketch]:
    readings = [archive.reading(page) for page in made]
    return {reading.page.id: sketch(reading) for reading in readings}


def planted(made: list[archive.Made], what: str) -> set[tuple[str, str]]:
    ids = [archive.reading(page).page.id for page in made]
    return {
        (min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in archive.pairs([getattr(page, what) for page in made])
    }


def test_reprints_are_found_and_nothing_else(made: list[archive.Made], sketches: dict[str, Sketch]) -> None:
    wanted = planted(made, "report")
    found = {(a, b) for a, b, _ in alike.near_duplicates(sketches)}
    assert len(wanted) > 50
    assert len(found & wanted) / len(found) >= 0.97
    assert len(found & wanted) / len(wanted) >= 0.97


def test_retellings_are_candidates(made: list[archive.Made], sketches: dict[str, Sketch]) -> None:
    wanted = planted(made, "occasion")
    found = {(a, b) for a, b, _ in alike.candidates(sketches)}
    assert len(found & wanted) / len(wanted) >= 0.95
    assert len(found & wanted) / len(found) >= 0.7


def test_the_order_of_the_pages_changes_nothing(sketches: dict[str, Sketch]) -> None:
    turned = dict(reversed(sketches.items()))
    assert alike.near_duplicates(turned) == alike.near_duplicates(sketches)
    assert alike.candidates(turned) == alike.candidates(sketches)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_engine_finds_the_same(sketches: dict[str, Sketch], tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="Daft is not installed: pip install 'onrecord[batch]'")
    from onrecord.batch.engine import Engine

    tables = []
    for number in range(2):
        tables.append(str(tmp_path / f"{number}.parquet"))
        with Path(tables[-1]).open("wb") as out, Writer(out, {"id": str, "sketch": bytes}) as writer:
            for page in list(sketches)[number * 150 :]:  # some stand in both
                writer.add({"id": page, "sketch": sketches[page].pack()})
    engine = Engine(workers=2)
    assert engine.near_duplicates(tables) == alike.near_duplicates(sketches)
    assert engine.candidates(tables) == alike.candidates(sketches)


def runs(*values: int) -> alike.Runs:
    return np.array(sorted(values), np.uint32)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (range(40), range(40), 1.0),
        (range(40), range(20, 60), 0.5),
        (range(40), range(21, 61), None),  # less than half
        (range(20), range(79), 1.0),
        (range(20), range(100), None),  # a fifth of both together
        (range(11), range(11), None),  # too few to tell
    ],
)
def test_the_share_is_that_of_the_shorter_page(first: range, second: range, shared: float | None) -> None:
    assert alike.share(runs(*first), runs(*second)) == shared
    assert alike.share(runs(*second), runs(*first)) == shared


def test_samples_that_were_cut_are_compared_as_far_as_both_go() -> None:
    """Of a page of 320 runs the sample holds the smaller half; its copy's first half is the same."""
    assert alike.share(runs(*range(160)), runs(*range(100))) == 1.0
    assert alike.share(runs(*range(160)), runs(*range(0, 320, 2))) == 1.0
    assert alike.share(runs(*range(160)), runs(*range(80), *range(160, 240))) == 1.0
    assert alike.share(runs(*range(0, 320, 2)), runs(*range(0, 480, 3))) == 54 / 107


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_groups_are_what_pairs_connect(pairs: list[tuple[int, int]]) -> None:
    edges = [(f"{a:02}", f"{b:02}", 0.7) for a, b in pairs if a != b]
    groups = {member.page: member.group for member in alike.members(edges)}
    assert groups == {member.page: member.group for member in alike.members(reversed(edges))}
    assert all(groups[a] == groups[b] for a, b, _ in edges)
    for group in set(groups.values()):
        reached, pages = {group}, {page for page in groups if groups[page] == group}
        for _ in pages:
            reached |= {b for a, b, _ in edges if a in reached} | {a for a, b, _ in edges if b in reached}
        assert reached == pages
        assert group == min(pages)


@given(st.lists(st.integers(0, 999), max_size=60))
def test_a_crowd_stays_connected(numbers: list[int]) -> None:
    """Of many pages that share a hash not all pairs are compared, but all are connected."""
    holders = [alike.signed(f"{number:016}", runs(number, number + 1, number + 2, number + 3)) for number in numbers]
    groups = {member.group for member in alike.members((a, b, 1.0) for a, b in alike.met(holders))}
    assert len(groups) == (1 if len(set(numbers)) > 1 else 0)
