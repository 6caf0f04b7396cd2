"""Which pages a page was made of: the smallest set of sources that explains best what it has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from onrecord.link.origins.access import Access
from onrecord.link.origins.candidates import COPIED
from onrecord.link.origins.evidence import Evidence
from onrecord.link.origins.stories import Story
from onrecord.link.origins.weights import WEIGHTS, Weights

QUOTES = 0.2
"""The share of a page's passages below which quoting is the exception."""
_MOST, _CANDIDATES = 2, 8
_COPIES = -1.0


def chosen(page: Story, found: Sequence[Evidence], weights: Weights = WEIGHTS) -> list[Evidence]:
    """The sources of a page among those that can be, the best first; none where nothing speaks for one."""
    likely = sorted(found, key=lambda each: (-score(page, [each], weights), each.source.page))[:_CANDIDATES]
    copied = [each for each in likely if each.runs >= COPIED]
    if copied:
        return [max(copied, key=lambda each: (each.runs, each.source.page))]
    most = 1 if page.making.own else _MOST
    sets = [list(each) for size in range(1, most + 1) for each in combinations(likely, size)]
    best = max(sets, key=lambda each: score(page, each, weights), default=[])
    if not best or score(page, best, weights) < weights.least:
        return []
    return sorted(best, key=lambda each: (-score(page, [each], weights), each.source.page))


def score(page: Story, sources: Sequence[Evidence], weights: Weights = WEIGHTS) -> float:
    """How well some sources explain a page together."""
    gained = sum(
        max(getattr(weights, sort) * held for sort, held in items)
        for items in zip(*(each.items for each in sources), strict=True)
    )
    runs = max(each.runs for each in sources)
    order = max(each.order or 0.0 for each in sources) if page.article.translated else 0.0
    beside = sum(_prior(page, each, weights) / len(sources) + weights.credit * each.credited for each in sources)
    return float(
        gained + weights.runs * runs + weights.order * order + beside - _more(page, weights) * (len(sources) - 1)
    )


def _more(page: Story, weights: Weights) -> float:
    """What a further source must explain to be one."""
    return weights.digest if page.quotes < QUOTES else weights.another


def _prior(page: Story, each: Evidence, weights: Weights) -> float:
    """What speaks for a source before its words do: agencies are taken from most, translations from other languages."""
    late = 0.0 if each.source.before(page) else -weights.late
    return late + _kind_of_page(page, each, weights)


def _kind_of_page(page: Story, each: Evidence, weights: Weights) -> float:
    making = each.source.making
    if page.language != each.source.language:
        return weights.tongue if page.article.translated else weights.foreign
    if making.access is Access.RECORD:
        return weights.record
    return weights.wire if making.wire else weights.own if making.own else _COPIES
