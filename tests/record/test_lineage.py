"""Lineage as it is kept: the same on both databases, read back as it was computed."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.pipeline import examine, relate, repair
from onrecord.record.export import export
from onrecord.record.lineage.reading import (
    lineage_of_pages,
    lineages,
    occasion_of_utterance,
    occasions_of,
    said_by,
    standing,
    utterances_with,
)
from onrecord.record.lineage.rows import (
    derivation_values,
    discrepancy_values,
    instance_values,
    occasion_values,
    passages,
    seal,
    utterance_values,
)
from onrecord.record.store import Record
from onrecord.types import (
    Basis,
    Dating,
    Derivation,
    Derived,
    Discrepancy,
    Drift,
    Form,
    Instance,
    Lineage,
    Occasion,
    Passage,
    Span,
    Utterance,
)
from tests.retold import CAPTURED, keep, page_named, readings

BASIS = Basis("made", "“quoted” 'words' \\ Ünü", 0.123)
HERE = Passage("a" * 16, (Span(0, 4), Span(9, 12)), "s" * 16)
THERE = Passage("b" * 16, (Span(3, 5),), None)
WHOLE = Lineage(
    occasions=(
        Occasion(
            "o" * 16,
            "interview",
            None,
            "Osterby",
            Dating(date(2026, 3, 1), date(2026, 3, 3), BASIS, (Span(1, 2),)),
            (HERE.page, THERE.page),
            BASIS,
        ),
    ),
    utterances=(
        Utterance(
            "u" * 16,
            "o" * 16,
            None,
            HERE,
            (Instance(HERE, Form.VERBATIM, BASIS), Instance(THERE, Form.BACK_TRANSLATED, BASIS)),
        ),
        Utterance("v" * 16, "o" * 16, "p" * 16, None, (Instance(THERE, Form.UNSUPPORTED, BASIS),)),
    ),
    derivations=(Derivation(THERE.page, HERE.page, Derived.EDIT, "a run", (Span(0, 9),), (Span(2, 11),), BASIS),),
    independent=(HERE.page,),
    discrepancies=(Discrepancy("u" * 16, Drift.FIGURE, HERE, (THERE,), "3 here, 4 there.", BASIS),),
)


def kept(where: str) -> Record:
    record = Record.open(where, create=True)
    keep(record, readings())
    assert not relate(record).failures
    return record


def exported(record: Record) -> bytes:
    out = io.BytesIO()
    export(record, out, "lineage", "", CAPTURED)
    return out.getvalue()


def test_either_database_tells_the_same(where: str, tmp_path: Path) -> None:
    with kept(where) as record, kept(str(tmp_path / "other.db")) as other:
        assert list(examine(record)) == []
        told = exported(record)
        assert told == exported(other)
        repair(record)
        assert exported(record) == told
        assert (relate(record).sketched, relate(record).computed) == (0, 0)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return kept(str(tmp_path_factory.mktemp("kept") / "record.db"))


def test_parts_of_a_lineage_are_found(record: Record) -> None:
    transcript = page_named("reservoir-transcript")
    with record.engine.connect() as connection:
        [hearing] = lineage_of_pages(connection, [transcript])
        [occasion] = hearing.occasions
        assert occasions_of(connection, [transcript, "nothing"]) == {transcript: occasion.id}
        utterance = hearing.utterances[0]
        assert occasion_of_utterance(connection, utterance.id) == occasion.id
        assert occasion_of_utterance(connection, "nothing") is None
        statement = next(each.passage.statement for each in utterance.instances if each.passage.statement)
        assert utterance.id in utterances_with(connection, [statement, "nothing"])[statement]
        speaker = next(each.speaker for each in hearing.utterances if each.speaker)
        own = {each.id for each in hearing.utterances if each.speaker == speaker}
        assert set(said_by(connection, speaker)[occasion.id]) == own
        held = standing(connection)
        assert (held.pages, held.apart, held.waiting) == (len(readings()), 0, 0)
        assert held.occasions == len(list(lineages(connection)))


def test_rows_hold_all_that_is_told() -> None:
    """Whatever field of a lineage differs, a row or the seal does."""
    numbers = {HERE.page: 1, THERE.page: 2}
    [occasion] = WHOLE.occasions
    assert occasion_values(occasion)["earliest"] == date(2026, 3, 1).toordinal()
    assert len(utterance_values(WHOLE)) == 2
    assert [row["page"] for row in instance_values(WHOLE, numbers)] == [1, 2, 2]
    assert derivation_values(WHOLE, numbers)[0]["source"] == 1
    assert discrepancy_values(WHOLE)[0]["what"] == "figure"
    assert len(list(passages(WHOLE))) == 1 + 2 + 1 + 2 + 2
    assert seal(WHOLE) == seal(WHOLE)
    others = [
        Lineage(WHOLE.occasions, WHOLE.utterances[:1], WHOLE.derivations, WHOLE.independent, WHOLE.discrepancies),
        Lineage(WHOLE.occasions, WHOLE.utterances, (), WHOLE.independent, WHOLE.discrepancies),
        Lineage(WHOLE.occasions, WHOLE.utterances, WHOLE.derivations, (), WHOLE.discrepancies),
        Lineage(WHOLE.occasions, WHOLE.utterances, WHOLE.derivations, WHOLE.independent, ()),
    ]
    assert len({seal(WHOLE), *map(seal, others)}) == 5


def test_an_occasion_of_no_kind_is_told(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "held.db"), create=True) as record:
        keep(record, readings("reservoir"))
        relate(record)
        out = io.BytesIO()
        export(record, out, "lineage", "", CAPTURED)
    told = json.loads(out.getvalue())["occasions"]
    assert sum(len(each["pages"]) for each in told) == len(readings("reservoir"))
    assert "" in {each["kind"] for each in told}
