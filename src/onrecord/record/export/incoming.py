"""A record out of onrecord's own JSON lines: what `lines` wrote is kept again, to the letter, or refused.

A file is checked as a whole before anything of it is kept; then each page is a transaction, and all decisions are one,
so that an import that was stopped goes on where it stopped. What the record holds already is left as it is.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

from onrecord.errors import InvalidSpan, RecordError
from onrecord.record import schema
from onrecord.record.codec import Json, to_json
from onrecord.record.database import raise_epoch, writing
from onrecord.record.decisions import append, broken, decisions, digest_of, standing
from onrecord.record.decode import from_json
from onrecord.record.export.conforming import conforms, faults
from onrecord.record.export.lines import FORMAT
from onrecord.record.pages import as_edited, effective, given_from, machine, row_of
from onrecord.record.projection import Known, project
from onrecord.record.store import Record, State
from onrecord.types import Decision, DecisionKind, Page, Rejection

LONGEST = 1 << 29
"""Bytes of one line; a page holds 64 MiB, half as much again in base64, and its reading."""
_AMISS = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, InvalidSpan, OverflowError)
"""What JSON of another shape than ours ends in."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: pages by what became of them, and the decisions that were new."""

    pages: Mapping[State, int]
    decisions: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A file that `verified` found to be whole."""

    source: BinaryIO
    start: int


def verified(source: BinaryIO) -> Verified:
    """An export of onrecord that is as it was made; the file must be one that can be read twice.

    Raises:
        RecordError: it is no export of onrecord, or was cut short or changed since.
    """
    start = source.tell()
    _check_whole(source)
    return Verified(source, start)


def bring(record: Record, export: Verified) -> Brought:
    """Keeps what an export holds.

    Raises:
        RecordError: it holds what a record cannot; pages before that line are kept, decisions are not.
    """
    source = export.source
    source.seek(export.start)
    became: Counter[State] = Counter()
    said: list[Decision] = []
    changes: list[Json] = []
    for number, line in enumerate(_lines(source), 1):
        try:
            match line["type"]:
                case "page":
                    became[_keep(record, line)] += 1
                case "change":
                    changes.append(line)
                case "decision":
                    said.append(_decision(line))
        except _AMISS as error:
            raise RecordError(f"line {number} holds no {line.get('type')} as onrecord writes it") from error
        except DBAPIError as error:
            raise RecordError(f"line {number} holds what the database cannot: {error.orig}") from error
    try:
        return Brought(became, _bring_decisions(record, said, changes))
    except (*_AMISS, DBAPIError) as error:
        raise RecordError("a decision does not fit the page that it is on: none was brought in") from error


def _check_whole(source: BinaryIO) -> None:
    """Refuses a file whose first line is not ours, or whose last does not tell the digest of what precedes it."""
    hasher = hashlib.sha256()
    before = b""
    first = True
    while raw := source.readline(LONGEST + 1):
        if len(raw) > LONGEST:
            raise RecordError(f"a line is longer than {LONGEST:,} bytes: onrecord writes none of that length")
        if first:
            _check_head(raw)
            first = False
        hasher.update(before)
        before = raw
    if first or _parsed(before) != {"type": "end", "sha256": hasher.hexdigest()}:
        raise RecordError("the file is cut short, or was changed since it was exported: get it anew; nothing was kept")


def _check_head(raw: bytes) -> None:
    head = _parsed(raw)
    if head is None or head.get("type") != "export":
        raise RecordError("this is no export of onrecord: make one with `onrecord export --as jsonl`")
    if head.get("format") != FORMAT:
        raise RecordError(
            f"the export has format {head.get('format')!r}, this onrecord knows {FORMAT}: update with "
            "`pip install --upgrade onrecord`"
        )


def _lines(source: BinaryIO) -> Iterator[Json]:
    for number, raw in enumerate(source, 1):
        line = _parsed(raw)
        if line is None:
            raise RecordError(f"line {number} holds no JSON object")
        yield line


def _parsed(raw: bytes) -> Json | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def _keep(record: Record, line: Json) -> State:
    """Keeps a page with its reading, or the refusal of one."""
    page = _page(line)
    reader = _text(line["reader"])
    if line["reading"] is None:
        sha256 = page.sha256 if page else ""
        refusal = Rejection(_text(line["name"]), sha256, _text(line["reason"]), _text(line["detail"]), line["address"])
        _must(conforms(refusal, Rejection), "a refusal is told otherwise")
        _must((page or refusal).id == line["id"], "the id is not that of the page")
        return record.keep(page or refusal, refusal, reader)
    if page is None:
        raise ValueError("a reading has no page")
    reading = from_json(line["reading"], page.content, page.given)
    for fault in faults(reading):
        raise ValueError(fault)
    _must(page.id == line["id"], "the id is not that of the page")
    _must(reading.page == page and to_json(reading) == line["reading"], "the reading is not told as onrecord tells it")
    return record.keep(page, reading, reader)


def _page(line: Json) -> Page | None:
    """The page as it was received; None where its bytes could not be had."""
    if line["content"] is None:
        return None
    page = Page(
        name=line["name"],
        content=b64decode(line["content"], validate=True),
        captured=datetime.fromisoformat(line["captured"]),
        media_type=line["media_type"],
        address=line["address"],
        given=given_from(line["given"]) if line["given"] else None,
    )
    _must(conforms(page, Page), "a field of the page is of another kind")
    return page


def _decision(line: Json) -> Decision:
    told = {name: line[name] for name in Decision.__slots__}
    decision = Decision(**told | {"kind": DecisionKind(line["kind"])})
    _must(conforms(decision, Decision), "a field of the decision is of another kind")
    _must(digest_of(decision) == decision.hash, "the decision was changed after it was made")
    return decision


def _bring_decisions(record: Record, said: Sequence[Decision], changes: Sequence[Json]) -> int:
    """Appends what the record does not hold yet, and what follows from it, or nothing of it; how many decisions."""
    with writing(record.engine) as connection:
        _bring_changes(connection, changes)
        held = decisions(connection)
        new = _appended(connection, held, said)
        for page in sorted({each.page for each in new if each.page}):
            _edit(connection, page, [each for each in held if each.page == page])
        if new:
            raise_epoch(connection)
            raise_epoch(connection, "heard")  # some may be on names
    return len(new)


def _appended(connection: Connection, held: Sequence[Decision], said: Sequence[Decision]) -> list[Decision]:
    """A chain that goes on from the record's own is kept link by link; of any other each decision is made anew."""
    if list(held) == list(said[: len(held)]) and not broken(said):
        new = list(said[len(held) :])
        if new:
            fields = Decision.__slots__
            connection.execute(insert(schema.decision), [{name: getattr(d, name) for name in fields} for d in new])
        return new
    twins: defaultdict[Decision, deque[str]] = defaultdict(deque)
    for each in held:
        twins[_what(each)].append(each.hash)
    names: dict[str, str] = {}
    new = []
    for decision in said:
        meant = replace(decision, target=names.get(decision.target, decision.target))
        if alike := twins[_what(meant)]:
            names[decision.hash] = alike.popleft()
        else:
            new.append(append(connection, meant))
            names[decision.hash] = new[-1].hash
    return new


def _what(decision: Decision) -> Decision:
    """A decision apart from its place in a chain."""
    return replace(decision, number=0, previous="", hash="")


def _edit(connection: Connection, page: str, held: Sequence[Decision]) -> None:
    """Brings the rows of a page from what the record's own decisions made of it to what all make of it."""
    row = row_of(connection, page)
    if row is None or row.reading is None:
        return
    told, received = machine(connection, row)
    after = effective(connection, row)
    for fault in faults(after.reading):
        raise ValueError(fault)
    project(connection, row.number, as_edited(told, received, standing(held)), after, Known())


def _bring_changes(connection: Connection, changes: Sequence[Json]) -> None:
    table, page = schema.change.c, schema.page.c
    asked = select(page.id, table.before, table.after, table.detail).join(schema.page, page.number == table.page)
    held = {tuple(row) for row in connection.execute(asked)}
    last = connection.execute(select(func.coalesce(func.max(table.number), 0))).scalar_one()
    for change in changes:
        detail = json.dumps(change["detail"])
        told = (_text(change["page"]), _text(change["before"]), _text(change["after"]), detail)
        row = row_of(connection, told[0])
        if row is not None and told not in held:
            last += 1
            values = dict(zip(("before", "after", "detail"), told[1:], strict=True))
            connection.execute(insert(schema.change), {"number": last, "page": row.number, **values})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
