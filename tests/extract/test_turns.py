"""Speech without marks: transcripts, block quotations that lost their marks, headlines."""

from __future__ import annotations

import pytest

from onrecord.extract.turns import transcript
from onrecord.types import Manner
from tests.factories import cut, paragraph_of, rows, statements

TRANSCRIPT = """\
Ines Kallweit: Good morning. The bridge will stay closed.
Question: For how long?
Ines Kallweit: Until March, I think.
We are sorry for the delay.
Question (Oleg Trusov, Osterby Courier): Who pays?
Ines Kallweit: The town."""


def test_every_paragraph_of_a_turn_is_a_statement() -> None:
    found = statements(TRANSCRIPT)
    assert [(cut(text, s.content), cut(text, s.cue), cut(text, s.source)) for s, text in found] == [
        ("Good morning. The bridge will stay closed.", ":", "Ines Kallweit"),
        ("For how long?", ":", ""),
        ("Until March, I think.", ":", "Ines Kallweit"),
        ("We are sorry for the delay.", "", ""),
        ("Who pays?", ":", "Oleg Trusov"),
        ("The town.", ":", "Ines Kallweit"),
    ]
    assert {s.manner for s, _ in found} == {Manner.DIRECT}


def test_a_turn_that_goes_on_keeps_its_speaker() -> None:
    found = [s for s, _ in statements(TRANSCRIPT)]
    assert [s.speaker.name if s.speaker else None for s in found if s.cue or s.basis.rule == "turn goes on"][2:4] == [
        "Ines Kallweit",
        "Ines Kallweit",
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Ines Kallweit: Good morning.", "Oleg Trusov: Good morning."],
        ["Note: the bridge is closed.", "Price: five crowns.", "Place: Osterby."],
        ["The bridge is closed.", "Nobody knows why.", "So it is."],
        ["one: two", "one: two", "one: two"],
        [*["Ines Kallweit: Good morning."] * 3, *["The bridge was closed, and nobody came."] * 30],
        [],
    ],
)
def test_what_is_no_transcript(paragraphs: list[str]) -> None:
    assert transcript([paragraph_of(text) for text in paragraphs], "en") == {}


def test_stage_directions_belong_to_nobody() -> None:
    lines = ["Anna Berg: Yes.", "(Laughter.)", "Karl Berg: No.", "Anna Berg: Well."]
    assert sorted(transcript([paragraph_of(line) for line in lines], "en")) == [0, 2, 3]


def test_a_block_quotation_whose_marks_were_lost() -> None:
    text = (
        "Ines Kallweit said the bridge was closed.\n"
        "We did what we could, and I am proud of my people.\n"
        "The port was silent."
    )
    found = statements(text)
    assert [(s.content[0].of(whole), s.manner) for s, whole in found] == [
        ("the bridge was closed", Manner.INDIRECT),
        ("We did what we could, and I am proud of my people.", Manner.DIRECT),
    ]
    assert found[1][0].speaker == found[0][0].speaker
    assert found[1][0].source == ()


def test_a_column_in_the_first_person_quotes_nobody() -> None:
    text = "I crossed the bridge on Monday.\nOleg Trusov said it was safe.\nI stood there, and we turned back."
    assert [row[2] for row in rows(text)] == ["Oleg Trusov"]


@pytest.mark.parametrize(
    ("title", "body", "words", "source"),
    [
        (
            "Kallweit: We need a new bridge",
            "Ines Kallweit said the bridge was old.",
            "We need a new bridge",
            "Kallweit",
        ),
        ("Mayor: “We need a new bridge”", "Ines Kallweit said the bridge was old.", "“We need a new bridge”", "Mayor"),
        (
            "“We need a bridge”: Osterby waits",
            "“We need a bridge,” said Ines Kallweit.",
            "“We need a bridge”",
            "",
        ),
        ("Bridge must close, says Kallweit", "Ines Kallweit said it was old.", "Bridge must close", "Kallweit"),
    ],
)
def test_headlines_that_attribute(title: str, body: str, words: str, source: str) -> None:
    found = statements(f"{title}\n{body}", title=title)
    first, text = found[0]
    assert (cut(text, first.content), cut(text, first.source)) == (words, source)
    assert first.speaker is not None
    assert first.speaker.name == "Ines Kallweit"


@pytest.mark.parametrize(
    "title", ["Osterby: a town and its bridge", "Bridge closed until spring", "Storm: what we know"]
)
def test_headlines_that_credit_nobody(title: str) -> None:
    assert rows(f"{title}\nThe bridge is closed.", title=title) == []
