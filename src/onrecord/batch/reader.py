"""A worker's reader: one child process that holds the models and reads page after page, partition after partition."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from onrecord.batch.rows import Row, told
from onrecord.guard import Budget, guarded
from onrecord.pipeline import read, read_by_rules
from onrecord.types import Page, Rejection

Found = TypeVar("Found")
_KILLED = "(SIGKILL)"


class _End(Rejection):
    """The end of a run of pages; a guard hands it through in its place, as any rejection."""

    __slots__ = ()


@dataclass(slots=True)
class _Feed:
    """What the guard is given: the items at hand and, when they are at an end, that end again and again.

    A guard reads some items ahead. Ends keep it supplied until the last page has come out; those that are left over
    come out before the first item of the next run.
    """

    items: Iterator[Page | Rejection]
    end: _End

    def __iter__(self) -> Iterator[Page | Rejection]:
        while True:
            yield from self.items
            yield self.end


def cells(page: Page) -> Row | Rejection:
    """What a page gave, as cells of its row: less to hand from one process to another than a reading."""
    outcome = read(page)
    return outcome if isinstance(outcome, Rejection) else told(outcome)


def cells_by_rules(page: Page) -> Row | Rejection:
    """The same without the trained reader."""
    outcome = read_by_rules(page)
    return outcome if isinstance(outcome, Rejection) else told(outcome)


class Reader(Generic[Found]):
    """Reads many runs of pages in one child, each page within its budget; use it from one thread.

    A page whose child was killed from without, as systems do that run short of memory, is read once more by itself.
    """

    def __init__(self, function: Callable[[Page], Found | Rejection], budget: Budget | None = None) -> None:
        self._function = function
        self._budget = budget
        self._feed = _Feed(iter(()), _end())
        self._outcomes: Iterator[Found | Rejection] = guarded(self._function, self._feed, budget)

    def read(self, items: Iterable[Page | Rejection]) -> Iterator[tuple[Page | Rejection, Found | Rejection]]:
        """Each item with what became of it, in their order. All must be taken before the next ones are read."""
        coming: deque[Page | Rejection] = deque()

        def remembered() -> Iterator[Page | Rejection]:
            for item in items:
                coming.append(item)
                yield item

        self._feed.items, self._feed.end = remembered(), _end()
        for outcome in self._outcomes:
            if outcome is self._feed.end:
                return
            if not isinstance(outcome, _End):
                item = coming.popleft()
                yield item, self._again(item, outcome)

    def close(self) -> None:
        cast(Generator[Found | Rejection, None, None], self._outcomes).close()

    def _again(self, item: Page | Rejection, outcome: Found | Rejection) -> Found | Rejection:
        if isinstance(item, Page) and isinstance(outcome, Rejection) and _KILLED in outcome.detail:
            return next(guarded(self._function, [item], self._budget))
        return outcome


def _end() -> _End:
    return _End("", "", "", "")
