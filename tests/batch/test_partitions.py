"""Partitions hold every file once, in order, whatever their sizes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.batch.partitions import Partition, Sizes, is_large, partitions
from onrecord.batch.places import File
from onrecord.capture.slices import Cut

SIZES = Sizes(items=10, bytes=100, files=4)
CUTS = [Cut(0, 0, 10), Cut(70, 0, 10)]


def cut_up(files: list[File]) -> list[Partition]:
    slices = {number: CUTS for number, file in enumerate(files) if is_large(file, SIZES)}
    return list(partitions(files, slices, SIZES))


@given(st.lists(st.integers(0, 250), max_size=40))
def test_every_file_stands_in_its_place(sizes: list[int]) -> None:
    files = [File(f"{number}.warc", f"/{number}.warc", size) for number, size in enumerate(sizes)]
    found = cut_up(files)
    held = [(file, part.cut) for part in found for file in part.files]
    assert held == [(file, cut) for file in files for cut in (CUTS if is_large(file, SIZES) else [None])]


@given(st.lists(st.integers(0, 100), max_size=40))
def test_small_files_stay_within_the_bounds(sizes: list[int]) -> None:
    for part in cut_up([File(str(number), str(number), size) for number, size in enumerate(sizes)]):
        assert 1 <= len(part.files) <= SIZES.files
        assert sum(file.size for file in part.files) <= SIZES.bytes
