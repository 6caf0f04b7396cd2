"""Lines of a plain text are joined where they were broken for a terminal, and nowhere else."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.wrapping import paragraphs_of

WORDS = "the harbour board met on monday night and talked of nothing but the quay that leans a little more each year"


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_wrapped_paragraph_is_one(width: int) -> None:
    paragraphs = [f"{WORDS} {number} {WORDS} {number} {WORDS}." for number in range(3)]
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    found = [" ".join(span.of(text).split()) for span in paragraphs_of(text)]
    assert found == paragraphs


def test_lines_that_are_not_full_stay_apart() -> None:
    lines = [
        "The quay leans a little more each year, the board said",
        "Photo: Ann Lee",
        "Read also: who pays for the old breakwater in the bay",
        "He laughed",
        "Nobody came down to the water to look at it on Monday",
    ]
    text = "\n".join(lines)
    assert [span.of(text) for span in paragraphs_of(text)] == lines


@given(st.text(alphabet="ab .\n\t", max_size=400))
def test_every_visible_character_belongs_to_one_paragraph(text: str) -> None:
    spans = paragraphs_of(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
