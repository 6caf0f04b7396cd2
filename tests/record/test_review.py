"""The queue of a review, its samples, the words that an editor moves, and what decisions say of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.made import READER, readings
from onrecord.record.review import Sample, accuracy, item, moved, waiting, wilson
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import Decision, DecisionKind, Span, digest
from tests.record.test_decisions import BRIDGE, NOW, reading

PAGES = 4


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        for made in readings(PAGES):
            opened.keep(made.page, made, READER)
        opened.keep(BRIDGE, reading(), "a")
        yield opened


def queue(record: Record, query: str = "", sample: Sample | None = None) -> list[int]:
    return waiting(record, Search(record), query, sample)


def decide(record: Record, number: int, kind: str, **corrected: object) -> Decision:
    found = item(record, number)
    assert found
    statement = found.hit.statement.id
    return record.decide(DecisionKind(kind), statement, who="R", moment=NOW, corrected=corrected)


def test_the_doubtful_come_first_and_the_decided_no_more(record: Record) -> None:
    numbers = queue(record)
    scores = [found.hit.statement.basis.score for number in numbers if (found := item(record, number))]
    assert len(scores) == record.counts()["statement"]
    assert scores == sorted(scores)
    decide(record, numbers[0], "accept")
    decide(record, numbers[1], "reject")
    assert queue(record) == numbers[2:]
    assert queue(record, "is:rejected") == [numbers[1]]
    assert set(queue(record, "ferry")) < set(numbers)


def test_a_sample_is_the_same_anywhere_and_grows_by_its_end(record: Record) -> None:
    drawn = queue(record, sample=Sample(20, 7))
    assert queue(record, sample=Sample(10, 7)) == drawn[:10]
    assert queue(record, sample=Sample(20, 8)) != drawn
    ids = [found.hit.statement.id for number in drawn if (found := item(record, number))]
    all_of_them = [s.id for kept in record.readings() for s in kept.statements]
    assert ids == sorted(all_of_them, key=lambda id_: digest("7", id_))[:20]
    decide(record, drawn[0], "reject")
    assert queue(record, sample=Sample(20, 7)) == drawn[1:]


def test_an_item_shows_its_paragraph_and_whom_the_page_credits(record: Record) -> None:
    [number] = queue(record, "ferry page:bridge.txt")
    found = item(record, number)
    assert found
    assert found.paragraph.of(found.hit.text) == "“The ferry stops then,” Oleg Trusov said."
    assert [each["name"] for each in found.speakers] == ["Ines Kallweit", "Oleg Trusov"]
    assert item(record, 10**6) is None


def test_accuracy_by_manner_as_the_reader_told_it(record: Record) -> None:
    search = Search(record)
    direct, indirect = (queue(record, f"manner:{manner}")[:3] for manner in ("direct", "indirect"))
    for number in direct:
        decide(record, number, "accept")
    decide(record, indirect[0], "reject")
    decide(record, indirect[0], "accept")
    decide(record, indirect[1], "correct", manner="direct")
    decide(record, indirect[1], "accept")
    taken_back = decide(record, indirect[2], "reject")
    found = accuracy(record, search)
    assert [(s.manner, s.accepted, s.corrected, s.rejected) for s in found.shares] == [
        ("direct", 3, 0, 0),
        ("indirect", 1, 1, 1),
        ("all", 4, 1, 1),
    ]
    assert found.left == record.counts()["statement"] - 6
    record.decide(DecisionKind.UNDO, taken_back.hash, who="R", moment=NOW)
    assert accuracy(record, search).shares[-1].reviewed == 5
    assert accuracy(record, search, "manner:mixed").shares[-1].reviewed == 0


def test_only_a_sample_that_was_reviewed_whole_is_random(record: Record) -> None:
    search, sample = Search(record), Sample(3)
    drawn = queue(record, sample=sample)
    for left, number in zip((2, 1, 0), drawn, strict=True):
        decide(record, number, "reject")
        found = accuracy(record, search, sample=sample)
        assert (found.drawn, found.left, found.is_random) == (3, left, left == 0)
    assert not accuracy(record, search).is_random
    assert found.shares[-1].rejected == 3


TEXT = "“We sail,” he said, “and soon.” Nobody asked. "
WITHIN = Span(0, 31)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 0, "We sail"),
        (-1, 0, "“We sail"),
        (-9, 0, "“We sail"),
        (1, 0, "sail"),
        (9, 0, "sail"),
        (0, -1, "We"),
        (0, -9, "We"),
        (0, 1, "We sail,"),
        (0, 3, "We sail,” he"),
        (0, 99, "We sail,” he said, “and soon.”"),
        (1, 1, "sail,"),
    ],
)
def test_ends_move_by_words_and_marks(start: int, end: int, words: str) -> None:
    [span] = moved(TEXT, (Span(1, 8),), WITHIN, start=start, end=end)
    assert span.of(TEXT) == words


def test_of_several_spans_the_outer_ends_move() -> None:
    first, last = moved(TEXT, (Span(1, 8), Span(21, 29)), WITHIN, start=-1, end=-1)
    assert (first.of(TEXT), last.of(TEXT)) == ("“We sail", "and")


@given(st.text("ab ,“\n", min_size=1, max_size=30), st.data())
def test_moved_spans_stay_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    steps = st.integers(-3, 3)
    within = Span(0, len(text))
    [out] = moved(text, (span,), within, start=data.draw(steps), end=data.draw(steps))
    assert within.covers(out)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (81, 263, 0.2553, 0.3662), (5, 10, 0.2366, 0.7634)],
)
def test_the_interval_is_that_of_the_tables(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 60), st.floats(0.05, 0.95))
def test_the_interval_holds_the_truth_mostly(of: int, truth: float) -> None:
    """Coverage, summed exactly over all samples that can be drawn."""
    covered = sum(
        comb(of, right) * truth**right * (1 - truth) ** (of - right)
        for right in range(of + 1)
        if wilson(right, of)[0] <= truth <= wilson(right, of)[1]
    )
    assert covered > 0.83
