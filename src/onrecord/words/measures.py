"""Values of one measure brought to one unit, so that figures of different pages can be compared.

Only exact conversions are made, through the pint library: lengths, areas, masses, speeds, energies, temperatures. Never
converted are currencies, counted nouns, and measures whose name means several units ("ton", "gallon", "barrel"); months
and years become months, never days.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
# Names that differ between countries or trades.
_SEVERAL = frozenset(
    (
        "ton",
        "gallon",
        "pint",
        "quart",
        "ounce",
        "fluid_ounce",
        "oil_barrel",
        "bushel",
        "cup",
        "teaspoon",
        "tablespoon",
        "horsepower",
        "calorie",
        "kilocalorie",
        "generation",
        "point",
        "points",
        "degree",
        "knot",
    )
)
_NAME = re.compile(r"[a-z]\w*(?: (?:\*\*?|/) \w+)*", re.ASCII)
_LONGEST_NAME = 80


def normal(value: float, measure: str) -> tuple[float, str]:
    """The value in the base unit of its measure, and that unit; unchanged where no exact conversion is known.

    Two figures measure alike when their units are equal: ``normal(5, "kilometer")`` and ``normal(5000, "meter")`` are.
    """
    if measure in _MONTHS:
        return value * _MONTHS[measure], "month"
    factor = _unit(measure)
    if factor is None:
        return value, measure
    base = _registry().Quantity(value, factor).to_base_units()
    return float(base.magnitude), f"{base.units}"


@cache
def _unit(measure: str) -> pint.Unit | None:
    """Pint's unit of that name; None where it has none, or where the name leaves open which unit is meant."""
    parts = {part.strip() for part in measure.replace("*", "/").split("/")}
    if len(measure) > _LONGEST_NAME or not _NAME.fullmatch(measure) or parts & (_SEVERAL | _MONTHS.keys()):
        return None
    from pint import PintError

    try:
        return _registry().Unit(measure)
    except PintError:
        return None


@cache
def _registry() -> pint.UnitRegistry[float]:
    # Half a second to load, and only runs that compare figures need it.
    from pint import UnitRegistry

    return UnitRegistry(autoconvert_offset_to_baseunit=True)
