"""A large source in slices that can be read apart and give, one after the other, what reading it whole gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.capture import media, mending
from onrecord.capture.source import Source
from onrecord.capture.unfold import kind_of, unfold, unfold_archive
from onrecord.types import Page, Rejection

MOST = 64
"""Slices of a source that has to be unfolded from its beginning for each: half as often, on average."""
_PLACE = re.compile(r"#(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Cut:
    """A slice: ``most`` items behind the first ``skip``, counted from the byte ``begin`` of the source."""

    begin: int
    skip: int
    most: int


def cuts(source: Source, every: int) -> list[Cut]:
    """The slices of a source whose stream can seek, so many items each; none where it holds nothing.

    All of it is unfolded once. A web archive is entered at the record where a slice begins; any other source, and an
    archive that is damaged, is unfolded from its beginning each time: its slices are longer, and `MOST` at most.
    """
    straight = _can_be_entered(source)
    begins: list[int] = []
    count = 0
    for item in unfold(source):
        place = _PLACE.search(item.name)
        straight = straight and place is not None and not (isinstance(item, Rejection) and item.reason == "broken")
        if count % every == 0:
            begins.append(int(place[1]) if place and straight else 0)
        count += 1
    if straight:
        return [Cut(begin, 0, every) for begin in begins]
    length = max(every, -(-count // MOST))
    return [Cut(0, skip, length) for skip in range(0, count, length)]


def sliced(source: Source, cut: Cut | None) -> Iterator[Page | Rejection]:
    """The items of one slice; of the whole source, where there is no cut."""
    if cut is None:
        return unfold(source)
    found = unfold_archive(source, cut.begin) if cut.begin else unfold(source)
    return islice(found, cut.skip, cut.skip + cut.most)


def _can_be_entered(source: Source) -> bool:
    """Whether it is a web archive whose records can be read from any of their beginnings."""
    head = source.stream.read(media.HEAD)
    try:
        if kind_of(source.name, head) != media.WARC:
            return False
        return not (mending.is_packed(source.stream) and mending.packed_as_one(source.stream, source.limits))
    finally:
        source.stream.seek(0)
