"""Long pages: parts that hold all of the text, each small enough, each beginning where one ended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.web.parts import MOST, part_at, parts_of
from onrecord.serve.web.visible import cost, named, visible
from onrecord.types import Span

TEXTS = st.lists(st.sampled_from(["word ", "<&>\"' ", "\u202e\u202d", "漢字かな ", "\n", "x" * 5_000]), max_size=120)


@given(TEXTS, st.lists(st.integers(0, 100_000), max_size=40))
def test_parts_hold_all_of_the_text_once(pieces: list[str], starts: list[int]) -> None:
    text = "".join(pieces)
    parts = parts_of(text, [Span(0, len(text))] if text else [], sorted(starts))
    assert "".join(part.of(text) for part in parts) == text
    for number, part in enumerate(parts):
        assert part_at(parts, part.start) == part_at(parts, part.end - 1) == number
        assert cost(part.of(text)) <= MOST
    assert not parts or part_at(parts, len(text) + 10) == len(parts) - 1


@given(st.text(max_size=300))
def test_the_cost_is_never_less_than_what_is_sent(text: str) -> None:
    assert len(visible(text).encode("utf-8", "surrogatepass")) <= cost(text)
    assert len(named(text)) >= len(text)


def test_ten_megabytes_of_anything_come_in_parts_that_fit() -> None:
    for text in ("x" * 10_000_000, "\u202e\u200f" * 20_000, "<" * 200_000, "word and word " * 20_000):
        parts = parts_of(text, [Span(0, len(text))], [])
        assert max(len(visible(part.of(text)).encode()) for part in parts) <= MOST
        assert parts[-1].end == len(text)


def test_many_statements_make_a_part_shorter() -> None:
    text = "word " * 10_000
    blocks = [Span(0, len(text))]
    assert len(parts_of(text, blocks, [])) == 1
    assert len(parts_of(text, blocks, list(range(0, 50_000, 100)))) > 5


def test_a_page_without_text_has_no_part() -> None:
    assert parts_of("", [], []) == []
