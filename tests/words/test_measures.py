"""What may be converted, to what, and what never is."""

from __future__ import annotations

import pytest

from onrecord.words import facts, languages, load
from onrecord.words.measures import normal

SEVERAL = {"ton", "gallon", "pint", "quart", "ounce", "fluid_ounce", "oil_barrel", "bushel", "cup", "teaspoon"} | {
    "tablespoon",
    "horsepower",
    "calorie",
    "kilocalorie",
    "degree",
    "knot",
    "mile / gallon",
}


@pytest.mark.parametrize(
    ("value", "measure", "other", "same"),
    [
        (5, "kilometer", 5000, "meter"),
        (1, "mile", 1609.344, "meter"),
        (36, "kilometer / hour", 10, "meter / second"),
        (1, "hectare", 10000, "meter ** 2"),
        (2, "week", 14, "day"),
        (2, "year", 24, "month"),
        (0, "degree_Celsius", 32, "degree_Fahrenheit"),
        (1, "kilowatt_hour", 3.6, "megajoule"),
    ],
)
def test_converted(value: float, measure: str, other: float, same: str) -> None:
    left, right = normal(value, measure), normal(other, same)
    assert left[1] == right[1]
    assert left[0] == pytest.approx(right[0])


@pytest.mark.parametrize(
    "measure",
    ["USD", "USD / meter", "EUR / day", "%", "percentage points", "ton", "oil_barrel / day", "points per game", "x/y/"],
)
def test_kept(measure: str) -> None:
    assert normal(3, measure) == (3, measure)


def test_years_are_not_days() -> None:
    assert normal(1, "year")[1] != normal(365, "day")[1]


def test_a_speed_over_a_year_is_kept() -> None:
    assert normal(2, "millimeter / year") == (2, "millimeter / year")


def test_every_measure_of_the_tables_is_known_or_kept_on_purpose() -> None:
    signs = facts("units")
    names = set(signs["signs"].values()) | set(signs["glued"].values())
    for language in languages():
        names |= set(load(language, "figures").get("measures", {}).values())
    kept = {name for name in names if normal(1.0, name) == (1.0, name)}
    own_base = {
        "meter",
        "kilogram",
        "second",
        "kelvin",
        "ampere",
        "radian",
        "bit",
        "month",
        "meter ** 2",
        "meter ** 3",
        "meter / second",
    }
    counted = {"times", "cents", "pence", "points", "basis point", "generation", "ppb", "kip_per_square_inch"}
    assert {name for name in kept if "per" not in name.split()} <= own_base | counted | SEVERAL
