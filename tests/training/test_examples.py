"""Examples: every word is called what its annotator called it, and every cue knows what is its own."""

from __future__ import annotations

import re

from onrecord.extract.wordpieces import Encoded
from training.corpus import Attribution, Document, Fragment
from training.examples import CONTENT, CUE, IGNORED, SOURCE, examples_of

TEXT = "Rain fell, said the mayor, and more was due.\nHe asked why.\n"


def encode(text: str) -> Encoded:
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    return Encoded([200] * len(found), [m.start() for m in found], [m.end() for m in found], [True] * len(found))


def place(words: str, start: int = 0) -> Fragment:
    first = TEXT.index(words, start)
    return first, first + len(words)


DOCUMENT = Document(
    "a",
    "00aa",
    TEXT,
    (
        Attribution((place("Rain fell"), place("and more was due")), (place("said"),), (place("the mayor"),)),
        Attribution((place("why"),), (place("asked"),), (place("He"),)),
    ),
    (),
)


def test_the_words_have_their_tags() -> None:
    (example,) = examples_of(DOCUMENT, encode)
    first = [CONTENT, CONTENT + 1, 0, CUE, SOURCE, SOURCE + 1, 0, CONTENT, *([CONTENT + 1] * 3), 0]
    second = [SOURCE, CUE, CONTENT, 0]
    assert example.tags.tolist() == [IGNORED, *first, *second, IGNORED]


def test_a_cue_knows_its_own_within_its_paragraph() -> None:
    (example,) = examples_of(DOCUMENT, encode)
    said, asked = example.links
    assert (said.first, said.last) == (4, 5)
    assert said.roles.tolist() == [IGNORED, 1, 1, 0, 0, 2, 2, 0, 1, 1, 1, 1, 0, *([IGNORED] * 5)]
    assert asked.roles.tolist() == [*([IGNORED] * 13), 2, 0, 1, 0, IGNORED]


def test_what_was_discarded_teaches_nothing() -> None:
    (example,) = examples_of(Document("a", "00aa", TEXT, DOCUMENT.attributions, ((0, 9),)), encode)
    assert example.tags.tolist()[1:4] == [IGNORED, IGNORED, 0]
