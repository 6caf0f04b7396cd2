"""A run over an archive, from the list of its files to the tables by day. Read this first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from onrecord.batch import alike, days, ledger, occasions, parts, rows
from onrecord.batch.engine import Engine, Lost
from onrecord.batch.parquet import Writer
from onrecord.batch.partitions import Partition, Sizes, is_large, partitions
from onrecord.batch.places import BatchError, File, Folder, files
from onrecord.batch.worker import SLICES, Settings, Worker, slices_name, slices_of
from onrecord.capture import Columns
from onrecord.pipeline import reader_name

PATIENCE = 3
"""Rounds without any progress after which a run is given up."""
Counts = Mapping[str, int]
Task = Mapping[str, Any]


Progress = Callable[[str, int, int, Counts], None]
"""Told how far a run is: the step, how many of its pieces are done, how many there are, what was counted so far."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for; ``captured`` is when pages were fetched that do not tell it themselves."""

    sources: tuple[str, ...]
    out: str
    now: datetime
    captured: datetime | None = None
    columns: Columns = field(default_factory=Columns)
    trained: bool = True
    content: bool = True
    sizes: Sizes = field(default_factory=Sizes)


def run(asked: Asked, engine: Engine, progress: Progress) -> Counts:
    """Reads an archive and lays out what it says; all that was counted. What was done before is not done again.

    Raises:
        Unlike: the folder holds another run.
        BatchError: a source is not there, or the run cannot go on.
    """
    folder = Folder(asked.out)
    found = files(asked.sources)
    settings = Settings(
        folder.address, asked.captured or asked.now, asked.columns, asked.trained, asked.content, asked.sizes
    )
    reader = reader_name(trained=asked.trained)
    wanted = ledger.Begun(settings, reader, asked.sources, ledger.digest_of(found))
    settings = ledger.begin(folder, wanted, captured=asked.captured).settings
    counts = ledger.summary(folder) or _Crew(engine, settings, folder, progress).work(found)
    for below in (parts.FOLDER, SLICES):
        folder.remove(below)
    folder.sweep()
    return counts


def _large(found: Sequence[File], sizes: Sizes) -> list[int]:
    return [number for number, file in enumerate(found) if is_large(file, sizes)]


@dataclass(frozen=True, slots=True)
class _Crew:
    """The workers of a run, and the folder that tells what they have done."""

    engine: Engine
    settings: Settings
    folder: Folder
    progress: Progress

    def work(self, found: Sequence[File]) -> Counts:
        """All steps, one after the other; all that was counted."""
        self.measure(found)
        cut = {number: slices_of(self.folder, number) or [] for number in _large(found, self.settings.sizes)}
        numbers = self.read(list(partitions(found, cut, self.settings.sizes)))
        counts = {**self.lay_out(numbers), **self.compare(), **self.gather()}
        ledger.finish(self.folder, counts)
        return counts

    def measure(self, found: Sequence[File]) -> None:
        """Cuts large files into slices."""
        tasks = {
            slices_name(number): {"task": "slices", "number": number, "file": asdict(found[number])}
            for number in _large(found, self.settings.sizes)
        }
        self._all("cutting", tasks, lambda: self.folder.names(SLICES))

    def read(self, wanted: Sequence[Partition]) -> Sequence[int]:
        """Reads the partitions, each into a part of its own; the numbers of all parts."""
        tasks = {parts.name_of(number): _reading(number, each) for number, each in enumerate(wanted)}
        self._all("reading", tasks, lambda: self.folder.names(parts.FOLDER))
        return range(len(wanted))

    def lay_out(self, numbers: Sequence[int]) -> Counts:
        """Lays out what the parts hold, day by day; what was counted."""
        counts: Counter[str] = Counter(dict.fromkeys(parts.COUNTED, 0))
        sizes: Counter[str] = Counter()
        holders: dict[str, set[int]] = {}
        for number in numbers:
            counted, held = parts.told(self.folder, number)
            counts.update(counted)
            sizes.update(held)
            for day in held:
                holders.setdefault(day, set()).add(number)
        tasks = {
            days.mark_of(bunch): {
                "task": "days",
                "number": number,
                "days": bunch,
                "parts": sorted(set().union(*(holders[day] for day in bunch))),
            }
            for number, bunch in enumerate(days.together(sizes))
        }
        self._all("laying out", tasks, lambda: days.done(self.folder))
        return {**counts, "days": len(holders)}

    def compare(self) -> Counts:
        """Finds the pages that are alike; how many there are of each kind."""
        tables = [f"{self.folder.address}/{name}" for name in self.folder.names("pages")]
        found = {"duplicates": self.engine.near_duplicates, "candidates": self.engine.candidates}
        counts: dict[str, int] = {}
        for number, (name, edges) in enumerate(found.items()):
            self.progress("comparing", number, len(found), counts)
            members = alike.members(self._tried(edges, tables)) if tables else []
            with self.folder.writing(f"{name}/{name}.parquet") as out, Writer(out, rows.ALIKE) as writer:
                for each in members:
                    writer.add({"group": each.group, "page_id": each.page, "share": each.share})
            counts[name] = len(members)
        self.progress("comparing", len(found), len(found), counts)
        return counts

    def gather(self) -> Counts:
        """Groups the pages by the occasions that they tell of; how many occasions have several pages."""
        task = {"task": "occasions", "number": 0, "tables": self.folder.names("pages")}
        self._all("grouping", {occasions.NAME: task}, lambda: self.folder.names(occasions.TABLE))
        return occasions.told(self.folder)

    def _tried(self, edges: Callable[[Sequence[str]], list[alike.Edge]], tables: Sequence[str]) -> list[alike.Edge]:
        """
        Raises:
            BatchError: the engine gave up each time.
        """
        for _ in range(PATIENCE - 1):
            with suppress(Lost):
                return edges(tables)
        return edges(tables)

    def _all(self, step: str, tasks: Mapping[str, Task], done: Callable[[], Iterable[str]]) -> None:
        """Has all tasks done that are not, again and again while that gets anywhere.

        Raises:
            BatchError: nothing more can be done; what was done is kept.
        """
        counts: Counter[str] = Counter()
        stuck = 0
        faults: list[str] = []
        while missing := sorted(tasks.keys() - set(done())):
            if stuck == PATIENCE:
                raise BatchError(f"{step} stopped with {len(missing)} of {len(tasks)} undone: {'; '.join(faults[:3])}")
            self.progress(step, len(tasks) - len(missing), len(tasks), counts)
            before, faults = len(missing), []
            last = stuck == PATIENCE - 1
            for answer in self._answers([{**tasks[name], "last": last} for name in missing], faults):
                counts.update(answer)
                before -= 1
                self.progress(step, len(tasks) - before, len(tasks), counts)
            stuck = 0 if before < len(missing) else stuck + 1
        self.progress(step, len(tasks), len(tasks), counts)

    def _answers(self, tasks: Sequence[Task], faults: list[str]) -> Iterator[Counts]:
        """What was counted in each task that was done; ``faults`` grows by what went wrong."""
        try:
            for answer in self.engine.each(partial(Worker, self.settings), [json.dumps(task) for task in tasks]):
                told = json.loads(answer)
                if "error" in told:
                    faults.append(told["error"])
                else:
                    yield told["counts"]
        except Lost as error:
            faults.append(str(error))


def _reading(number: int, partition: Partition) -> Task:
    cut = asdict(partition.cut) if partition.cut else None
    return {"task": "part", "number": number, "files": [asdict(file) for file in partition.files], "cut": cut}
