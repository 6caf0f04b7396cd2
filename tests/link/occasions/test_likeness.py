"""What two pages, and two groups, say of each other by the kinds of occasion that they tell of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.link.occasions import contrast, likeness
from onrecord.link.occasions.coefficients import coefficients
from onrecord.link.occasions.contrast import Contrast, Link
from onrecord.link.occasions.holdings import Holdings
from onrecord.link.occasions.likeness import Likeness
from tests.link.occasions.made import sketches

INTERVIEW, CONFERENCE = ("interview",), ("press conference",)


def held(*settings: tuple[str, ...]) -> Holdings:
    """The same page so many times, but for the kinds that it tells of."""
    _, made = sketches()[0]
    return Holdings.of([replace(made, settings=each) for each in settings])


@pytest.mark.parametrize(
    ("one", "other", "agree", "apart"),
    [
        (INTERVIEW, INTERVIEW, 1, 0),
        (INTERVIEW, CONFERENCE, 0, 1),
        (INTERVIEW, INTERVIEW + CONFERENCE, 1, 0),
        (INTERVIEW, (), 0, 0),
        ((), (), 0, 0),
        (("a kind of a later version",), INTERVIEW, 0, 0),
    ],
)
def test_kinds_agree_where_one_is_shared_and_are_apart_where_none_is(
    one: tuple[str, ...], other: tuple[str, ...], agree: int, apart: int
) -> None:
    row = Likeness(held(one, other), coefficients()).features(0, np.array([1]))[0]
    told = dict(zip(likeness.FEATURES, row.tolist(), strict=True))
    assert (told["settings agree"], told["settings apart"]) == (agree, apart)


def test_one_kind_speaks_for_one_occasion_and_different_ones_against_it() -> None:
    pages = Likeness(held(INTERVIEW, INTERVIEW, CONFERENCE, ()), coefficients())
    same, other, unknown = pages.logits(0, np.array([1, 2, 3]))
    assert same > unknown > other


def test_groups_say_it_by_the_share_of_their_pairs() -> None:
    judge = Contrast(held(INTERVIEW, CONFERENCE, INTERVIEW, ()), coefficients())
    two, four = (judge.profile(a).with_(judge.profile(b)) for a, b in ((0, 1), (2, 3)))
    told = dict(zip(contrast.FEATURES, judge.features(two, four, Link.of(np.zeros(4))).tolist(), strict=True))
    assert told["settings agree"] == pytest.approx(1 / 3)
    assert told["settings apart"] == pytest.approx(1 / 3)
