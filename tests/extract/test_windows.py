"""Windows: nothing is lost, nothing is told twice, nothing is longer than it may be."""

from __future__ import annotations

import itertools
import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.quotes import quotes_in
from onrecord.extract.tokens import Paragraph, paragraph
from onrecord.extract.windows import (
    BEGINS,
    CUT,
    MARKS,
    QUOTED,
    ROOM,
    inputs_of,
    pieces_of,
    windows_of,
)
from onrecord.extract.wordpieces import Encoded
from onrecord.types import Span


def encode(text: str) -> Encoded:
    """Words and signs as pieces; a word of more than six letters as two."""
    out = Encoded([], [], [], [])
    for match in re.finditer(r"\w+|[^\w\s]", text):
        start, end = match.span()
        cuts = [start, start + 6, end] if end - start > 6 else [start, end]
        for k, (first, last) in enumerate(itertools.pairwise(cuts)):
            out.ids.append(200 + last - first)
            out.starts.append(first)
            out.ends.append(last)
            out.heads.append(k == 0)
    return out


def paragraphs(text: str) -> list[Paragraph]:
    return [
        paragraph(text, Span(*m.span()), quotes_in(text, m.start(), m.end()), "en")
        for m in re.finditer(r"[^\n]+", text)
    ]


@given(
    st.lists(
        st.sampled_from(["Rain fell. ", "He left. ", '"No, ', 'never." ', "\n", "bridges " * 90, "x" * 300]),
        max_size=40,
    )
)
def test_every_piece_stands_in_one_window_but_those_of_endless_sentences(parts: list[str]) -> None:
    pieces = pieces_of(paragraphs("".join(parts)), encode)
    windows = windows_of(pieces)
    told = [(s.paragraph, k) for window in windows for s in window for k in range(s.first, s.last)]
    wanted = [
        (number, k)
        for number, part in enumerate(pieces)
        for first, last in itertools.pairwise((*part.sentences, len(part.ids)))
        if last - first <= CUT
        for k in range(first, last)
    ]
    assert told == wanted
    for window in windows:
        size = sum(segment.size for segment in window)
        assert size <= CUT
        assert size <= ROOM or len(window) == 1


def test_short_paragraphs_share_a_window_and_a_long_one_is_cut_between_sentences() -> None:
    text = "One is here.\n" + "It rained all day long in town. " * 30 + "\nThe last."
    pieces = pieces_of(paragraphs(text), encode)
    windows = windows_of(pieces)
    begins = set(pieces[1].sentences)
    cuts = [s for window in windows for s in window if s.paragraph == 1]
    assert len(cuts) > 1
    assert all(s.first in begins for s in cuts)
    assert [s.paragraph for s in windows[-1]] == [1, 2]


@pytest.mark.parametrize(
    ("text", "piece", "shape", "quoted", "begins"),
    [
        ("Rain fell", 0, 1, 0, 1),
        ("Rain fell", 1, 0, 0, 0),
        ("the NATO men", 1, 2, 0, 0),
        ("in 2024", 1, 3, 0, 0),
        ('He said "no way" twice', 2, 0, 2, 0),
        ('He said "no way" twice', 3, 0, 1, 0),
        ('He said "no way" twice', 5, 0, 2, 0),
        ('He said "no way" twice', 6, 0, 0, 0),
    ],
)
def test_marks_tell_case_quotation_and_beginning(text: str, piece: int, shape: int, quoted: int, begins: int) -> None:
    marks = pieces_of(paragraphs(text), encode)[0].marks
    assert marks[piece] == (shape * QUOTED + quoted) * BEGINS + begins
    assert marks.max() < MARKS


def test_a_window_is_framed() -> None:
    pieces = pieces_of(paragraphs("Rain fell.\nHe left."), encode)
    ids, marks = inputs_of(windows_of(pieces)[0], pieces)
    assert ids[0] == 101
    assert ids[-1] == 102
    assert len(ids) == len(marks) == 2 + sum(len(part.ids) for part in pieces)
    assert np.flatnonzero(marks % BEGINS).tolist() == [1, 4]


@pytest.mark.parametrize("text", ["", "\n", " \n \t"])
def test_no_words_no_windows(text: str) -> None:
    assert windows_of(pieces_of(paragraphs(text), encode)) == []


def test_time_is_linear_in_a_page_without_stops() -> None:
    def spent(count: int) -> float:
        page = paragraphs("word " * count)
        began = time.process_time()
        windows_of(pieces_of(page, encode))
        return time.process_time() - began

    spent(1_000)
    assert spent(80_000) < 12 * spent(20_000) + 0.2
