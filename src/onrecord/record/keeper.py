"""Pages kept while others are still read: several in one transaction, each told only once that is on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from queue import Empty, Queue, SimpleQueue
from threading import Thread
from time import monotonic
from types import TracebackType

from onrecord.errors import RecordError
from onrecord.record.drafts import Handed, handed
from onrecord.record.store import Record, State
from onrecord.types import Page, Reading, Rejection

TOGETHER = 32
"""Pages of one transaction, at most."""
LINGER = 0.05
"""Seconds that a page waits for others to be kept with it, at most."""
AHEAD = 2 * TOGETHER
"""Pages that wait, at most: one who hands over more is held up."""
_Given = tuple[Page | Rejection, Reading | Rejection, str]


class Keeper:
    """Keeps pages in a thread of its own, in the order in which they are handed over; use it in a ``with``.

    What was handed over when the block ends is kept too, also where it ends with an error of somebody else. After an
    error of its own it keeps nothing more, and raises that error where it is next asked.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._coming: Queue[_Given | None] = Queue(AHEAD)
        self._told: SimpleQueue[State] = SimpleQueue()
        self._failed: Exception | None = None
        self._thread = Thread(target=self._run, name="keeper", daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self._end()

    def hand(self, item: Page | Rejection, outcome: Reading | Rejection, reader: str) -> None:
        """Takes over what a reader made of an item; it is not on disk yet.

        Raises:
            RecordError: pages that were handed over before could not be kept.
        """
        self._complain()
        self._coming.put((item, outcome, reader))

    def told(self) -> list[State]:
        """What became of pages that are on disk by now and were not told before, in their order.

        Raises:
            RecordError: as `hand`; what was kept before is told first.
        """
        out = [self._told.get() for _ in range(self._told.qsize())]
        if not out:
            self._complain()
        return out

    def finish(self) -> Iterator[State]:
        """Waits until all is on disk; what became of those that were not told before.

        Raises:
            RecordError: the others could not be kept.
        """
        self._end()
        yield from self.told()
        self._complain()

    def _end(self) -> None:
        self._coming.put(None)
        self._thread.join()

    def _complain(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _run(self) -> None:
        last = False
        while not last:
            some, last = self._next()
            if some and self._failed is None:
                try:
                    self._keep([handed(*each) for each in some])
                except Exception as error:  # handed on to whom it concerns, in another thread
                    self._failed = error

    def _next(self) -> tuple[list[_Given], bool]:
        """Pages to be kept together, and whether no more will come."""
        first = self._coming.get()
        if first is None:
            return [], True
        out, patience = [first], monotonic() + LINGER
        while len(out) < TOGETHER:
            try:
                more = self._coming.get(timeout=max(0.0, patience - monotonic()))
            except Empty:
                break
            if more is None:
                return out, True
            out.append(more)
        return out, False

    def _keep(self, some: Sequence[Handed]) -> None:
        """Where one of several holds what the database cannot, those before it are kept, as if each came alone."""
        try:
            states = self._record.keep_all(some)
        except Exception as error:
            if len(some) == 1 or isinstance(error, RecordError):
                raise
            for each in some:
                self._keep([each])
        else:
            for state in states:
                self._told.put(state)
