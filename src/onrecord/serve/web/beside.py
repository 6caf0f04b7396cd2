"""Long work that runs beside the screens, one of a kind at a time: an examination of the record, its relating."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from onrecord.errors import OnrecordError

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

    def __init__(self, name: str, work: Callable[[], Made], clock: Callable[[], datetime]) -> None:
        self._name, self._work, self._clock = name, work, clock
        self._lock = threading.Lock()
        self._last: Ran[Made] | None = None

    @property
    def last(self) -> Ran[Made] | None:
        """The last run of this app, as it stands; None where there was none."""
        with self._lock:
            return self._last

    def begin(self) -> Ran[Made]:
        """Begins, unless it is running already; the run."""
        with self._lock:
            if self._last is not None and self._last.is_running:
                return self._last
            run: Ran[Made] = Ran("running", self._clock().isoformat())
            self._last = run
        threading.Thread(target=self._run, args=(run,), name=f"onrecord {self._name}", daemon=True).start()
        return run

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
            self._last = ran

    def _moment(self) -> str:
        return self._clock().isoformat()
