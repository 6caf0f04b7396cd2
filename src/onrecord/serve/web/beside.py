"""Long work that runs beside the screens, one of a kind at a time: an examination of the record, its relating.

What computes for long does so in a process of its own: screens answer meanwhile, and it can be ended at any moment.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from onrecord.errors import OnrecordError
from onrecord.guard import SPAWN
from onrecord.record.store import Record

_LOG = logging.getLogger("onrecord.serve")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Ran(Generic[Made]):
    """A run: running, done or failed; what it made, or why it failed. Moments are ISO 8601."""

    state: str
    begun: str
    ended: str | None = None
    made: Made | None = None
    why: str | None = None

    @property
    def is_running(self) -> bool:
        return self.state == "running"


class Beside(Generic[Made]):
    """Work that can be begun any time and is done once at a time; shared by threads."""

    def __init__(
        self,
        name: str,
        work: Callable[[], Made],
        clock: Callable[[], datetime],
        end: Callable[[], None] = lambda: None,
    ) -> None:
        """``end`` makes work that runs come to its end; without it `close` waits."""
        self._name, self._work, self._clock, self._end_work = name, work, clock, end
        self._lock = threading.Lock()
        self._last: Ran[Made] | None = None
        self._again = self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def last(self) -> Ran[Made] | None:
        """The last run of this app, as it stands; None where there was none."""
        with self._lock:
            return self._last

    def begin(self, *, again: bool = False) -> Ran[Made]:
        """Begins, unless it is running already; ``again``: then it is done once more behind that. The run."""
        with self._lock:
            if self._last is not None and (self._last.is_running or self._closed):
                self._again = self._again or again
                return self._last
            run: Ran[Made] = Ran("running", self._clock().isoformat())
            self._last, self._again = run, False
            self._thread = threading.Thread(target=self._run, args=(run,), name=f"onrecord {self._name}", daemon=True)
            self._thread.start()
        return run

    def close(self) -> None:
        """Ends the work, and waits for that; none is begun any more."""
        with self._lock:
            self._closed, self._again, thread = True, False, self._thread
        self._end_work()
        if thread is not None:
            thread.join()

    def _run(self, run: Ran[Made]) -> None:
        try:
            made = self._work()
        except OnrecordError as error:
            self._end(Ran("failed", run.begun, self._moment(), why=str(error)))
        except Exception:
            # A fault of ours must be told, and must not end the app.
            _LOG.exception("%s failed", self._name)
            self._end(Ran("failed", run.begun, self._moment(), why="a fault of onrecord: see the terminal"))
        else:
            self._end(Ran("done", run.begun, self._moment(), made))

    def _end(self, ran: Ran[Made]) -> None:
        with self._lock:
            self._last, again = ran, self._again
        if again:
            self.begin()

    def _moment(self) -> str:
        return self._clock().isoformat()


class Apart(Generic[Made]):
    """Work on a record in a process of its own; called by one thread at a time, closed by any."""

    def __init__(self, where: str, task: Callable[[Record], Made]) -> None:
        """``task`` stands at the top of a module, where the process finds it by its name."""
        self._where, self._task = where, task
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._closed = False

    def __call__(self) -> Made:
        """What the task makes of the record.

        Raises:
            OnrecordError: the task raised it, or the process was ended.
        """
        receiver, sender = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=_done_apart, args=(self._where, self._task, sender), daemon=True)
        with self._lock, sender:
            if self._closed:
                raise OnrecordError("the app is being closed")
            process.start()
            self._process = process
        with receiver:
            try:
                made, why = receiver.recv()
            except EOFError:
                made, why = None, "it was ended before it was done; the next run goes on where it stopped"
        process.join()
        if why is not None:
            raise OnrecordError(why)
        return made  # type: ignore[no-any-return]  # what came through a pipe

    def close(self) -> None:
        """Ends the process, wherever it is: what it wrote is whole, since each transaction is."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.terminate()


def _done_apart(where: str, task: Callable[[Record], object], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the app that began it ends it
    try:
        with Record.open(where) as record:
            sender.send((task(record), None))
    except OnrecordError as error:
        sender.send((None, str(error)))
