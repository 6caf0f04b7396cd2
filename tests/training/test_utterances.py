"""The fit of what speaks for one utterance: its slope, its signs, and what counts as a rendering."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.link.utterances.evidence import MEASURES
from onrecord.types import Passage, Span
from training.utterances import AGAINST, Choice, _loss, _renders

RANDOM = np.random.default_rng(7)


def choice(groups: int, right: int | None) -> Choice:
    return Choice(RANDOM.random((groups, len(MEASURES))), np.arange(groups) == right, 0.5)


def test_the_slope_is_that_of_the_loss() -> None:
    seen = [choice(3, 1), choice(2, None), choice(4, 0)]
    weights = RANDOM.normal(size=len(MEASURES) + 1)
    _, slope = _loss(weights, seen)
    step = 1e-5
    for at in range(len(weights)):
        moved = np.eye(len(weights))[at] * step
        found = (_loss(weights + moved, seen)[0] - _loss(weights - moved, seen)[0]) / (2 * step)
        assert found == pytest.approx(slope[at], abs=1e-4)


@pytest.mark.parametrize(
    ("part", "wanted"),
    [((0, 10), True), ((0, 19), True), ((0, 100), True), ((0, 4), False), ((20, 30), False)],
)
def test_a_part_renders_what_it_mostly_is_or_holds(part: tuple[int, int], wanted: bool) -> None:
    assert _renders(Passage("page", (Span(*part),)), Passage("page", (Span(0, 10),))) is wanted


def test_signs_are_told_of_measures_that_there_are() -> None:
    assert set(MEASURES) > AGAINST
