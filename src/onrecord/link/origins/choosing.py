"""Which pages a page was made of: the smallest set of sources that explains best what it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from onrecord.link.origins.access import Access
from onrecord.link.origins.evidence import Evidence
from onrecord.link.origins.stories import Story
from onrecord.link.origins.weights import WEIGHTS, Weights

QUOTES = 0.2
"""The share of a page's passages below which quoting is the exception."""
COPIED = 0.5
"""The share of narrative words in shared runs from which a page is a copy."""
_MOST, _CANDIDATES = 2, 8
_COPIES = -1.0


def chosen(page: Story, found: Sequence[Evidence], weights: Weights = WEIGHTS) -> list[Evidence]:
    """The sources of a page, the one that explains most first; none where nothing speaks for one."""
    likely = sorted(able(page, found), key=lambda each: (-score(page, [each], weights), each.source.page))[:_CANDIDATES]
    copied = [each for each in likely if each.runs >= COPIED]
    if copied:
        return [max(copied, key=lambda each: (each.runs, each.source.page))]
    most = 1 if page.making.own else _MOST
    sets = [list(each) for size in range(1, most + 1) for each in combinations(likely, size)]
    best = max(sets, key=lambda each: score(page, each), default=[])
    if not best or score(page, best, weights) < weights.least:
        return []
    return sorted(best, key=lambda each: (-score(page, [each], weights), each.source.page))


def able(page: Story, found: Sequence[Evidence]) -> list[Evidence]:
    """The pages that can have been sources of a page."""
    return [each for each in found if _can_be(page, each)]


def _can_be(page: Story, each: Evidence) -> bool:
    """Can it be a source: nearer to what was said, or with words that the page has from it?"""
    source = each.source
    if page.making.access is Access.RECORD or page.making.wire:
        return False
    if page.page in source.credits and not each.credited:
        return False
    if page.making.own:
        return each.credited and source.making.access is not Access.RECORD
    if source.making.own:
        return True
    return each.runs >= COPIED and _first(source, page)


def _first(source: Story, page: Story) -> bool:
    """Of two pages that have the same words and no access: which was first? One that says where it has them from."""
    return _lateness(source) < _lateness(page)


def _lateness(story: Story) -> tuple[int, float, date, str]:
    published = story.article.published
    return -len(story.credits), -story.making.points, published.earliest if published else date.max, story.page


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
