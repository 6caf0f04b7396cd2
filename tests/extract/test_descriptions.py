"""People credited by what they are: roles, learnt roles, origins, owners, and when nobody is meant."""

from __future__ import annotations

import pytest

from onrecord.types import SpeakerKind
from tests.factories import speakers, statements

MAYOR = "Ines Kallweit, the mayor of Osterby, spoke on Monday."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # The noun of a role is its last: a chief engineer is no chief.
        (
            "Chief engineer Oleg Trusov came.\nPort director Ines Kallweit came.\nThe chief said it was late.",
            ["Ines Kallweit"],
        ),
        # A spokeswoman for the mayor is no mayor.
        (f"{MAYOR}\nAnna Berg, a spokeswoman for the mayor, came.\nThe mayor said it was late.", ["Ines Kallweit"]),
        (
            "A spokeswoman for the mayor, Anna Berg, said it was late.\nThe spokeswoman said it was early.",
            ["Anna Berg", "Anna Berg"],
        ),
        # One ministry's minister is not another's.
        (
            "Finance Minister Ines Kallweit came.\nHealth Minister Oleg Trusov came.\n"
            "The health minister said it was dark.",
            ["Oleg Trusov"],
        ),
        # A description that leaned on somebody once is that person's role from then on.
        (
            "Ines Kallweit said it was late.\nThe chief executive said it was early.\n"
            "Oleg Trusov said it was dark.\nThe chief executive said it was light.",
            ["Ines Kallweit", "Ines Kallweit", "Oleg Trusov", "Ines Kallweit"],
        ),
        # Somebody's own is not who spoke last.
        ("Ines Kallweit said it was late.\nHer lawyer said it was early.", ["Ines Kallweit", "Ines Kallweit's lawyer"]),
        # The name stands further on in the paragraph.
        (
            "A spokesman for the port said it was shut. It opens at nine, the spokesman, Karl Berg, said.",
            ["Karl Berg", "Karl Berg"],
        ),
        ("A spokesman for the port said it was shut.", ["A spokesman for the port"]),
        # An origin tells who is meant where the role names the country.
        (
            "Danish coach Niels Varberg said it was late.\nOleg Trusov said it was early.\nThe Dane said it was dark.",
            ["Niels Varberg", "Oleg Trusov", "Niels Varberg"],
        ),
        ("My neighbour said the bridge was safe.", ["My neighbour"]),
    ],
)
def test_who_is_described(text: str, who: list[str]) -> None:
    assert speakers(text) == who


def test_what_belongs_to_the_author_is_called_by_the_author() -> None:
    assert speakers("My neighbour said the bridge was safe.", byline=("Anna Berg",)) == ["Anna Berg's neighbour"]


def test_a_third_party_in_direct_speech_is_not_the_speaker() -> None:
    found = speakers("“The finance minister told me that it was late,” Ines Kallweit said.")
    assert found == ["Ines Kallweit", "finance minister"]


def test_the_reason_tells_who_came_second() -> None:
    text = "Finance Minister Ines Kallweit came.\nHealth Minister Oleg Trusov came.\nThe minister said it was dark."
    [(statement, _)] = statements(text)
    assert statement.basis.detail.startswith("role “the minister”; next: ")


def test_many_of_a_group_are_the_group() -> None:
    [(statement, _)] = statements("Many young families say that the rent is too high.")
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.kind) == ("young families", SpeakerKind.GROUP)
