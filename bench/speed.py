"""Pages read in a second of one core's processor time, which other work on the machine does not change much."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from bench import cases, reading, shared, speed_archives, speed_figures, speed_pages
from bench.floors import Figure
from onrecord.pipeline import read, read_by_rules
from onrecord.types import Page

LEAST_SECONDS = 2.0  # of processor time: below it the clock's steps would show
FLOOR_SHARE = 0.5  # a machine half as fast still passes
COPIES = 200  # of the sentences that are read for figures, as one article


def measure() -> tuple[list[Figure], list[str]]:
    """The figures, and the names of the sets that are not there."""
    sets = {
        "examples": reading.pages(cases.PAGES.glob("*.txt")),
        shared.POLNEAR.name: shared.POLNEAR.pages(shared.folder()),
    }
    rates = {f"{name}_pages": rate(pages, read) for name, pages in sets.items() if pages}
    rates |= {f"{name}_pages_by_rules": rate(pages, read_by_rules) for name, pages in sets.items() if pages}
    rates["archive_pages"] = speed_archives.rate(speed_archives.archive())
    rates["figure_sentences"] = speed_figures.rate(speed_figures.SENTENCES * COPIES)
    marked_up = speed_pages.PAGES(shared.folder())
    beside = speed_pages.rates(marked_up) if marked_up else {}
    rates |= {f"html_pages_{name}": value for name, value in beside.items() if name != speed_pages.PEER}
    found = [Figure("speed", f"{name}_per_cpu_second", value, FLOOR_SHARE) for name, value in rates.items()]
    if speed_pages.PEER in beside:
        found.append(
            Figure("speed", f"html_times_{speed_pages.PEER}", beside["clean"] / beside[speed_pages.PEER], FLOOR_SHARE)
        )
    return found, [name for name, pages in {**sets, "bodies": marked_up}.items() if not pages]


def rate(pages: list[Page], reader: Callable[[Page], object]) -> float:
    """Pages a second, over as many rounds as fill the least time; the first round warms up and does not count."""
    for page in pages:
        reader(page)
    rounds, begun = 0, process_time()
    while (spent := process_time() - begun) < LEAST_SECONDS:
        for page in pages:
            reader(page)
        rounds += 1
    return rounds * len(pages) / spent
