"""Which pages a page was made of: the smallest set of sources that explains best what it has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from onrecord.link.origins.access import Access
from onrecord.link.origins.evidence import Evidence
from onrecord.link.origins.stories import Story

COPIED = 0.5
"""The share of narrative words in shared runs from which a page is a copy."""
_RUNS, _ORDER, _CREDIT, _ANOTHER = 6.0, 1.0, 1.5, 0.5
_MOST, _CANDIDATES = 2, 8
_LEAST = 1.0
_PRIOR = {Access.RECORD: 0.0, Access.OWN: 0.3, Access.OTHERS: -1.0, Access.TRANSLATED: -2.0}
_WIRE, _TONGUE = 0.6, 1.3


def chosen(page: Story, found: Sequence[Evidence]) -> list[Evidence]:
    """The sources of a page, the one that explains most first; none where nothing speaks for one."""
    likely = sorted(able(page, found), key=lambda each: (-score(page, [each]), each.source.page))[:_CANDIDATES]
    copied = [each for each in likely if each.runs >= COPIED]
    if copied:
        return [max(copied, key=lambda each: (each.runs, each.source.page))]
    most = 1 if page.making.own else _MOST
    sets = [list(each) for size in range(1, most + 1) for each in combinations(likely, size)]
    best = max(sets, key=lambda each: score(page, each), default=[])
    if not best or score(page, best) < _LEAST:
        return []
    return sorted(best, key=lambda each: (-score(page, [each]), each.source.page))


def able(page: Story, found: Sequence[Evidence]) -> list[Evidence]:
    """The pages that can have been sources of a page."""
    return [each for each in found if _can_be(page, each)]


def _can_be(page: Story, each: Evidence) -> bool:
    """Can it be a source: not later, and nearer to what was said, or with words that the page has from it?"""
    source = each.source
    if page.making.access is Access.RECORD or page.making.wire or not source.before(page):
        return False
    if page.page in source.credits and not each.credited:
        return False
    if page.making.own:
        return each.credited and source.making.access is not Access.RECORD
    if source.making.own:
        return True
    return each.runs >= COPIED and _first(source, page)


def _first(source: Story, page: Story) -> bool:
    """Of two pages that have the same words and no access, which one was first?"""
    return (-source.making.points, source.page) < (-page.making.points, page.page)


def score(page: Story, sources: Sequence[Evidence]) -> float:
    """How well some sources explain a page together."""
    gained = sum(map(max, zip(*(each.gains for each in sources), strict=True)))
    runs = max(each.runs for each in sources)
    order = max(each.order or 0.0 for each in sources) if page.article.translated else 0.0
    beside = sum(_prior(page, each) / len(sources) + _CREDIT * each.credited for each in sources)
    return float(gained + _RUNS * runs + _ORDER * order + beside - _ANOTHER * (len(sources) - 1))


def _prior(page: Story, each: Evidence) -> float:
    """What speaks for a source before its words do: agencies are taken from most, translations from other languages."""
    if page.article.translated and page.language != each.source.language:
        return _TONGUE
    return _WIRE if each.source.making.wire else _PRIOR[each.source.making.access]
