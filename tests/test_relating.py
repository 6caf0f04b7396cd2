"""Relating a record: the same whatever the order, only what changed, and it goes on where it was killed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from onrecord import relating
from onrecord.pipeline import decide, examine, identify, relate, repair
from onrecord.record import schema
from onrecord.record.database import writing
from onrecord.record.lineage import store
from onrecord.record.lineage.reading import lineages, standing
from onrecord.record.searching.similar import unread, without_vector
from onrecord.record.store import Record
from onrecord.types import DecisionKind, Lineage, Reading
from tests.retold import CAPTURED, keep, page_named, readings

TABLES = (
    schema.occasion,
    schema.telling,
    schema.utterance,
    schema.instance,
    schema.derivation,
    schema.discrepancy,
    schema.sketch,
)


def rows(record: Record) -> Mapping[str, list[tuple[Any, ...]]]:
    """All rows of lineage, with the ids of pages for their numbers, which are of one record alone."""
    with record.engine.connect() as connection:
        ids = {row.number: row.id for row in connection.execute(select(schema.page.c.number, schema.page.c.id))}
        paged = {"page", "source"}
        return {
            table.name: sorted(
                (
                    tuple(str(ids[cell] if name in paged else cell) for name, cell in row._asdict().items())
                    for row in connection.execute(select(table))
                ),
            )
            for table in TABLES
        }


def told(record: Record) -> list[Lineage]:
    with record.engine.connect() as connection:
        return list(lineages(connection))


def opened(folder: Path, name: str) -> Record:
    return Record.open(str(folder / f"{name}.db"), create=True)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = opened(tmp_path_factory.mktemp("once"), "once")
    keep(record, readings())
    assert not relate(record).failures
    return record


def test_pages_of_one_hearing_are_brought_together(at_once: Record) -> None:
    shared = [each for each in told(at_once) if page_named("reservoir-transcript") in each.occasions[0].pages]
    [hearing] = shared
    pages = set(hearing.occasions[0].pages)
    assert {page_named(f"reservoir-{name}") for name in ("agency", "portal", "machine", "summary")} <= pages
    assert page_named("festival-wire") not in pages
    assert len(hearing.utterances) > 5
    assert hearing.derivations
    assert page_named("reservoir-transcript") in hearing.independent


@pytest.mark.parametrize("order", [list(readings()), list(reversed(readings()))], ids=["forwards", "backwards"])
def test_the_order_of_adding_and_relating_changes_nothing(
    tmp_path: Path, at_once: Record, order: list[Reading]
) -> None:
    with opened(tmp_path, "halves") as record:
        keep(record, order[:4])
        relate(record)
        keep(record, order[4:7])
        relate(record)
        keep(record, order[7:])
        relate(record)
        assert rows(record) == rows(at_once)


def test_other_processes_make_the_same(tmp_path: Path, at_once: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "SKETCHED_AT_ONCE", 3)
    monkeypatch.setattr(relating, "COMPUTED_AT_ONCE", 2)
    monkeypatch.setattr(relating, "READ_AT_ONCE", 7)
    with opened(tmp_path, "workers") as record:
        keep(record, readings())
        assert not relate(record, workers=2).failures
        assert rows(record) == rows(at_once)


def test_an_empty_record_has_no_occasions(tmp_path: Path) -> None:
    with opened(tmp_path, "empty") as record:
        assert relate(record).occasions == 0
        assert list(examine(record)) == []


def test_every_statement_is_read_for_its_meaning(at_once: Record) -> None:
    with at_once.engine.connect() as connection:
        assert without_vector(connection) == []
        assert unread(connection) == 0


def test_nothing_is_computed_twice(at_once: Record) -> None:
    again = relate(at_once)
    assert (again.sketched, again.computed) == (0, 0)


@pytest.mark.parametrize("after", ["keep_sketches", "regroup", "keep"])
def test_a_run_that_was_killed_goes_on(
    tmp_path: Path, at_once: Record, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    done = getattr(store, after)

    def killed(*arguments: Any) -> None:
        done(*arguments)
        raise KeyboardInterrupt

    with opened(tmp_path, "killed") as record:
        keep(record, readings())
        with monkeypatch.context() as patch:
            patch.setattr(store, after, killed)
            with pytest.raises(KeyboardInterrupt):
                relate(record)
        assert list(examine(record)) == []
        assert not relate(record).failures
        assert rows(record) == rows(at_once)


def test_what_an_editor_rejects_is_no_telling_any_more(tmp_path: Path) -> None:
    with opened(tmp_path, "rejected") as record:
        keep(record, readings("reservoir"))
        relate(record)
        before = rows(record)
        [hearing] = [each for each in told(record) if each.utterances]
        statement = next(
            each.passage.statement
            for utterance in hearing.utterances
            for each in utterance.instances
            if each.passage.statement
        )
        assert statement
        assert relating.changed(record) == 0
        said = decide(record, DecisionKind.REJECT, statement, who="Rana Idris", moment=CAPTURED)
        assert relating.changed(record) == 1
        assert relate(record).sketched == 1
        held = {each.passage.statement for one in told(record) for u in one.utterances for each in u.instances}
        assert statement not in held
        decide(record, DecisionKind.UNDO, said.hash, who="Rana Idris", moment=CAPTURED)
        relate(record)
        assert rows(record) == before


def test_who_is_who_is_as_editors_say(tmp_path: Path) -> None:
    with opened(tmp_path, "people") as record:
        keep(record, readings("reservoir"))
        relate(record)
        with record.engine.connect() as connection:
            speakers = set(connection.execute(select(schema.speaker.c.id)).scalars())
        assert {each.speaker for one in told(record) for each in one.utterances} - {None} <= speakers
        decide(
            record,
            DecisionKind.SAME,
            "person:ingrid solvane",
            who="Rana Idris",
            moment=CAPTURED,
            corrected={"other": "person:marta okvist"},
        )
        assert relate(record).computed
        with record.engine.connect() as connection:
            joined = set(connection.execute(select(schema.speaker.c.id)).scalars())
        assert {each.speaker for one in told(record) for each in one.utterances} - {None} <= joined


def test_an_occasion_that_fails_is_told_and_the_others_are_related(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Lineage:
        raise ZeroDivisionError("no page at all")

    with opened(tmp_path, "failing") as record:
        keep(record, readings("festival"))
        with monkeypatch.context() as patch:
            patch.setattr(relating, "lineage", broken)
            failed = relate(record)
        assert "ZeroDivisionError" in failed.failures[0].reason
        with record.engine.connect() as connection:
            assert standing(connection).waiting == len(failed.failures)
        assert not relate(record).failures
        with record.engine.connect() as connection:
            assert standing(connection).waiting == 0


def test_of_too_many_pages_the_earliest_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "MOST", 2)
    with opened(tmp_path, "many") as record:
        keep(record, readings("reservoir"))
        relate(record)
        [hearing] = [each for each in told(record) if len(each.occasions[0].pages) > 1]
    assert "the first 2 were compared" in hearing.occasions[0].basis.detail
    assert len(hearing.occasions[0].pages) > 2
    assert len({each.passage.page for utterance in hearing.utterances for each in utterance.instances}) <= 2


def test_a_page_without_a_day_is_lent_one(tmp_path: Path) -> None:
    undated = [
        replace(each, article=replace(each.article, published=None)) if "portal" in each.page.name else each
        for each in readings("reservoir")
    ]
    with opened(tmp_path, "undated") as record:
        keep(record, undated)
        relate(record)
        with record.engine.connect() as connection:
            details = connection.execute(select(schema.telling.c.detail)).scalars().all()
        assert sum(detail is not None for detail in details) >= 1


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (schema.instance, {"spans": "[[0,100000]]"}),
        (schema.instance, {"statement": "0" * 16}),
        (schema.instance, {"form": "perhaps"}),
        (schema.utterance, {"speaker": "0" * 16}),
        (schema.discrepancy, {"told": "nothing differs"}),
        (schema.derivation, {"kind": "copy", "proof": "none"}),
        (schema.telling, {"independent": True}),
        (schema.sketch, {"packed": b"nothing"}),
        (schema.occasion, {"name": "Another one"}),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else next(iter(value)),
)
def test_doctor_finds_what_was_changed_and_makes_it_anew(tmp_path: Path, table: Any, values: dict[str, Any]) -> None:
    with opened(tmp_path, "changed") as record:
        keep(record, readings("reservoir"))
        relate(record)
        before = rows(record)
        assert list(examine(record)) == []
        with writing(record.engine) as connection:
            connection.execute(update(table).values(values))
        faults = list(examine(record))
        assert {fault.part.value for fault in faults} == {"lineage"}
        assert all("--repair" in fault.remedy for fault in faults)
        repair(record)
        assert list(examine(record)) == []
        assert rows(record) == before


def test_a_record_that_was_never_related_stays_so(tmp_path: Path) -> None:
    with opened(tmp_path, "never") as record:
        keep(record, readings("festival"))
        identify(record)
        repair(record)
        with record.engine.connect() as connection:
            assert standing(connection).occasions == 0
            assert standing(connection).apart == len(readings("festival"))
