"""Files, folders and standard input: the paths that a person names, to pages in a fixed order."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord.capture.columns import Columns
from onrecord.capture.source import Limits, Source
from onrecord.capture.unfold import unfold
from onrecord.errors import Unreadable
from onrecord.types import Page, Rejection

STANDARD_INPUT = "-"
INPUT_NAME = "standard input"
Named = Callable[[str, BinaryIO], Source]
SURROGATE = re.compile("[\ud800-\udfff]")

# Without waiting: opening a pipe that nobody writes to would never return.
OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def pages(
    paths: Iterable[str],
    captured: datetime,
    stdin: BinaryIO | None = None,
    limits: Limits | None = None,
    columns: Columns | None = None,
) -> Iterator[Page | Rejection]:
    """Every page that the paths hold, in the order of the paths; folders are walked by name.

    A path is a file (of any name, packed or not, holding one page or many), a folder, or ``-`` for ``stdin``. A page
    is named after its file; below a folder, by its path from there. Hidden files in folders are skipped, a folder is
    entered once however many links lead to it. A path that gives nothing comes back as a `Rejection`; none ends the
    run. ``columns`` tells which columns of tables hold what, where their names do not.
    """
    source = partial(Source, captured=captured, limits=limits or Limits(), columns=columns or Columns())
    for path in paths:
        if path == STANDARD_INPUT and stdin is not None:
            yield from unfold(source(INPUT_NAME, stdin))
        elif not path:
            yield Rejection(name="", sha256="", reason="missing", detail="an empty path names no file: see the quoting")
        elif _is_folder(Path(path)):
            yield from _folder(Path(path), source)
        else:
            yield from _file(Path(path), label(Path(path).name), source)


def label(name: str) -> str:
    """A file's name as text: what stands for bytes that are no UTF-8 becomes U+FFFD, for a name is only shown."""
    return SURROGATE.sub("\ufffd", name)


def _folder(root: Path, source: Named) -> Iterator[Page | Rejection]:
    for path in _walk(root):
        name = label(path.relative_to(root).as_posix()) if path != root else label(root.name or str(root))
        yield from _file(path, name, source)


def _walk(root: Path) -> Iterator[Path]:
    """The files below a folder, by name; a folder that cannot be listed is given itself, to be refused by name.

    Held as a list of what is to come, not by recursion: folders may be nested deeper than Python's stack.
    """
    entered: set[tuple[int, int]] = set()
    coming = [root]
    while coming:
        path = coming.pop()
        if not _is_folder(path):
            yield path
        elif (identity := _identity(path)) not in entered:
            entered.add(identity)
            try:
                coming += sorted((entry for entry in path.iterdir() if not entry.name.startswith(".")), reverse=True)
            except OSError:
                yield path


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):  # ValueError: a null character in the path
        return False


def _file(path: Path, name: str, source: Named) -> Iterator[Page | Rejection]:
    try:
        opened = _open(path)
    except Unreadable as error:
        yield Rejection(name=name, sha256="", reason=error.reason, detail=error.detail)
        return
    with opened as stream:
        yield from unfold(source(name, stream))


def _open(path: Path) -> BinaryIO:
    """A regular file, open for reading.

    Raises:
        Unreadable: ``missing``, ``denied``, ``special`` (a device, a pipe, a socket) or ``unreadable``.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable("denied", f"the folder {path} may not be listed by this user: ask for the right to")
        if not stat.S_ISREG(mode):
            raise Unreadable("special", f"{path} is no ordinary file: pipe its content to standard input with -")
        return os.fdopen(os.open(path, OPENING), "rb")
    except FileNotFoundError as error:
        raise Unreadable("missing", f"there is no {path}: check the spelling and the folder") from error
    except PermissionError as error:
        raise Unreadable("denied", f"{path} may not be read by this user: ask for the right to read it") from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise Unreadable("unreadable", f"{path!s} cannot be opened: {error}") from error
