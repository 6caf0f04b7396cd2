"""What reading an archive costs: ``python -m bench batch [--pages N]``, on web archives that are made here.

Told for each stage: seconds of processor time and bytes a page, next to reading alone on the same pages; reprints and
retellings that were planted and found, among many times more pages than are read (their sketches are made of what a
faultless reader would give). Beside it what a user would otherwise wire together, where it is there: trafilatura for
the text, datasketch for near-duplicates.

It is no part of the run without a word: it takes minutes.
"""

from __future__ import annotations

import importlib.util
import resource
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from bench import archive
from bench.floors import Figure
from onrecord.batch import Asked, Engine, run
from onrecord.batch.alike import Edge, members
from onrecord.batch.parquet import Writer
from onrecord.batch.partitions import Sizes
from onrecord.capture import pages
from onrecord.guard import guarded
from onrecord.link.occasions import sketch
from onrecord.pipeline import read_by_rules
from onrecord.record.codec import to_line
from onrecord.types import Page

READ, COMPARED = 600, 20_000
"""Pages that are read, and pages that are compared."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FLOOR_SHARE = 0.5
_RUN_WORDS = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time a page, children included."""

    name: str
    seconds: float


def measure(compared: int = COMPARED) -> tuple[list[Figure], list[str]]:
    """The figures, and the names of peers that are not there."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        costs, size = reading_costs(Path(scratch), READ)
        found = alike_figures(Path(scratch), compared)
    seconds = {cost.name: cost.seconds for cost in costs}
    for cost in costs:
        print(f"{cost.name:34} {cost.seconds * 1000:8.2f} ms a page")
    print(f"{'bytes of the tables':34} {size:8.0f} a page")
    figures = [
        Figure("batch", "pages_per_cpu_second", 1 / seconds["batch: all"], FLOOR_SHARE),
        Figure("batch", "share_of_read_alone", seconds["read alone"] / seconds["batch: reading"], FLOOR_SHARE),
        *found,
    ]
    return figures, [name for name in ("trafilatura", "datasketch") if importlib.util.find_spec(name) is None]


def reading_costs(scratch: Path, number: int) -> tuple[list[Cost], float]:
    """What reading these pages costs, alone and as an archive; the bytes of the tables, a page."""
    made = archive.write(scratch / "made", number)
    items = [item for item in pages([str(scratch / "made")], NOW) if isinstance(item, Page)]
    steps: dict[str, float] = {}

    def tell(step: str, _done: int, _total: int, _counts: object) -> None:
        steps.setdefault(step, _spent())

    begun = _spent()
    asked = Asked((str(scratch / "made"),), str(scratch / "out"), NOW, captured=NOW, trained=False, sizes=Sizes(200))
    run(asked, Engine(workers=2), tell)
    ended = _spent()
    size = sum(path.stat().st_size for path in (scratch / "out").rglob("*.parquet")) / len(made)
    ends = [*list(steps.values())[1:], ended]
    told = [
        Cost(f"batch: {step}", (end - start) / number) for (step, start), end in zip(steps.items(), ends, strict=True)
    ]
    alone = _cost(lambda: [to_line(outcome) for outcome in guarded(read_by_rules, items)])
    peers = _peers(items)
    return [Cost("read alone", alone / number), *told, Cost("batch: all", (ended - begun) / number), *peers], size


def alike_figures(scratch: Path, number: int) -> list[Figure]:
    """How many of the planted reprints and retellings are found among so many pages, and at what cost."""
    made = archive.pages(number)
    table = scratch / "sketches.parquet"
    ids = []
    with table.open("wb") as out, Writer(out, {"id": str, "sketch": bytes}) as writer:
        for page in made:
            reading = archive.reading(page)
            ids.append(reading.page.id)
            writer.add({"id": ids[-1], "sketch": sketch(reading).pack()})
    engine = Engine(workers=2)
    figures = []
    for name, find, groups in (
        ("near_duplicates", engine.near_duplicates, [page.report for page in made]),
        ("candidates", engine.candidates, [page.occasion for page in made]),
    ):
        begun = process_time()
        edges = find([str(table)])
        spent = process_time() - begun
        right, told, wanted = _counted(ids, groups, edges)
        print(f"{name}: {len(members(edges)):,} pages of {number:,}, {1e3 * spent / number:.2f} ms a page")
        figures.append(Figure("batch", f"{name}_recall", right / wanted))
        figures.append(Figure("batch", f"{name}_precision", right / told))
        figures.append(Figure("batch", f"{name}_pages_per_cpu_second", number / spent, FLOOR_SHARE))
    return figures


def _counted(ids: Sequence[str], groups: Sequence[int], edges: Sequence[Edge]) -> tuple[int, int, int]:
    """Pairs that are right, that were told, and that were planted."""
    planted = {(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in archive.pairs(groups)}
    told = {(a, b) for a, b, _ in edges}
    return len(told & planted), len(told), len(planted)


def _peers(items: Sequence[Page]) -> list[Cost]:
    """The text by trafilatura and near-duplicates of it by datasketch's MinHash of word runs, a page."""
    if importlib.util.find_spec("trafilatura") is None:
        return []
    from trafilatura import extract  # type: ignore[import-not-found, unused-ignore]

    texts: list[str] = []
    costs = [Cost("trafilatura, text alone", _cost(lambda: texts.extend(_text(extract, items))) / len(items))]
    if importlib.util.find_spec("datasketch") is not None:
        costs.append(Cost("datasketch, MinHash and LSH", _cost(lambda: _minhashes(texts)) / len(items)))
    return costs


def _text(extract: Callable[[str], str | None], items: Sequence[Page]) -> list[str]:
    return [extract(page.content.decode()) or "" for page in items]


def _minhashes(texts: Sequence[str]) -> int:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found, import-untyped, unused-ignore]

    index = MinHashLSH(threshold=0.5, num_perm=128)
    found = 0
    for number, text in enumerate(texts):
        words = text.lower().split()
        runs = {" ".join(words[at : at + _RUN_WORDS]).encode() for at in range(len(words) - _RUN_WORDS + 1)}
        made = MinHash(num_perm=128)
        made.update_batch(list(runs))
        found += len(index.query(made))
        index.insert(str(number), made)
    return found


def _cost(work: Callable[[], object]) -> float:
    begun = _spent()
    work()
    return _spent() - begun


def _spent() -> float:
    """Processor time of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
