"""Hedges and trends: bounds, levels, which way a figure moved, and words that only look so."""

from __future__ import annotations

import pytest

from tests.extract.figures.reading import figures, one


@pytest.mark.parametrize(
    ("text", "trend", "hedge"),
    [
        ("The index edged 1.4 percent higher.", "up", "exactly"),
        ("The index closed 0.7 percent lower on Friday.", "down", "exactly"),
        ("Rents are 5 percent higher than elsewhere.", None, "exactly"),
        ("Rents brought 5 percent higher fees.", None, "exactly"),
        ("Joblessness ticked up to 4.3 percent.", "up", "exactly"),
        ("Joblessness went back down to 4.3 percent.", "down", "exactly"),
        ("Up to 4.3 percent are jobless.", None, "at most"),
        ("Inflation cooled to 2.9 percent.", "down", "exactly"),
        ("The bank raised its rate by 2 points.", "up", "exactly"),
        ("The bank raised 250 million euros.", None, "exactly"),
        ("The bank may raise fees by up to 24 euros.", None, "at most"),
        ("Rents fell 5 to 7 percent.", "down", "exactly"),
        ("It lost 5 kilograms.", "down", "exactly"),
        ("Police recovered 64 grams.", None, "exactly"),
        ("Gunners shot down 30 drones.", None, "exactly"),
        ("The water was as deep as 2 metres.", None, "at most"),
        ("Children as young as 5 metres.", None, "at least"),
        ("The strike lasted over 16 weeks.", None, "more than"),
        ("The strike went on for over 16 weeks.", None, "more than"),
    ],
)
def test_trend_and_hedge(text: str, trend: str | None, hedge: str) -> None:
    figure = one(text)
    assert (figure.trend, figure.hedge) == (trend, hedge)


def test_over_a_length_of_time_tells_how_long_it_took() -> None:
    assert [figure.hedge for figure in figures("They lost 5 kilograms over 16 weeks.")] == ["exactly", "exactly"]


@pytest.mark.parametrize(
    ("language", "text", "trend", "hedge"),
    [
        ("ru", "Инфляция выросла до 4,2%.", "up", "exactly"),
        ("ru", "Билет стоит до 40 рублей.", None, "at most"),
        ("pl", "Inflacja wzrosła do 4,2 proc.", "up", "exactly"),
        ("uk", "Інфляція зросла до 4,2%.", "up", "exactly"),
        ("tr", "Enflasyon yüzde 4,2'ye yükseldi.", "up", "exactly"),
        ("fr", "Une vingtaine de bateaux partent.", None, "about"),
        ("it", "Un centinaio di barche parte.", None, "about"),
        ("es", "Una veintena de barcos sale.", None, "about"),
        ("nl", "Een twintigtal boten vaart.", None, "about"),
    ],
)
def test_other_languages(language: str, text: str, trend: str | None, hedge: str) -> None:
    figure = one(text, language)
    assert (figure.trend, figure.hedge) == (trend, hedge)
