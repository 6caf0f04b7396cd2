"""Readers of pages that behave badly, at the top of a small module that a worker loads quickly."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable

from onrecord.types import Page


def hang() -> None:
    while True:
        pass


def raise_something() -> None:
    raise KeyError("no such word")


def want_in_native_code() -> None:
    raise RuntimeError("Exception during loading: std::bad_alloc")


ACTS: dict[str, Callable[[], object]] = {
    "hang": hang,
    "hang in C": lambda: re.match(r"(a|a)*b", "a" * 40),
    "wait": lambda: time.sleep(600),
    "swell": lambda: [bytes(1 << 20) for _ in range(100_000)],
    "swell at once": lambda: bytes(1 << 40),
    "crash": lambda: ctypes.string_at(0),
    "leave": lambda: sys.exit(3),
    "vanish": lambda: os._exit(3),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "raise": raise_something,
    "want in C": want_in_native_code,
}
ANSWERS = {"large": "x" * 3_000_000, "nothing": ""}


def behave(read: Page) -> str:
    """Does what the page says; at the top of the module, so that a worker finds it."""
    ACTS.get(read.name, str)()
    return ANSWERS.get(read.name, f"read {read.name}")


def name_of(read: Page) -> str:
    return read.name


def burn(read: Page) -> str:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    return read.name
