"""Where, when and to whom: the circumstances that the sentence of a report tells."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.types import Setting
from tests.factories import statements

PUBLISHED = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        (
            "Kallweit told a joint news conference in Osterby that it was late.",
            Setting("press conference", "joint news conference", "Osterby"),
        ),
        ("In an interview, Kallweit said it was late.", Setting("interview", "interview", None)),
        ("Kallweit said in a speech in Osterby that it was late.", Setting("speech", "speech", "Osterby")),
        ("The port said in a statement that it was late.", Setting("written statement", "statement", None)),
        ("Kallweit said in Osterby that it was late.", Setting("", None, "Osterby")),
        ("Kallweit said on Monday that it was late.", None),
        ("Kallweit said that the speech in Osterby was late.", None),
        ("Kallweit said in March that it was late.", None),
    ],
)
def test_where_it_was_said(text: str, occasion: Setting | None) -> None:
    [(statement, _)] = statements(text)
    assert statement.occasion == occasion


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kallweit said on Monday that it was late.", (date(2026, 3, 9), date(2026, 3, 9))),
        ("Kallweit said on 3 March that it was late.", (date(2026, 3, 3), date(2026, 3, 3))),
        ("Kallweit said yesterday that it was late.", (date(2026, 3, 10), date(2026, 3, 10))),
        ("“It is late,” Kallweit said on Tuesday.", (date(2026, 3, 10), date(2026, 3, 10))),
        ("Kallweit said that it was late on Monday.", None),
        ("Kallweit said that it was late.", None),
    ],
)
def test_when_it_was_said(text: str, said: tuple[date, date] | None) -> None:
    [(statement, whole)] = statements(text, published=PUBLISHED)
    assert (statement.said and (statement.said.earliest, statement.said.latest)) == said
    for span in statement.said.evidence if statement.said else ():
        assert span.of(whole) in text


def test_no_day_is_known_where_the_page_has_none() -> None:
    [(statement, _)] = statements("Kallweit said on Monday that it was late.")
    assert statement.said is None


def test_the_circumstances_of_one_sentence_are_not_those_of_the_next() -> None:
    text = "Kallweit said in a speech in Osterby that it was late. Trusov said on Monday that it was early."
    (first, _), (second, _) = statements(text, published=PUBLISHED)
    assert first.occasion == Setting("speech", "speech", "Osterby")
    assert (first.said, second.occasion) == (None, None)
    assert second.said is not None
