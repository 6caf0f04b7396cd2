"""Numbers as eleven languages write them, and what a digit run means."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.words import languages
from onrecord.words.digits import parse_digits
from onrecord.words.lexemes import lexemes
from onrecord.words.numbers import Form, numerals, numerals_in


def read(text: str, language: str = "en") -> list[tuple[str, float | None]]:
    return [(text[start:end], value) for start, end, value in numerals_in(text, language)]


@pytest.mark.parametrize(
    ("run", "decimal", "value"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1.234,5", ".", 1234.5),
        ("12,345,678", ".", 12345678),
        ("1.284", ",", 1284),
        ("1.284", ".", 1.284),
        ("40.000", ".", 40000),
        ("1,2", ".", 1.2),
        ("0.125", ",", 0.125),
        ("3,250", ",", 3.25),
        (".5", ".", 0.5),
        ("1 234,5", ",", 1234.5),
        ("1'250", ".", 1250),
        ("٣٤", ".", 34),
    ],
)
def test_digits(run: str, decimal: str, value: float) -> None:
    # "3,250" in a language with a decimal comma is a decimal: only three noughts speak for a group.
    assert parse_digits(run, decimal) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-six ships", [("twenty-six", 26)]),
        ("one hundred and five", [("one hundred and five", 105)]),
        ("eleven hundred", [("eleven hundred", 1100)]),
        ("two thousand three hundred", [("two thousand three hundred", 2300)]),
        ("half a million people", [("half a million", 500000)]),
        ("a dozen boats, two dozen crates", [("a dozen", 12), ("two dozen", 24)]),
        ("two and a half percent", [("two and a half", 2.5)]),
        ("2½ litres, 2 ½ cups", [("2½", 2.5), ("2 ½", 2.5)]),
        ("1/16 of it", [("1/16", 1 / 16)]),
        ("1 1/2 cups", [("1 1/2", 1.5)]),
        ("5300M, 1.2.3", [("5300", 5300)]),
        ("two-thirds of them", [("two-thirds", 2 / 3)]),
        ("a third of the crew", [("a third", 1 / 3)]),
        ("nine in ten said yes", [("nine in ten", 0.9)]),
        ("one out of three", [("one out of three", 1 / 3)]),
        ("4.3M, 4.2b, 7bn and 8 B", [("4.3M", 4.3e6), ("4.2b", 4.2e9), ("7bn", 7e9), ("8 B", 8e9)]),
        ("a 37m, $1.5m", [("37", 37), ("1.5m", 1.5e6)]),
        ("1.8 billion-mile", [("1.8 billion", 1.8e9)]),
        ("2.5×10−3", [("2.5×10−3", 0.0025)]),
        ("hundreds of thousands of eels", [("hundreds of thousands", None)]),
        ("the first half, a third man, third quarter", []),
        ("the twenty-first guest", [("twenty-first", 20)]),
    ],
)
def test_english(text: str, expected: list[tuple[str, float | None]]) -> None:
    found = read(text)
    assert [words for words, _ in found] == [words for words, _ in expected]
    assert [value for _, value in found] == [v if v is None else pytest.approx(v) for _, v in expected]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "einundzwanzig", 21),
        ("de", "zweihundertfünfzig", 250),
        ("de", "2,5 Mrd. Euro", 2.5e9),
        ("de", "zwei Drittel", 2 / 3),
        ("de", "40.000", 40000),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("fr", "vingt et un", 21),
        ("fr", "1 234,5", 1234.5),
        ("es", "treinta y cinco mil", 35000),
        ("es", "mil doscientos", 1200),
        ("it", "ventuno", 21),
        ("it", "duecentomila", 200000),
        ("pt", "duzentos e cinquenta e três mil", 253000),
        ("nl", "eenentwintig", 21),
        ("nl", "1,5 miljoen", 1.5e6),
        ("pl", "dwadzieścia pięć tysięcy", 25000),
        ("pl", "2,6 miliona", 2.6e6),
        ("uk", "двадцять п'ять тисяч", 25000),
        ("uk", "2,5 млрд", 2.5e9),
        ("ru", "полтора миллиона", 1.5e6),
        ("ru", "1 234", 1234),
        ("tr", "yirmi beş bin", 25000),
        ("tr", "2,5 milyon", 2.5e6),
        ("de", "1.234,5", 1234.5),
        ("de", "1'234,5", 1234.5),
        ("de", "2,5 Mrd.", 2.5e9),
        ("fr", "1 234,5", 1234.5),
        ("fr", "1\u202f234\u202f567", 1234567),
        ("fr", "une vingtaine", 20),
        ("it", "una trentina", 30),
        ("es", "una cuarta parte", 0.25),
        ("es", "dos terceras partes", 2 / 3),
        ("pl", "jedna trzecia", 1 / 3),
        ("pl", "trzy czwarte", 0.75),
        ("tr", "üçte ikisi", 2 / 3),
        ("tr", "dörtte biri", 0.25),
        ("ru", "1 234 567", 1234567),
        ("uk", "1\u00a0234,5", 1234.5),
        ("en", "one in 36", 1 / 36),
        ("en", "several hundred", None),
        ("de", "mehrere tausend", None),
        ("fr", "quelques milliers", None),
        ("es", "varios cientos", None),
        ("pl", "kilkaset", None),
        ("uk", "кілька сотень", None),
        ("ru", "несколько тысяч", None),
        ("nl", "enkele duizenden", None),
        ("tr", "birkaç yüz", None),
    ],
)
def test_other_languages(language: str, text: str, value: float | None) -> None:
    ((_, found),) = read(text, language)
    assert found == (None if value is None else pytest.approx(value))


def test_ordinals_are_known_as_such() -> None:
    found = lexemes("the 21st of forty-second")
    assert [numeral.form for numeral in numerals(found, "en")] == [Form.ORDINAL, Form.ORDINAL]


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_come_back(number: int) -> None:
    assert parse_digits(f"{number:,}", ".") == number
    if number >= 10**6:
        assert parse_digits(f"{number:,}".replace(",", "."), ",") == number


@given(st.text(max_size=300), st.sampled_from(["xx", *languages()]))
def test_numerals_stand_in_order_and_apart(text: str, language: str) -> None:
    found = lexemes(text)
    spans = [(numeral.first, numeral.last) for numeral in numerals(found, language)]
    assert all(first <= last < len(found) for first, last in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@given(st.text(max_size=300))
def test_lexemes_are_the_text(text: str) -> None:
    found = lexemes(text)
    assert [lexeme.text for lexeme in found] == [text[lexeme.start : lexeme.end] for lexeme in found]
    assert "".join(lexeme.text for lexeme in found) == "".join(text.split())
