"""Decoding: the spans that the numbers say, on numbers that are made up for it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.decoding import EVIDENCE, Answer, Decoding, Layout, best_span, confidence, decode, spans

SETTINGS = Decoding(
    cue=0.15,
    tags=0.5,
    part=6.0,
    source=0.0,
    away=0.0,
    least=0.0,
    confidence=(0.0, 1.0, *(0.0 for _ in EVIDENCE[1:])),
)
WIDTH = 4


def scene(tags: str, links: dict[int, str]) -> tuple[Answer, Layout]:
    """One piece a word. ``tags`` has a letter a word: Q cue, C content, S source in capitals where a span begins;
    ``links`` tells for the words of a cue which words they ask for."""
    letters = ".QqCcSs"
    count = len(tags)
    logits = np.full((count + 2, 7), -4.0, dtype=np.float32)
    for k, letter in enumerate(tags):
        logits[k + 1, letters.index(letter)] = 4.0
    asks = np.zeros((count + 2, 2 * (count + 2)), dtype=np.float32)
    offers = np.eye(count + 2, dtype=np.float32) * 8
    for cue, wanted in links.items():
        for role, letter in enumerate("cs"):
            for k in range(count):
                asks[cue + 1, role * (count + 2) + k + 1] = 1.0 if k < len(wanted) and wanted[k] == letter else -1.0
    layout = Layout(
        np.arange(1, count + 2), ((0, count),), np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.int64)
    )
    return Answer(logits, asks, offers), layout


@pytest.mark.parametrize(
    ("tags", "links", "wanted"),
    [
        ("SQCcc", {1: "s.ccc"}, [((1, 2), ((2, 5),), (0, 1))]),
        ("SsQqCcc", {2: "ss..ccc", 3: "ss..ccc"}, [((2, 4), ((4, 7),), (0, 2))]),
        ("CccSQCcc", {4: "cccs.ccc"}, [((4, 5), ((0, 3), (5, 8)), (3, 4))]),
        ("SQCcSQCc", {1: "s.cc", 5: "....s.cc"}, [((1, 2), ((2, 4),), (0, 1)), ((5, 6), ((6, 8),), (4, 5))]),
        ("QCcc", {0: ".ccc"}, [((0, 1), ((1, 4),), None)]),
        ("SQ..", {1: "s..."}, []),
        ("....", {}, []),
    ],
)
def test_a_cue_has_what_it_asks_for(tags: str, links: dict[int, str], wanted: list[object]) -> None:
    found = decode(*scene(tags, links), SETTINGS)
    assert [(f.cue, f.content, f.source) for f in found] == wanted


def test_nothing_is_taken_from_another_paragraph() -> None:
    answer, layout = scene("SQCcCc", {1: "s.cccc"})
    apart = Layout(layout.heads, ((0, 4), (4, 6)), layout.quoted, layout.sentences)
    assert [f.content for f in decode(answer, apart, SETTINGS)] == [((2, 4),)]


def test_a_content_in_another_sentence_must_be_surer() -> None:
    answer, layout = scene("SQCc.Cc", {1: "s.cc.cc"})
    later = Layout(layout.heads, layout.stretches, layout.quoted, np.array([0, 0, 0, 0, 0, 1, 1]))
    assert [f.content for f in decode(answer, later, SETTINGS)] == [((2, 4), (5, 7))]
    assert [f.content for f in decode(answer, later, replace(SETTINGS, away=20.0))] == [((2, 4),)]


def test_two_cues_with_one_content_leave_the_surer() -> None:
    answer, layout = scene("SQQCccc", {1: "s..cccc", 2: "s..cccc"})
    answer.tags[2] *= 0.5
    assert [f.cue for f in decode(answer, layout, SETTINGS)] == [(2, 3)]


def test_what_is_too_unsure_is_not_told() -> None:
    answer, layout = scene("SQCcc", {1: "s.ccc"})
    strict = replace(SETTINGS, least=0.9, confidence=(-9.0, *SETTINGS.confidence[1:]))
    assert decode(answer, layout, strict) == []


def test_an_empty_window() -> None:
    empty = Answer(np.zeros((2, 7), np.float32), np.zeros((2, 8), np.float32), np.zeros((2, 4), np.float32))
    assert (
        decode(empty, Layout(np.array([1]), (), np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64)), SETTINGS)
        == []
    )


numbers = st.lists(st.integers(-9, 9), min_size=1, max_size=14)


@given(numbers)
def test_the_best_span_is_the_best_of_all_spans(odds: list[int]) -> None:
    count = len(odds)
    worth = {(i, j): sum(odds[i:j]) for i in range(count) for j in range(i + 1, count + 1)}
    found = best_span(odds)
    best = max(worth.values())
    if best <= 0:
        assert found is None
    else:
        assert found is not None
        assert worth[found] == best


@given(numbers)
def test_parts_lie_apart_and_in_order(odds: list[int]) -> None:
    found = spans(odds, 6.0)
    assert all(0 <= first < last <= len(odds) for first, last in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(EVIDENCE), max_size=len(EVIDENCE)))
def test_a_score_is_a_probability(evidence: list[float]) -> None:
    assert 0 <= confidence(evidence, (0.1, *(0.5 for _ in EVIDENCE))) <= 1
