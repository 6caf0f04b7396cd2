"""The pages of a run that tell of one occasion: exactly those that `onrecord relate` finds among them in one record.

How common a thing is counts in every pair, so the sketches of all pages are needed in one place: one worker groups
them, at some 3 ms and 40 KB of memory a page. What it finds is a function of the set of pages alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from onrecord.batch import rows
from onrecord.batch.parquet import Table, Writer
from onrecord.batch.places import Folder
from onrecord.link.occasions import Sketch, grouped, sentences
from onrecord.record.decode import from_json
from onrecord.relating import occasion_id

TABLE = "occasions"
NAME = f"{TABLE}/{TABLE}.parquet"
_FOOT = "onrecord"


def gather(folder: Folder, tables: Sequence[str]) -> Mapping[str, int]:
    """Groups the pages of these tables and writes down the groups of several; how many there are.

    A page that stands in the tables twice is one.

    Raises:
        OSError: a table cannot be read, or the result not be written.
    """
    sketches: dict[str, Sketch] = {}
    for name in tables:
        with folder.reading(name) as stream:
            held = Table(stream)
            for row in held.rows(range(len(held)), ("id", "sketch")):
                sketches[row["id"]] = Sketch.unpack(row["sketch"])
    found = grouped(list(sketches.items()), ask=lambda pages: _sentences(folder, tables, frozenset(pages)))
    shared = [group for group in found if len(group.pages) > 1]
    counts = {TABLE: len(shared)}
    with folder.writing(NAME) as out, Writer(out, rows.OCCASIONS) as writer:
        for group in shared:
            occasion = occasion_id(group.pages)
            for page in group.pages:
                writer.add({"occasion": occasion, "page_id": page, "grounds": group.grounds})
        writer.tell({_FOOT: json.dumps(counts)})
    return counts


def _sentences(folder: Folder, tables: Sequence[str], pages: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The sentences of some pages; their bytes say nothing of them."""
    out: dict[str, Sequence[str]] = {}
    for name in tables:
        with folder.reading(name) as stream:
            held = Table(stream)
            for row in held.rows(range(len(held)), ("id", "reading")):
                if row["id"] in pages:
                    out[row["id"]] = sentences(from_json(json.loads(row["reading"]), b""))
    return out


def told(folder: Folder) -> Mapping[str, int]:
    """How many occasions of several pages were found.

    Raises:
        OSError: they were not looked for yet.
    """
    with folder.reading(NAME) as stream:
        found: dict[str, int] = json.loads(Table(stream).about()[_FOOT])
        return found
