"""PROV-JSON (W3C PROV-DM, member submission of 24 April 2013): words from their page, pages from theirs.

Pages and statements are entities, speakers and outlets agents. Words in marks ``wasQuotedFrom`` their page, words that
are retold ``wasDerivedFrom`` it; a page ``hadPrimarySource`` in what it cites, and ``wasRevisionOf`` the capture of
its address before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from io import StringIO
from itertools import islice, pairwise
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from prov.model import ProvDocument
from sqlalchemy import select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.export.selection import BATCH, MADE_BY, Found, Selection, Sheet, snapshot_urn
from onrecord.record.export.writing import as_bytes, utc, whole
from onrecord.types import Manner, SpeakerKind, digest

_SPACES = ("page", "statement", "speaker", "origin", "link")
_CHUNK = 1 << 20


def write(selection: Selection, out: BinaryIO) -> None:
    """One document. The format sorts by kind, not by page: each kind waits on disk until all pages are told."""
    with ExitStack() as open_files:
        parts: dict[str, IO[bytes]] = {}
        for document in _documents(selection):
            for kind, members in _told(document).items():
                if kind not in parts:
                    parts[kind] = open_files.enter_context(TemporaryFile())
                if kind != "prefix" or not parts[kind].tell():
                    _append(parts[kind], members)
        out.write(b"{")
        for number, (kind, part) in enumerate(parts.items()):
            out.write((b",\n" if number else b"\n") + as_bytes(kind) + b":{\n")
            part.seek(0)
            while chunk := part.read(_CHUNK):
                out.write(chunk)
            out.write(b"\n}")
        out.write(b"\n}\n")


def _told(document: ProvDocument) -> Json:
    out = StringIO()
    document.serialize(out, format="json")
    told: Json = json.loads(out.getvalue())
    return told


def _append(part: IO[bytes], members: Json) -> None:
    for name, value in members.items():
        part.write((b",\n" if part.tell() else b"") + as_bytes(name) + b":" + as_bytes(value))


def _documents(selection: Selection) -> Iterator[ProvDocument]:
    """The provenance a few pages at a time, as documents that say nothing twice; the first tells of the export."""
    seen: set[str] = set()
    yield _export(selection)
    coming = selection.sheets()
    while batch := list(islice(coming, BATCH)):
        document = _document()
        earlier = _earlier(selection, [sheet for sheet, _ in batch])
        for sheet, found in batch:
            _add_page(document, sheet, seen, earlier.get(sheet.id))
            for each in found:
                _add_statement(document, each, seen)
        yield document


def _document() -> ProvDocument:
    document = ProvDocument()
    document.add_namespace("onrecord", "urn:onrecord:")
    for space in _SPACES:
        document.add_namespace(space, f"urn:onrecord:{space}:")
    return document


def _export(selection: Selection) -> ProvDocument:
    document = _document()
    told: dict[str, str | int] = {"onrecord:query": whole(selection.query), "onrecord:statements": selection.total}
    document.activity("onrecord:export", None, utc(selection.moment), told)
    document.agent(
        "onrecord:program", {"prov:type": document.valid_qualified_name("prov:SoftwareAgent"), "prov:label": MADE_BY}
    )
    document.wasAssociatedWith("onrecord:export", "onrecord:program", identifier="link:export")
    return document


def _add_page(document: ProvDocument, sheet: Sheet, seen: set[str], earlier: str | None) -> None:
    article = sheet.article
    told = {
        "prov:label": article["title"] or sheet.page["name"],
        "prov:location": article["address"],
        "onrecord:name": sheet.page["name"],
        "onrecord:snapshot": snapshot_urn(sheet.page["sha256"]),
        "onrecord:captured": utc(sheet.captured),
        "onrecord:outlet": article["outlet"],
    }
    document.entity(f"page:{sheet.id}", _whole(told))
    for name in dict.fromkeys([article["original_outlet"], *(each["name"] for each in article["cites"])]):
        if name:
            origin = digest("origin", name)
            if _is_new(f"origin:{origin}", seen):
                document.entity(f"origin:{origin}", _whole({"prov:label": name}))
            document.primary_source(
                f"page:{sheet.id}", f"origin:{origin}", identifier=f"link:{digest('source', sheet.id, origin)}"
            )
    if earlier:
        document.revision(f"page:{sheet.id}", f"page:{earlier}", identifier=f"link:{digest('revision', sheet.id)}")


def _add_statement(document: ProvDocument, found: Found, seen: set[str]) -> None:
    statement = found.statement
    spans = json.dumps([[span.start, span.end] for span in statement.content])
    told = {"prov:value": found.words, "onrecord:manner": statement.manner.value, "onrecord:spans": spans}
    name, page = f"statement:{statement.id}", f"page:{found.sheet.id}"
    document.entity(name, _whole({**told, "onrecord:verdict": found.verdict}))
    derived = document.derivation if statement.manner is Manner.INDIRECT else document.quotation
    derived(name, page, identifier=f"link:{digest('from', statement.id)}")
    if statement.speaker:
        who = found.heard.id if found.heard else digest("name", statement.speaker.kind.value, statement.speaker.name)
        if _is_new(f"speaker:{who}", seen):
            kind = "prov:Person" if statement.speaker.kind is SpeakerKind.PERSON else "prov:Organization"
            label = found.heard.name if found.heard else statement.speaker.name
            document.agent(
                f"speaker:{who}", {"prov:type": document.valid_qualified_name(kind), "prov:label": whole(label)}
            )
        document.attribution(name, f"speaker:{who}", identifier=f"link:{digest('credit', statement.id)}")


def _earlier(selection: Selection, sheets: Iterable[Sheet]) -> dict[str, str]:
    """The page that was captured at the same address before each, where the record holds one."""
    page, asked = schema.page.c, {sheet.article["address"]: None for sheet in sheets if sheet.article["address"]}
    found = selection.connection.execute(
        select(page.id, page.address, page.captured).where(page.address.in_(list(asked)), page.reading.is_not(None))
    )
    captures = sorted((row.address, datetime.fromisoformat(row.captured), row.id) for row in found)
    return {later[2]: former[2] for former, later in pairwise(captures) if former[0] == later[0]}


def _whole(told: Mapping[str, str | None]) -> dict[str, str]:
    return {name: whole(value) for name, value in told.items() if value}


def _is_new(name: str, seen: set[str]) -> bool:
    if name in seen:
        return False
    seen.add(name)
    return True
