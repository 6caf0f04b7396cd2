"""Noun phrases before and behind a verb, walked word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import grammar
from onrecord.extract.phrases import Range, phrase_after, sentence_subject, subject_before
from onrecord.extract.tokens import Paragraph
from tests.factories import paragraph_of
from tests.strategies import press_text

G, LEX = grammar("en"), lexicon("en")


def shown(p: Paragraph, found: Range | None) -> str | None:
    return None if found is None else p.text[p.start[found[0]] : p.end[found[1] - 1]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ines Kallweit said", "Ines Kallweit"),
        ("Yesterday the mayor said", "the mayor"),
        ("The mayor has never said", "The mayor"),
        ("The mayor also openly said", "The mayor"),
        ("He came home and she said", "she"),
        ("The head of the port said", "The head of the port"),
        ("A spokesman for the port in Osterby said", "A spokesman for the port in Osterby"),
        ("Ines Kallweit, the mayor of Osterby, said", "Ines Kallweit, the mayor of Osterby"),
        ("Ines Kallweit, who has led the town since 2014, said", "Ines Kallweit, who has led the town since 2014"),
        ("Ines Kallweit — the mayor of Osterby — said", "Ines Kallweit — the mayor of Osterby"),
        ("Ines Kallweit (left) said", "Ines Kallweit (left)"),
        ("Ines Kallweit and Oleg Trusov said", "Ines Kallweit and Oleg Trusov"),
        ("In Osterby, workers said", "workers"),
        ("“We left,” Kallweit said", "Kallweit"),
        ("said", None),
        ("March said", None),
        ("and said", None),
    ],
)
def test_who_stands_before_a_verb(text: str, subject: str | None) -> None:
    p = paragraph_of(text)
    assert shown(p, subject_before(p, 0, len(p.word) - 1, G, LEX)) == subject


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("said Ines Kallweit.", "Ines Kallweit"),
        ("said the mayor of Osterby on Monday", "the mayor of Osterby"),
        ("said Ines Kallweit, the mayor of Osterby.", "Ines Kallweit, the mayor of Osterby"),
        ("said Ines Kallweit, pointing at the river", "Ines Kallweit"),
        ("said Ines Kallweit, and left", "Ines Kallweit"),
        ("said she would go", "she"),
        ("told her the budget was gone", "her"),
        ("told her deputy that it was gone", "her deputy"),
        ("said J. B. Trusov.", "J. B. Trusov"),
        ("said the port, have failed", "the port"),
        ("said — and left", None),
        ("said", None),
    ],
)
def test_who_stands_behind_a_verb(text: str, phrase: str | None) -> None:
    p = paragraph_of(text)
    assert shown(p, phrase_after(p, 1, len(p.word), G, LEX)) == phrase


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The new rules were announced", "The new rules"),
        ("On Monday, the council met", "the council met"),
        ("But Ines Kallweit was late", "Ines Kallweit"),
        ("After a long night, she was late", "she"),
        ("On Monday", None),
    ],
)
def test_the_subject_of_a_sentence(text: str, subject: str | None) -> None:
    p = paragraph_of(text)
    assert shown(p, sentence_subject(p, 0, len(p.word), G, LEX)) == subject


@given(press_text(), st.integers(0, 100))
def test_phrases_keep_to_their_side_of_the_verb(text: str, place: int) -> None:
    p = paragraph_of(text)
    if not p.word:
        return
    at = place % len(p.word)
    before = subject_before(p, 0, at, G, LEX)
    behind = phrase_after(p, at, len(p.word), G, LEX)
    assert before is None or 0 <= before[0] < before[1] <= at
    assert behind is None or at == behind[0] < behind[1] <= len(p.word)
