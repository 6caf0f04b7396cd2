"""An archive of forty made pages, and an engine without Daft: one worker in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from bench import archive
from onrecord.batch import alike
from onrecord.batch.engine import Engine, Lost, Work
from onrecord.batch.partitions import Sizes
from onrecord.batch.run import Asked
from onrecord.link.occasions import Sketch

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAGES = 40


class Alone(Engine):
    """Does the tasks one after the other; after so many answers it gives up, as an engine does that lost a worker."""

    def __init__(self, answers: int | None = None) -> None:
        self.workers = 1
        self.asked: list[int] = []
        self._answers = answers

    def each(self, make: Callable[[], Work], tasks: Sequence[str]) -> Iterator[str]:
        self.asked.append(len(tasks))
        worker = make()
        try:
            for number, task in enumerate(tasks):
                if number == self._answers:
                    raise Lost("a worker was lost")
                yield worker(task)
        finally:
            worker.close()  # type: ignore[attr-defined]

    def near_duplicates(self, tables: Sequence[str]) -> list[alike.Edge]:
        return alike.near_duplicates(sketches(tables))

    def candidates(self, tables: Sequence[str]) -> list[alike.Edge]:
        return alike.candidates(sketches(tables))


def sketches(tables: Sequence[str]) -> dict[str, Sketch]:
    """The sketches of pages, by their ids."""
    found = (row for table in tables for row in parquet.ParquetFile(table).read(["id", "sketch"]).to_pylist())
    return {row["id"]: Sketch.unpack(row["sketch"]) for row in found}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two web archives of forty pages, and two files that are no pages."""
    folder = tmp_path_factory.mktemp("archive") / "made"
    archive.write(folder, PAGES, a_file=25)
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return folder


def asked(made: Path, out: Path, *, items: int = 12, size: int = 1_000) -> Asked:
    return Asked((str(made),), str(out), NOW, captured=NOW, trained=False, sizes=Sizes(items=items, bytes=size))


def tables(out: Path) -> dict[str, bytes]:
    """Every table of a run, byte for byte."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def quiet(*_told: object) -> None:
    """Nobody wants to know how far it is."""
