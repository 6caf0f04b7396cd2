"""Programs that are to be interrupted, whoever started the tests."""

from __future__ import annotations

import signal


def heeded() -> None:
    """For a program before it begins: what a shell starts in the background ignores interrupts, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
