"""What sentences mean counts among few pages that are unsure without it, and nowhere else."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.link.occasions import grouped, sentences
from onrecord.link.occasions.coefficients import coefficients
from onrecord.link.occasions.holdings import Holdings
from onrecord.link.occasions.likeness import Likeness
from onrecord.link.occasions.meanings import FEW, MANY, MOST_SENTENCES, SURE, Meanings, Vectors, alike, read
from onrecord.types import BlockKind
from tests.link.occasions.made import events, reading, sketches, stories

LEVY = "The council will raise the harbour levy by four per cent next spring."
DEARER = "Next spring the town puts up its port charge by four per cent."
CAT = "A ginger cat was found asleep on the piano in the music school."


def told() -> dict[str, list[str]]:
    return {name: sentences(found) for name, found in stories().items()}


class Asked:
    """Tells the sentences of pages, and remembers which it was asked for."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self.known, self.pages = known, list[str]()

    def __call__(self, pages: Sequence[str]) -> Mapping[str, Sequence[str]]:
        self.pages += pages
        return {page: self.known[page] for page in pages if page in self.known}


def test_sentences_are_those_that_the_page_tells() -> None:
    found = reading(f"{LEVY} Why? {DEARER}\n\n“{CAT}” he said.")
    assert sentences(found)[:2] == [LEVY, DEARER]
    assert all(len(each) > len("Why?") for each in sentences(found))


def test_residue_is_left_out_and_of_long_pages_the_beginning_is_read() -> None:
    assert len(sentences(reading("\n\n".join([LEVY] * (MOST_SENTENCES + 5))))) == MOST_SENTENCES
    for found in stories().values():
        left = [b.span.of(found.article.text) for b in found.article.blocks if b.kind is BlockKind.RESIDUE]
        assert not any(each in part for each in sentences(found) for part in left)


def test_other_words_for_the_same_are_nearer_than_other_matters() -> None:
    levy, dearer, cat, nothing = read([[LEVY], [DEARER], [CAT], []])
    assert alike(levy, levy) == pytest.approx(1.0)
    assert alike(levy, dearer) > alike(levy, cat) + 0.2
    assert math.isnan(alike(levy, nothing))


BYTES = st.integers(0, 6).flatmap(lambda rows: arrays(np.float32, (rows, 192), elements=st.integers(-127, 127)))


@settings(max_examples=60, deadline=None)
@given(BYTES, BYTES)
def test_likeness_is_bounded_and_has_no_side(one: Vectors, other: Vectors) -> None:
    found = alike(one, other)
    if not len(one) or not len(other):
        assert math.isnan(found)
        return
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    if len(one) != len(other):
        assert found == alike(other, one)


@pytest.mark.parametrize(("pages", "counts"), [(0, 1.0), (FEW, 1.0), ((FEW + MANY) // 2, 0.5), (MANY, 0), (9_999, 0)])
def test_it_counts_the_less_the_more_pages_there_are(pages: int, counts: float) -> None:
    assert Meanings([""] * pages, Asked({})).counts == pytest.approx(counts)


def test_what_is_sure_without_it_is_not_asked_and_what_is_not_moves() -> None:
    names = [name for name, _ in sketches()]
    held, asked = Holdings.of([made for _, made in sketches()]), Asked(told())
    without, with_ = (Likeness(held, coefficients(), each) for each in (None, Meanings(names, asked)))
    others = np.arange(1, len(names))
    plain, moved = without.logits(0, others), with_.logits(0, others)
    sure = np.abs(plain) >= SURE
    assert (plain[sure] == moved[sure]).all()
    assert (plain[~sure] != moved[~sure]).all()
    assert set(asked.pages) == {names[0], *(names[page] for page in others[~sure])}
    with_.logits(0, others)
    assert len(asked.pages) == len(set(asked.pages))  # each page is read once


def test_a_page_without_sentences_is_judged_without_them() -> None:
    assert grouped(sketches(), ask=Asked({})) == grouped(sketches())


def test_many_pages_are_not_asked() -> None:
    asked = Asked(told())
    copies = [(f"copy-{number:03}", dict(sketches())["mayor-1"]) for number in range(MANY)]
    assert grouped(copies, ask=asked) == grouped(copies)
    assert not asked.pages


def test_events_that_look_alike_are_kept_apart_and_the_order_does_not_count() -> None:
    rows, first = list(sketches()), grouped(sketches(), ask=Asked(told()))
    assert not [group for group in first if len({events()[page] for page in group.pages}) > 1]
    random.Random(7).shuffle(rows)
    assert grouped(rows, ask=Asked(told())) == first


@pytest.mark.parametrize("text", ["", "…", "\ud800" * 30, "\x00" * 40, "。" * 50, "word" * 5_000])
def test_sentences_of_any_kind_are_read(text: str) -> None:
    [one, other] = read([[text], [LEVY]])
    assert math.isfinite(alike(one, other))
