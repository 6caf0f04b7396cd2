"""Pages into groups: the likeliest two groups are put together, as long as nothing speaks against it.

Groups are linked by the mean over their pairs of pages (average link); the order follows that mean, and whether two
groups become one is judged by `contrast`. Ties go by the numbers of the pages, so the result is a function of the set.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

import numpy as np

from onrecord.link.occasions.coefficients import Coefficients
from onrecord.link.occasions.contrast import Contrast, Link, Profile, sampled
from onrecord.link.occasions.holdings import Floats, Holdings, Ints
from onrecord.link.occasions.likeness import Likeness
from onrecord.link.occasions.meanings import Meanings
from onrecord.link.occasions.neighbours import neighbours

LEAST = 0.15
"""Groups whose pages are less likely one occasion, in the mean, are not looked at."""
_KEPT = 0.02
"""A link whose mean is below this is looked up again when it is needed."""

_LEAST_LOGIT = float(np.log(_KEPT / (1 - _KEPT)))

Judge = Callable[[Profile, Profile, Link], bool]


def merged(
    held: Holdings, known: Coefficients, judge: Judge | None = None, meanings: Meanings | None = None
) -> list[tuple[int, ...]]:
    """The groups, each page in one, in the order of their first pages. ``judge`` stands in for what was fitted."""
    contrast = Contrast(held, known)
    groups = _Groups(held, Likeness(held, known, meanings), contrast)
    one_occasion = judge or (lambda a, b, link: contrast.logit(a, b, link) > 0)
    while (found := groups.likeliest()) is not None:
        a, b = found
        if one_occasion(groups.profiles[a], groups.profiles[b], groups.links[a][b]):
            groups.merge(a, b)
    return sorted(profile.pages for profile in groups.profiles.values())


class _Groups:
    """Groups by number, and the links between them; a group that grows gets a new number."""

    def __init__(self, held: Holdings, likeness: Likeness, contrast: Contrast) -> None:
        self._likeness = likeness
        self.profiles: dict[int, Profile] = {page: contrast.profile(page) for page in range(len(held))}
        self.links: dict[int, dict[int, Link]] = {page: {} for page in self.profiles}
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._next = len(held)
        for page, others in neighbours(held):
            logits = likeness.logits(page, others)
            likely = logits >= _LEAST_LOGIT
            for other, logit in zip(others[likely].tolist(), logits[likely], strict=True):
                self._link(page, other, Link.of(np.array([logit])))

    def likeliest(self) -> tuple[int, int] | None:
        """The two groups to be looked at next; each two are given once."""
        while self._heap:
            _, _, _, a, b = heapq.heappop(self._heap)
            if a in self.profiles and b in self.profiles:
                return a, b
        return None

    def merge(self, a: int, b: int) -> None:
        """Two groups become one."""
        links_a, links_b = self.links.pop(a), self.links.pop(b)
        lone_a = sorted(links_a.keys() - links_b.keys() - {b})
        lone_b = sorted(links_b.keys() - links_a.keys() - {a})
        missing = self._between(b, lone_a) | self._between(a, lone_b)
        new, self._next = self._next, self._next + 1
        self.profiles[new] = self.profiles.pop(a).with_(self.profiles.pop(b))
        self.links[new] = {}
        for other in sorted((links_a.keys() | links_b.keys()) - {a, b}):
            parts = [links[other] for links in (links_a, links_b, missing) if other in links]
            for old in (a, b):
                self.links[other].pop(old, None)
            self._link(new, other, parts[0].with_(parts[1]))

    def _link(self, a: int, b: int, link: Link) -> None:
        if link.mean < _KEPT:
            return
        self.links[a][b] = self.links[b][a] = link
        if link.mean >= LEAST:
            first, second = sorted((self.profiles[a].pages[0], self.profiles[b].pages[0]))
            heapq.heappush(self._heap, (-round(link.mean, 9), first, second, a, b))

    def _between(self, group: int, others: Sequence[int]) -> dict[int, Link]:
        """The links from a group to others, its pages one by one against all of theirs."""
        if not others:
            return {}
        here = sampled(self.profiles[group].pages)
        theirs = [sampled(self.profiles[other].pages) for other in others]
        pages: Ints = np.array([page for each in theirs for page in each])
        logits: Floats = np.stack([self._likeness.logits(page, pages) for page in here])
        ends = np.cumsum([len(each) for each in theirs])
        parts = np.split(logits, ends[:-1], axis=1)
        size = len(self.profiles[group].pages)
        return {
            other: Link.of(part.ravel(), size * len(self.profiles[other].pages))
            for other, part in zip(others, parts, strict=True)
        }
