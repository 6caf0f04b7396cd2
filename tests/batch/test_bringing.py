"""A run brought into a record gives the record that adding its pages gives; what was changed since is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest
from sqlalchemy import select

from onrecord.batch import BatchError, run
from onrecord.batch.bringing import bring
from onrecord.capture import pages
from onrecord.pipeline import examine, keep
from onrecord.record import schema
from onrecord.record.store import Record, State
from tests.batch.conftest import NOW, PAGES, Alone, asked, quiet


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole")
    run(asked(made, out), Alone(), quiet)
    return out


def held(where: Path) -> list[tuple[object, ...]]:
    """All that a record keeps of pages, apart from the numbers, which tell the order in which they came."""
    kept = [column for column in schema.page.c if column.name != "number"]
    with Record.open(str(where)) as record, record.engine.connect() as connection:
        found = connection.execute(select(*kept).order_by(schema.page.c.id))
        return [tuple(row) for row in found]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_record_of_a_run_is_that_of_its_pages(made: Path, whole: Path, tmp_path: Path, workers: int) -> None:
    with Record.open(str(tmp_path / "brought.db"), create=True) as record:
        brought = list(bring(record, str(whole), workers=workers))
        found = list(examine(record))
    with Record.open(str(tmp_path / "added.db"), create=True) as record:
        added = list(keep(record, pages([str(made)], NOW), trained=False))
        assert found == list(examine(record))
    assert sorted((each.name, each.state) for each in brought) == sorted((each.name, each.state) for each in added)
    assert held(tmp_path / "brought.db") == held(tmp_path / "added.db")
    assert sum(each.statements for each in brought) > PAGES


def test_bringing_it_again_changes_nothing(whole: Path, tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        list(bring(record, str(whole)))
        states = [each.state for each in bring(record, str(whole))]
    assert sorted(states) == [State.KNOWN] * PAGES + [State.REFUSED] * 2


def test_what_was_stopped_goes_on(whole: Path, tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        next(bring(record, str(whole)))
        list(bring(record, str(whole)))
        assert record.counts()["page"] == PAGES


def tampered(whole: Path, folder: Path, column: str, before: str, after: str) -> Path:
    """A copy of a run in which one cell of one page was changed."""
    shutil.copytree(whole, folder)
    file = next(path for path in sorted((folder / "pages").rglob("*.parquet")))
    table = parquet.ParquetFile(file).read()
    rows = table.to_pylist()
    cell = rows[0][column]
    rows[0][column] = cell.replace(before.encode() if isinstance(cell, bytes) else before, after.encode() if isinstance(cell, bytes) else after)  # fmt: skip  # noqa: E501
    assert rows[0][column] != cell
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)
    return folder


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("content", "</p>", "</P>"),
        ("id", "0", "1"),
        ("name", ".warc", ".WARC"),
        ("reading", '"text":"', '"text":"Not '),
        ("reading", '"article":', '"articles":'),
        ("reading", '"statements":[', '"statements":['[:-1] + "[7,"),
    ],
)
def test_what_was_changed_is_refused(whole: Path, tmp_path: Path, column: str, before: str, after: str) -> None:
    changed = tampered(whole, tmp_path / "run", column, before, after)
    with Record.open(str(tmp_path / "record.db"), create=True) as record, pytest.raises(BatchError, match="not as"):
        list(bring(record, str(changed)))


def test_a_run_that_is_not_finished_is_not_brought(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "run")
    (tmp_path / "run" / "summary.json").unlink()
    with Record.open(str(tmp_path / "record.db"), create=True) as record, pytest.raises(BatchError, match="finished"):
        list(bring(record, str(tmp_path / "run")))
