"""A finished run into a record: its readings are kept as they are, proved by the bytes that they were made of."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from onrecord.batch import ledger, rows
from onrecord.batch.parquet import Table
from onrecord.batch.places import BatchError, Folder
from onrecord.clean.proof import faults as unproved
from onrecord.errors import InvalidSpan
from onrecord.record.decode import from_json
from onrecord.record.drafts import Handed, handed
from onrecord.record.export.conforming import faults
from onrecord.record.pages import given_from
from onrecord.record.store import Record, State
from onrecord.types import Page, Rejection

TOGETHER = 64
"""Pages of one transaction."""
_AMISS = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, InvalidSpan, OverflowError)
_Row = Mapping[str, Any]
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a page of a run; how many statements and figures it gave, or why it gave none."""

    name: str
    state: State
    statements: int
    figures: int
    refusal: Rejection | None


def bring(record: Record, out: str, *, workers: int = 1) -> Iterator[Brought]:
    """Keeps what a run read, several pages in one transaction; a page is on disk when it is told here.

    What the record holds already, read by the same reader, is left as it is. ``workers`` processes prove the readings
    and make them ready; one writes.

    Raises:
        BatchError: the run is not finished, has left out the bytes of pages, or a page is not as it was written.
        RecordError: the record cannot be written.
    """
    folder = Folder(out)
    begun = ledger.begun(folder)
    if begun is None or ledger.summary(folder) is None:
        raise BatchError(f"{out} holds no finished run: give the command of `onrecord batch` again")
    if not begun.settings.content:
        raise BatchError(f"{out} was made with --no-content: without the bytes of its pages nothing can be proved")
    known: list[Brought] = []
    with _mapping(workers) as mapped:
        for ready in mapped(_prepared, _missing(record, folder, begun.reader, known)):
            states = record.keep_all(ready)
            yield from (_told(each, state) for each, state in zip(ready, states, strict=True))
            yield from known
            known.clear()
    yield from known


def _missing(record: Record, folder: Folder, reader: str, known: list[Brought]) -> Iterator[tuple[str, list[_Row]]]:
    """The rows of pages that this reader has not read in the record, some at a time; the others become ``known``."""
    part: list[_Row] = []
    for row in _rows(folder):
        state = record.knows(row["id"], reader) if row["sha256"] else None
        if state is not None:
            known.append(Brought(row["name"], state, 0, 0, None))
            continue
        part.append(row)
        if len(part) == TOGETHER:
            yield reader, part
            part = []
    if part:
        yield reader, part


def _rows(folder: Folder) -> Iterator[_Row]:
    for table, columns in (("pages", rows.PAGES), ("rejections", rows.REJECTIONS)):
        wanted = [name for name in columns if name != "sketch"]
        for name in folder.names(table):
            with folder.reading(name) as stream:
                held = Table(stream)
                yield from held.rows(range(len(held)), wanted)


def _prepared(asked: tuple[str, Sequence[_Row]]) -> list[Handed]:
    """Rows proved and made ready to be kept.

    Raises:
        BatchError: a page is not as it was written.
    """
    reader, part = asked
    return [_handed(row, reader) for row in part]


def _handed(row: _Row, reader: str) -> Handed:
    try:
        page = _page(row)
        if "reading" not in row:
            refusal = Rejection(row["name"], row["sha256"] or "", row["reason"], row["detail"], row["address"])
            _must((page or refusal).id == row["id"], "it has another id")
            return handed(page or refusal, refusal, reader)
        if page is None:
            raise ValueError("its bytes are missing")
        reading = from_json(json.loads(row["reading"]), page.content, page.given)
        _must(page.id == row["id"] and reading.page == page, "its reading is that of another page")
        for fault in (*faults(reading), *unproved(page, reading.article)):
            raise ValueError(fault)
    except _AMISS as error:
        raise BatchError(f"page {row.get('name')} is not as the run wrote it ({error}): make the run anew") from error
    return handed(page, reading, reader)


def _page(row: _Row) -> Page | None:
    """The page as it was received; None where its bytes could not be had."""
    if row["content"] is None:
        return None
    _must(hashlib.sha256(row["content"]).hexdigest() == row["sha256"], "its bytes were changed")
    return Page(
        name=row["name"],
        content=row["content"],
        captured=datetime.fromisoformat(row["captured"]),
        media_type=row["media_type"],
        address=row["address"],
        given=given_from(json.loads(row["given"])) if row["given"] else None,
    )


def _told(ready: Handed, state: State) -> Brought:
    outcome = ready.outcome
    if isinstance(outcome, Rejection):
        return Brought(ready.item.name, state, 0, 0, outcome)
    return Brought(ready.item.name, state, len(outcome.statements), len(outcome.figures), None)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[[Callable[[_Part], _Made], Iterable[_Part]], Iterator[_Made]]]:
    """A ``map``, over processes where there are several workers, that takes little more than it has given."""
    if workers == 1:
        yield map
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:

        def mapped(function: Callable[[_Part], _Made], parts: Iterable[_Part]) -> Iterator[_Made]:
            coming = iter(parts)
            going: deque[Future[_Made]] = deque()
            while True:
                going.extend(pool.submit(function, part) for part in islice(coming, 2 * workers - len(going)))
                if not going:
                    return
                yield going.popleft().result()

        yield mapped
