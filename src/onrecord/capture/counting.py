"""How many pages there will be, where that can be told without opening anything."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_SINGLE = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")


def count(paths: Iterable[str]) -> int | None:
    """The number of pages that the paths hold; None where a file may hold many, or is no file at all."""
    files = [file for path in paths for file in _files(path)]
    return len(files) if all(Path(file.removesuffix(".gz")).suffix.lower() in _SINGLE for file in files) else None


def _files(path: str) -> list[str]:
    if not Path(path).is_dir():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [str(Path(folder, name)) for name in names if not name.startswith(".")]
    return found
