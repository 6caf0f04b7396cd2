"""Lineage as one JSON object, written a piece at a time: of the whole record, or of what a query finds.

Of a query it holds the utterances that have a found statement among their tellings, what tellings of them disagree on,
and the occasions that the found pages tell of with all their pages, derivations and origins.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import BinaryIO

from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.export.selection import Selection
from onrecord.record.export.writing import as_bytes
from onrecord.record.lineage.codec import lineage_to_json
from onrecord.record.lineage.reading import lineages, occasions_of, page_names, speaker_names, utterances_with
from onrecord.record.lineage.store import WAITS

PARTS = ("occasions", "utterances", "derivations", "independent", "discrepancies")
"""The members of the object, in their order."""


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes what is told of the occasions of a selection; those that wait to be computed are left out."""
    told = _Told(selection)
    for number, part in enumerate(PARTS):
        out.write((b"{" if not number else b",\n") + as_bytes(part) + b": [")
        for at, value in enumerate(told.of(part)):
            out.write((b",\n" if at else b"\n") + as_bytes(value))
        out.write(b"\n]" if number + 1 < len(PARTS) else b"\n]}\n")


class _Told:
    """The parts of the object, each gone through by itself, so that no more than some occasions are in memory."""

    def __init__(self, selection: Selection) -> None:
        self._connection: Connection = selection.connection
        self._names = page_names(self._connection)
        self._speakers = speaker_names(self._connection)
        self._occasions, self._utterances = _wanted(selection)

    def of(self, part: str) -> Iterator[Json | str]:
        for lineage in lineages(self._connection, self._occasions):
            told = lineage_to_json(lineage, self._names, self._speakers)[part]
            if self._utterances is not None and part in ("utterances", "discrepancies"):
                named = "id" if part == "utterances" else "utterance"
                told = [each for each in told if each[named] in self._utterances]
            yield from told


def _wanted(selection: Selection) -> tuple[Set[str], Set[str] | None]:
    """The occasions to be told, and the utterances; None where all are."""
    computed = select(schema.occasion.c.id).where(schema.occasion.c.inputs != WAITS)
    known = set(selection.connection.execute(computed).scalars())
    if selection.whole:
        return known, None
    found = list(selection.page_ids())
    of_page = occasions_of(selection.connection, [page for page, _ in found])
    told = utterances_with(selection.connection, [id_ for _, statements in found for id_ in statements])
    return known & set(of_page.values()), {id_ for ids in told.values() for id_ in ids}
