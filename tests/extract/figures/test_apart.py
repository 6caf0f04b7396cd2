"""What is written as a number and counts nothing, each beside a number that does."""

from __future__ import annotations

import pytest

from tests.extract.figures.reading import figures

NONE = [
    "Two F-16 jets and a Su-35 met a Boeing 737.",
    "The G 7 and the G20 met after COVID-19.",
    "Article 5 and Article 51 of the Charter apply.",
    "He lives at 221B Baker Street or at 9 E 71st St.",
    "Call +44 20 7946 0958 or (555) 123-4567 now.",
    "He filed a 10-K and went to a 7-Eleven.",
    "His 401k plan is empty.",
    "Version 2.0 came out on page 3 of 4.",
    "It is in the 90049 ZIP Code.",
    "It made the top 10.",
    "The Rovers won 24 to 17.",
    "Shops close between 9 and 11 a.m. here.",
    "She saw the Three Gorges and wrote about them.",
    "He joined the Group of Seven in spring.",
    "Psalm 23 and John 3:16 were read.",
    "Under-21 players and Blink-182 came.",
]
"""Each holds no figure but those of the next table."""
KEPT = {"Two F-16 jets and a Su-35 met a Boeing 737.": [2]}


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert [figure.value for figure in figures(text)] == KEPT.get(text, [])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He sold 16 jets and 35 boats.", [16, 35]),
        ("She voted 51 to 49.", [51, 49]),
        ("The road went from 24 to 17 metres.", [(24, 17)]),
        ("Boats took between 9 and 11 days.", [(9, 11)]),
        ("Three gorges were closed.", [3]),
        ("Police Arrest Three Men In Osterby", [3]),
        ("The top five ports grew.", [5]),
        ("About 90049 boats came.", [90049]),
        ("There are 555 boats, 123 vans and 4567 bikes.", [555, 123, 4567]),
        ("It has a 10-seat van.", [10]),
        ("The depot shipped version after version, 20 boxes each.", [20]),
    ],
)
def test_figures_that_look_alike_are_kept(text: str, values: list[object]) -> None:
    assert [figure.value for figure in figures(text)] == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He died at 61 in Osterby."),
        ("de", "Die 61-jährige Wirtin lachte."),
        ("de", "Ein 61 Jahre alter Wirt lachte."),
        ("fr", "Une femme de 61 ans attend."),
        ("es", "Una mujer de 61 años espera."),
        ("it", "Una donna di 61 anni aspetta."),
        ("pt", "Uma mulher de 61 anos espera."),
        ("nl", "De 61-jarige vrouw wacht."),
        ("pl", "Czeka 61-letnia kobieta."),
        ("uk", "Чекає 61-річна жінка."),
        ("ru", "Ждет 61-летняя женщина."),
        ("tr", "61 yaşındaki kadın bekliyor."),
    ],
)
def test_an_age(language: str, text: str) -> None:
    (figure,) = figures(text, language)
    assert (figure.value, figure.unit) == (61, "years of age")


def test_a_term_of_years_is_no_age() -> None:
    (figure,) = figures("Une peine de 34 ans est lourde.", "fr")
    assert figure.measure == "year"
