"""Slips of spelling, and the index that finds them, against asking every word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.slips import FEW, LONGEST, Neighbours, slips

words = st.text("abcde", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("written", "meant", "wrong"),
    [
        ("rute", "rutte", 1),
        ("kallwiet", "kallweit", 1),
        ("kalwit", "kallwit", 1),
        ("odenkirhcen", "odenkirchen", 1),
        ("odenkerchin", "odenkirchen", 2),
        ("berg", "burg", 1),
        ("berg", "bergen", None),
        ("lee", "leu", None),
        ("trusov", "brusov", None),
        ("christina", "khristina", 1),
        ("same", "same", 0),
    ],
)
def test_what_can_be_a_slip(written: str, meant: str, wrong: int | None) -> None:
    assert slips(written, meant) == wrong


@given(st.lists(words, max_size=FEW + 20, unique=True), words)
def test_the_index_finds_every_slip(known: list[str], asked: str) -> None:
    index = Neighbours()
    for number, word in enumerate(known):
        index.add(word, number)
    near = {number for number, word in enumerate(known) if len(asked) > 3 and slips(asked, word) is not None}
    assert near <= set(index.of(asked))


def test_words_beyond_all_names_have_no_neighbours() -> None:
    index = Neighbours()
    index.add("a" * (LONGEST + 1), 0)
    assert index.of("a" * (LONGEST + 1)) == []


def test_numbers_come_in_their_order() -> None:
    index = Neighbours()
    for number, word in enumerate(["berg", "burg", "bergs"]):
        index.add(word, number)
    assert index.of("borg") == [0, 1]
