"""An archive in partitions: what is read, written and, where a worker is lost, read again in one piece.

A partition is a stretch of small files, or a slice of a large one. It depends on the names and sizes of the files and
on what a large one holds, never on how many workers there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.batch.places import File, opened
from onrecord.capture import Columns
from onrecord.capture.slices import Cut, cuts, sliced
from onrecord.capture.source import Source
from onrecord.types import Page, Rejection


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a partition holds: so many items of a large file, or small files up to so many bytes or files.

    At seven pages a second one of 500 takes a worker about a minute: that is what a loss costs.
    """

    items: int = 500
    bytes: int = 4 << 20
    files: int = 500


@dataclass(frozen=True, slots=True)
class Partition:
    """Files in their order; where ``cut`` is told, a slice of the one file."""

    files: tuple[File, ...]
    cut: Cut | None = None


def is_large(file: File, sizes: Sizes) -> bool:
    return file.size > sizes.bytes


def measured(file: File, captured: datetime, columns: Columns, sizes: Sizes) -> list[Cut]:
    """Where the slices of a large file begin; the file is gone through once, no page is read.

    Raises:
        OSError: it cannot be opened.
    """
    with opened(file) as stream:
        return cuts(Source(file.name, stream, captured, columns=columns), sizes.items)


def partitions(files: Sequence[File], slices: Mapping[int, Iterable[Cut]], sizes: Sizes) -> Iterator[Partition]:
    """All partitions in the order of the archive; ``slices`` are those of large files, by the number of the file."""
    small: list[File] = []
    for number, file in enumerate(files):
        if small and (
            is_large(file, sizes)
            or len(small) >= sizes.files
            or sum(each.size for each in small) + file.size > sizes.bytes
        ):
            yield Partition(tuple(small))
            small = []
        if is_large(file, sizes):
            yield from (Partition((file,), cut) for cut in slices[number])
        else:
            small.append(file)
    if small:
        yield Partition(tuple(small))


def items(partition: Partition, captured: datetime, columns: Columns) -> Iterator[tuple[File, Page | Rejection]]:
    """The pages of a partition in their order, and what gave none, each with its file."""
    for file in partition.files:
        try:
            with opened(file) as stream:
                source = Source(file.name, stream, captured, columns=columns)
                yield from ((file, item) for item in sliced(source, partition.cut))
        except OSError as error:
            yield file, Rejection(file.name, "", "unreadable", f"{file.address} cannot be opened: {error}")
