"""Quoted words against what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.align import wording
from onrecord.link.forms.fitting import Fit, fitted

SAID = "We have two boats, and one of them leaks. But I have sailed in worse: the lake is shallow."


@pytest.mark.parametrize(
    ("quoted", "fit"),
    [
        ("We have two boats, and one of them leaks.", Fit.WHOLE),
        ("“We have two boats, and one of them leaks,”", Fit.WHOLE),
        ("we have TWO boats — and one of them leaks", Fit.WHOLE),
        ("But I have sailed in worse: the lake is shallow.", Fit.WHOLE),
        ("I have sailed in worse: the lake is shallow", Fit.WHOLE),  # a little word at the beginning is no loss
        ("the lake is shallow", Fit.WHOLE),  # behind a colon
        ("We have two boats", Fit.CUT),
        ("one of them leaks", Fit.CUT),
        ("We have two boats … one of them leaks", Fit.CUT),
        ("We have boats, and one leaks", Fit.CUT),  # nothing is added or changed
        ("We have two boats (the Kestrel and the Heron - ed.), and one of them leaks.", Fit.WHOLE),
        ("We have two [ferries], and one of them leaks.", Fit.WHOLE),
        ("We have three boats, and one of them leaks.", Fit.CHANGED),
        ("We have two boats, and none of them leaks.", Fit.CHANGED),
        ("The lake is deep and cold and full of eels.", Fit.CHANGED),
    ],
)
def test_fits(quoted: str, fit: Fit) -> None:
    assert fitted(quoted, wording(SAID), "en").fit is fit


def test_a_quotation_may_go_on_beyond_the_best_wording() -> None:
    page = wording(SAID + " Nobody has ever drowned.")
    found = fitted("the lake is shallow. Nobody has ever drowned.", wording(SAID), "en", page)
    assert found.fit is Fit.WHOLE


def test_changed_words_are_shown() -> None:
    assert "three" in fitted("We have three boats, and one of them leaks.", wording(SAID), "en").told


@pytest.mark.parametrize(
    ("quoted", "low", "high"),
    [
        ("We have two boats, and one of them leaks.", 1.0, 1.0),
        ("We have three boats, and one of them leaks.", 0.6, 0.99),
        ("Pancakes for everybody!", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_shares(quoted: str, low: float, high: float) -> None:
    assert low <= fitted(quoted, wording(SAID), "en").share <= high


@given(st.integers(0, 17), st.integers(1, 18))
def test_a_stretch_of_what_was_said_is_never_changed(first: int, length: int) -> None:
    said = wording(SAID)
    last = min(first + length, len(said))
    words = " ".join(said.keys[first:last])
    found = fitted(words, said, "en")
    assert found.fit is not Fit.CHANGED
    assert [said.keys[place] for place in found.places] == list(said.keys[first:last])


@given(st.text(max_size=80))
def test_any_text_has_a_fit(text: str) -> None:
    found = fitted(text, wording(SAID), "en")
    assert list(found.places) == sorted(set(found.places))
