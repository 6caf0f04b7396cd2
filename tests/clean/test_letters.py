"""Letters counted for many texts at once, as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.letters import CAPITAL, COMMA, DIGIT, QUOTE, shares


@given(st.lists(st.text(min_size=1), max_size=5))
def test_counts_are_those_of_each_text(texts: list[str]) -> None:
    found = shares(texts)
    assert list(found[DIGIT]) == [sum(map(str.isdigit, text)) for text in texts]
    assert list(found[CAPITAL]) == [sum(map(str.isupper, text)) for text in texts]
    assert list(found[COMMA]) == [text.count(",") for text in texts]
    assert list(found[QUOTE]) == [sum(letter in '"“”„«»' for letter in text) for text in texts]
