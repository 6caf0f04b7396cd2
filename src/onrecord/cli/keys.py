"""Keys of a terminal, one at a time: what is typed while something else happens waits for its turn."""

from __future__ import annotations

import codecs
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

try:
    import termios
    import tty
except ImportError:  # pragma: no cover (Windows)
    termios = None  # type: ignore[assignment]

from onrecord.cli.tables import safe

END = "\x04"
"""What Ctrl-D gives, and a terminal that went away."""
_ESCAPE = "\x1b"
_FOLLOWS = 0.05
"""Seconds in which the rest of an arrow key follows its first character."""
Key = Callable[[], str]
Line = Callable[[str], str]


@contextmanager
def keyboard() -> Iterator[tuple[Key, Line]]:
    """Two questions to whoever sits at standard input: for a key, and for a line behind a prompt.

    The terminal is given back as it was. Ctrl-C interrupts as ever. Where there are no POSIX terminals keys that are
    typed too early are lost.
    """
    if termios is None:  # pragma: no cover (Windows)
        yield click.getchar, _line
        return
    here = sys.stdin.fileno()
    was = termios.tcgetattr(here)

    def listen() -> None:
        tty.setcbreak(here, termios.TCSADRAIN)

    def line(question: str) -> str:
        termios.tcsetattr(here, termios.TCSADRAIN, was)
        try:
            return _line(question)
        finally:
            listen()

    listen()
    try:
        yield lambda: _key(here), line
    finally:
        termios.tcsetattr(here, termios.TCSADRAIN, was)


def _key(here: int) -> str:
    """One character, or the three of an arrow."""
    pressed = _character(here)
    if pressed == _ESCAPE and select.select([here], [], [], _FOLLOWS)[0]:
        pressed += _character(here) + _character(here)
    return pressed


def _character(here: int) -> str:
    """Byte by byte, so that what is typed ahead of a line's prompt stays with the terminal."""
    decoder, out = codecs.getincrementaldecoder("utf-8")("replace"), ""
    while not out:
        byte = os.read(here, 1)
        out = decoder.decode(byte) if byte else END
    return out


def _line(question: str) -> str:
    said: str = click.prompt(safe(question), default="", show_default=False)
    return said
