"""The exit codes that every command keeps to."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    FINE = 0
    PARTIAL = 1
    USAGE = 2
    NOTHING = 3
    INTERRUPTED = 130
