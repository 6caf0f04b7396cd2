"""Which sentences of the reference a passage renders, by its words or by its meaning."""

from __future__ import annotations

import pytest

from onrecord.link.drift.parts import held_share, parts_of, rendered, stems
from onrecord.link.drift.sides import compared, sentence_at, sentence_before, shown
from onrecord.types import Form, Span
from tests.link.drift.occasions import told

SAID = "The pier will be rebuilt by the autumn. Nobody will lose a mooring. We expect 40 ferries a week."
RECORD = f"Mayor Ilka Brandt: {SAID}\n"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Mayor Ilka Brandt said the pier will be rebuilt.", "the pier will be rebuilt", {0}),
        ("Mayor Ilka Brandt said nobody will lose a mooring.", "nobody will lose a mooring", {1}),
        ("Mayor Ilka Brandt expects dozens of boats every week.", "dozens of boats every week", {2}),
        ("Ilka Brandt sagte, niemand werde seinen Liegeplatz verlieren.", "niemand werde seinen Liegeplatz verlieren",
         {1}),
    ],
)  # fmt: skip
def test_a_passage_renders_the_sentence_that_is_nearest(text: str, words: str, expected: set[int]) -> None:
    made = told({"record.txt": RECORD, "page.txt": text}, ("record.txt", SAID), [("page.txt", words, Form.INDIRECT)])
    both = compared(made.utterance, {each.page: each for each in made.tellings})
    assert both.reference is not None
    parts = parts_of(both.reference)
    assert len(parts) == 3
    held = rendered(both.reference, parts, both.sides[0])
    assert held.by_line == (frozenset(expected),)
    assert held.left_out == sorted({0, 1, 2} - expected)


def test_an_utterance_of_one_page_has_no_sides_to_compare() -> None:
    made = told({"record.txt": RECORD}, ("record.txt", SAID), [])
    both = compared(made.utterance, {each.page: each for each in made.tellings})
    assert both.sides == ()
    assert both.reference is None


def test_words_are_held_by_their_beginnings_and_numbers_whole() -> None:
    assert stems(("the", "rebuilding", "40", "of")) == {"rebui", "40"}
    assert held_share(("rebuilt",), ("rebuilding",)) == 1.0
    assert held_share(("40",), ("400",)) == 0.0
    assert held_share(("a",), ("a",)) == 0.0


def test_sentences_are_found_around_a_place_and_before_it() -> None:
    text = "One came first. Two followed it!\nThree"
    here = sentence_at(text, Span(20, 23))
    assert here.of(text) == "Two followed it!"
    before = sentence_before(text, here)
    assert before is not None
    assert before.of(text) == "One came first."
    assert sentence_before(text, before) is None


def test_long_words_are_shown_by_their_beginning_and_end() -> None:
    text = "begin " + "middle " * 100 + "end."
    assert shown(text, [Span(0, len(text))]).startswith("‘begin middle")
    assert shown(text, [Span(0, len(text))]).endswith("middle end’")
    assert len(shown(text, [Span(0, len(text))])) < 200
    assert shown(' "Short," ', [Span(0, 10)]) == "‘Short’"
