"""Import: files, pasted text and addresses into the record, in the background, with a state for every page."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, Literal

from fastapi import Form, UploadFile

from onrecord.capture import opened, pages
from onrecord.capture.folder import label
from onrecord.capture.source import Source as Stream
from onrecord.capture.unfold import unfold
from onrecord.record.export import FORMATS
from onrecord.relating import Related
from onrecord.serve.web import links
from onrecord.serve.web.beside import Ran
from onrecord.serve.web.bodies import MOST_ADDRESSES
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing, refused
from onrecord.serve.web.jobs import ImportShown, Line, Source
from onrecord.serve.web.screen import Screens
from onrecord.types import Page, Rejection, digest

screens = Screens()
_LINES = 200
_PLACES = (Path(__file__).parents[3] / "examples", Path(__file__).parents[5] / "examples")
"""Where the example pages stand: in the installed package, or beside its sources."""


@dataclass(frozen=True, slots=True)
class ImportsShown:
    """What can be imported, and what was. ``empty`` is a record that holds nothing yet.

    ``relating`` is the last run that told which pages tell of the same; it begins when imports are over.
    """

    empty: bool
    examples: int
    formats: int
    held: Mapping[str, int]
    imports: tuple[ImportShown, ...]
    relating: Ran[Related] | None


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """One import: what could not be read first, then the pages in hand, then the others, the latest first.

    ``untold`` counts pages beyond those in ``lines``.
    """

    job: ImportShown
    lines: tuple[Line, ...]
    untold: int
    relating: Ran[Related] | None


@screens.at("/import", "imports.html")
def imports(desk: Desk) -> ImportsShown:
    """What can be imported, and the imports of this run of the app."""
    bare = tuple(_without_lines(job) for job in desk.imports.all())
    return ImportsShown(desk.is_empty, len(_examples()), len(FORMATS), desk.record.counts(), bare, desk.relating.last)


@screens.at("/import/{id}", "import.html")
def progress(desk: Desk, id: str) -> ImportProgress:  # noqa: A002 (as the address has it)
    """One import as it stands."""
    job = desk.imports.shown(id)
    if job is None:
        raise missing("import", id)
    order = {"refused": 0, "not read": 0, "reading": 1}
    lines = list(reversed(job.lines))
    lines.sort(key=lambda line: order.get(line.state, 2))
    return ImportProgress(_without_lines(job), tuple(lines[:_LINES]), max(0, len(lines) - _LINES), desk.relating.last)


@screens.does("/import")
def begin(
    desk: Desk,
    files: list[UploadFile] | None = None,
    text: Annotated[str, Form()] = "",
    addresses: Annotated[str, Form()] = "",
    examples: Annotated[Literal["", "yes"], Form()] = "",
) -> str:
    """Begins an import of all that the form holds; the address of its progress."""
    given = [(file.filename, file.file) for file in files or () if file.filename]
    return links.importing(begun(desk, given, [text], addresses.split(), examples=bool(examples)))


def begun(
    desk: Desk,
    files: Iterable[tuple[str, BinaryIO]],
    texts: Iterable[str],
    addresses: Sequence[str],
    *,
    examples: bool = False,
) -> str:
    """Puts an import of files by their names, texts and addresses into the line; its id.

    Raises:
        Failure: there is nothing to import, or too many addresses.
    """
    now = desk.settings.clock()
    sources = [_uploaded(name, file, now) for name, file in files]
    sources += [_pasted(text, now) for text in texts if text.strip()]
    sources += _fetched(addresses, now)
    sources += [_from_disk(path, now) for path in (_examples() if examples else ())]
    if not sources:
        raise refused(
            HTTPStatus.BAD_REQUEST, "There is nothing to import", "Choose files, paste a text, or write an address."
        )
    return desk.imports.add(sources)


@screens.does("/import/{id}/stop")
def stop(desk: Desk, id: str) -> str:  # noqa: A002 (as the address has it)
    """Ends an import after the page in hand."""
    if not desk.imports.stop(id):
        raise missing("import", id)
    return links.importing(id)


def _without_lines(job: ImportShown) -> ImportShown:
    return ImportShown(job.id, job.state, job.begun, job.sources, job.read, job.counts, job.statements, (), job.fault)


def _uploaded(told: str, file: BinaryIO, now: datetime) -> Source:
    """A file that was handed over. Its name is only told: nothing is ever opened by it."""
    held = TemporaryFile()  # noqa: SIM115 (closed when it has been read)
    shutil.copyfileobj(file, held)
    held.seek(0)
    name = label(PurePath(told.replace("\\", "/")).name) or "unnamed"
    return Source(name, partial(_streamed, name, held, now), held.close)


def _streamed(name: str, stream: BinaryIO, now: datetime) -> Iterator[Page | Rejection]:
    return unfold(Stream(name, stream, captured=now))


def _pasted(text: str, now: datetime) -> Source:
    """A text that a person pasted, named by its content, so that the same text is the same page."""
    content = text.replace("\r\n", "\n").encode("utf-8", "replace")
    name = f"pasted-{digest(content)}.txt"
    return Source(name, lambda: iter([Page(name, content, now)]))


def _fetched(addresses: Iterable[str], now: datetime) -> list[Source]:
    """The pages at some addresses; only on this request is anything asked of the network."""
    asked = list(dict.fromkeys(addresses))
    if len(asked) > MOST_ADDRESSES:
        detail = f"{len(asked):,} addresses; at most {MOST_ADDRESSES} are fetched at once. `onrecord add` takes more."
        raise refused(HTTPStatus.BAD_REQUEST, "Those are too many addresses", detail)
    return [Source(f"{len(asked)} addresses", partial(_visited, asked, now))] if asked else []


def _visited(addresses: Iterable[str], now: datetime) -> Iterator[Page | Rejection]:
    from onrecord.capture.fetch import fetch  # the network's libraries, for those who ask for the network

    for answer in fetch(addresses, now):
        if isinstance(answer, Rejection):
            yield answer
        else:
            yield from opened(answer.page)


def _from_disk(path: Path, now: datetime) -> Source:
    return Source(path.name, lambda: pages([str(path)], now, io.BytesIO()))


def _examples() -> list[Path]:
    folder = next((place for place in _PLACES if place.is_dir()), None)
    return sorted(folder.glob("*.txt")) if folder else []
