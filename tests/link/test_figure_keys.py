"""Figures of pages in different languages and units, brought to one key; and figures that no key may bring together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.figures import figures_of
from onrecord.link.candidates import figure_key
from onrecord.types import Basis, Figure, Span
from tests.factories import article


def keys(text: str, language: str) -> list[tuple[str, str] | None]:
    return [figure_key(figure) for figure in figures_of(article(text, published=date(2026, 3, 12), language=language))]


SAME = [
    [
        ("en", "The pier is 25 kilometres long."),
        ("en", "The pier is 25,000 metres long."),
        ("de", "Die Mole ist 25 Kilometer lang."),
        ("fr", "La jetée fait 25 km."),
        ("es", "El muelle mide 25.000 metros."),
        ("pl", "Molo ma 25 kilometrów."),
        ("uk", "Мол має 25 кілометрів."),
        ("ru", "Мол имеет длину 25 километров."),
        ("tr", "İskele 25 kilometre."),
    ],
    [
        ("en", "The pier cost €3.5 billion."),
        ("de", "Die Mole kostete 3,5 Mrd. Euro."),
        ("fr", "La jetée a coûté 3,5 milliards d'euros."),
        ("es", "El muelle costó 3.500 millones de euros."),
        ("it", "Il molo è costato 3,5 miliardi di euro."),
        ("pt", "O cais custou 3,5 mil milhões de euros."),
        ("nl", "De pier kostte 3,5 miljard euro."),
        ("pl", "Molo kosztowało 3,5 miliarda euro."),
        ("uk", "Мол коштував 3,5 млрд євро."),
        ("ru", "Мол стоил 3,5 млрд евро."),
        ("tr", "İskele 3,5 milyar avro tuttu."),
    ],
    [
        ("en", "It earns 300 euros a month."),
        ("de", "Sie verdient 300 Euro pro Monat."),
    ],
    [
        ("en", "The strike took 240 months."),
        ("en", "The strike took twenty years."),
        ("fr", "La grève a duré 240 mois."),
    ],
    [("en", "It fell 12.5 percent."), ("de", "Sie fiel um 12,5 Prozent."), ("tr", "Yüzde 12,5 düştü.")],
]


@pytest.mark.parametrize("told", SAME)
def test_one_quantity_has_one_key_in_all_languages(told: list[tuple[str, str]]) -> None:
    found = [keys(text, language) for language, text in told]
    assert [len(row) for row in found] == [1] * len(told)
    assert found[0][0] is not None
    assert {row[0] for row in found} == {found[0][0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost 40 euros.", "It cost 40 dollars."),
        ("It cost 40 Canadian dollars.", "It cost 40 US dollars."),
        ("It holds 40 tons.", "It holds 40 tonnes."),
        ("It grew 12 percent.", "It grew 12 percentage points."),
        ("It earns 300 euros a month.", "It earns 300 euros a week."),
        ("He weighs 210 pounds.", "He owes 210 pounds."),
        ("It took 30 days.", "It took one month."),
        ("It burns 40 litres per 100 km.", "It burns 40 litres."),
    ],
)
def test_what_no_exact_conversion_joins_stays_apart(one: str, other: str) -> None:
    assert keys(one, "en") != keys(other, "en")


@given(
    st.integers(min_value=20, max_value=10**9),
    st.sampled_from(
        [("kilometer", "meter", 1000), ("kilogram", "gram", 1000), ("hour", "minute", 60), ("year", "month", 12)]
    ),
)
def test_exact_conversions_meet(count: int, units: tuple[str, str, int]) -> None:
    large, small, factor = units

    def key(value: float, measure: str) -> tuple[str, str] | None:
        return figure_key(Figure("", "", Span(0, 1), value, "exactly", measure, None, None, Basis("test"), measure))

    assert key(float(count), large) == key(float(count * factor), small)
