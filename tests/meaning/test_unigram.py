import unicodedata
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.unigram import UNKNOWN, Unigram, normalised

PIECES = ["<unk>", "<s>", "</s>", "▁", "▁ha", "ha", "h", "a", "r", "▁har", "bour", "bo", "ur", "▁o", "pen"]
SCORES = [0.0, 0.0, 0.0, -2.0, -4.0, -4.5, -7.0, -6.0, -6.5, -6.0, -7.5, -5.0, -4.0, -5.0, -5.5]
VOCABULARY = Unigram({piece: number for number, piece in enumerate(PIECES)}, SCORES)


def spelled(text: str, most: int = 100) -> list[str]:
    return [PIECES[number] for number in VOCABULARY.encode(text, most)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("harbour", ["▁har", "bour"]),
        ("open harbour", ["▁o", "pen", "▁har", "bour"]),
        ("open\u00a0\n  harbour", ["▁o", "pen", "▁har", "bour"]),
        ("ｏｐｅｎ", ["▁o", "pen"]),  # full-width letters are the same letters
        ("har\x00bour", ["▁har", "bour"]),
        ("o\u200bpen", ["▁o", "pen"]),
        ("ha!", ["▁ha", "<unk>"]),
        ("!!", ["▁", "<unk>", "<unk>"]),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    assert spelled(text) == expected


def test_only_the_first_pieces_are_told() -> None:
    assert spelled("open harbour", 3) == ["▁o", "pen", "▁har"]


def best_by_trying(word: str) -> float:
    """The slow way: every segmentation."""
    scores = [-99.0]
    for count in range(len(word)):
        for cuts in combinations(range(1, len(word)), count):
            ends = [0, *cuts, len(word)]
            parts = [word[a:b] for a, b in pairwise(ends)]
            if all(part in PIECES for part in parts):
                scores.append(sum(SCORES[PIECES.index(part)] for part in parts))
    return max(scores)


@given(st.lists(st.sampled_from(["ha", "h", "a", "r", "bo", "ur", "bour", "pen"]), min_size=1, max_size=4).map("".join))
def test_the_best_segmentation_is_found(word: str) -> None:
    found = VOCABULARY.encode(word, 100)
    if UNKNOWN not in found:
        assert sum(SCORES[number] for number in found) == pytest.approx(best_by_trying("▁" + word))
        assert "".join(PIECES[number] for number in found) == "▁" + word


@given(st.text())
def test_normalised_text_is_settled(text: str) -> None:
    once = normalised(text)
    assert once == " ".join(once.split())
    assert all(not unicodedata.category(mark).startswith("C") for mark in once)


@pytest.mark.parametrize("text", ["h" * 1_000_000, "\ufdfa" * 2_000, "\x00" * 10_000, "\ud800", "ha " * 100_000])
def test_hostile_texts_end(text: str) -> None:
    assert len(VOCABULARY.encode(text, 50)) <= 50
