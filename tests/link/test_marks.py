"""Quotation marks on a page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.marks import quoted, within, without
from onrecord.types import Span


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ('He said "no" and left.', ['"no"']),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("« Non », a-t-elle dit.", ["« Non »"]),
        ("The ‘quiet’ council met.", ["‘quiet’"]),
        ("'We can't sail,' he said.", ["'We can't sail,'"]),
        ("The dogs' bowls and the cats' baskets", []),
        ("It's Anna's boat", []),
        ('An open " mark\nand another " here', []),
    ],
)
def test_stretches(text: str, stretches: list[str]) -> None:
    assert [span.of(text) for span in quoted(text)] == stretches


def test_within_is_what_both_hold() -> None:
    assert within([Span(0, 10), Span(20, 30)], [Span(5, 25)]) == (Span(5, 10), Span(20, 25))


def test_without_leaves_the_page_s_own_words() -> None:
    assert without('She said "go" to him').split() == ["She", "said", "to", "him"]


@given(st.text(alphabet="ab \"“”„«»'‘’`\n", max_size=200))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    found = quoted(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
