"""The floors that figures must not fall below, kept in ``bench/floors.toml``; raising lowers none."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from math import floor
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
HEAD = (
    "# Written by `python -m bench quality --raise` and `python -m bench speed --raise`, which lower no figure;\n"
    "# docs/evaluation.md tells the two that were set anew. Floors of speed leave room for slower machines.\n"
)

QUALITY_SHARE = 0.99

Floors = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: ``group`` is the set of pages, ``share`` how much of it becomes a floor when raised.

    Quality is nearly the same on every machine: products in 8 bits differ a little between kinds of processors.
    Speed is not, so its floor stands well below it.
    """

    group: str
    measure: str
    value: float
    share: float = QUALITY_SHARE


def load(path: Path) -> Floors:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def floor_of(figure: Figure, floors: Floors) -> float | None:
    return floors.get(figure.group, {}).get(figure.measure)


def holds(figure: Figure, floors: Floors) -> bool:
    """True where no floor is set, too: a new figure has none until it is raised."""
    least = floor_of(figure, floors)
    return least is None or figure.value >= least


def raised(floors: Floors, figures: list[Figure]) -> Floors:
    """The floors after these figures: each as high as measured, cut to three digits, and never below the old one."""
    new = {group: dict(measures) for group, measures in floors.items()}
    for figure in figures:
        group = new.setdefault(figure.group, {})
        measured = floor(figure.value * figure.share * 1000) / 1000
        group[figure.measure] = max(measured, group.get(figure.measure, 0.0))
    return new


def save(floors: Floors, path: Path) -> None:
    lines = [HEAD]
    for group, measures in sorted(floors.items()):
        lines.append(f"\n[{group}]\n")
        lines += [f"{measure} = {value}\n" for measure, value in measures.items()]
    path.write_text("".join(lines), encoding="utf-8")
