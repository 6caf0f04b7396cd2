"""Names of outlets: which they are, where they begin and end."""

from __future__ import annotations

import pytest

from onrecord.clean.outlets import Way, bare, credits_of, is_outlet, name_from


@pytest.mark.parametrize("name", ["The Harbour Post", "Radio Quay", "WSJ", "BBC Verify", "Дзеркало новини"])
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["Ada Ng", "Harbour Board", "Ministry of Ships", "Oslo"])
def test_no_outlets(name: str) -> None:
    assert not is_outlet(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" “Harbour Echo” of Oslo", "Harbour Echo"),
        ("Kade 7 and others", "Kade 7"),
        ("Barrel & Buoy said", "Barrel & Buoy"),
        ("Voice of the Quay.", "Voice of the Quay"),
        ("nobody", None),
        ("", None),
    ],
)
def test_name_from(text: str, name: str | None) -> None:
    span = name_from(text, 0, "en")
    assert (span.of(text) if span else None) == name


@pytest.mark.parametrize(
    ("language", "text", "name", "way"),
    [
        ("en", "as reported by the Harbour Echo", "Harbour Echo", Way.REPORTED),
        ("en", "Ada Ng told Harbour Echo", "Harbour Echo", Way.GIVEN),
        ("en", "in an interview with Bild", "Bild", Way.INTERVIEW),
        ("en", "told Bo Ek of Harbour Radio", "Harbour Radio", Way.GIVEN),
        ("de", "im Interview mit der Zeitung Hafenbote", "Hafenbote", Way.INTERVIEW),
        ("fr", "selon le journal Le Quai", "Le Quai", Way.REPORTED),
        ("es", "según el portal Muelle Siete", "Muelle Siete", Way.REPORTED),
        ("uk", "як повідомляє видання Причал", "Причал", Way.REPORTED),
        ("ru", "как сообщает агентство Причал", "Причал", Way.REPORTED),
    ],
)
def test_credits(language: str, text: str, name: str, way: Way) -> None:
    found = credits_of(text, language)
    assert [(credit.name, credit.way) for credit in found] == [(name, way)]


def test_names_are_compared_without_their_article() -> None:
    assert bare("The Harbour Echo’s") == bare("Harbour Echo")
