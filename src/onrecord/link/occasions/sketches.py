"""What is kept of a page so that it can be grouped with others, and its bytes.

The bytes are a line with the version, a line of JSON, and the arrays behind one another, low byte first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SKETCH_VERSION = "sketch@2"
"""Sketches of one version can be compared; those of another must be made anew."""
SCALE = 4
"""Steps of commonness from a share of pages to half that share."""
_TERMS = ("words", "names", "sounds", "numbers", "figures")
_RUNS = ("quoted", "runs")
_KINDS = ("<u4", "u1", "u1") * len(_TERMS) + ("<u4",) * len(_RUNS)

Hashes = NDArray[np.uint32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Things that a page holds: their hashes in order, how often (255 at most), and how common they are at large.

    ``levels`` are steps of ``SCALE`` a halving: 0 on every page, 4 on every other one.
    """

    hashes: Hashes
    counts: Bytes
    levels: Bytes


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """All that grouping needs of one page. ``days`` are the first and last day it may be of, as ordinals, or None.

    ``year`` is the latest that it names, or 0; ``weekdays`` count how often it names each day of the week, from Monday;
    ``quoted`` and ``runs`` are runs of words inside and outside quotations; ``shown`` and ``told`` are names and
    figures as they are written; ``settings`` the kinds of occasion (of `kinds.SPOKEN`) that it tells of.
    """

    language: str
    days: tuple[int, int] | None
    year: int
    weekdays: tuple[int, ...]
    words: Terms
    names: Terms
    sounds: Terms
    numbers: Terms
    figures: Terms
    quoted: Hashes
    runs: Hashes
    shown: tuple[str, ...]
    told: tuple[str, ...]
    settings: tuple[str, ...] = ()

    def pack(self) -> bytes:
        """The sketch as bytes of this version; equal sketches give equal bytes."""
        arrays: list[NDArray[Any]] = []
        for terms in (self.words, self.names, self.sounds, self.numbers, self.figures):
            arrays += [terms.hashes.astype("<u4"), terms.counts, terms.levels]
        arrays += [self.quoted.astype("<u4"), self.runs.astype("<u4")]
        head = {
            "language": self.language,
            "days": self.days,
            "year": self.year,
            "weekdays": self.weekdays,
            "shown": self.shown,
            "told": self.told,
            "settings": self.settings,
            "sizes": [len(array) for array in arrays],
        }
        line = json.dumps(head, separators=(",", ":"), sort_keys=True)
        return b"\n".join((SKETCH_VERSION.encode(), line.encode(), b"".join(array.tobytes() for array in arrays)))

    @classmethod
    def unpack(cls, raw: bytes) -> Sketch:
        """The sketch again.

        Raises:
            ValueError: the bytes are not a sketch of this version.
        """
        parts = raw.split(b"\n", 2)
        if len(parts) != 3 or parts[0] != SKETCH_VERSION.encode():
            raise ValueError(f"these bytes are no sketch of the version {SKETCH_VERSION}")
        try:
            head = json.loads(parts[1])
            arrays = iter(_arrays(head["sizes"], parts[2]))
            terms = {name: Terms(next(arrays), next(arrays), next(arrays)) for name in _TERMS}
            days = head["days"]
            return cls(
                language=head["language"],
                days=(days[0], days[1]) if days else None,
                year=head["year"],
                weekdays=tuple(head["weekdays"]),
                quoted=next(arrays),
                runs=next(arrays),
                shown=tuple(head["shown"]),
                told=tuple(head["told"]),
                settings=tuple(head["settings"]),
                **terms,
            )
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"these bytes are a damaged sketch: {error!r}") from None


def _arrays(sizes: Sequence[int], raw: bytes) -> list[NDArray[Any]]:
    if len(sizes) != len(_KINDS) or sum(np.dtype(k).itemsize * n for k, n in zip(_KINDS, sizes, strict=True)) != len(
        raw
    ):
        raise ValueError("these bytes are a damaged sketch: its arrays are not as long as it says")
    out, at = [], 0
    for size, kind in zip(sizes, _KINDS, strict=True):
        array = np.frombuffer(raw, kind, count=size, offset=at)
        at += array.nbytes
        out.append(array.astype(array.dtype.newbyteorder("=")))
    return out
