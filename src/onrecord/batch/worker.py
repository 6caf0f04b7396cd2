"""What workers do: go through large files, read partitions, lay out days. A task and its answer are JSON."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from onrecord.batch import days, occasions, parts, rows
from onrecord.batch.partitions import Partition, Sizes, items, measured
from onrecord.batch.places import File, Folder
from onrecord.batch.reader import Reader, cells, cells_by_rules
from onrecord.capture import Columns
from onrecord.capture.slices import Cut
from onrecord.types import Page, Rejection

Told = Mapping[str, Any]
SLICES = "slices"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run reads with; the same in every worker. ``content`` keeps the bytes of pages."""

    out: str
    captured: datetime
    columns: Columns
    trained: bool
    content: bool
    sizes: Sizes


def slices_name(number: int) -> str:
    return f"{SLICES}/{number:08}.json"


def slices_of(folder: Folder, number: int) -> list[Cut] | None:
    """The slices of the large file with this number; None where it was not gone through yet."""
    content = folder.read(slices_name(number))
    return None if content is None else [Cut(**cut) for cut in json.loads(content)]


class Worker:
    """Does tasks one after the other; the models are loaded when the first page is read, and kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = Folder(settings.out)
        self._reader: Reader[rows.Row] | None = None

    def __call__(self, task: str) -> str:
        told = json.loads(task)
        does: Mapping[str, Callable[[Told], Mapping[str, int]]] = {
            "slices": self._measure,
            "part": self._read,
            "days": self._lay_out,
            "occasions": self._gather,
        }
        try:
            return json.dumps({"counts": does[told["task"]](told)})
        except OSError as error:  # of a store that is away for a moment: the run tries again
            return json.dumps({"error": f"{told['task']} {told['number']}: {error}"})

    def _measure(self, told: Told) -> Mapping[str, int]:
        settings = self._settings
        found = measured(File(**told["file"]), settings.captured, settings.columns, settings.sizes)
        self._folder.write(slices_name(told["number"]), json.dumps([asdict(cut) for cut in found]).encode())
        return {}

    def _read(self, told: Told) -> Mapping[str, int]:
        files = tuple(File(**file) for file in told["files"])
        partition = Partition(files, told["cut"] and Cut(**told["cut"]))
        try:
            with self._folder.writing(parts.name_of(told["number"])) as out, parts.PartWriter(out) as writer:
                for row in self._rows(partition, last=told["last"]):
                    writer.add(row)
        except BaseException:
            self.close()  # the reader is in the middle of something
            raise
        return writer.counts

    def _rows(self, partition: Partition, *, last: bool) -> Iterator[rows.Row]:
        """What the pages of a partition gave.

        Raises:
            OSError: a file could not be read to its end, and this is not the last try.
        """
        files: deque[File] = deque()

        def pages() -> Iterator[Page | Rejection]:
            for file, item in items(partition, self._settings.captured, self._settings.columns):
                if isinstance(item, Rejection) and item.reason == "unreadable" and not last:
                    raise OSError(item.detail)
                files.append(file)
                yield item

        self._reader = self._reader or Reader(cells if self._settings.trained else cells_by_rules)
        for item, outcome in self._reader.read(pages()):
            yield rows.row(files.popleft(), item, outcome, content=self._settings.content)

    def _lay_out(self, told: Told) -> Mapping[str, int]:
        days.lay_out(self._folder, told["days"], told["parts"])
        return {"days": len(told["days"])}

    def _gather(self, told: Told) -> Mapping[str, int]:
        return occasions.gather(self._folder, told["tables"])

    def close(self) -> None:
        """Ends the reader's process."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None
