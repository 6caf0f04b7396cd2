"""What editors say is kept in a chain, counts at once, survives another reader, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from onrecord.errors import RecordError
from onrecord.pipeline import read_by_rules
from onrecord.record.database import writing
from onrecord.record.decisions import broken
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import Decision, DecisionKind, Reading
from tests.factories import page

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BRIDGE = page(
    "Bridge to reopen in March\n\n"
    "Ines Kallweit, the mayor of Osterby, said that the bridge would reopen.\n\n"
    "“We paid 3.5 million crowns for it,” she said in an interview in Osterby.\n\n"
    "“The ferry stops then,” Oleg Trusov said.\n",
    "bridge.txt",
)


def reading() -> Reading:
    outcome = read_by_rules(BRIDGE)
    assert isinstance(outcome, Reading)
    return outcome


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        opened.keep(BRIDGE, reading(), "a")
        yield opened


def decide(record: Record, kind: str, target: str, **more: object) -> Decision:
    return record.decide(DecisionKind(kind), target, who="Rana", moment=NOW, **more)  # type: ignore[arg-type]


def ferry(record: Record) -> str:
    """The id of the statement about the ferry."""
    [hit] = Search(record).find("ferry is:any").hits
    return hit.statement.id


def test_what_is_rejected_is_told_no_more_until_that_is_undone(record: Record) -> None:
    id_ = ferry(record)
    search = Search(record)
    said = decide(record, "reject", id_)
    assert search.find("ferry").total == 0
    assert [hit.verdict for hit in search.find("ferry is:rejected").hits] == ["rejected"]
    held = record.reading(BRIDGE.id)
    assert held
    assert id_ not in {s.id for s in held.statements}
    undone = decide(record, "undo", said.hash)
    assert search.find("ferry").total == 1
    decide(record, "undo", undone.hash)
    assert search.find("ferry").total == 0
    assert [each.kind for each in record.decisions()] == ["reject", "undo", "undo"]


def test_a_correction_is_found_by_its_new_words_and_speaker(record: Record) -> None:
    id_ = ferry(record)
    at = BRIDGE.content.decode().index("The ferry stops")
    who: dict[str, object] = {"name": "Ines Kallweit", "kind": "person", "role": None, "aliases": []}
    decide(record, "correct", id_, corrected={"content": [[at, at + 9]], "speaker": who}, why="cut too wide")
    search = Search(record)
    assert search.find("stops").total == 0
    [hit] = search.find('"the ferry" speaker:kallweit is:accepted').hits
    assert hit.words == "The ferry"
    assert (hit.statement.basis.rule, hit.statement.basis.detail) == ("editor", "Rana")


def test_decisions_survive_another_reader(record: Record) -> None:
    id_ = ferry(record)
    decide(record, "accept", id_)
    first = reading()
    poorer = replace(first, statements=tuple(s for s in first.statements if s.id != id_))
    record.keep(BRIDGE, poorer, "b")
    [hit] = Search(record).find("ferry is:accepted").hits
    assert hit.statement.id == id_
    record.keep(BRIDGE, first, "c")
    assert [h.statement.id for h in Search(record).find("ferry is:accepted").hits] == [id_]
    assert len(Search(record).find("", limit=100).hits) == len(first.statements)


def test_a_rejected_statement_stays_rejected_for_another_reader(record: Record) -> None:
    id_ = ferry(record)
    decide(record, "reject", id_)
    record.keep(BRIDGE, replace(reading(), statements=tuple(reversed(reading().statements))), "b")
    assert Search(record).find("ferry").total == 0


def test_the_chain_tells_what_was_changed_behind_its_back(record: Record) -> None:
    for kind in ("accept", "reject", "accept"):
        decide(record, kind, ferry(record))
    assert broken(record.decisions()) == []
    with writing(record.engine) as connection:
        connection.execute(text("UPDATE decision SET who = 'Nobody' WHERE number = 2"))
    assert broken(record.decisions()) == ["decision 2 was changed after it was made"]
    with writing(record.engine) as connection:
        connection.execute(text("DELETE FROM decision WHERE number = 2"))
    assert broken(record.decisions()) == [
        "between the decisions 1 and 3 others are missing",
        "decision 3 does not follow the one before it",
    ]


@pytest.mark.parametrize(
    ("kind", "target", "more", "told"),
    [
        ("accept", "0123456789abcdef", {}, "holds no statement"),
        ("undo", "f" * 64, {}, "there is no decision"),
        ("correct", "", {"corrected": {"content": [[0, 9999]]}}, "is no stretch"),
        ("correct", "", {"corrected": {"id": "x"}}, "cannot be corrected"),
        ("accept", "", {"who": " "}, "needs a name"),
    ],
)
def test_what_cannot_be_decided(record: Record, kind: str, target: str, more: dict[str, object], told: str) -> None:
    asked = {"who": "Rana", "moment": NOW, **more}
    with pytest.raises(RecordError, match=told):
        record.decide(DecisionKind(kind), target or ferry(record), **asked)  # type: ignore[arg-type]
    assert record.decisions() == []
