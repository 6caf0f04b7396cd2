"""The tables of words: each language has every sort, and phrases are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import words
from onrecord.link.align import wording
from onrecord.link.drift.lexicon import Sort, lexicon

LANGUAGES = words.languages()


def found(text: str, language: str = "en") -> list[tuple[Sort, str]]:
    return [(each.sort, each.span.of(text).lower()) for each in lexicon(language).findings(wording(text))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", list(Sort))
def test_every_language_has_words_of_every_sort(language: str, sort: Sort) -> None:
    assert words.load(language, "drift")[sort.value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_a_table_is_found(language: str) -> None:
    table = words.load(language, "drift")
    for sort in set(Sort) - {Sort.HARMLESS}:
        for phrase in table[sort.value]:
            text = phrase.replace("*", "a")
            assert sort in {each for each, _ in found(text, language)}, (sort, phrase)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We will, if they agree", (Sort.CONDITION, "if")),
        ("en", "He PROMISED it", (Sort.PLEDGE, "promised")),
        ("en", "on condition that it rains", (Sort.CONDITION, "on condition that")),
        ("de", "Das haben sie nicht versprochen", (Sort.PLEDGE, "versprochen")),
        ("fr", "s’ils viennent", (Sort.CONDITION, "s’ils")),
        ("es", "quizás mañana", (Sort.POSSIBLE, "quizás")),
        ("pl", "Obiecał pomoc", (Sort.PLEDGE, "obiecał")),
        ("uk", "якщо буде дощ", (Sort.CONDITION, "якщо")),
        ("ru", "Он пообещал помощь", (Sort.PLEDGE, "пообещал")),
        ("tr", "Belki yarın", (Sort.POSSIBLE, "belki")),
    ],
)
def test_words_are_found_in_their_forms(language: str, text: str, expected: tuple[Sort, str]) -> None:
    assert expected in found(text, language)


@pytest.mark.parametrize("text", ["no later than May", "not only the pier", "no more than five"])
def test_a_harmless_phrase_denies_nothing(text: str) -> None:
    assert Sort.NEGATION not in {sort for sort, _ in found(text)}
    assert Sort.NEGATION in {sort for sort, _ in found(f"{text}, not six")}


def test_a_language_without_tables_has_no_findings() -> None:
    assert list(lexicon("xx").findings(wording("if not never"))) == []


@given(st.text(alphabet="abcdefghijklmnop '’.,", max_size=200))
def test_findings_stand_in_the_text_in_order(text: str) -> None:
    said = wording(text)
    places = [(each.first, each.last, each.span) for each in lexicon("en").findings(said)]
    assert [first for first, _, _ in places] == sorted(first for first, _, _ in places)
    for first, last, span in places:
        assert said.stretch(first, last) == span
