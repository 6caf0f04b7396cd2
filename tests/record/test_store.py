"""What a record promises: kept once, told again to the letter, nothing lost when another reader comes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Row, event, select, text, update

from onrecord.errors import RecordError
from onrecord.pipeline import examine, read_by_rules
from onrecord.record import schema
from onrecord.record.codec import to_json, to_line
from onrecord.record.database import writing
from onrecord.record.decode import from_json
from onrecord.record.store import Record, State
from onrecord.types import Given, Page, Reading, Rejection
from tests.factories import page
from tests.strategies import PROSE, texts

BRIDGE = page(
    "Bridge to reopen in March\n\n"
    "Ines Kallweit, the mayor of Osterby, said on 3 March 2026 that the bridge would reopen.\n\n"
    "“We paid 3.5 million crowns for it,” she said in an interview in Osterby.\n",
    "bridge.txt",
)
MARKUP = Page(
    "tower.html",
    b"<html><head><title>Tower</title></head><body><nav>Home</nav><article><h1>Tower closes &amp; moves</h1>"
    b"<p>The old tower closes in May, and a new one is built beside it, Oleg Trusov said on Monday.</p>"
    b"<p>\xe2\x80\x9cNobody is left without light,\xe2\x80\x9d he said.</p></article></body></html>",
    datetime(2026, 5, 1, tzinfo=UTC),
    "text/html",
    "https://news.example/tower",
    Given(title="Tower", published=date(2026, 4, 30), charset="utf-8"),
)


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        yield opened


def read(one: Page) -> Reading:
    outcome = read_by_rules(one)
    assert isinstance(outcome, Reading)
    return outcome


@pytest.mark.parametrize("one", [BRIDGE, MARKUP], ids=["text", "markup"])
def test_what_is_kept_is_told_again_to_the_letter(record: Record, one: Page) -> None:
    reading = read(one)
    assert record.keep(one, reading, "a") is State.NEW
    again = record.reading(one.id)
    assert again is not None
    assert to_line(again) == to_line(reading)
    assert again.page == one
    assert again.article.blocks == from_json(to_json(reading), one.content).article.blocks


def test_readings_are_told_together_without_those_that_were_damaged(record: Record) -> None:
    for one in (BRIDGE, MARKUP):
        record.keep(one, read(one), "a")
    assert list(record.readable([MARKUP.id, "gone", BRIDGE.id])) == [
        record.reading(MARKUP.id),
        record.reading(BRIDGE.id),
    ]
    with writing(record.engine) as connection:
        connection.execute(update(schema.page).where(schema.page.c.id == MARKUP.id), {"reading": b"no reading"})
    assert list(record.readable([MARKUP.id, BRIDGE.id])) == [record.reading(BRIDGE.id)]
    assert list(record.readable([])) == []


def test_adding_twice_changes_nothing(record: Record) -> None:
    record.keep(BRIDGE, read(BRIDGE), "a")
    before = record.counts(), rows(record)
    assert record.keep(BRIDGE, read(BRIDGE), "a") is State.KNOWN
    assert (record.counts(), rows(record)) == before
    assert record.knows(BRIDGE.id, "a") is State.KNOWN
    assert record.knows(BRIDGE.id, "b") is None


def test_the_same_bytes_at_two_addresses_are_two_pages_and_one_snapshot(record: Record) -> None:
    other = replace(BRIDGE, address="https://news.example/bridge")
    for one in (BRIDGE, other):
        assert record.keep(one, read(one), "a") is State.NEW
    assert record.counts()["page"] == 2
    with record.engine.connect() as connection:
        assert len(connection.execute(select(schema.snapshot.c.sha256)).all()) == 1


def test_another_reader_keeps_the_ids_of_what_it_finds_again(record: Record) -> None:
    first = read(BRIDGE)
    record.keep(BRIDGE, first, "a")
    numbers = {row.id: row.number for row in rows(record)}
    gone, stays = first.statements[0], first.statements[1:]
    told = tuple(replace(s, addressee="the harbour") for s in stays)
    assert record.keep(BRIDGE, replace(first, statements=told), "b") is State.CHANGED
    assert {row.id: row.number for row in rows(record)} == {s.id: numbers[s.id] for s in stays}
    with record.engine.connect() as connection:
        [change] = connection.execute(select(schema.change)).all()
    assert (change.before, change.after) == ("a", "b")
    assert json.loads(change.detail) == {"new": [], "gone": [gone.id], "otherwise": sorted(s.id for s in stays)}
    assert record.keep(BRIDGE, first, "c") is State.CHANGED
    assert {row.id for row in rows(record)} == {s.id for s in first.statements}


def test_a_refusal_is_kept_with_its_reason_and_gives_way_to_a_reading(record: Record) -> None:
    refusal = Rejection(BRIDGE.name, BRIDGE.sha256, "budget", "it took too long")
    assert record.keep(BRIDGE, refusal, "a") is State.REFUSED
    [state] = record.states()
    assert (state.name, state.reason, state.detail) == ("bridge.txt", "budget", "it took too long")
    assert record.counts()["refused"] == 1
    assert record.keep(BRIDGE, read(BRIDGE), "b") is State.NEW
    assert record.counts()["refused"] == 0
    assert record.keep(BRIDGE, refusal, "c") is State.REFUSED
    assert record.reading(BRIDGE.id) is not None, "a reading is never given up for a refusal"


def test_what_could_not_be_opened_has_a_state_too(record: Record) -> None:
    refusal = Rejection("gone.txt", "", "missing", "there is no gone.txt")
    assert record.keep(refusal, refusal, "a") is State.REFUSED
    assert record.keep(refusal, refusal, "a") is State.REFUSED
    assert [state.reason for state in record.states()] == ["missing"]


def test_readings_come_in_the_same_order_from_every_record(where: str, tmp_path: Path) -> None:
    pages = [page(f"The bridge is open, clerk number {n} said.", f"{n}.txt") for n in range(5)]
    with Record.open(where, create=True) as one, Record.open(str(tmp_path / "other.db"), create=True) as other:
        for each in pages:
            one.keep(each, read(each), "a")
        for each in reversed(pages):
            other.keep(each, read(each), "a")
        assert [to_line(r) for r in one.readings()] == [to_line(r) for r in other.readings()]


def test_a_transaction_that_fails_leaves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = record.counts()
    with monkeypatch.context() as patched:
        patched.setattr("onrecord.record.searching.index.store", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record.keep(BRIDGE, read(BRIDGE), "a")
    assert record.counts() == before
    assert record.keep(BRIDGE, read(BRIDGE), "a") is State.NEW


def test_names_that_were_numbered_in_vain_are_forgotten(record: Record) -> None:
    """Where the commit itself fails, what was numbered before it must not be used afterwards."""

    def fail(_connection: object) -> None:
        raise KeyboardInterrupt

    event.listen(record.engine, "commit", fail)
    with pytest.raises(KeyboardInterrupt):
        record.keep(BRIDGE, read(BRIDGE), "a")
    event.remove(record.engine, "commit", fail)
    record.keep(BRIDGE, read(BRIDGE), "a")
    assert list(examine(record)) == []


def test_a_reader_is_not_blocked_by_a_writer(where: str, record: Record) -> None:
    record.keep(BRIDGE, read(BRIDGE), "a")
    with writing(record.engine) as connection, Record.open(where) as reader:
        connection.execute(text("UPDATE page SET title = 'half done'"))
        assert reader.counts()["page"] == 1
        told = reader.reading(BRIDGE.id)
        assert told is not None


@given(texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_reading_comes_back(tmp_path: Path, said: str) -> None:
    one = page(PROSE + said)
    outcome = read_by_rules(one)
    if isinstance(outcome, Reading):
        assert to_line(from_json(json.loads(to_line(outcome)), one.content)) == to_line(outcome)
        with Record.open(str(tmp_path / f"{one.id}.db"), create=True) as record:
            record.keep(one, outcome, "a")
            again = record.reading(one.id)
            assert again is not None
            assert to_line(again) == to_line(outcome)


def test_what_is_no_record_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record at"):
        Record.open(str(tmp_path / "none.db"))
    (tmp_path / "text.db").write_text("These are the minutes of the harbour board, not a database. " * 30)
    with pytest.raises(RecordError, match="is no record, or is damaged"):
        Record.open(str(tmp_path / "text.db"), create=True)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE boats (name TEXT)")
    with pytest.raises(RecordError, match="holds something else than a record"):
        Record.open(str(tmp_path / "other.db"), create=True)
    with pytest.raises(RecordError, match="not supported"):
        Record.open("mysql://user@host/name")


def test_a_newer_record_is_left_alone(where: str) -> None:
    with Record.open(where, create=True) as record, writing(record.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer onrecord"):
        Record.open(where)


def rows(record: Record) -> list[Row[Any]]:
    with record.engine.connect() as connection:
        return list(connection.execute(select(schema.statement).order_by(schema.statement.c.id)))
