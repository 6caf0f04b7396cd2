import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.encoder import ORDERS, grown, neighbours, packed, shrunk, unpacked


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_four_bits_hold_most_of_a_row(seed: int, count: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(count, 512)).astype(np.float32)
    codes, steps = packed(rows)
    again = unpacked(codes) * steps[:, None]
    assert codes.dtype == np.uint8
    assert codes.shape == (count, 256)
    for row, kept in zip(rows, again, strict=True):
        assert row @ kept / np.linalg.norm(row) / np.linalg.norm(kept) > 0.97


def test_a_row_of_zeros_stays_next_to_zero() -> None:
    codes, steps = packed(np.zeros((1, 8), np.float32))
    assert np.abs(unpacked(codes) * steps[:, None]).max() < 1e-9


def test_matrices_are_kept_in_bytes_and_vectors_as_they_are() -> None:
    dice = np.random.default_rng(1)
    layers = {"x_w": dice.normal(size=(64, 8)).astype(np.float32), "x_b": dice.normal(size=8).astype(np.float32)}
    kept = shrunk(layers)
    assert {name: array.dtype for name, array in kept.items()} == {
        "x_w": np.int8,
        "x_w_step": np.float32,
        "x_b": np.float32,
    }
    again = grown(kept)
    assert again.keys() == layers.keys()
    assert np.array_equal(again["x_b"], layers["x_b"])
    assert np.abs(again["x_w"] - layers["x_w"]).max() <= np.abs(layers["x_w"]).max() / 127


@pytest.mark.parametrize(("order", "before"), ORDERS)
@pytest.mark.parametrize("count", [1, 2, 7])
def test_neighbours_are_the_rows_around(order: int, before: int, count: int) -> None:
    rows = np.arange(count * 3, dtype=np.float32).reshape(count, 3) + 1
    found = neighbours(rows, order, before).reshape(count, order, 3)
    for row in range(count):
        for place in range(order):
            there = row - before + place
            expected = rows[there] if 0 <= there < count else np.zeros(3)
            assert np.array_equal(found[row, place], expected)
