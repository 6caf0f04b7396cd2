"""Where an archive lies and where its result goes: folders and files, local or on object storage (fsspec).

``s3://``, ``gs://``, ``abfs://`` and others need the library that fsspec names for them. A path without a scheme is
local. What is written appears when it is whole: locally a file is written under a temporary name, flushed to the disk
and renamed; elsewhere it is written locally first and uploaded in one piece.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

import fsspec  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from onrecord.capture.folder import label
from onrecord.errors import OnrecordError

_HALF = ".part"
"""How the name of a file ends that is not whole yet."""


class BatchError(OnrecordError):
    """A run over an archive that cannot begin or go on, and what to do about it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an archive: what its pages are named after, where it lies, how many bytes it has."""

    name: str
    address: str
    size: int


def files(sources: Iterable[str]) -> list[File]:
    """The files that the sources hold, in the order of the sources; folders by name, hidden files aside.

    A file is named as `onrecord.capture` names it: by its own name, below a folder by its path from there. Links to
    folders are not followed.

    Raises:
        BatchError: a source is not there, or cannot be listed.
    """
    return [file for source in sources for file in _files(source)]


@contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    """A file of the archive, to be read; it can seek.

    Raises:
        OSError: it cannot be opened.
    """
    system, path = _system(file.address)
    with system.open(path, "rb") as stream:
        yield cast(BinaryIO, stream)


class Folder:
    """The folder of a run. Names are relative to it, with slashes."""

    def __init__(self, address: str) -> None:
        self._system, path = _system(address)
        self._local = isinstance(self._system, LocalFileSystem)
        self._path = str(Path(path).absolute()) if self._local else path.rstrip("/")
        self.address = self._path if self._local else address.rstrip("/")

    def names(self, below: str = "") -> list[str]:
        """The names of all whole files below a folder of this one, sorted."""
        self._system.invalidate_cache()
        root = self._at(below)
        if not self._system.isdir(root):
            return []
        found = (str(path)[len(self._path) + 1 :] for path in self._system.find(root))
        return sorted(name for name in found if not PurePosixPath(name).name.startswith("."))

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file that is there under its name when the block has ended well, and not at all otherwise."""
        path = Path(self._at(name))
        if self._local:
            path.parent.mkdir(parents=True, exist_ok=True)
        folder = path.parent if self._local else Path(tempfile.gettempdir())
        held = folder / f".{secrets.token_hex(8)}{_HALF}"
        try:
            with held.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if self._local:
                held.replace(path)
            else:
                self._system.put_file(str(held), self._at(name))
        finally:
            held.unlink(missing_ok=True)

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """
        Raises:
            OSError: there is no such file, or it cannot be read.
        """
        with self._system.open(self._at(name), "rb") as stream:
            yield cast(BinaryIO, stream)

    def write(self, name: str, content: bytes) -> None:
        with self.writing(name) as stream:
            stream.write(content)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        try:
            with self.reading(name) as stream:
                return stream.read()
        except FileNotFoundError:
            return None

    def remove(self, below: str) -> None:
        """Removes a folder of this one with all that is in it."""
        self._system.invalidate_cache()
        if self._system.isdir(self._at(below)):
            self._system.rm(self._at(below), recursive=True)

    def sweep(self) -> None:
        """Removes what writers left behind that were killed; nobody may be writing."""
        if self._local:
            for left in Path(self._path).rglob(f".*{_HALF}"):
                left.unlink(missing_ok=True)

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if name else self._path


def _files(source: str) -> Iterator[File]:
    system, path = _system(source)
    try:
        if not system.isdir(path):
            told = system.info(path)
            yield File(label(PurePosixPath(path).name), _address(system, path), int(told["size"] or 0))
            return
        found = system.find(path, detail=True)
    except OSError as error:
        raise BatchError(
            f"{source} cannot be listed ({error}): check the spelling, and the right to read it"
        ) from error
    root = len(path.rstrip("/")) + 1
    for at in sorted(found):
        name = at[root:]
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
        if not hidden and (found[at]["type"] == "file" or (found[at].get("islink") and system.isfile(at))):
            yield File(label(name), _address(system, at), int(found[at]["size"] or 0))


def _address(system: fsspec.AbstractFileSystem, path: str) -> str:
    return path if isinstance(system, LocalFileSystem) else str(system.unstrip_protocol(path))


def _system(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """
    Raises:
        BatchError: a kind of storage that is not known, or whose library is not installed.
    """
    try:
        system, path = fsspec.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise BatchError(f"{address} cannot be reached: {error}") from error
    return system, str(path)
