"""Figures of one sentence, as the tests ask for them."""

from __future__ import annotations

from datetime import date

from onrecord.extract.figures import figures_of
from onrecord.types import Figure
from tests.factories import article

DAY = date(2026, 3, 12)


def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    return figures_of(article(text, published=DAY, language=language))


def one(text: str, language: str = "en") -> Figure:
    found = figures(text, language)
    assert len(found) == 1, [(figure.span.of(text), figure.value) for figure in found]
    return found[0]


def days(figure: Figure) -> tuple[date, date] | None:
    return (figure.period.earliest, figure.period.latest) if figure.period else None
