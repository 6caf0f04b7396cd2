"""The cast of a page: who is one person under several spellings, and who is not."""

from __future__ import annotations

import pytest

from onrecord.extract.people import NAMESAKES, Cast
from onrecord.extract.person import FORMS
from tests.factories import paragraph_of


def cast(*paragraphs: str) -> Cast:
    """The cast of paragraphs that stand one behind the other, as on a page."""
    return Cast([paragraph_of("\n".join(paragraphs))], "en")


@pytest.mark.parametrize(
    ("text", "asked", "full"),
    [
        ("Ines Kallweit came.", "Ines Kallweit", "Ines Kallweit"),
        ("Ines Kallweit came.", "Kallweit", "Ines Kallweit"),
        ("Ines Kallweit came.", "Kalweit", "Ines Kallweit"),
        ("Ines Kallweit came.", "Ines Kallwiet", "Ines Kallweit"),
        ("Beatriz Almenara Roque came.", "Beatriz Almenara", "Beatriz Almenara Roque"),
        ("Jörg Müller came.", "Muller", "Jörg Müller"),
        ("Ines Kallweit came.", "I Kallweit", "Ines Kallweit"),
        ("Ines Kallweit came.", "Oleg Kallweit", None),
        ("Ines Kallweit came.", "Trusov", None),
        ("Ines Kallweit came.", "", None),
    ],
)
def test_who_is_meant(text: str, asked: str, full: str | None) -> None:
    person = cast(text).find(tuple(asked.split()))
    assert (person.full if person else None) == full


def test_namesakes_stay_apart() -> None:
    found = cast("Karl Berg met Anna Berg.")
    assert sorted(person.full for person in found.people) == ["Anna Berg", "Karl Berg"]
    assert found.find(("Anna", "Berg")) is not found.find(("Karl", "Berg"))


def test_a_title_tells_husband_and_wife_apart() -> None:
    found = cast("Karl Berg came.", "Mrs. Berg left.")
    assert [(person.full, person.sex) for person in found.people] == [("Karl Berg", "m"), ("Berg", "f")]
    assert found.find(("Berg",), "m") is found.people[0]


def test_the_commoner_spelling_names_the_person() -> None:
    [person] = cast("Mark Rute spoke.", "Then Mark Rutte spoke.", "Mark Rutte left.").people
    assert person.full == "Mark Rutte"
    assert set(person.forms) == {"Mark Rute", "Mark Rutte"}


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("We met Mrs. Kallweit there.", "f"),
        ("Mr. Trusov came.", "m"),
        ("Zorbin Kallweit came and she left.", "f"),
        ("Zorbin Kallweit came and he left.", "m"),
        ("Hannah Kallweit came.", "f"),
        ("Zorbin Kallweit came.", ""),
    ],
)
def test_he_and_she(text: str, sex: str) -> None:
    [person] = cast(text).people
    assert person.sex == sex


def test_the_role_most_often_given() -> None:
    found = cast("We met Mayor Ines Kallweit.", "Ines Kallweit, the mayor of Osterby, left.")
    [person] = found.people
    assert person.role == "mayor of Osterby"
    assert found.bearers("mayor") == [person]
    assert found.bearers("skipper") == []


def test_one_office_under_two_nouns() -> None:
    found = cast("We met Ines Kallweit, the governor of the bank, there.")
    assert [person.full for person in found.bearers("chief")] == ["Ines Kallweit"]


def test_spellings_and_namesakes_are_bounded() -> None:
    many = cast(". ".join(f"Then Anna X{chr(97 + k % 26)}{chr(97 + k // 26)} Berg came" for k in range(3 * FORMS)))
    assert max(len(person.forms) for person in many.people) <= FORMS
    assert len(many.bearers("mayor")) <= NAMESAKES


def test_every_mention_is_kept_in_order() -> None:
    found = cast("Ines Kallweit met Oleg Trusov.", "Kallweit left.")
    assert [person.full for _, person in found.mentions] == ["Ines Kallweit", "Oleg Trusov", "Ines Kallweit"]
    assert [at for at, _ in found.mentions] == sorted(at for at, _ in found.mentions)
