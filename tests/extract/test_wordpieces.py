"""Wordpieces: BERT's own, by a small vocabulary, and by the shipped one against the library that made it."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.wordpieces import Encoded, Vocabulary

WORDS = ["[UNK]", "the", "bridge", "##s", "re", "##open", "##ed", ",", "'", "cafe", "漢", "字", "#", "-", "no"]
SMALL = Vocabulary(WORDS)


def shown(text: str) -> list[str]:
    return [WORDS[number] for number in SMALL.encode(text).ids]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The bridges reopened", ["the", "bridge", "##s", "re", "##open", "##ed"]),
        ("no,the", ["no", ",", "the"]),
        ("Café CAFE\u0301", ["cafe", "cafe"]),
        ("漢字", ["漢", "字"]),
        ("re-open", ["re", "-", "[UNK]"]),
        ("no\u200b\u00ad \x00 ", ["no"]),
        ("zebra", ["[UNK]"]),
        ("re" + "s" * 99, ["[UNK]"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert shown(text) == pieces


def test_a_piece_knows_its_characters_and_the_accents_behind_them() -> None:
    text = "no cafe\u0301, bridges"
    found = SMALL.encode(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == [
        "no",
        "cafe\u0301",
        ",",
        "bridge",
        "s",
    ]
    assert found.heads == [True, True, True, True, False]


def in_order(found: Encoded, text: str) -> bool:
    places = list(zip(found.starts, found.ends, strict=True))
    return all(0 <= a < b <= len(text) for a, b in places) and all(
        b <= c for (_, b), (c, _) in itertools.pairwise(places)
    )


@given(st.text(max_size=60))
def test_pieces_lie_in_order_on_any_text(text: str) -> None:
    assert in_order(SMALL.encode(text), text)


ODD = "aB1é\u0301漢 .,“”…-_€$™😀ß\u00adİ\x00\u200bṻ가\ufffdﬁǅ\u037e\u3002々ー"


@given(st.text(alphabet=ODD, max_size=12))
def test_the_same_pieces_as_the_library_that_is_used_for_it(text: str) -> None:
    tokenizers: Any = pytest.importorskip("tokenizers")
    letters = sorted({form for c in ODD for form in (c.lower(), "##" + c.lower())} | set("abefis"))
    entries = ["[UNK]", *letters, "##b", "ab", "##1e", "##e"]
    numbers = {entry: k for k, entry in enumerate(dict.fromkeys(entries))}
    library = tokenizers.Tokenizer(tokenizers.models.WordPiece(numbers, unk_token="[UNK]"))
    library.normalizer = tokenizers.normalizers.BertNormalizer()
    library.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    assert Vocabulary(list(numbers)).encode(text).ids == library.encode(text).ids


def test_time_is_linear_in_a_word_without_end() -> None:
    began = time.process_time()
    SMALL.encode("x" * 1_000_000)
    assert time.process_time() - began < 10
