"""The occasions of a run are those that `onrecord relate` finds among its pages; `test_run` cuts them otherwise."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from bench import archive
from bench.cases import ROOT
from onrecord.batch import run
from onrecord.batch.bringing import bring
from onrecord.capture import pages
from onrecord.pipeline import keep, relate
from onrecord.record.lineage.store import occasions
from onrecord.record.store import Record
from tests.batch.conftest import NOW, Alone, asked, quiet

Told = set[tuple[str, tuple[str, ...], str]]
"""Occasions of several pages: their ids, the ids of their pages, and what brought these together."""


@pytest.fixture(scope="module", params=["examples", "both"])
def sources(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages; in the second the made ones make common what the examples share, and the other way round."""
    folder = tmp_path_factory.mktemp(request.param) / "archive"
    folder.mkdir()
    for path in (ROOT / "examples").glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    if request.param == "both":
        archive.write(folder, 40, seed=3, a_file=25)
    return folder


def of_run(out: Path) -> Told:
    found: dict[tuple[str, str], list[str]] = {}
    for row in parquet.ParquetFile(out / "occasions/occasions.parquet").read().to_pylist():
        found.setdefault((row["occasion"], row["grounds"]), []).append(row["page_id"])
    return {(occasion, tuple(held), grounds) for (occasion, grounds), held in found.items()}


def of_record(record: Record) -> Told:
    relate(record)
    with record.engine.connect() as connection:
        found = occasions(connection)
    return {(id_, held.pages, held.grounds) for id_, (held, _) in found.items() if len(held.pages) > 1}


def test_they_are_those_of_a_record(sources: Path, tmp_path: Path) -> None:
    counts = run(asked(sources, tmp_path / "run"), Alone(), quiet)
    found = of_run(tmp_path / "run")
    assert counts["occasions"] == len(found) > 0
    with Record.open(str(tmp_path / "added.db"), create=True) as record:
        list(keep(record, pages([str(sources)], NOW), trained=False))
        assert of_record(record) == found
    with Record.open(str(tmp_path / "brought.db"), create=True) as record:
        list(bring(record, str(tmp_path / "run")))
        assert of_record(record) == found
