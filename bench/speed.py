"""Pages read in a second of one core's processor time, which other work on the machine does not change much."""

from __future__ import annotations

from pathlib import Path
from time import process_time

from bench import cases, reading, shared
from bench.floors import Figure
from onrecord.pipeline import read
from onrecord.types import Page

LEAST_SECONDS = 2.0  # of processor time: below it the clock's steps would show
FLOOR_SHARE = 0.5  # a machine half as fast still passes


def measure() -> tuple[list[Figure], list[str]]:
    """The figures, and the names of the sets that are not there."""
    sets = {"examples": sorted(cases.PAGES.glob("*.txt")), shared.POLNEAR.name: shared.pages_of(shared.POLNEAR)}
    found = [_figure(name, paths) for name, paths in sets.items() if paths]
    return found, [name for name, paths in sets.items() if not paths]


def _figure(name: str, paths: list[Path]) -> Figure:
    return Figure("speed", f"{name}_pages_per_cpu_second", rate(reading.pages(paths)), FLOOR_SHARE)


def rate(pages: list[Page]) -> float:
    """Pages a second, over as many rounds as fill the least time; the first round warms up and does not count."""
    for page in pages:
        read(page)
    rounds, begun = 0, process_time()
    while (spent := process_time() - begun) < LEAST_SECONDS:
        for page in pages:
            read(page)
        rounds += 1
    return rounds * len(pages) / spent
