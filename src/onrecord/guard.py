"""A budget of time and memory for each page, kept by workers that can be killed; the run goes on without the page.

A parser that hangs in C, or that asks for more memory than there is, cannot be stopped from within its process. So
pages are read in worker processes: the kernel ends a worker whose page has used up its processor time and refuses it
memory beyond its share, and a page that took its worker along is set aside with its reason.

Time is processor time, so that a busy machine changes no answer; only a page close to its budget can fall on either
side. Memory is address space beyond what the worker held before the page. Where a system keeps no such accounts (memory
outside Linux, processor time on Windows) a page is bounded by the clock alone, generously.
A worker is a fresh Python (``spawn``): a script that calls this needs the usual guard around its main part.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from onrecord.errors import OnrecordError
from onrecord.types import Page, Rejection

Result = TypeVar("Result")

SPAWN = multiprocessing.get_context("spawn")
IDLE_FACTOR, IDLE_GRACE = 10, 30.0
"""The backstop for a page that waits instead of computing: its worker is ended after the budget times the factor plus
the grace, in seconds of the clock; far enough away that a busy machine never meets it."""
TIMED = hasattr(signal, "setitimer")
AHEAD = 4  # pages in hand for each worker, so that a slow page does not stop the others
MIB = 1 << 20
_NATIVE_WANT = "std::bad_alloc"  # what native code tells where it has no memory left


class WorkerError(OnrecordError):
    """A worker that could not even start: the fault is not a page's."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one page may cost: seconds of processor time, MiB of memory on top of an idle worker's."""

    seconds: float = 20.0
    megabytes: int = 1024


def guarded(
    function: Callable[[Page], Result],
    items: Iterable[Page | Rejection],
    budget: Budget | None = None,
    workers: int = 1,
) -> Iterator[Result | Rejection]:
    """What the function makes of each page, in the order of the pages, with any number of workers.

    The function is found again by its name in each worker, so it stands at the top of a module. A page that breaks
    its budget comes back as ``Rejection(reason="budget")``; one whose reading raised, or whose worker died of
    something else, as ``"failed"``. A `Rejection` among the items is handed on in its place.

    Raises:
        WorkerError: a worker cannot start.
    """
    source = iter(items)
    line: deque[_Task[Result]] = deque()
    crew = [_Worker(function, budget or Budget()) for _ in range(workers)]
    try:
        while True:
            line.extend(_Task(item) for item in islice(source, AHEAD * workers - len(line)))
            if not line:
                return
            _hand_out(line, crew)
            if not line[0].outcome:
                _collect(crew)
            while line and line[0].outcome:
                yield line.popleft().outcome[0]
    finally:
        for worker in crew:
            worker.end()


class _Task(Generic[Result]):
    """A page and, once it is settled, what became of it, as a list of one."""

    __slots__ = ("begun", "item", "outcome")

    def __init__(self, item: Page | Rejection) -> None:
        self.item = item
        self.begun = isinstance(item, Rejection)
        self.outcome: list[Result | Rejection] = [item] if isinstance(item, Rejection) else []


def _hand_out(line: Iterable[_Task[Result]], crew: Iterable[_Worker[Result]]) -> None:
    idle = [worker for worker in crew if worker.task is None]
    waiting = [task for task in line if not task.begun]
    for task, worker in zip(waiting, idle, strict=False):
        worker.take(task)


def _collect(crew: Iterable[_Worker[Result]]) -> None:
    """Waits until a worker has answered, died or run out of patience, and settles the tasks of all that have."""
    busy = [worker for worker in crew if worker.task is not None]
    ready = wait([worker.pipe for worker in busy], timeout=min(worker.patience() for worker in busy))
    for worker in busy:
        if worker.pipe in ready:
            worker.settle()
        elif worker.patience() == 0:
            worker.set_aside("budget", "reading it waited for something that did not come")


class _Worker(Generic[Result]):
    """A process and the task that it has in hand; a new process takes the place of one that died."""

    def __init__(self, function: Callable[[Page], Result], budget: Budget) -> None:
        self.task: _Task[Result] | None = None
        self._function = function
        self._budget = budget
        self._deadline = 0.0
        self._start()

    def _start(self) -> None:
        self._greeted = False
        self.pipe, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_serve, args=(theirs, self._function, self._budget), daemon=True)
        self._process.start()
        theirs.close()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()

    def patience(self) -> float:
        """Seconds of the clock that the page in hand has left."""
        return max(0.0, self._deadline - monotonic())

    def take(self, task: _Task[Result]) -> None:
        self._greet()
        self.task = task
        task.begun = True
        self._deadline = monotonic() + self._budget.seconds * IDLE_FACTOR + IDLE_GRACE
        with contextlib.suppress(OSError):  # it died while idle: waiting for its answer will tell
            self.pipe.send(task.item)

    def _greet(self) -> None:
        if not self._greeted:
            try:
                self.pipe.recv()
            except EOFError:
                raise WorkerError("a worker process ended while it started: see its message above") from None
        self._greeted = True

    def settle(self) -> None:
        """Takes the answer that has come; a closed pipe says that the worker died of the page."""
        try:
            self._close(self.pipe.recv())
        except (EOFError, OSError):
            self._process.join()
            self.set_aside(*_cause_of_death(self._process.exitcode, self._budget))

    def set_aside(self, reason: str, detail: str) -> None:
        """Gives up the page in hand and the process with it."""
        self.end()
        if self.task:
            self._close(_rejected(self.task.item, reason, detail))
        self._start()

    def _close(self, outcome: Result | Rejection) -> None:
        if self.task:
            self.task.outcome = [outcome]
        self.task = None


def _rejected(item: Page | Rejection, reason: str, detail: str) -> Rejection:
    return Rejection(item.name, item.sha256, reason, detail, item.address)


def _cause_of_death(code: int | None, budget: Budget) -> tuple[str, str]:
    if TIMED and code == -signal.SIGPROF:
        return "budget", f"reading it took more than {budget.seconds:g} s of processor time"
    if code is not None and code < 0:
        return "failed", f"reading it ended its process ({signal.Signals(-code).name}), perhaps for want of memory"
    return "failed", f"reading it ended its process (exit code {code})"


def _serve(pipe: Connection, function: Callable[[Page], object], budget: Budget) -> None:
    """The life of a worker: one page after the other, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the workers when a person interrupts it
    if TIMED:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process, whatever code is running
    pipe.send(None)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            page: Page = pipe.recv()
            pipe.send(_attempt(function, page, budget))


def _attempt(function: Callable[[Page], object], page: Page, budget: Budget) -> object:
    _limit_memory(budget.megabytes)
    _limit_time(budget.seconds)
    try:
        return function(page)
    except MemoryError:
        return _rejected(page, "budget", f"reading it took more than {budget.megabytes} MiB of memory")
    except BaseException as error:  # whatever a page makes the code raise, panics of libraries included
        if _NATIVE_WANT in str(error):
            return _rejected(page, "budget", f"reading it took more than {budget.megabytes} MiB of memory")
        return _rejected(page, "failed", _account(error))
    finally:
        _limit_time(0)


def _account(error: BaseException) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"reading it raised {type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"


def _limit_time(seconds: float) -> None:
    """From now on, of processor time; 0 for no limit."""
    if TIMED:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "linux":
        return
    import resource  # not on every system

    held = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + megabytes * MIB
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
