"""Units: rates of all kinds, currencies by short signs, weights that could be money, sizes between number and noun."""

from __future__ import annotations

import pytest

from tests.extract.figures.reading import figures, one


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("The yard builds 40 ferries per year.", 40, "ferries per year", None),
        ("The clinic saw 30 patients a day.", 30, "patients per day", None),
        ("They counted 3.2 deaths per 100,000 people.", 3.2, "deaths per 100,000 people", None),
        ("There were 120 cases per million.", 120, "cases per million", None),
        ("It burns 5.8 litres per 100 kilometres.", 5.8, "litres per 100 kilometres", "liter / 100 kilometer"),
        ("It melts 1.5 cubic kilometres.", 1.5, "cubic kilometres", "kilometer ** 3"),
        ("The state lost 20 of its ferries.", 20, None, None),
        ("It sold 35m of its ferries.", 35e6, "ferries", None),
        ("It runs 16 daily ferries.", 16, "daily ferries", None),
        ("There are 3,000 fewer ferries.", 3000, "ferries", None),
        ("The grant is R 12 billion.", 12e9, "South African rand", "ZAR"),
        ("The note cost Rs 500.", 500, "Indian rupee", "INR"),
        ("The note cost Rs. 2,000.", 2000, "Indian rupee", "INR"),
        ("The fee is RM 5,000.", 5000, "Malaysian ringgit", "MYR"),
        ("He weighs 210 pounds.", 210, "pounds", "pound"),
        ("They seized 40 pounds of copper.", 40, "pounds", "pound"),
        ("They owed 40 pounds.", 40, "pounds", "GBP"),
        ("They owed 2 million pounds of rent.", 2e6, "pounds", "GBP"),
        ("The margin is plus or minus 3 percentage points.", 3, "percentage points", "percentage points"),
        ("The margin is +/-3%.", 3, "%", "%"),
        ("The margin is ±3%.", 3, "%", "%"),
        ("It fell to minus 3 degrees Celsius.", -3, "degrees Celsius", "degree_Celsius"),
        ("Kallweit sold 72,000 F-150 vans.", 72000, "F-150 vans", None),
    ],
)
def test_unit(text: str, value: float, unit: str | None, measure: str | None) -> None:
    figure = one(text)
    assert figure.value == pytest.approx(value)
    assert (figure.unit, figure.measure) == (unit, measure)


def test_a_size_between_number_and_noun_is_a_figure_of_its_own() -> None:
    found = figures("They found two 9mm pistols and three 500-pound bombs.")
    assert [(figure.value, figure.unit) for figure in found] == [
        (2, "pistols"),
        (9, "mm"),
        (3, "bombs"),
        (500, "pound"),
    ]


@pytest.mark.parametrize("text", ["The PS 5 sold well.", "R2-D2 and Y 4 came.", "They met in R 12."])
def test_letters_beside_a_small_number_are_no_money(text: str) -> None:
    assert [figure.measure for figure in figures(text) if figure.measure] == []


def test_a_share_of_one_in_many() -> None:
    assert one("One in 36 ferries is late.").value == pytest.approx(1 / 36)
    assert one("Nine in ten ferries are late.").value == 0.9


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Several hundred boats came.", "several hundred"),
        ("A few thousand boats came.", "a few thousand"),
        ("Many thousands of boats came.", "many thousands"),
    ],
)
def test_vague_counts_keep_their_words(text: str, hedge: str) -> None:
    figure = one(text)
    assert (figure.value, figure.hedge, figure.unit) == (None, hedge, "boats")


@pytest.mark.parametrize("text", ["A few boats came.", "Many boats came.", "Several boats came."])
def test_a_count_without_a_magnitude_is_no_figure(text: str) -> None:
    assert figures(text) == ()
