"""Pages that may tell of one occasion: what they share that other pages of the run do not.

Retellings in other words and other languages share neither sentences nor shingles, but figures and names; pages of one
event share quotations. A look-alike occasion of the same speaker shares names and turns of phrase, but few figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.types import BlockKind, Figure, Reading
from onrecord.words.measures import normal

RUN = 5
"""Words in a shared run."""
COMMON = 12
"""A name, figure or run that stands in more pages than this counts for less, in proportion."""
MOST = 60
"""What stands in more pages than this brings no two pages together."""
LIKELY = 11.0
NAMES_SHARED, FIGURES_SHARED, RUNS_SHARED = 0.25, 0.3, 10.0
"""Pages at least so alike tell of one occasion: the points, the shares of names and figures, or the runs.

Chosen on fictional retellings with look-alike occasions, and on a year of one election's news, where pages of other
days share names without end."""
_MOST_RUNS, _RUNS_A_POINT, _FIGURE_POINTS = 20, 4, 2.0
_SMALL = 3
_WORD = re.compile(r"\w+")
# A capitalised word within a sentence: behind a small letter, a comma or another capitalised word.
_NAME = re.compile(r"(?<=[^\W\d_])[,)]? \(?(?=[^\W\d_])(?P<name>[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}(?:-[^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two pages share, each common thing counted for less: about 1 a name, 2 a figure, 1 for four runs.

    ``names`` and ``figures`` are the shares of those that the page with fewer of them has; ``runs`` is their number.
    """

    score: float
    names: float
    figures: float
    runs: float

    @property
    def likely(self) -> bool:
        """Names alone are the same speaker's, a few names any long page's; figures or quotations must be shared too."""
        return (
            self.score >= LIKELY
            and self.names >= NAMES_SHARED
            and (self.figures >= FIGURES_SHARED or self.runs >= RUNS_SHARED)
        )


Pair = tuple[int, int, Likeness]
"""Two pages by their number, the smaller first, and how alike they are."""


def alike(readings: Sequence[Reading]) -> Iterator[Pair]:
    """Pairs of readings (by number, the smaller first) that likely tell of one occasion.

    Symmetrical and independent of the order. Pairs are met through what they share, so that the work grows with the
    sharing, not with the square of the pages; what stands in more than ``MOST`` pages brings nobody together.
    """
    names = [_names(reading) for reading in readings]
    figures = [_figures(reading) for reading in readings]
    named, counted = _weighed(names), _weighed(figures)
    worded = _weighed([_runs(reading) for reading in readings])
    for a, b in sorted({*counted, *worded}):
        shared, equal = named.get((a, b), 0.0), counted.get((a, b), 0.0)
        runs = min(worded.get((a, b), 0.0), _MOST_RUNS)
        found = Likeness(
            score=shared + _FIGURE_POINTS * equal + runs / _RUNS_A_POINT,
            names=shared / (min(len(names[a]), len(names[b])) or 1),
            figures=equal / (min(len(figures[a]), len(figures[b])) or 1),
            runs=runs,
        )
        if found.likely:
            yield a, b, found


def _weighed(pages: Sequence[Iterable[Hashable]]) -> dict[tuple[int, int], float]:
    """For each pair of pages the weight of what both hold."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, things in enumerate(pages):
        for thing in things:
            holders[thing].append(number)
    out: defaultdict[tuple[int, int], float] = defaultdict(float)
    for pages_of in holders.values():
        if 1 < len(pages_of) <= MOST:
            weight = min(1.0, COMMON / len(pages_of))
            for i, a in enumerate(pages_of):
                for b in pages_of[i + 1 :]:
                    out[a, b] += weight
    return out


def _told(reading: Reading) -> Iterator[str]:
    text = reading.article.text
    for block in reading.article.blocks:
        if block.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION):
            yield block.span.of(text)


def _names(reading: Reading) -> frozenset[str]:
    return frozenset(match["name"].lower() for part in _told(reading) for match in _NAME.finditer(part))


def figure_key(figure: Figure) -> tuple[str, str] | None:
    """A value in its base unit, and that; None for a small count, which pages share by chance, and a magnitude."""
    if figure.value is None or figure.value in range(_SMALL + 1):
        return None
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    if figure.measure is None:
        return _digits(values), (figure.unit or "").lower()
    based = [normal(value, figure.measure) for value in values]
    return _digits(value for value, _ in based), based[0][1]


def _digits(values: Iterable[float]) -> str:
    """Twelve digits: what conversion leaves behind them is noise."""
    return " ".join(f"{value:.12g}" for value in values)


def _figures(reading: Reading) -> frozenset[tuple[str, str]]:
    return frozenset(key for figure in reading.figures if (key := figure_key(figure)))


def _runs(reading: Reading) -> frozenset[str]:
    out: set[str] = set()
    for part in _told(reading):
        found = [match.group().lower() for match in _WORD.finditer(part)]
        out.update(" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return frozenset(out)
