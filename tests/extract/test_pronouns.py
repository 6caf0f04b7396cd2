"""Pronouns: who was credited last, who took over, who stands right before in speech, and the runner-up."""

from __future__ import annotations

import pytest

from tests.factories import speakers, statements


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Whom a preposition leads to in the same sentence is somebody else.
        (
            "Karl Berg said it was late.\nAbout Oleg Trusov, he said that he was ill.",
            ["Karl Berg", "Karl Berg"],
        ),
        # The subject of the sentence before takes over; one named inside a report does not.
        (
            "Karl Berg said it was late.\nOleg Trusov rejected this. “It was early,” he said.",
            ["Karl Berg", "Oleg Trusov"],
        ),
        (
            "Anna Berg recalled that an expert, Professor Dahl, had warned them. It was late, she said.",
            ["Anna Berg", "Anna Berg"],
        ),
        # An unnamed official goes on being meant.
        ("Karl Berg left.\nA spokesman said it was late. He added that it was dark.", ["A spokesman", "A spokesman"]),
        # In speech a pronoun is the description before it, not the speaker.
        (
            "“I asked the president for money, and he told me that it would come,” Karl Berg said.",
            ["Karl Berg", "president"],
        ),
        # "Told her" says nothing of the one who told.
        (
            "Sigrun Vahl said it was late.\nTorben Vahlquist, the chair, told her he was tired.\n“It is,” she said.",
            ["Sigrun Vahl", "Torben Vahlquist", "Sigrun Vahl"],
        ),
        ("They said it was late.", [None]),
        ("Two workers said it was late. Each of them said that it was dark.", ["Two workers", "Two workers"]),
    ],
)
def test_who_is_meant(text: str, who: list[str | None]) -> None:
    assert speakers(text)[: len(who)] == who


def test_the_reason_names_the_runner_up() -> None:
    found = statements("Karl Berg said it was late.\nOleg Trusov said it was early.\nHe said it was dark.")
    assert found[-1][0].basis.detail == "pronoun “he”: last credited; next: Karl Berg"


def test_the_author_is_nobody_whom_she_means() -> None:
    text = "Anna Berg said it was late.\nI said that it was early. She said it was dark."
    assert speakers(text, byline=("Karl Trusov",)) == ["Anna Berg", "Karl Trusov", "Anna Berg"]
