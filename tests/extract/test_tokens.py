"""Words and sentences: exact, in order, and never begun inside a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.tokens import LONGEST_SENTENCE
from tests.factories import paragraph_of
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is done.", ["It", "is", "done", "."]),
        ("Don’t go", ["Don’t", "go"]),
        ("the mayor's e-mail", ["the", "mayor's", "e-mail"]),
        ("$3.5 million", ["$", "3.5", "million"]),
        ("1,200 of them", ["1,200", "of", "them"]),
        ("the U.S. and AT&T", ["the", "U.S.", "and", "AT&T"]),
        ("''so''", ["''", "so", "''"]),
        ("so -- well...", ["so", "--", "well", "..."]),
        ("Źródła podają", ["Źródła", "podają"]),
        (" \n ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert paragraph_of(text).word == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("It rained! “We left.”", ["It rained!", "“We left.”"]),
        ("Mr. Trusov came. He left.", ["Mr. Trusov came.", "He left."]),
        ("J. Trusov came at 5 p.m. and left.", ["J. Trusov came at 5 p.m. and left."]),
        (
            "“It rained. We left. We slept,” she said. He nodded.",
            ["“It rained. We left. We slept,” she said.", "He nodded."],
        ),
        ("It cost 3.5 million. That is much.", ["It cost 3.5 million.", "That is much."]),
        ("Is it? Yes.", ["Is it?", "Yes."]),
        ("It rained (it always does). We left.", ["It rained (it always does).", "We left."]),
        ("“We left.” “We slept.”", ["“We left.”", "“We slept.”"]),
        ("visit example.org today", ["visit example.org today"]),
        ("and so on ... until noon", ["and so on ... until noon"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    p = paragraph_of(text)
    assert [text[p.start[lo] : p.end[hi - 1]] for lo, hi in p.sentences] == sentences


def test_a_sentence_is_cut_where_it_grows_beyond_all_news() -> None:
    p = paragraph_of("word " * (3 * LONGEST_SENTENCE))
    assert [hi - lo for lo, hi in p.sentences] == [LONGEST_SENTENCE] * 3


def test_a_long_quotation_does_not_cut_its_sentence() -> None:
    p = paragraph_of("“" + "word " * (3 * LONGEST_SENTENCE) + ",” she said.")
    assert len(p.sentences) == 1


@given(texts.filter(bool))
def test_words_are_exact_and_in_order(text: str) -> None:
    p = paragraph_of(text)
    assert [text[a:b] for a, b in zip(p.start, p.end, strict=True)] == p.word
    assert all(end <= start for end, start in zip(p.end, p.start[1:], strict=False))
    assert not "".join(text[a:b] for a, b in zip([0, *p.end], [*p.start, len(text)], strict=True)).strip()


@given(texts.filter(bool))
def test_sentences_follow_on_each_other_and_begin_outside_quotations(text: str) -> None:
    p = paragraph_of(text)
    assert [lo for lo, _ in p.sentences] == [0, *(hi for _, hi in p.sentences)][: len(p.sentences)]
    assert p.sentences[-1][1] == len(p.word) if p.word else not p.sentences
    for lo, _ in p.sentences[1:]:
        assert p.quote[lo] < 0 or p.quote[lo] != p.quote[lo - 1]


@given(texts.filter(bool))
def test_each_word_knows_its_quotation(text: str) -> None:
    p = paragraph_of(text)
    for k, number in enumerate(p.quote):
        inside = [n for n, q in enumerate(p.quotes) if q.span.start <= p.start[k] < q.span.end]
        assert inside == ([number] if number >= 0 else [])
