"""Reports to speakers: labels, verbs that go on, lost marks, headlines, joint sources."""

from __future__ import annotations

import pytest

from onrecord.types import SpeakerKind
from tests.factories import speakers, statements

INTERVIEW = """Anna Kallweit Berg: The bridge is shut.
Osterby Courier: When will it open again?
AKB: I do not know when it will open.
Osterby Courier: Who pays for the bridge?
AKB: The town pays for all of it."""


def test_labels_are_initials_and_outlets_ask_through_reporters() -> None:
    assert speakers(INTERVIEW) == [
        "Anna Kallweit Berg",
        "reporter, Osterby Courier",
        "Anna Kallweit Berg",
        "reporter, Osterby Courier",
        "Anna Kallweit Berg",
    ]


def test_a_label_with_its_name_in_brackets_keeps_its_name() -> None:
    text = "The Chair (Mr Karl Berg): Order, please.\nAnna Roth: Thank you.\nThe Chair: When did you know of it?"
    assert speakers(text) == ["Karl Berg", "Anna Roth", "Karl Berg"]


def test_a_label_that_nobody_bears_is_not_who_spoke_last() -> None:
    text = "The Chair: Order, please.\nAnna Roth: Thank you.\nThe Chair: When did you know of it?"
    assert speakers(text) == ["Chair", "Anna Roth", "Chair"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Karl Berg and Anna Roth said the bridge was safe.", "Karl Berg and Anna Roth"),
        ("Mayor Karl Berg and his deputy, Anna Roth, said the bridge was safe.", "Anna Roth"),
        ("A bookmaker, Luckbarrel, said that it had stopped taking bets.", "Luckbarrel"),
        ("The agency Coastwatch reported that the bridge was safe.", "Coastwatch"),
        ("The U.S. said that the bridge was safe.", "United States"),
        ("Mother Agnella said that the bridge was safe.", "Mother Agnella"),
        ("Professor Dahl said that the bridge was safe.", "Professor Dahl"),
    ],
)
def test_what_a_source_is_called(text: str, last: str) -> None:
    assert speakers(text)[-1] == last


def test_two_who_speak_together_are_a_group_of_both() -> None:
    [(statement, _)] = statements("Karl Berg and Anna Roth said the bridge was safe.")
    assert statement.speaker is not None
    assert statement.speaker.kind is SpeakerKind.GROUP
    assert statement.speaker.aliases == ("Anna Roth", "Karl Berg")
