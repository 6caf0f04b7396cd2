"""Imports that run beside the screens: one at a time, each with a state for every page, each safe to stop or kill.

An import opens the record for itself, so that screens go on reading. What it has told as kept is on disk; the same
import done again goes on where it stopped, for the record knows what it holds. The list of imports itself is kept in
memory alone.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

from onrecord.errors import OnrecordError
from onrecord.guard import SPAWN
from onrecord.pipeline import identify, keep
from onrecord.record.store import Record
from onrecord.serve.web.settings import Settings
from onrecord.types import Page, Reading, Rejection, digest

MANY = 20_000
"""Statements beyond which names are joined in a process of its own; some 50 µs each."""
_LOG = logging.getLogger("onrecord.serve")
Pages = Callable[[], Iterator[Page | Rejection]]


@dataclass(frozen=True, slots=True)
class Source:
    """Something to import: what it is called, the pages that it holds, and what is to be done when it was read."""

    name: str
    pages: Pages
    close: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Line:
    """A page of an import: ``state`` is reading, or what became of it (`onrecord.record.store.State`)."""

    name: str
    state: str
    page: str | None = None
    reason: str | None = None
    detail: str | None = None
    statements: int | None = None


@dataclass(frozen=True, slots=True)
class ImportShown:
    """An import as it stands: waiting, running, joining (names across pages), done, stopped or failed.

    ``lines`` are told in their order.

    ``sources`` count what was handed over, ``read`` how many of them have been gone through.
    """

    id: str
    state: str
    begun: str
    sources: int
    read: int
    counts: Mapping[str, int]
    statements: int
    lines: tuple[Line, ...]
    fault: str | None

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "stopped", "failed")

    @property
    def pages(self) -> int:
        return sum(self.counts.values())


@dataclass(slots=True)
class _Job:
    """An import while it happens; touched under the lock of `Imports`."""

    id: str
    begun: str
    sources: Sequence[Source]
    state: str = "waiting"
    read: int = 0
    lines: list[Line] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    settled: int = 0
    fault: str | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def shown(self) -> ImportShown:
        return ImportShown(
            self.id,
            self.state,
            self.begun,
            len(self.sources),
            self.read,
            dict(self.counts),
            self.statements,
            tuple(self.lines),
            self.fault,
        )


def _apart(where: str) -> None:
    """Tells who is who in a process of its own: of many statements that takes seconds in which no screen would answer.

    Raises:
        OnrecordError: it did not come to its end.
    """
    process = SPAWN.Process(target=_identify, args=(where,), daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise OnrecordError("the pages are kept, but who is who was not told anew: `onrecord doctor --repair` does it")


def _identify(where: str) -> None:
    with Record.open(where) as record:
        identify(record)


class Imports:
    """All imports of this run of the app. A thread works through them; it begins with the first one."""

    def __init__(self, record: Record, settings: Settings, then: Callable[[], None] = lambda: None) -> None:
        """``then`` is called when no import waits any more and some of them brought something new."""
        self._then = then
        self._where = record.engine.url.render_as_string(hide_password=False)
        self._settings = settings
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._line: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def add(self, sources: Sequence[Source]) -> str:
        """Puts an import into the line; its id."""
        begun = self._settings.clock().isoformat()
        with self._lock:
            job = _Job(digest("import", begun, str(len(self._jobs))), begun, tuple(sources))
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord imports", daemon=True)
                self._thread.start()
        self._line.put(job)
        return job.id

    def shown(self, id_: str) -> ImportShown | None:
        with self._lock:
            job = self._jobs.get(id_)
            return job.shown() if job else None

    def all(self) -> list[ImportShown]:
        """Every import, the latest first."""
        with self._lock:
            return [job.shown() for job in reversed(self._jobs.values())]

    def stop(self, id_: str) -> bool:
        """Asks an import to end after the page in hand; is there such an import?"""
        with self._lock:
            job = self._jobs.get(id_)
        if job is not None:
            job.stop.set()
        return job is not None

    def close(self) -> None:
        """Ends all of them, after the pages in hand, and waits for that."""
        with self._lock:
            for job in self._jobs.values():
                job.stop.set()
            thread = self._thread
        if thread is not None:
            self._line.put(None)
            thread.join()

    def _work(self) -> None:
        fresh = False
        while (job := self._line.get()) is not None:
            try:
                self._run(job)
                self._end(job, "stopped" if job.stop.is_set() else "done")
            except OnrecordError as error:
                self._end(job, "failed", str(error))
            except Exception:
                # Whatever else happens to one import must not take the next ones with it.
                _LOG.exception("an import failed")
                self._end(job, "failed", "a fault of onrecord: what happened stands in the terminal")
            fresh = fresh or bool(job.counts["new"] or job.counts["changed"])
            if fresh and self._line.empty():
                fresh = False
                self._then()

    def _run(self, job: _Job) -> None:
        with self._lock:
            job.state = "running"
        if job.stop.is_set():
            return
        with Record.open(self._where) as record:
            settings = self._settings
            for kept in keep(record, self._drawn(job), trained=settings.trained, workers=settings.workers):
                self._settle(job, kept.state.value, kept.outcome)
            with self._lock:
                job.state = "joining"
            if record.counts()["statement"] <= MANY:
                identify(record)
                return
        _apart(self._where)

    def _drawn(self, job: _Job) -> Iterator[Page | Rejection]:
        """The pages of an import, each listed when it is taken in hand."""
        for source in job.sources:
            try:
                for item in source.pages():
                    if job.stop.is_set():
                        return
                    with self._lock:
                        job.lines.append(Line(item.name, "reading", item.id if isinstance(item, Page) else None))
                    yield item
            finally:
                source.close()
            with self._lock:
                job.read += 1

    def _settle(self, job: _Job, state: str, outcome: Reading | Rejection | None) -> None:
        """What became of the next page, in the order in which they were taken."""
        with self._lock:
            line = job.lines[job.settled]
            refusal = outcome if isinstance(outcome, Rejection) else None
            said = len(outcome.statements) if isinstance(outcome, Reading) else None
            job.lines[job.settled] = Line(
                line.name,
                state,
                line.page,
                refusal.reason if refusal else None,
                refusal.detail if refusal else None,
                said,
            )
            job.settled += 1
            job.counts[state] += 1
            job.statements += said or 0

    def _end(self, job: _Job, state: str, fault: str | None = None) -> None:
        with self._lock:
            job.state, job.fault = state, fault
            for number in range(job.settled, len(job.lines)):
                line = job.lines[number]
                job.lines[number] = Line(line.name, "not read", line.page)
        for source in job.sources:
            source.close()
