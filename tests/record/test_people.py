"""Who is who in a record: told from its pages and from what editors said, there with its effect or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from onrecord.errors import Contradiction, RecordError
from onrecord.link.identity.telling import on_page
from onrecord.pipeline import contradictions, decide, identify, read_by_rules
from onrecord.record import schema
from onrecord.record.database import writing
from onrecord.record.decisions import by_hash
from onrecord.record.people import Person, called, people
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import Decision, DecisionKind, Page, Reading
from tests.factories import page

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BRIDGE = page("“The bridge opens in May,” said Ines Kallweit, the mayor of Osterby.\n", "bridge.txt")
HARBOUR = page("“The harbour is full,” said Ines Kallweit, the director of the port.\n", "harbour.txt")
FERRY = page("“The ferry stops then,” Oleg Trusov said.\n\n“Nobody asked us,” Trusov said.\n", "ferry.txt")


def kept(record: Record, *pages: Page, reader: str = "a") -> None:
    for one in pages:
        outcome = read_by_rules(one)
        assert isinstance(outcome, Reading)
        record.keep(one, outcome, reader)
    identify(record)


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        kept(opened, BRIDGE, HARBOUR, FERRY)
        yield opened


def everybody(record: Record) -> list[Person]:
    with record.engine.connect() as connection:
        return people(connection)


def names(record: Record) -> list[tuple[str, int, int]]:
    return sorted((each.name, each.statements, each.pages) for each in everybody(record))


def tables(record: Record) -> list[list[tuple[object, ...]]]:
    """All that is told of people, without the epochs."""
    with record.engine.connect() as connection:
        asked = (select(table).order_by(*table.primary_key) for table in (schema.speaker, schema.mention))
        return [[tuple(row) for row in connection.execute(each)] for each in asked]


def said(record: Record, kind: DecisionKind, target: str, **value: str) -> Decision:
    return decide(record, kind, target, who="Rana", moment=NOW, corrected=dict(value))


def key(record: Record, name: str) -> str:
    [person] = called(everybody(record), name)
    return person.key(name)


def test_who_is_heard_with_pages_forms_and_roles(record: Record) -> None:
    assert names(record) == [("Ines Kallweit", 2, 2), ("Oleg Trusov", 2, 1)]
    [mayor] = called(everybody(record), "kallweit")
    assert dict(mayor.forms) == {"Ines Kallweit": 2}
    assert {each["text"] for each in mayor.detail["roles"]} == {"mayor of Osterby", "director of the port"}


def test_nothing_is_told_anew_where_nothing_changed(record: Record) -> None:
    assert not identify(record)
    kept(record, BRIDGE)
    assert not identify(record)


def test_a_merge_counts_at_once_and_is_gone_when_undone(record: Record) -> None:
    before = tables(record)
    made = said(record, DecisionKind.SAME, key(record, "Kallweit"), other=key(record, "Oleg Trusov"))
    assert [each[1:] for each in names(record)] == [(4, 3)]
    assert Search(record).find("speaker:trusov").total == 4
    said(record, DecisionKind.UNDO, made.hash)
    assert tables(record) == before
    assert Search(record).find("speaker:trusov").total == 2


def test_a_namesake_is_split_off_on_one_page(record: Record) -> None:
    own = key(record, "Kallweit")
    said(record, DecisionKind.DIFFERENT, own, other=on_page(own, HARBOUR.id))
    assert names(record).count(("Ines Kallweit", 1, 1)) == 2
    said(record, DecisionKind.RENAME, on_page(own, HARBOUR.id), name="Ines Kallweit (diver)")
    assert Search(record).find("speaker:diver").total == 1
    assert [hit.name for hit in Search(record).find("speaker:diver").hits] == ["harbour.txt"]
    assert ("Ines Kallweit (diver)", 1) in Search(record).find("").facets["speaker"]


def test_what_cannot_hold_is_refused_and_leaves_no_trace(record: Record) -> None:
    one, other = key(record, "Kallweit"), key(record, "Oleg Trusov")
    first = said(record, DecisionKind.SAME, one, other=other)
    before = tables(record)
    with pytest.raises(Contradiction, match=rf"the new decision.*decision {first.hash[:12]}"):
        said(record, DecisionKind.DIFFERENT, other, other=one)
    assert record.decisions() == [first]
    assert tables(record) == before
    apart = said(record, DecisionKind.UNDO, first.hash)
    said(record, DecisionKind.DIFFERENT, other, other=one)
    with pytest.raises(Contradiction):
        said(record, DecisionKind.UNDO, apart.hash)
    assert len(record.decisions()) == 3


def test_records_that_became_one_may_hold_what_contradicts(record: Record) -> None:
    """The earlier decision counts, the later is told and waits; either can be taken back."""
    one, other = key(record, "Kallweit"), key(record, "Oleg Trusov")
    merged = said(record, DecisionKind.SAME, one, other=other)
    late = record.decide(DecisionKind.DIFFERENT, other, who="R", moment=NOW, corrected={"other": one})  # as imported
    identify(record)
    assert len(names(record)) == 1
    [told] = contradictions(record)
    assert late.hash[:12] in told
    assert merged.hash[:12] in told
    said(record, DecisionKind.RENAME, one, name="I. K.")
    assert [each[0] for each in names(record)] == ["I. K."]
    said(record, DecisionKind.UNDO, merged.hash)
    assert len(names(record)) == 2
    assert contradictions(record) == []


@pytest.mark.parametrize("value", [{}, {"other": " "}, {"name": "x"}, {"other": "x", "why": "y"}])
def test_a_decision_says_one_thing(record: Record, value: dict[str, str]) -> None:
    with pytest.raises(RecordError, match="holds one field: other"):
        said(record, DecisionKind.SAME, "person:a b", **value)
    assert record.decisions() == []


def test_decisions_hold_for_pages_that_come_later(record: Record) -> None:
    said(record, DecisionKind.RENAME, key(record, "Oleg Trusov"), name="O. Trusov of Osterby")
    kept(record, page("“The ferry sails again,” Oleg Trusov said.\n", "again.txt"))
    assert ("O. Trusov of Osterby", 3, 2) in names(record)


def test_whoever_is_rejected_everywhere_is_nobody(record: Record) -> None:
    hits = Search(record).find("speaker:trusov").hits
    made = [decide(record, DecisionKind.REJECT, h.statement.id, who="R", moment=NOW) for h in hits]
    identify(record)
    assert names(record) == [("Ines Kallweit", 2, 2)]
    decide(record, DecisionKind.UNDO, made[0].hash, who="R", moment=NOW)
    assert ("Oleg Trusov", 1, 1) in names(record)


def test_a_corrected_speaker_is_heard_instead(record: Record) -> None:
    [hit] = Search(record).find("harbour").hits
    who: dict[str, object] = {"name": "Oleg Trusov", "kind": "person", "role": None, "aliases": []}
    record.decide(DecisionKind.CORRECT, hit.statement.id, who="R", moment=NOW, corrected={"speaker": who})
    assert identify(record)
    assert names(record) == [("Ines Kallweit", 1, 1), ("Oleg Trusov", 3, 2)]


def test_another_reader_gives_the_same_people(record: Record) -> None:
    before = tables(record)
    kept(record, BRIDGE, HARBOUR, FERRY, reader="b")
    assert tables(record) == before


def test_what_others_wrote_meanwhile_is_taken_into_account(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.record import people as module

    outcome = read_by_rules(page("“We sail,” Dorian Whitlock said.\n", "sail.txt"))
    assert isinstance(outcome, Reading)
    with writing(record.engine) as connection:
        connection.execute(text("UPDATE state SET value = value + 1 WHERE key = 'heard'"))
    state = module._state
    came = iter([True])

    def late(connection: object) -> tuple[int, int]:
        told = state(connection)  # type: ignore[arg-type]
        if next(came, False):
            record.keep(outcome.page, outcome, "a")
        return told

    monkeypatch.setattr(module, "_state", late)
    assert identify(record)
    assert ("Dorian Whitlock", 1, 1) in names(record)


def test_whom_a_name_means(record: Record) -> None:
    all_of_them = everybody(record)
    trusov = next(each for each in all_of_them if each.name == "Oleg Trusov")
    assert called(all_of_them, trusov.id) == [trusov]
    assert called(all_of_them, "TRUSOV") == [trusov]
    assert called(all_of_them, "trusov oleg") == [trusov]
    assert called(all_of_them, "ines trusov") == []
    assert called(all_of_them, "…") == []


def test_a_decision_is_named_by_the_beginning_of_its_hash(record: Record) -> None:
    made = said(record, DecisionKind.RENAME, "person:x y", name="Z")
    assert by_hash(record.decisions(), made.hash[:8].upper()) == made
    for beginning in ("", "zz"):
        with pytest.raises(RecordError, match="there is no decision"):
            by_hash(record.decisions(), beginning)
    with pytest.raises(RecordError, match="2 decisions begin"):
        by_hash([made, made], made.hash[:8])
