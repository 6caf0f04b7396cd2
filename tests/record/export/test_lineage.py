"""The lineage of a record as one JSON object, as the design has it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.record.export import export
from onrecord.record.store import Record
from onrecord.types import Derived, Drift, Form
from tests.retold import CAPTURED, readings, related


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with related(tmp_path_factory.mktemp("lineage") / "record.db") as opened:
        yield opened


def told(record: Record, query: str = "") -> dict[str, Any]:
    out = io.BytesIO()
    export(record, out, "lineage", query, CAPTURED)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def test_it_holds_what_the_design_names(record: Record) -> None:
    lineage = told(record)
    names = {each.page.name for each in readings()}
    texts = {each.page.name: each.article.text for each in readings()}
    assert list(lineage) == ["occasions", "utterances", "derivations", "independent", "discrepancies"]
    assert {page for each in lineage["occasions"] for page in each["pages"]} == names
    ids = {each["id"] for each in lineage["utterances"]}
    for utterance in lineage["utterances"]:
        for each in utterance["instances"]:
            assert each["form"] in set(Form)
            assert all(texts[each["page"]][start:end].strip() for start, end in each["content"])
    for derivation in lineage["derivations"]:
        assert derivation["kind"] in set(Derived)
        assert {derivation["page"], derivation["from"]} <= names
        assert derivation["proof"]
    assert set(lineage["independent"]) <= names
    for each in lineage["discrepancies"]:
        assert each["what"] in set(Drift)
        assert each["utterance"] in ids
        assert each["pages"]


def test_speakers_are_told_by_name(record: Record) -> None:
    assert "Ingrid Solvane" in {each["speaker"] for each in told(record)["utterances"]}


def test_a_query_gives_what_it_finds_and_its_occasions(record: Record) -> None:
    lineage = told(record, "speaker:solvane nobody")
    [occasion] = lineage["occasions"]
    assert any("transcript" in page for page in occasion["pages"])
    assert 0 < len(lineage["utterances"]) < len(told(record)["utterances"])
    assert {each["utterance"] for each in lineage["discrepancies"]} <= {each["id"] for each in lineage["utterances"]}


def test_nothing_found_is_an_empty_lineage(record: Record) -> None:
    assert not any(told(record, "zeppelin").values())


def test_a_record_that_was_not_related_gives_an_empty_one(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db"), create=True) as empty:
        assert not any(told(empty).values())
