"""An examination of the record that runs beside the screens: what `onrecord doctor` proves."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from onrecord.errors import OnrecordError
from onrecord.pipeline import examine
from onrecord.record.doctor import Fault
from onrecord.record.store import Record
from onrecord.serve.web.settings import Settings

_LOG = logging.getLogger("onrecord.serve")
MOST = 500
"""Faults that are held to be shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination: running, done or failed; ``faults`` are the first ones of ``total``."""

    state: str
    begun: str
    ended: str | None
    total: int
    faults: tuple[Fault, ...]
    why: str | None


class Examination:
    """The last examination of this run of the app; one at a time."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self._record = record
        self._settings = settings
        self._lock = threading.Lock()
        self._last: Examined | None = None

    @property
    def last(self) -> Examined | None:
        with self._lock:
            return self._last

    def begin(self) -> None:
        """Begins one, unless one is running."""
        with self._lock:
            if self._last is not None and self._last.state == "running":
                return
            self._last = Examined("running", self._settings.clock().isoformat(), None, 0, (), None)
        threading.Thread(target=self._run, name="onrecord examination", daemon=True).start()

    def _run(self) -> None:
        faults: list[Fault] = []
        total, state, why = 0, "done", None
        try:
            for fault in examine(self._record):
                total += 1
                if total <= MOST:
                    faults.append(fault)
        except OnrecordError as error:
            state, why = "failed", str(error)
        except Exception:
            # A fault of ours must be told, and must not end the app.
            _LOG.exception("an examination failed")
            state, why = "failed", "a fault of onrecord: what happened stands in the terminal"
        with self._lock:
            begun = self._last.begun if self._last else ""
            self._last = Examined(state, begun, self._settings.clock().isoformat(), total, tuple(faults), why)
