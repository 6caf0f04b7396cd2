"""A run over an archive: the same tables whatever the partitions, what was done is not done again, nothing is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from bench import archive
from onrecord.batch import BatchError, Unlike, run
from onrecord.batch.places import Folder
from onrecord.capture import pages
from onrecord.pipeline import read_by_rules
from onrecord.record.codec import to_json
from onrecord.types import Page, Reading
from tests.batch.conftest import NOW, PAGES, Alone, asked, quiet, tables


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in one go."""
    out = tmp_path_factory.mktemp("whole")
    run(asked(made, out), Alone(), quiet)
    return out


def rows(out: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table, each with the day of its folder."""
    return [
        {**row, "day": path.parent.name.removeprefix("day=")}
        for path in sorted((out / table).rglob("*.parquet"))
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]


def test_every_page_gives_what_reading_it_alone_gives(made: Path, whole: Path) -> None:
    held = {row["id"]: row for row in rows(whole, "pages")}
    given = list(pages([str(made)], NOW))
    assert len(given) == PAGES + 2
    for page in given:
        if not isinstance(page, Page):
            continue
        reading, row = read_by_rules(page), held.pop(page.id)
        assert isinstance(reading, Reading)
        assert json.loads(str(row["reading"])) == to_json(reading)
        assert row["content"] == page.content
        assert row["name"] == page.name
        published = reading.article.published
        one_day = published and published.earliest == published.latest
        assert row["day"] == (published.earliest.isoformat() if published and one_day else "unknown")
    assert not held


def test_statements_and_figures_stand_with_their_words(whole: Path) -> None:
    readings = {row["id"]: (json.loads(str(row["reading"])), row["day"]) for row in rows(whole, "pages")}
    statements, figures = rows(whole, "statements"), rows(whole, "figures")
    assert len(statements) == sum(len(each["statements"]) for each, _ in readings.values()) > PAGES
    assert len(figures) == sum(len(each["figures"]) for each, _ in readings.values()) > PAGES
    for row in statements:
        reading, day = readings[row["page_id"]]
        spans = json.loads(str(row["spans"]))
        assert row["words"] == " … ".join(reading["article"]["text"][start:end] for start, end in spans)
        assert row["day"] == day
    for row in figures:
        assert row["figure"] == readings[row["page_id"]][0]["article"]["text"][row["start"] : row["end"]]


def test_what_gave_nothing_is_told_with_its_reason(whole: Path) -> None:
    found = [(row["name"], row["reason"]) for row in rows(whole, "rejections")]
    assert found == [("empty.txt", "empty"), ("photo.txt", "binary")]


def test_only_the_result_remains(whole: Path) -> None:
    names = {path.name for path in whole.iterdir()}
    assert names == {
        "candidates",
        "duplicates",
        "figures",
        "occasions",
        "pages",
        "rejections",
        "run.json",
        "statements",
        "summary.json",
    }
    counts = json.loads((whole / "summary.json").read_bytes())
    assert (counts["pages"], counts["refused"]) == (PAGES, 2)


@pytest.mark.parametrize(("items", "size"), [(7, 1_000), (1_000, 1_000), (1_000, 1 << 20)])
def test_the_partitions_change_no_byte(made: Path, whole: Path, tmp_path: Path, items: int, size: int) -> None:
    run(asked(made, tmp_path, items=items, size=size), Alone(), quiet)
    assert tables(tmp_path) == tables(whole)


def test_a_finished_run_does_nothing_more(made: Path, whole: Path) -> None:
    engine = Alone()
    before = tables(whole)
    counts = run(asked(made, whole), engine, quiet)
    assert counts["pages"] == PAGES
    assert engine.asked == []
    assert tables(whole) == before


def test_lost_workers_lose_nothing(made: Path, whole: Path, tmp_path: Path) -> None:
    """The engine gives up after every answer; what was done is not asked for again."""
    engine = Alone(answers=1)
    run(asked(made, tmp_path), engine, quiet)
    assert engine.asked[2:6] == [7, 6, 5, 4]
    assert tables(tmp_path) == tables(whole)


def test_a_run_whose_driver_was_lost_goes_on(made: Path, whole: Path, tmp_path: Path) -> None:
    class Ends(Exception):
        """The driver's end."""

    def end(step: str, done: int, _total: int, _counts: object) -> None:
        if (step, done) == ("reading", 2):
            raise Ends

    with pytest.raises(Ends):
        run(asked(made, tmp_path), Alone(), end)
    assert len(Folder(str(tmp_path)).names("parts")) == 2
    engine = Alone()
    run(asked(made, tmp_path), engine, quiet)
    assert engine.asked[0] == 5
    assert tables(tmp_path) == tables(whole)


def test_an_engine_that_never_answers_is_given_up(made: Path, tmp_path: Path) -> None:
    engine = Alone(answers=0)
    with pytest.raises(BatchError, match="a worker was lost"):
        run(asked(made, tmp_path), engine, quiet)
    assert len(engine.asked) == 3


def test_a_file_that_goes_away_is_told_in_the_end(made: Path, tmp_path: Path) -> None:
    """Files are listed first; one that cannot be opened any more is tried again, and then refused."""
    folder = tmp_path / "archive"
    shutil.copytree(made, folder)
    (folder / "photo.txt").chmod(0o000)
    gone = folder / "gone.txt"
    gone.write_text("It was here.")

    def remove(step: str, *_told: object) -> None:
        if step == "reading":
            gone.unlink(missing_ok=True)

    out = tmp_path / "out"
    run(asked(folder, out, size=1 << 20), Alone(), remove)
    reasons = {row["name"]: row["reason"] for row in rows(out, "rejections")}
    assert reasons["gone.txt"] == "unreadable"
    assert len(rows(out, "pages")) == PAGES


def test_another_archive_needs_another_folder(made: Path, whole: Path, tmp_path: Path) -> None:
    archive.write(tmp_path / "other", 2)
    with pytest.raises(Unlike, match="other files"):
        run(asked(tmp_path / "other", whole), Alone(), quiet)


def test_a_folder_that_holds_something_else_is_left_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Ten years of work.")
    with pytest.raises(Unlike, match="something else"):
        run(asked(made, tmp_path), Alone(), quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
