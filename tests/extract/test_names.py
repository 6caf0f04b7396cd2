"""Names of people: their words, titles and roles, and what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.callings import bare, fold
from onrecord.extract.names import names_in
from tests.factories import paragraph_of
from tests.strategies import texts


def names(text: str) -> list[str]:
    return [" ".join(name.words) for name in names_in(paragraph_of(text), "en")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday Ines Kallweit met Oleg Trusov in Osterby.", ["Ines Kallweit", "Oleg Trusov"]),
        ("We met Ludwig van der Molen there.", ["Ludwig van der Molen"]),
        ("We met J. B. Trusov there.", ["J B Trusov"]),
        ("We met Mayor Ines Kallweit there.", ["Ines Kallweit"]),
        ("We met Prime Minister Oleg Trusov there.", ["Oleg Trusov"]),
        ("We met Mr. Trusov there.", ["Trusov"]),
        ("We saw Kallweit's house.", ["Kallweit"]),
        ("We saw the Ministry of Health.", []),
        ("We left on Monday in March.", []),
        ("We met UN envoy Oleg Trusov.", ["Oleg Trusov"]),
        ("LENA HOLM: We closed it.", ["Lena Holm"]),
        ("ANN LEE: We closed it.", ["Ann Lee"]),
        ("UN TRUSOV: We closed it.", ["Trusov"]),
        ("LENA BANK: We closed it.", []),
        ("nobody is named here", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert [name for name in names(text) if name not in ("Osterby", "Health")] == found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The crane driver Siebe Maartens came.", "crane driver"),
        ("We met Ines Kallweit, the mayor of Osterby, there.", "mayor of Osterby"),
        ("We met its chief economist, Tuomas Rinnekoski, there.", "chief economist"),
        ("Yesterday Mayor Ines Kallweit came.", "Mayor"),
        ("We met Ines Kallweit there.", None),
        ("We met Ines Kallweit, and left.", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    [name] = [n for n in names_in(paragraph_of(text), "en") if len(n.words) == 2]
    assert name.role == role


def test_titles_are_apart_from_the_name() -> None:
    [name] = names_in(paragraph_of("We met Mrs. Kallweit there."), "en")
    assert (name.words, name.titles) == (("Kallweit",), ("mrs",))


@pytest.mark.parametrize(
    ("word", "plain"), [("Kallweit's", "Kallweit"), ("dockers’", "dockers"), ("Kallweit", "Kallweit")]
)
def test_bare(word: str, plain: str) -> None:
    assert bare(word) == plain


@pytest.mark.parametrize(("word", "folded"), [("Müller", "muller"), ("ŻÓŁW", "zołw"), ("Iñigo", "inigo"), ("", "")])
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(texts.filter(bool))
def test_a_name_begins_where_it_says(text: str) -> None:
    p = paragraph_of(text)
    for name in names_in(p, "en"):
        assert name.words
        assert name.start in p.start
        assert name.role is None or name.role in text
