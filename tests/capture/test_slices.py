"""Slices of a source give together what the source gives whole."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from bench.archives import packed, record, response
from onrecord.capture.slices import MOST, Cut, cuts, sliced
from onrecord.capture.source import Source
from onrecord.capture.unfold import unfold

THEN = datetime(2026, 1, 1, tzinfo=UTC)
RECORDS = [response(number) for number in range(23)]
WRONG_LENGTH = [*RECORDS[:7], response(7, length=4000), *RECORDS[8:]]
REQUESTS = [one for each in RECORDS for one in (record("request", "https://press.example", b"GET / HTTP/1.1"), each)]
TABLE = b"".join(json.dumps({"text": f"Row {n}."}).encode() + b"\n" for n in range(150))
SOURCES = {
    "plain archive": ("a.warc", b"".join(RECORDS)),
    "archive packed by records": ("a.warc.gz", packed(RECORDS)),
    "archive with requests between": ("a.warc.gz", packed(REQUESTS)),
    "archive packed as one": ("a.warc.gz", packed([b"".join(RECORDS)])),
    "archive that is cut short": ("a.warc.gz", packed(RECORDS)[:-40]),
    "archive with rubbish in it": ("a.warc.gz", packed(RECORDS[:9]) + b"rubbish" * 9 + packed(RECORDS[9:])),
    "archive with a wrong length": ("a.warc", b"".join(WRONG_LENGTH)),
    "packed archive with a wrong length": ("a.warc.gz", packed(WRONG_LENGTH)),
    "table": ("a.jsonl", TABLE),
    "one page": ("a.txt", b"The dam is safe, she said."),
    "nothing": ("a.warc", b""),
}


def source(name: str, content: bytes) -> Source:
    return Source(name, io.BytesIO(content), THEN)


@pytest.mark.parametrize("every", [1, 4, 22, 23, 1000])
@pytest.mark.parametrize("kind", SOURCES)
def test_slices_give_what_the_whole_gives(kind: str, every: int) -> None:
    held = SOURCES[kind]
    whole = list(unfold(source(*held)))
    parts = [list(sliced(source(*held), cut)) for cut in cuts(source(*held), every)]
    assert [item for part in parts for item in part] == whole
    assert all(parts)
    assert len(parts) <= max(-(-len(whole) // every), 1)


def test_without_a_cut_all_is_read() -> None:
    held = SOURCES["table"]
    assert list(sliced(source(*held), None)) == list(unfold(source(*held)))


def test_an_archive_is_entered_at_a_record() -> None:
    found = cuts(source(*SOURCES["archive packed by records"]), 10)
    assert [(cut.skip, cut.most) for cut in found] == [(0, 10)] * 3
    assert found[1].begin > found[0].begin


def test_a_table_is_cut_into_few_slices() -> None:
    found = cuts(source(*SOURCES["table"]), 1)
    assert len(found) <= MOST
    assert found[1] == Cut(0, 3, 3)
