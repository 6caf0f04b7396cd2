"""Who is credited: names, parts of names, slips, pronouns, roles, bodies, outlets, and nobody where none is told."""

from __future__ import annotations

import pytest

from onrecord.types import SpeakerKind
from tests.factories import speakers, statements

SAFE = "Ines Kallweit said the bridge was safe."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{SAFE}\n“We paid,” Kallweit added.", ["Ines Kallweit", "Ines Kallweit"]),
        (f"{SAFE}\nShe said it would reopen.", ["Ines Kallweit", "Ines Kallweit"]),
        ("Ines Kallweit met Oleg Trusov on Monday.\n“We agree,” he said.", ["Oleg Trusov"]),
        (
            "Karl Berg met Anna Berg.\nAnna Berg said it was late.\nKarl Berg said it was early.\n“Fine,” she said.",
            ["Anna Berg", "Karl Berg", "Anna Berg"],
        ),
        (
            "Ines Kallweit, the mayor of Osterby, spoke on Monday.\nThe mayor said the bridge was safe.",
            ["Ines Kallweit"],
        ),
        ("Oleg Trusov said the cranes were old.\n“They fell,” said Trussov.", ["Oleg Trusov", "Oleg Trusov"]),
        ("Dr. Hanna Berg said the bridge was safe.\n“It is,” said Berg.", ["Hanna Berg", "Hanna Berg"]),
        ("The ministry said the bridge was safe.\nIt said the cranes were old.", ["ministry", "ministry"]),
        ("Workers said the bridge was safe.\nThey said the cranes were old.", ["Workers", "Workers"]),
        (
            "The head of the dockers' union, Marguerite Odenkirchen, said the strike was over.",
            ["Marguerite Odenkirchen"],
        ),
        ("Kallweit (left) said the bridge was closed.", ["Kallweit"]),
        ("The Harbour Union (HU) said the bridge was closed.", ["Harbour Union"]),
        ("“We won,” she said.", [None]),
        ("It said the bridge was safe.", [None]),
        ("I said the strike was over.", [None]),
    ],
)
def test_who_is_credited(text: str, who: list[str | None]) -> None:
    assert speakers(text) == who


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SAFE, SpeakerKind.PERSON),
        ("The ministry said the bridge was safe.", SpeakerKind.BODY),
        ("The Osterby Courier reported that the bridge was safe.", SpeakerKind.OUTLET),
        ("Two workers said the bridge was safe.", SpeakerKind.GROUP),
        ("A spokesman said the bridge was safe.", SpeakerKind.OFFICE),
    ],
)
def test_what_the_speaker_is(text: str, kind: SpeakerKind) -> None:
    [(statement, _)] = statements(text)
    assert statement.speaker is not None
    assert statement.speaker.kind is kind


def test_an_outlet_that_the_page_cites() -> None:
    [(statement, _)] = statements("Norrland said the bridge was safe.", cites=["Norrland"])
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.kind) == ("Norrland", SpeakerKind.OUTLET)
    assert statement.basis.detail == "outlet"


def test_the_author_of_a_column() -> None:
    assert speakers("I said the strike was over.", byline=("Ines Kallweit",)) == ["Ines Kallweit"]


def test_a_speaker_has_its_role_and_its_other_forms() -> None:
    (_, _), (second, _) = statements("Ines Kallweit, the mayor of Osterby, said it was so.\n“It is,” said Kallweit.")
    assert second.speaker is not None
    assert (second.speaker.role, second.speaker.aliases) == ("mayor of Osterby", ("Kallweit",))
    assert second.basis.detail == "part of a name"
