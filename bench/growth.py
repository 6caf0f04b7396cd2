"""How the work of `onrecord relate` grows: ``python -m bench.growth OUT.svg [--statements 1000 10000 …]`` draws it.

For each number of statements a record of its own is made of `bench.press` and related; drawn are the seconds by the
clock, and beside them n log n through the last of them. Both axes are logarithmic.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import log, log10
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.drawing import Line, Mark, chart
from bench.press import readings
from bench.related import kept, related
from onrecord.record.store import Record

STATEMENTS = (1_000, 3_000, 10_000, 30_000, 100_000)
A_PAGE = 10
"""Statements that a page of the press has."""
Measured = tuple[int, float]
"""Statements, and seconds by the clock."""


def measured(statements: int, workers: int) -> tuple[Measured, float]:
    """About so many statements and what it took to relate them, by the clock and in processor time."""
    made = readings(statements // A_PAGE)
    with TemporaryDirectory() as folder, Record.open(f"{folder}/press.db", create=True) as record:
        kept(record, made)
        _, spent = related(record, workers=workers)
    processor, clock = spent.all
    return (sum(len(each.reading.statements) for each in made), clock), processor


def drawn(found: Sequence[Measured]) -> str:
    """The measurements, two at least, as an SVG."""
    first, (last, seconds) = found[0][0], found[-1]
    even = [(count, seconds * count * log(count) / (last * log(last))) for count, _ in found]
    least = min(each for _, each in (*found, *even))
    most = max(each for _, each in (*found, *even))
    lines = [
        Line(name, [(_share(count, first, last), _share(each, least, most)) for count, each in points])
        for name, points in (("seconds", found), ("n log n", even))
    ]
    across: list[Mark] = [(_share(count, first, last), f"{count:,}") for count, _ in found]
    up: list[Mark] = [(_share(10.0**power, least, most), f"{10.0**power:g} s") for power in range(-1, 5)]
    return chart(
        "Relating a record, by its statements", lines, across, [each for each in up if 0 <= each[0] <= 1], "statements"
    )


def _share(value: float, least: float, most: float) -> float:
    return (log10(value) - log10(least)) / (log10(most) - log10(least))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--statements", type=int, nargs="+", default=STATEMENTS)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    found: list[Measured] = []
    for statements in sorted(options.statements):
        row, processor = measured(statements, options.workers)
        found.append(row)
        print(f"{row[0]:9,} statements {row[1]:8.1f} s by the clock {processor:8.1f} s of processor time", flush=True)
        if len(found) > 1:
            options.out.write_text(drawn(found), encoding="utf-8")


if __name__ == "__main__":
    main()
