"""An export holds all that a query finds, however much, in the order of the search, as it was at one moment."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from bench.made import READER, readings
from onrecord.errors import QueryError
from onrecord.record.export import FORMATS, export
from onrecord.record.export.selection import BATCH, Selection, Sheet, selecting
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import DecisionKind

NOW = datetime(2026, 11, 2, tzinfo=UTC)
PAGES = 60


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(str(tmp_path_factory.mktemp("many") / "many.db"), create=True) as opened:
        for reading in readings(PAGES):
            opened.keep(reading.page, reading, READER)
        yield opened


@pytest.mark.parametrize("query", ["", "the", "the of", "manner:direct", "-the", "has:figure said:2025"])
def test_all_hits_come_in_the_order_of_the_search(many: Record, query: str) -> None:
    wanted = [hit.statement.id for hit in Search(many).find(query, limit=10_000).hits]
    assert len(wanted) > BATCH
    with selecting(many, query, NOW) as selection:
        found = list(selection.found())
        assert [each.statement.id for each in found] == wanted
        assert selection.total == len(wanted)
        assert all(each.words for each in found)
        pages = list(dict.fromkeys(each.sheet.id for each in found))
        assert [sheet.id for sheet, _ in selection.sheets()] == pages == [id_ for id_, _ in selection.page_ids()]
        assert selection.pages == len(pages)
        for sheet, each in selection.sheets():
            assert [one.statement.id for one in each] == [f.statement.id for f in found if f.sheet.id == sheet.id]


def test_who_is_meant_across_pages_is_told(many: Record) -> None:
    with selecting(many, "", NOW) as selection:
        for found in selection.found():
            assert found.heard is not None
            assert found.statement.speaker is not None
            assert found.heard.name == found.statement.speaker.name


def test_what_is_written_meanwhile_does_not_show(where: str) -> None:
    first, second, third = readings(3)
    with Record.open(where, create=True) as record, Record.open(where) as writer:
        for reading in (first, second):
            record.keep(reading.page, reading, READER)
        with selecting(record, "", NOW) as selection:
            before = _ids(selection)
            writer.keep(third.page, third, READER)
            writer.keep(first.page, replace(first, statements=first.statements[1:]), "another reader")
            writer.decide(DecisionKind.REJECT, before[0], who="Rana", moment=NOW)
            assert _ids(selection) == before
            assert len(before) == selection.total
        with selecting(record, "", NOW) as selection:
            assert _ids(selection) != before


def _ids(selection: Selection) -> list[str]:
    return [found.statement.id for found in selection.found()]


def test_a_query_that_is_wrong_writes_nothing(many: Record, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        with pytest.raises(QueryError):
            export(many, out, "csv", "manner:loud", NOW)
        assert out.tell() == 0


def test_pages_are_let_go_when_they_are_told(many: Record) -> None:
    """However many there are: no more than two batches are held, the one that is told and the one that is fetched."""
    with selecting(many, "", NOW) as selection:
        for going, looked in ((selection.found(), (300, 900)), (selection.sheets(), (30, 55))):
            for number, _ in enumerate(going):
                if number in looked:
                    assert 0 < sum(isinstance(each, Sheet) for each in gc.get_objects()) <= 2 * BATCH < PAGES


def test_the_command_offers_every_format() -> None:
    from onrecord.cli.export import export_command

    [choice] = [option.type for option in export_command.params if isinstance(option.type, click.Choice)]
    assert isinstance(choice, click.Choice)
    assert list(choice.choices) == list(FORMATS)
