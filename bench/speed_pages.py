"""Marked-up pages cleaned in a second of processor time, beside trafilatura: ``python -m bench.speed_pages``.

Both read the same decoded pages in turns, so that a busy machine slows both. Trafilatura runs with its defaults; it is
a peer to compare with, no dependency, and is left out where it is not installed (``pip install trafilatura``).
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from time import process_time

from bench import shared
from onrecord.clean import clean
from onrecord.errors import Unreadable
from onrecord.types import Page

LEAST_SECONDS = 4.0  # of processor time for each reader: below it the clock's steps would show
PAGES = shared.files("data/bodies/html/*")
PEER = "trafilatura"


def rates(pages: list[Page]) -> dict[str, float]:
    """Pages a second of each reader, over as many rounds as fill the least time; the first round warms up."""
    readers: dict[str, Callable[[Page], object]] = {"clean": _cleaned}
    if importlib.util.find_spec(PEER):
        extract: Callable[[str], object] = importlib.import_module(PEER).extract
        readers[PEER] = lambda page: extract(page.content.decode("utf-8", "replace"))
    spent = dict.fromkeys(readers, 0.0)
    rounds = -1
    while rounds < 1 or min(spent.values()) < LEAST_SECONDS:
        for name, reader in readers.items():
            begun = process_time()
            for page in pages:
                reader(page)
            spent[name] += process_time() - begun if rounds >= 0 else 0.0
        rounds += 1
    return {name: rounds * len(pages) / seconds for name, seconds in spent.items()}


def _cleaned(page: Page) -> object:
    try:
        return clean(page)
    except Unreadable as error:
        return error


def told(found: Mapping[str, float]) -> str:
    """The rates as a line."""
    shown = ", ".join(f"{name} {rate:.1f}" for name, rate in found.items())
    times = f" ({found['clean'] / found[PEER]:.2f} times {PEER})" if PEER in found else ""
    return f"pages a second of processor time: {shown}{times}"


def main() -> int:
    pages = PAGES(shared.folder())
    if not pages:
        print("not there, so not measured: data/bodies")
        return 1
    print(told(rates(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
