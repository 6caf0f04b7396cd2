"""Names as they are compared: what is cut off, what is folded, what cannot break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.identity.spellings import (
    LONGEST,
    MOST_WORDS,
    body_words,
    fold,
    is_acronym,
    is_common,
    name_key,
    person_name,
    smooth,
)
from onrecord.types import SpeakerKind

NAMES = [
    ("John Smith", "en", ("john", "smith")),
    ("Smith, John", "en", ("john", "smith")),
    ("John Smith, Jr.", "en", ("john", "smith")),
    ("ORBÁN Viktor", "en", ("viktor", "orbán")),
    ("KIM Jong-un", "en", ("jong", "un", "kim")),
    ("KIM JONG UN", "en", ("kim", "jong", "un")),
    ("J.R. Okvist", "en", ("j", "r", "okvist")),
    ("JD Okvist", "en", ("j", "d", "okvist")),
    ("LI Qiang", "en", ("qiang", "li")),
    ("Dr. Marta Okvist", "en", ("marta", "okvist")),
    ("President Emmanuel Macron", "en", ("emmanuel", "macron")),
    ("Dean Okvist", "en", ("dean", "okvist")),
    ("Frau Ursula Hallweg", "de", ("ursula", "hallweg")),
    ('William "Bill" Clinton', "en", ("william", "clinton")),
    ("Ursula von der Leyen", "de", ("ursula", "leyen")),
    ("Bashar al-Assad", "en", ("bashar", "assad")),
    ("Conor O'Brien", "en", ("conor", "obrien")),
    ("Conor O’Brien", "en", ("conor", "obrien")),
    ("Marta Okvist-Renneck", "en", ("marta", "okvist", "renneck")),
    ("Володимир Зеленський", "uk", ("володимир", "зеленський")),
    ("Ma\u200brta\u202e Okvist", "en", ("marta", "okvist")),
]


@pytest.mark.parametrize(("name", "language", "expected"), NAMES)
def test_words_of_a_name(name: str, language: str, expected: tuple[str, ...]) -> None:
    assert person_name(name, language).words == expected


@pytest.mark.parametrize("name", ["Smith", "von der Leyen", "De Groot", "el-Sisi", "Mr Smith", ""])
def test_names_without_a_given_name(name: str) -> None:
    assert not person_name(name, "en").full


def test_generation_and_sex_are_kept_beside_the_words() -> None:
    assert person_name("John Smith Junior", "en").generation == person_name("John Smith, Jr.", "en").generation == "jr"
    assert person_name("Mrs Smith", "en").sex == "f"
    assert person_name("Herr Hallweg", "de").sex == "m"
    assert person_name("President Smith", "en").sex == ""


def test_folding_keeps_what_tells_letters_apart() -> None:
    assert fold("Søren ŁÓDŹ Weiß İlker") == "soren lodz weiss ilker"
    assert fold("Зеленський Пётр") == "зеленський петр"
    assert fold("हिन्दी") != fold("हनद")
    assert smooth("Zelenskyy") == smooth("Zelenskij") == smooth("Zelenski")


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("The Bank of Osterby", "en", ("bank", "osterby")),
        ("Okvist Holdings Ltd.", "en", ("okvist", "holdings")),
        ("die Bank", "de", ("bank",)),
        ("The", "en", ("the",)),
    ],
)
def test_words_of_a_body(name: str, language: str, expected: tuple[str, ...]) -> None:
    assert body_words(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language", "common"),
    [
        ("Health Ministry", "en", True),
        ("police", "en", True),
        ("the ministry", "en", True),
        ("Osterby City Council", "en", False),
        ("НАТО", "uk", False),
        ("МЗС", "uk", True),
        ("NATO", "en", False),
    ],
)
def test_which_bodies_any_country_could_have(name: str, language: str, common: bool) -> None:
    assert is_common(name, language) is common


def test_acronyms() -> None:
    assert [is_acronym(name) for name in ("NATO", "U.N.", "НАТО", "Nato", "N", "NATO chief")] == [True] * 3 + [
        False
    ] * 3


@given(st.text(max_size=300), st.sampled_from(["en", "uk", "pl", "", "x-y"]))
def test_any_text_is_a_name_and_has_a_key(name: str, language: str) -> None:
    parsed = person_name(name, language)
    assert len(parsed.words) <= MOST_WORDS
    assert all(len(word) <= 4 * LONGEST for word in parsed.words)
    key = name_key(name, SpeakerKind.PERSON)
    assert key.startswith("person:")
    assert "@" not in key
    assert name_key(name[:LONGEST].upper().lower(), SpeakerKind.PERSON).startswith("person:")


@given(st.text(alphabet="abcéüÅßİ ZŁж-.'", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
