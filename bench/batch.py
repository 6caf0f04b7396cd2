"""What reading an archive costs: ``python -m bench batch``, on web archives that are made here.

Told for each stage: seconds of processor time and bytes a page, next to `read` alone on the same pages; reprints and
retellings that were planted and found, among many times more pages than are read (their sketches are made of what a
faultless reader would give), and the occasions that are made of them. Beside it what a user would otherwise wire
together, where it is there: trafilatura for the text, datasketch for near-duplicates, textacy for quotations
(``bench/peers.py``).

It is no part of the run without a word: it takes minutes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from time import process_time

from bench import archive, peers
from bench.floors import Figure
from onrecord.batch import Asked, Engine, run
from onrecord.batch.parquet import Writer
from onrecord.batch.partitions import Sizes
from onrecord.capture import pages
from onrecord.guard import guarded
from onrecord.link.occasions import Sketch, grouped, sketch
from onrecord.pipeline import read_by_rules
from onrecord.record.codec import to_line
from onrecord.types import Page, Rejection

READ, COMPARED = 2_000, 20_000
"""Pages that are read, and pages that are compared."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FLOOR_SHARE = 0.5
Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time a page, children included."""

    name: str
    seconds: float


def measure() -> tuple[list[Figure], list[str]]:
    """The figures, and the names of peers that are not there."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        made = archive.write(Path(scratch) / "made", READ)
        costs, size = reading_costs(Path(scratch), len(made))
        _told(costs)
        print(f"{'bytes of the tables':34} {size:8.0f} a page")
        others, missing = _peers([page for page in _taken(Path(scratch)) if isinstance(page, Page)], Path(scratch))
        _told(others)
        found = alike_figures(Path(scratch), COMPARED)
    seconds = {cost.name: cost.seconds for cost in costs}
    alone = seconds["read alone"]
    figures = [
        Figure("batch", "pages_per_cpu_second", 1 / seconds["batch: all"], FLOOR_SHARE),
        Figure("batch", "share_of_read_alone", alone / seconds["batch: reading"], FLOOR_SHARE),
        *found,
    ]
    return figures, missing


def reading_costs(scratch: Path, number: int) -> tuple[list[Cost], float]:
    """What reading so many pages costs, alone and as an archive; the bytes of the tables, a page."""
    steps: dict[str, float] = {}

    def tell(step: str, _done: int, _total: int, _counts: object) -> None:
        steps.setdefault(step, _spent())

    # One worker, as `read` has one: its start is paid once by each.
    asked = Asked((str(scratch / "made"),), str(scratch / "out"), NOW, captured=NOW, trained=False, sizes=Sizes(250))
    begun = _spent()
    run(asked, Engine(workers=1), tell)
    ended = _spent()
    size = sum(path.stat().st_size for path in (scratch / "out").rglob("*.parquet")) / number
    ends = [*list(steps.values())[1:], ended]
    told = [
        Cost(f"batch: {step}", (end - start) / number) for (step, start), end in zip(steps.items(), ends, strict=True)
    ]
    alone = _cost(lambda: [to_line(outcome) for outcome in guarded(read_by_rules, _taken(scratch))])
    return [Cost("read alone", alone / number), *told, Cost("batch: all", (ended - begun) / number)], size


def _told(costs: Sequence[Cost]) -> None:
    for cost in costs:
        print(f"{cost.name:34} {cost.seconds * 1000:8.2f} ms a page", flush=True)


def _taken(scratch: Path) -> Iterator[Page | Rejection]:
    """The pages of the archive, taken out of it as `read` does."""
    return pages([str(scratch / "made")], NOW)


def alike_figures(scratch: Path, number: int) -> list[Figure]:
    """How many of the planted reprints and retellings are found among so many pages, and at what cost."""
    made = archive.pages(number)
    table = scratch / "sketches.parquet"
    held: list[tuple[str, Sketch]] = []
    with table.open("wb") as out, Writer(out, {"id": str, "sketch": bytes}) as writer:
        for page in made:
            reading = archive.reading(page)
            held.append((reading.page.id, sketch(reading)))
            writer.add({"id": reading.page.id, "sketch": held[-1][1].pack()})
    engine = Engine(workers=2)
    reports, occasions = [page.report for page in made], [page.occasion for page in made]
    searches: dict[str, tuple[Callable[[], Pairs], list[int]]] = {
        "near_duplicates": (lambda: {(a, b) for a, b, _ in engine.near_duplicates([str(table)])}, reports),
        "candidates": (lambda: {(a, b) for a, b, _ in engine.candidates([str(table)])}, occasions),
        "occasions": (lambda: {pair for group in grouped(held) for pair in combinations(group.pages, 2)}, occasions),
    }
    figures = []
    for name, (search, groups) in searches.items():
        begun = process_time()
        told = search()
        spent = process_time() - begun
        planted = _pairs([id_ for id_, _ in held], groups)
        right = len(told & planted)
        print(f"{name}: {len(told):,} pairs among {number:,} pages, {1e3 * spent / number:.2f} ms a page")
        figures.append(Figure("batch", f"{name}_recall", right / len(planted)))
        figures.append(Figure("batch", f"{name}_precision", right / len(told)))
        figures.append(Figure("batch", f"{name}_pages_per_cpu_second", number / spent, FLOOR_SHARE))
    return figures


def _pairs(ids: Sequence[str], groups: Sequence[int]) -> Pairs:
    """The pairs of pages that were planted, by their ids, the smaller first."""
    return {(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in archive.pairs(groups)}


def _peers(items: Sequence[Page], scratch: Path) -> tuple[list[Cost], list[str]]:
    """What each piece of others costs on these pages, and the names of those that are not there."""
    folder = scratch / "peers"
    folder.mkdir()
    for number, page in enumerate(items):
        (folder / f"{number:06}.html").write_bytes(page.content)
    command = [os.environ.get("ONRECORD_PEERS") or sys.executable, peers.__file__, "costs", str(folder)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = [json.loads(line) for line in output.splitlines()]
    costs = [Cost(peers.PIECES[each["library"]], each["seconds"]) for each in told if each["seconds"]]
    return costs, [f"{each['library']} (bench/peers.py tells how)" for each in told if not each["seconds"]]


def _cost(work: Callable[[], object]) -> float:
    begun = _spent()
    work()
    return _spent() - begun


def _spent() -> float:
    """Processor time of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
