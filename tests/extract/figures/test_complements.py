"""What a quantity is of, in the ten languages beside English."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.words import languages
from tests.extract.figures.reading import figures
from tests.strategies import press_text

CASES: dict[str, list[tuple[str, str | None]]] = {
    "de": [
        ("Rund 1.200 Tonnen Getreide wurden verladen.", "Getreide"),
        ("Etwa 40 Prozent der Wähler blieben zu Hause.", "Wähler"),
        ("Zwei Drittel der Befragten lehnen das ab.", "Befragten"),
        ("Die Inflation von 4,1 Prozent überrascht.", "Inflation"),
        ("Die Zahl der Boote stieg um 12.000.", "Boote, Zahl"),
        ("Im ersten Quartal sank der Gewinn um 3 Prozent.", "Gewinn"),
        ("Die Regierung gibt 3,5 Milliarden Euro für die Häfen aus.", "Häfen, Regierung"),
        ("Am Montag kamen 40 Boote.", None),
    ],
    "fr": [
        ("Environ 1 200 tonnes de blé ont été chargées.", "blé"),
        ("Près de 40 % des électeurs se sont abstenus.", "électeurs"),
        ("Un taux d'inflation de 4,1 % surprend.", "inflation, taux"),
        ("Les prix ont augmenté de 2,3 %.", "prix"),
        ("Le ministère versera 3 millions d'euros pour les ports.", "ports, ministère"),
    ],
    "es": [
        ("Unas 1.200 toneladas de trigo fueron cargadas.", "trigo"),
        ("Cerca del 40 % de los votantes se abstuvo.", "votantes"),
        ("Una cuarta parte de los barcos no salió.", "barcos"),
        ("Los precios subieron un 2,3 %.", "precios"),
        ("La tasa de paro del 7,2 % sorprende.", "paro, tasa"),
    ],
    "it": [
        ("Circa 1.200 tonnellate di grano sono partite.", "grano"),
        ("Il 40 per cento degli elettori si è astenuto.", "elettori"),
        ("Due terzi degli intervistati sono contrari.", "intervistati"),
        ("Il ministero spenderà 3 miliardi di euro per l'esercito.", "esercito, ministero"),
    ],
    "pt": [
        ("Cerca de 1.200 toneladas de trigo foram carregadas.", "trigo"),
        ("Mais de 40% dos eleitores abstiveram-se.", "eleitores"),
        ("A taxa de desemprego de 7,2% surpreende.", "desemprego, taxa"),
    ],
    "nl": [
        ("Ongeveer 1.200 ton graan werd geladen.", "graan"),
        ("Bijna 40 procent van de kiezers bleef thuis.", "kiezers"),
        ("Een kwart van de werknemers staakte.", "werknemers"),
    ],
    "pl": [
        ("Około 1200 ton zboża załadowano.", "zboża"),
        ("Prawie 40 procent wyborców nie głosowało.", "wyborców"),
        ("Ceny wzrosły o 3 procent.", "Ceny"),
    ],
    "uk": [
        ("Близько 1200 тонн зерна завантажили.", "зерна"),
        ("Майже 40 відсотків виборців не голосували.", "виборців"),
        ("Інфляція зросла до 4,2%.", "Інфляція"),
    ],
    "ru": [
        ("Около 1200 тонн зерна погрузили.", "зерна"),
        ("Почти 40 процентов избирателей не голосовали.", "избирателей"),
        ("Инфляция выросла до 4,2%.", "Инфляция"),
    ],
    "tr": [
        ("Yaklaşık 1.200 ton tahıl yüklendi.", "tahıl"),
        ("Seçmenlerin yüzde 40'ı oy kullanmadı.", "Seçmenlerin"),
        ("Çalışanların dörtte biri grev yaptı.", "Çalışanların"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "of"), [(language, text, of) for language, rows in CASES.items() for text, of in rows]
)
def test_of(language: str, text: str, of: str | None) -> None:
    figure = figures(text, language)[0]
    assert figure.of == of
    assert (", ".join(span.of(text) for span in figure.concept) or None) == of


def test_every_language_but_english_has_cases() -> None:
    assert {*CASES, "en"} == set(languages())


@given(press_text(), st.sampled_from(sorted(CASES)))
def test_no_concept_overlaps_a_figure_or_another_concept(text: str, language: str) -> None:
    found = figures(text, language)
    for figure in found:
        spans = sorted((span.start, span.end) for span in figure.concept)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        # A part names its whole, which lies inside the figure.
        assert all(
            not (span.start < other.span.end and other.span.start < span.end)
            for span in figure.concept
            for other in found
            if other is not figure
        )
