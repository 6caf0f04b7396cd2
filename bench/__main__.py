"""``python -m bench [PART] [--raise]``: figures against floors.

Without a part, quality, speed, meaning, record, check, lineage, stories and screens run, and a table is printed.
``cases`` writes gold of our own pages, ``hostile`` prints what inputs made to harm cost, ``crashes`` what became of
writers that were killed. ``batch``, which takes minutes, runs by its name alone. Exit code 1 where a figure fell below
its floor, or where anything was lost.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import (
    batch,
    cases,
    check,
    crashes,
    floors,
    hostile,
    lineage,
    meaning,
    reading,
    scoring,
    screens,
    shared,
    speed,
    speed_record,
    stories,
)
from bench.floors import Figure


def quality() -> tuple[list[Figure], list[str]]:
    """The figures of the examples and of every shared set that is there, and the names of those that are not."""
    golds = cases.load()
    read = reading.readings(reading.pages(cases.PAGES.glob("*.txt")))
    figures = [Figure("examples", name, value) for name, value in scoring.score(golds, read).items()]
    missing = []
    for wanted in shared.SETS:
        measured = shared.measure(wanted)
        if measured is None:
            missing.append(wanted.name)
        else:
            figures += measured
    return figures, missing


def table(figures: list[Figure], known: floors.Floors) -> str:
    rows = [f"{'pages':16} {'measure':34} {'measured':>9} {'floor':>9}"]
    for figure in figures:
        least = floors.floor_of(figure, known)
        mark = "" if floors.holds(figure, known) else "  BELOW ITS FLOOR"
        shown = "none" if least is None else f"{least:.3f}"
        rows.append(f"{figure.group:16} {figure.measure:34} {figure.value:9.3f} {shown:>9}{mark}")
    return "\n".join(rows)


def main(arguments: list[str] | None = None, file: Path = floors.FILE) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[
            "quality",
            "speed",
            "meaning",
            "record",
            "check",
            "lineage",
            "stories",
            "screens",
            "cases",
            "hostile",
            "crashes",
            "batch",
        ],
    )
    parser.add_argument("--pages", type=int, default=speed_record.PAGES, help="pages of the record that is measured")
    parser.add_argument("--times", type=int, default=12, help="how often each writer is killed")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write the floors that were exceeded")
    options = parser.parse_args(arguments)
    if options.what == "cases":
        cases.write(cases.load())
        return 0
    if options.what == "hostile":
        hostile.main()
        return 0
    if options.what == "crashes":
        return crashes.main(options.times)
    known, figures, missing = floors.load(file), [], []
    measured: dict[str, Callable[[], tuple[list[Figure], list[str]]]] = {
        "quality": quality,
        "speed": speed.measure,
        "meaning": meaning.measure,
        "check": check.measure,
        "lineage": lineage.measure,
        "stories": stories.measure,
        "screens": screens.measure,
        "record": partial(speed_record.measure, options.pages),
        "batch": batch.measure,
    }
    for name, run in measured.items():
        if options.what == name or (options.what is None and name != "batch"):
            found, absent = run()
            figures += found
            missing += [f"{name}: {set_name}" for set_name in absent]
    print(table(figures, known))
    for entry in missing:
        print(f"not there, so not measured: {entry}")
    if options.lift:
        floors.save(floors.raised(known, figures), file)
    return 0 if all(floors.holds(figure, known) for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
