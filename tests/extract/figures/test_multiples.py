"""Multiples in one word, in all languages; and words that only look like them."""

from __future__ import annotations

import pytest

from tests.extract.figures.reading import figures, one


@pytest.mark.parametrize(
    ("text", "value", "hedge", "trend"),
    [
        ("Sales doubled.", 2, "exactly", "up"),
        ("Sales have more than tripled.", 3, "more than", "up"),
        ("Sales nearly quadrupled.", 4, "almost", "up"),
        ("Sales halved.", 0.5, "exactly", "down"),
        ("Rents are twice as high.", 2, "exactly", None),
        ("It cost almost double the estimate.", 2, "almost", None),
        ("Half as many boats came.", 0.5, "exactly", None),
        ("A fivefold rise was seen.", 5, "exactly", None),
        ("A 5-fold rise was seen.", 5, "exactly", None),
        ("Three times as many boats came.", 3, "exactly", None),
        ("It floods twice a year.", 2, "exactly", None),
    ],
)
def test_multiple(text: str, value: float, hedge: str, trend: str | None) -> None:
    figure = one(text)
    assert (figure.value, figure.hedge, figure.trend) == (value, hedge, trend)
    assert (figure.measure or "").startswith("times")


@pytest.mark.parametrize(
    "text",
    ["He scored twice.", "They doubled down.", "She won the mixed doubles.", "It doubled as a shed.", "A double room."],
)
def test_no_multiple(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Der Umsatz verdoppelte sich.", 2),
        ("de", "Doppelt so viele Boote kamen.", 2),
        ("fr", "Le budget a triplé.", 3),
        ("fr", "C'est le double de la somme.", 2),
        ("es", "Los casos se duplicaron.", 2),
        ("it", "I casi sono raddoppiati.", 2),
        ("pt", "O valor triplicou.", 3),
        ("nl", "Het aantal verdubbelde.", 2),
        ("pl", "Ceny wzrosły dwukrotnie.", 2),
        ("uk", "Ціни зросли вдвічі.", 2),
        ("ru", "Цены выросли втрое.", 3),
    ],
)
def test_other_languages(language: str, text: str, value: float) -> None:
    figure = one(text, language)
    assert (figure.value, figure.measure) == (value, "times")
