from random import Random

import numpy as np
import pytest

from onrecord.meaning import shipped, together
from onrecord.meaning.encoder import WIDE
from onrecord.meaning.together import Together

NEAR = 1e-6
"""How far a number of 32 bits may be from that of 64; vectors have length 1."""


def _texts(count: int, longest: int, kinds: int) -> list[list[int]]:
    dice = Random(count + longest)
    return [[dice.randrange(5, 5 + kinds) for _ in range(dice.randint(1, longest))] for _ in range(count)]


@pytest.mark.parametrize(("count", "longest"), [(1, 1), (1, 256), (2, 3), (40, 60), (9, 256)])
def test_it_computes_what_the_network_does(count: int, longest: int) -> None:
    texts = _texts(count, longest, 900)
    exact = shipped().exact.meanings(texts)
    assert np.abs(shipped().together.meanings(texts) - exact).max() < NEAR
    assert np.abs(np.linalg.norm(exact, axis=1) - 1).max() < 1e-6


def test_nothing_is_made_of_nothing() -> None:
    assert shipped().together.meanings([]).shape == (0, WIDE)


def test_pieces_are_forgotten_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_PIECES", 300)
    few = Together(shipped().exact, shipped().exact)
    for texts in (_texts(3, 40, 80), _texts(4, 60, 5_000), _texts(3, 40, 80), _texts(5, 60, 5_000)):
        assert np.abs(few.meanings(texts) - shipped().exact.meanings(texts)).max() < NEAR


def test_neighbours_of_another_text_do_not_count() -> None:
    text, *others = _texts(5, 30, 900)
    alone = shipped().together.meanings([text])[0]
    for beside in (others, others[::-1]):
        assert np.abs(shipped().together.meanings([*beside[:2], text, *beside[2:]])[2] - alone).max() < NEAR
