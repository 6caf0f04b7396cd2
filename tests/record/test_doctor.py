"""Whatever is damaged is told, with what to do; what is computed is made anew; what is whole gives no alarm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.made import READER, readings
from onrecord.pipeline import examine, identify, repair
from onrecord.record.codec import to_line
from onrecord.record.database import writing
from onrecord.record.doctor import Part
from onrecord.record.packing import READING, pack, unpack
from onrecord.record.pages import Edited
from onrecord.record.projection import projection
from onrecord.record.searching import index
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import DecisionKind, Rejection
from tests.record.test_store import BRIDGE, MARKUP, read

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    """Pages in plain text and in markup, one refused, with decisions and a correction."""
    with Record.open(where, create=True) as opened:
        for made in readings(3, seed=7):
            opened.keep(made.page, made, READER)
        for page in (BRIDGE, MARKUP):
            opened.keep(page, read(page), "a")
        gone = Rejection("gone.txt", "", "missing", "there is no gone.txt")
        opened.keep(gone, gone, "a")
        first, second = read(MARKUP).statements[:2]
        opened.decide(DecisionKind.REJECT, first.id, who="ik", moment=NOON)
        shorter = [[second.content[0].start, second.content[0].end - 2]]
        opened.decide(DecisionKind.CORRECT, second.id, who="ik", moment=NOON, corrected={"content": shorter})
        identify(opened)
        yield opened


def parts(record: Record) -> set[Part]:
    return {fault.part for fault in examine(record)}


def spoil(record: Record, sql: str, **values: object) -> None:
    """Changes what only the record's own code should change, past the database's own guards."""
    with writing(record.engine) as connection:
        if record.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(sql), values)


@pytest.fixture
def loose(record: Record) -> Record:
    """The same, with SQLite's foreign keys unguarded."""
    if record.engine.dialect.name == "sqlite":
        with record.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.rollback()
            raw.execute("PRAGMA foreign_keys = OFF")
    return record


def test_a_whole_record_gives_no_alarm(record: Record) -> None:
    assert list(examine(record)) == []


COMPUTED = [
    ("UPDATE statement SET manner = 'mixed' WHERE number = 3", Part.ROWS),
    ("UPDATE statement SET name = 1 WHERE number = (SELECT max(number) FROM statement)", Part.ROWS),
    ("UPDATE statement SET verdict = NULL", Part.ROWS),
    ("DELETE FROM statement WHERE number = 2", Part.ROWS),
    ("UPDATE statement SET id = 'feedfeedfeedfeed' WHERE number = 2", Part.ROWS),
    ("UPDATE statement SET page = 2 WHERE number = 1", Part.ROWS),
    ("UPDATE statement SET page = 99 WHERE number = 1", Part.ORPHANS),
    ("UPDATE name SET text = 'Nobody at All' WHERE number = 1", Part.ROWS),
    ("DELETE FROM name WHERE number = 1", Part.ORPHANS),
    ("DELETE FROM figure", Part.ROWS),
    ("UPDATE figure SET low = low + 1", Part.ROWS),
    ("UPDATE mention SET statements = statements + 1", Part.ROWS),
    ("DELETE FROM mention", Part.ROWS),
    ("UPDATE page SET title = 'Another'", Part.ROWS),
    ("UPDATE page SET latest = latest + 1", Part.ROWS),
    ("UPDATE speaker SET detail = '{'", Part.SPEAKERS),
    ("UPDATE mention SET speaker = 'feedfeedfeedfeed'", Part.SPEAKERS),
    ("DELETE FROM state WHERE key = 'epoch'", Part.ROWS),
]


@pytest.mark.parametrize(("sql", "part"), COMPUTED)
def test_what_is_computed_is_told_and_made_anew(loose: Record, sql: str, part: Part) -> None:
    before = [to_line(each) for each in loose.readings()], loose.decisions()
    spoil(loose, sql)
    found = list(examine(loose))
    assert part in {fault.part for fault in found}
    assert all(fault.what and fault.where and fault.remedy for fault in found)
    repair(loose)
    assert list(examine(loose)) == []
    assert ([to_line(each) for each in loose.readings()], loose.decisions()) == before


@pytest.mark.parametrize("table", ["statement_words", "page_words"])
@pytest.mark.parametrize("damage", ["dropped", "other words"])
def test_words_that_cannot_be_found_are_told(record: Record, table: index.Indexed, damage: str) -> None:
    made = next(iter(readings(1, seed=7)))
    rows = projection(Edited(made))
    said = rows.body if table == "page_words" else rows.found[made.statements[0].id]
    with writing(record.engine) as connection:
        index.drop(connection, table, {1: said})
        if damage == "other words":
            index.store(connection, table, {1: said[1:]})
    assert parts(record) == {Part.WORDS}
    repair(record)
    assert list(examine(record)) == []
    asked = f"about:{said[0]}" if table == "page_words" else f'"{" ".join(said[:4])}"'
    assert made.statements[0].id in {hit.statement.id for hit in Search(record).find(asked, limit=1000).hits}


def altered(packed: bytes, dictionary: bytes, old: str, new: str) -> bytes:
    told = unpack(packed, dictionary).decode()
    assert old in told
    return pack(told.replace(old, new, 1).encode(), dictionary)


def test_bytes_that_were_changed_are_told(record: Record) -> None:
    spoil(record, "UPDATE snapshot SET content = :other WHERE sha256 = :sha", other=pack(b"else"), sha=BRIDGE.sha256)
    assert Part.SNAPSHOT in parts(record)
    spoil(record, "UPDATE snapshot SET content = :other WHERE sha256 = :sha", other=b"junk", sha=BRIDGE.sha256)
    assert Part.SNAPSHOT in parts(record)
    assert all("backup" in fault.remedy for fault in examine(record) if fault.part is Part.SNAPSHOT)


def test_a_snapshot_that_is_gone_is_told(loose: Record) -> None:
    spoil(loose, "DELETE FROM snapshot WHERE sha256 = :sha", sha=BRIDGE.sha256)
    assert Part.SNAPSHOT in parts(loose)


@pytest.mark.parametrize(
    ("page", "old", "new", "part"),
    [
        (BRIDGE, '"content":[[', '"content":[[9', Part.READING),
        (BRIDGE, '"manner":"', '"manner":"un', Part.READING),
        (BRIDGE, '"text":null', '"text":"Bridge"', Part.SPAN),
        (BRIDGE, '"speaker":', '"remark":', Part.READING),
        (MARKUP, "The old tower", "The new tower", Part.SPAN),
        (MARKUP, "& moves\\nThe", "& mover\\nThe", Part.SPAN),
    ],
)
def test_a_reading_that_was_changed_is_told(record: Record, page: object, old: str, new: str, part: Part) -> None:
    assert page in (BRIDGE, MARKUP)
    id_ = BRIDGE.id if page is BRIDGE else MARKUP.id
    with record.engine.connect() as connection:
        held = connection.execute(text("SELECT reading FROM page WHERE id = :id"), {"id": id_}).scalar_one()
    spoil(record, "UPDATE page SET reading = :new WHERE id = :id", new=altered(held, READING, old, new), id=id_)
    assert part in parts(record)


def test_a_reading_that_is_junk_is_told_and_its_statements_are_told_no_more(record: Record) -> None:
    spoil(record, "UPDATE page SET reading = :junk WHERE id = :id", junk=b"junk", id=BRIDGE.id)
    assert Part.READING in parts(record)
    repair(record)
    assert parts(record) == {Part.READING}
    assert not Search(record).find("page:bridge.txt").total
    assert Search(record).find("page:tower.html").total


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE decision SET who = 'somebody else' WHERE number = 1",
        "UPDATE decision SET value = '{}' WHERE number = 2",
        "DELETE FROM decision WHERE number = 1",
        "UPDATE decision SET kind = 'perhaps' WHERE number = 1",
    ],
)
def test_decisions_that_were_changed_are_told_and_never_mended(record: Record, sql: str) -> None:
    spoil(record, sql)
    assert Part.DECISIONS in parts(record)
    if "perhaps" not in sql:
        repair(record)
        assert Part.DECISIONS in parts(record)


def test_a_page_under_another_name_is_told(record: Record) -> None:
    spoil(record, "UPDATE page SET address = 'https://other.example/' WHERE id = :id", id=MARKUP.id)
    assert Part.ROWS in parts(record)


def test_a_file_that_was_damaged_is_told(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with Record.open(str(file), create=True) as record:
        for made in readings(30):
            record.keep(made.page, made, READER)
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096 * 3] = bytes(4096 * 3)
    file.write_bytes(content)
    with Record.open(str(file)) as record:
        assert Part.DATABASE in parts(record)


def test_faults_of_many_rows_are_one_line(record: Record) -> None:
    spoil(record, "UPDATE statement SET start = start + 1")
    told = [fault.what for fault in examine(record)]
    assert any("more" in each for each in told)
    assert len(told) == 5
    assert json.dumps(told)
