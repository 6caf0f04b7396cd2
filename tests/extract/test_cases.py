from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.callings import fold, people_words
from onrecord.extract.cases import cases, stem, subject_form

LANGUAGES = ("pl", "uk", "ru")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("pl", ("gawlik", "gawlika", "gawlikowi", "gawlikiem")),
        ("pl", ("wronska", "wronskiej")),
        ("uk", ("левчук", "левчука", "левчуку", "левчуком")),
        ("ru", ("ларионова", "ларионовой", "ларионову")),
    ],
)
def test_forms_of_a_name_share_their_stem(language: str, forms: tuple[str, ...]) -> None:
    assert len({stem(form, cases(language)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "forms", "wanted"),
    [
        ("pl", {"Zuzanny Gawlik": 2}, "Zuzanna Gawlik"),
        ("pl", {"Jana Kowalskiego": 1}, "Jan Kowalski"),
        ("pl", {"Zenona Wilka": 3, "Zenon Wilk": 1}, "Zenon Wilk"),
        ("uk", {"Марії Гринько": 1}, "Марія Гринько"),
        ("uk", {"Богданом Левчуком": 2, "Богдан Левчук": 1}, "Богдан Левчук"),
        ("ru", {"Анны Ларионовой": 1}, "Анна Ларионова"),
        ("ru", {"Ивана Ярского": 1}, "Иван Ярский"),
        ("pl", {"Mary Ferris": 1}, "Mary Ferris"),
        ("en", {"Anna Ferris": 1}, ""),
    ],
)
def test_subject_form(language: str, forms: dict[str, int], wanted: str) -> None:
    table = people_words(language)
    names = table.male_names.words | table.female_names.words
    assert subject_form(Counter(forms), names, cases(language)) == wanted


@given(st.text(min_size=1, max_size=30), st.sampled_from(LANGUAGES))
def test_a_stem_begins_its_word(word: str, language: str) -> None:
    found = stem(fold(word), cases(language))
    assert fold(word).startswith(found)
    assert len(found) >= min(3, len(fold(word)))
