"""Right and wrong statements, by the words that they share."""

from __future__ import annotations

import pytest

from training.corpus import Attribution, Fragments
from training.matching import right

TEXT = "The mayor of Oxbow, Ann Lee, said that the old bridge would close on Monday."


def said(content: str, source: str | None) -> Attribution:
    def place(words: str | None) -> Fragments:
        return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    return Attribution(place(content), (), place(source))


GOLD = said("that the old bridge would close on Monday", "The mayor of Oxbow, Ann Lee,")


@pytest.mark.parametrize(
    ("content", "source", "wanted"),
    [
        ("that the old bridge would close on Monday", "The mayor of Oxbow, Ann Lee,", True),
        ("that the old bridge would close on Monday", "The mayor", True),
        ("that the old bridge would close on Monday", "of Oxbow", False),
        ("that the old bridge would close", "Ann Lee", True),
        ("the old bridge would close on Monday.", "The mayor of Oxbow", True),
        ("Monday", "Ann Lee", False),
        ("that the old bridge would close on Monday", None, False),
        ("that the old bridge would close on Monday", "bridge", False),
    ],
)
def test_half_of_the_words_and_the_same_source(content: str, source: str | None, wanted: bool) -> None:
    assert right(TEXT, [said(content, source)], [GOLD]) == [wanted]


def test_no_source_is_right_where_people_saw_none() -> None:
    gold = said("would close on Monday", None)
    assert right(TEXT, [gold, said("the old bridge", None)], [gold]) == [True, False]


def test_one_annotation_is_found_once() -> None:
    close = said("that the old bridge would close on", "Ann Lee")
    assert right(TEXT, [close, GOLD], [GOLD]) == [False, True]
