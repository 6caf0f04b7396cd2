"""What one page has of another: passages, names, figures, narrative words, the order in which it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.link.origins.stories import RUN, STEM, Piece, Story
from onrecord.link.origins.weights import Sort
from onrecord.link.quotations import weight

_COMMON = 0.5
"""What stands on more than this share of the pages tells nothing about who took it from whom."""
_LEAST_ORDER, _MOST_ORDER = 3, 60
_SAME_EXTENT, _UNQUOTED, _LOOSE, _INDIRECT = 0.15, 0.15, 0.4, 0.45
_TOLD_ABROAD = 0.4


Item = tuple[Sort, float]
"""What kind of thing a page has, and how much of it a source explains: 0 nothing, 1 all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source explains of a page: its passages in their order first, then names and figures.

    ``runs`` is the share of the page's narrative words that stand in runs of the source's, ``order`` how alike they
    tell (from -1 to 1; None where they share too little).
    """

    source: Story
    items: tuple[Item, ...]
    runs: float
    order: float | None
    credited: bool


def evidence(page: Story, source: Story, shares: Mapping[object, float]) -> Evidence:
    """What a source explains of a page; ``shares`` tell on which share of the pages a name or figure stands."""
    items = [_passage(piece, page, source) for piece in page.pieces]
    items += [
        (Sort.NAME, float(source.keys.issuperset(name)))
        for name in sorted(page.names)
        if min(shares[key] for key in name) <= _COMMON
    ]
    items += [
        (Sort.FIGURE, float(_has_figure(each, page, source)))
        for each in sorted(page.figures)
        if shares[each] <= _COMMON
    ]
    return Evidence(source, tuple(items), runs_shared(page, source), _order(page, source), source.page in page.credits)


def shares_of(stories: Iterable[Story]) -> dict[object, float]:
    """On which share of the pages each word and each figure stands."""
    told = list(stories)
    counts: Counter[object] = Counter(thing for each in told for thing in (*each.keys, *each.figures))
    return {thing: count / len(told) for thing, count in counts.items()}


def _has_figure(figure: tuple[str, str], page: Story, source: Story) -> bool:
    """The same value, and in one language of the same thing."""
    if page.language == source.language:
        return figure in source.figures
    return any(value == figure[0] for value, _ in source.figures)


def runs_shared(page: Story, source: Story) -> float:
    """The share of a page's narrative words that stand in runs of `RUN` words which the source has, too."""
    places = run_places(page, source)
    return len(places) / len(page.told) if len(page.told) else 0.0


def run_places(page: Story, source: Story) -> set[int]:
    """The numbers of the page's narrative words that stand in shared runs."""
    out: set[int] = set()
    if not page.runs.isdisjoint(source.runs):
        for i in range(len(page.told) - RUN + 1):
            if page.told.keys[i : i + RUN] in source.runs:
                out.update(range(i, i + RUN))
    return out


def _passage(piece: Piece, page: Story, source: Story) -> Item:
    """How much of a passage a source explains."""
    theirs = source.rendered.get(piece.utterance)
    direct = piece.is_quoted
    if page.article.translated:
        same = theirs is not None and (bool(theirs.passages) or not direct)
        return Sort.TRANSLATED, (1.0 if same else _TOLD_ABROAD if theirs else 0.0) * (1.0 if direct else _INDIRECT)
    if page.language != source.language:
        return Sort.ABROAD, float(theirs is not None)
    if theirs is None:
        return (Sort.QUOTED if direct else Sort.TOLD), 0.0
    if not direct:
        return Sort.TOLD, _LOOSE + (1 - _LOOSE) * _overlap(piece.keys, theirs.stems)
    keys = piece.quoted or piece.keys
    held = max(_in_order(keys, theirs.quoted), _UNQUOTED * _in_order(keys, theirs.keys))
    return Sort.QUOTED, held + (_SAME_EXTENT if keys in theirs.passages else 0.0)


def _in_order(keys: Sequence[str], there: tuple[str, ...]) -> float:
    """The share of some words, by weight, that stand in the same order among the others."""
    held, at, total = 0.0, 0, 0.0
    for key in keys:
        total += weight(key)
        try:
            at = there.index(key, at) + 1
        except ValueError:
            continue
        held += weight(key)
    return held / total if total else 0.0


def _overlap(keys: Sequence[str], stems: frozenset[str]) -> float:
    total = sum(map(weight, keys))
    return sum(weight(key) for key in keys if key[:STEM] in stems) / total if total else 0.0


def _order(page: Story, source: Story) -> float | None:
    """Kendall's tau of the places at which both first tell what they share."""
    shared = sorted(page.first.keys() & source.first.keys())
    if len(shared) < _LEAST_ORDER:
        return None
    pairs = list(combinations(shared[:_MOST_ORDER], 2))
    same = sum((page.first[a] < page.first[b]) == (source.first[a] < source.first[b]) for a, b in pairs)
    return 2 * same / len(pairs) - 1
