"""Bytes to characters: every encoding that pages use, and a reason for what cannot be read."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.decode import MOST_CHARACTERS, decode
from onrecord.errors import Unreadable

POLISH = "Źródła podają, że żaden poseł nie zagłosował przeciw; głosów wstrzymujących się było sześć."
RUSSIAN = "Министр заявил, что переговоры продолжатся на следующей неделе, однако решение ещё не принято."


@given(st.text(min_size=1).filter(lambda text: text.strip() and text[0] != "\ufeff"))
def test_utf8_comes_back_character_for_character(text: str) -> None:
    try:
        assert decode(text.encode()) == text
    except Unreadable as error:
        assert error.reason == "binary"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_wide_encodings_and_their_marks(mark: bytes, encoding: str) -> None:
    text = "The vote was\r\nsix to three.\n"
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(POLISH, "cp1250"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), ("« Ça va », a répondu l’élu à la télé.", "cp1252")],
)
def test_a_declared_charset_decides(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding) == text


def test_the_page_declares_its_own_charset() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert decode(page.encode("cp1251")) == page


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    assert decode("“Yes” – no".encode("cp1252"), "iso-8859-1") == "“Yes” – no"


def test_valid_utf8_overrules_a_wrong_declaration() -> None:
    assert decode(RUSSIAN.encode(), "iso-8859-1") == RUSSIAN


def test_an_undeclared_legacy_charset_is_sniffed() -> None:
    assert decode((RUSSIAN * 4).encode("cp1251")) == RUSSIAN * 4


def test_a_few_broken_bytes_do_not_turn_a_page_into_latin_1() -> None:
    content = (POLISH * 30).encode() + b"\xff end"
    assert decode(content) == POLISH * 30 + "\ufffd end"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 words that could be text", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(32)) * 50, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8", "undecodable"),
        (b"a" * (MOST_CHARACTERS + 1), "huge"),
        (b"\xc3" * (4 * MOST_CHARACTERS + 1), "huge"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(content)
    assert caught.value.reason == reason
    assert caught.value.detail


@given(st.binary(max_size=300))
def test_any_bytes_give_characters_or_a_reason(content: bytes) -> None:
    try:
        assert decode(content).strip()
    except Unreadable as error:
        assert error.reason in ("empty", "binary", "undecodable")
