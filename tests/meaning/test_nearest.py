import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.meaning.nearest import Nearest

MATRICES = st.integers(0, 30).flatmap(lambda rows: arrays(np.int8, (rows, 4), elements=st.integers(-127, 127)))
QUESTIONS = st.integers(1, 4).flatmap(lambda rows: arrays(np.int8, (rows, 4), elements=st.integers(-127, 127)))


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    lengths = np.linalg.norm(one.astype(float)) * np.linalg.norm(other.astype(float))
    return float(one.astype(float) @ other.astype(float) / lengths) if lengths else 0.0


def slowly(matrix: np.ndarray, question: np.ndarray) -> list[float]:
    """Half the nearness to the whole, half that to the nearest sentence."""
    whole, sentences = question[0], question[1:] if len(question) > 1 else question
    return [(cosine(row, whole) + max(cosine(row, sentence) for sentence in sentences)) / 2 for row in matrix]


@given(MATRICES, QUESTIONS, st.integers(0, 40))
def test_the_nearest_are_found(matrix: np.ndarray, question: np.ndarray, most: int) -> None:
    scores = slowly(matrix, question)
    found = Nearest(range(len(matrix)), matrix).like(question, most)
    assert [near.nearness for near in found] == pytest.approx([scores[near.id] for near in found], abs=1e-5)
    assert [near.nearness for near in found] == sorted((near.nearness for near in found), reverse=True)
    assert all(near.nearness > 0 for near in found)
    best = sorted((score for score in scores if score > 1e-5), reverse=True)[:most]
    assert len(best) <= len(found) <= most
    assert [near.nearness for near in found][: len(best)] == pytest.approx(best, abs=1e-5)


def test_among_equals_the_first_one_stands_first() -> None:
    matrix = np.array([[0, 9], [5, 0], [9, 0], [7, 0]], np.int8)
    nearest = Nearest(["d", "a", "b", "c"], matrix)
    assert [near.id for near in nearest.like(np.array([[3, 0]], np.int8), 2)] == ["a", "b"]
    assert len(nearest) == 4


def test_more_rows_than_are_compared_at_a_time() -> None:
    matrix = np.random.default_rng(1).integers(-127, 128, (10_000, 16), dtype=np.int8)
    nearest = Nearest(range(len(matrix)), matrix)
    for row in (0, 4_095, 4_096, 9_999):
        best = nearest.like(matrix[row : row + 1], 1)[0]
        assert best.id == row
        assert best.nearness == pytest.approx(1)


def test_ids_and_rows_must_fit() -> None:
    with pytest.raises(ValueError, match="2 ids"):
        Nearest([1, 2], np.zeros((3, 4), np.int8))
    with pytest.raises(ValueError, match="shape"):
        Nearest([1, 2], np.zeros(2, np.int8))


def test_an_empty_record_has_nothing_near() -> None:
    assert Nearest([], np.zeros((0, 4), np.int8)).like(np.ones((1, 4), np.int8), 5) == []
