"""Which pages can have been a source of a page, found without comparing each with each.

A page with access of its own can be one of any that has none; another only of a copy, which it meets through the rows
of words that both have: of each page the smallest hashes of its rows are kept (Broder 1997), and of the pages that
share one the most original few. So the work grows with the pages, not with their square.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.link.origins.access import Access
from onrecord.link.origins.evidence import runs_shared
from onrecord.link.origins.stories import Story

COPIED = 0.5
"""The share of narrative words in shared runs from which a page is a copy."""
MOST = 30
"""Pages with access of their own that are tried: those that share most utterances."""
_HASHES, _FIRST, _TRIED, _NEAREST = 16, 12, 8, 100


class Candidates:
    """The pages of an occasion, ready to be asked for the possible sources of one of them."""

    def __init__(self, stories: Mapping[str, Story]) -> None:
        own = [each for each in stories.values() if each.making.own]
        self._stories = stories
        self._own = sorted(own, key=lambda each: (-each.making.access, -each.making.points, each.page))[:_NEAREST]
        self._hashes = {page: _smallest(each) for page, each in stories.items()}
        self._holders: dict[int, list[Story]] = {}
        for each in sorted(stories.values(), key=_lateness):
            for number in self._hashes[each.page]:
                held = self._holders.setdefault(number, [])
                if len(held) < _FIRST:
                    held.append(each)

    def of(self, page: Story) -> list[Story]:
        """The pages that can have been a source of a page, in the order of their ids."""
        if page.making.access is Access.RECORD or page.making.wire:
            return []
        named = [self._stories[each] for each in page.credits if self._stories[each].making.own]
        near = {each.page: each for each in (*self._own, *named) if each.page != page.page}
        own = [each for each in near.values() if _can_be(page, each)]
        own = sorted(own, key=lambda each: (-_nearness(page, each), each.page))[:MOST]
        return sorted([*own, *self._copied(page)], key=lambda each: each.page)

    def _copied(self, page: Story) -> Sequence[Story]:
        """Pages without access of their own that have most of its narrative, and were first."""
        if page.making.own:
            return ()
        shared = Counter(
            each.page for number in self._hashes[page.page] for each in self._holders[number] if each.page != page.page
        )
        known = {each.page: each for number in self._hashes[page.page] for each in self._holders[number]}
        tried = sorted(shared, key=lambda each: (-shared[each], each))[:_TRIED]
        others = [
            known[each] for each in tried if not known[each].making.own and _lateness(known[each]) < _lateness(page)
        ]
        return [each for each in others if runs_shared(page, each) >= COPIED]


def _can_be(page: Story, source: Story) -> bool:
    """Can a page with access of its own be a source? Of another such page only where that one names it."""
    if page.page in source.credits and source.page not in page.credits:
        return False
    return not page.making.own or (source.page in page.credits and source.making.access is not Access.RECORD)


def _nearness(page: Story, source: Story) -> int:
    return len(page.first.keys() & source.first.keys()) + len(page.first) * (source.page in page.credits)


def _lateness(story: Story) -> tuple[int, float, date, str]:
    """Of pages that have the same words and no access the first says where it has them from."""
    published = story.article.published
    return -len(story.credits), -story.making.points, published.earliest if published else date.max, story.page


def _smallest(story: Story) -> list[int]:
    return sorted({zlib.crc32(" ".join(run).encode()) for run in story.runs})[:_HASHES]
