"""Words side by side: what each telling has in the place of each word of the best wording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.variants import variants

BEST = "We will open the bridge in June if the money comes."


def places(telling: str) -> dict[str, tuple[str, str]]:
    words, _, beside = variants(BEST, [telling])
    assert beside == [0]
    return {word.text: (word.places[0].what, word.places[0].words) for word in words}


def test_the_same_words_do_not_vary() -> None:
    words, after, beside = variants(BEST, [BEST, "“We will open the bridge in June,”"])
    assert (after, beside) == (".", [0, 1])
    assert [word.text for word in words if any(p.telling == 0 and p.what != "same" for p in word.places)] == []
    assert [word.text for word in words if word.varies] == ["if", "the", "money", "comes"]


def test_another_word_stands_in_its_place() -> None:
    found = places("We will open the tunnel in June if the money comes.")
    assert found["bridge"] == ("other words", "tunnel")
    assert found["June"] == ("same", "June")


def test_what_is_cut_within_is_left_out() -> None:
    assert places("We will open the bridge if the money comes.")["June"] == ("left out", "")


def test_tellings_in_other_words_are_not_laid_beside() -> None:
    words, _, beside = variants(BEST, ["Der Übergang wird bald freigegeben"])
    assert beside == []
    assert not any(word.places for word in words)


def test_nothing_to_lay() -> None:
    assert variants("…", ["word"]) == ([], "…", [])
    assert variants(BEST, [""])[2] == []


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_the_words_make_the_wording_again(best: str, tellings: list[str]) -> None:
    words, after, beside = variants(best, tellings)
    assert "".join(word.before + word.text for word in words) + after == best
    assert all([place.telling for place in word.places] == beside for word in words)
