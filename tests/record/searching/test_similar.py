"""Statements found by meaning: in other words, in another language, and no more once they are rejected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from onrecord.meaning import DIMENSIONS
from onrecord.pipeline import read_by_rules
from onrecord.record import schema
from onrecord.record.database import writing
from onrecord.record.searching.search import hits_of
from onrecord.record.searching.similar import Similar, keep_vectors, meant, vectors_of, without_vector
from onrecord.record.store import Record
from onrecord.types import DecisionKind, Page
from tests.factories import page

PAGES = (
    page("“The bridge will be open again in March,” said Ines Kallweit, the mayor of Osterby.\n", "a.txt"),
    page("„Die Brücke wird im März wieder geöffnet“, sagte Bürgermeisterin Ines Kallweit am Montag.\n", "b.txt"),
    page("“Nobody fed the seals this winter,” said Oleg Trusov, a keeper at the zoo.\n", "c.txt"),
    page("“The bridge will be open again in March,” said Ines Kallweit on Tuesday, the council heard.\n", "d.txt"),
)


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        for one in PAGES:
            opened.keep(one, read_by_rules(one), "a")
        yield opened


def names(similar: Similar, words: str) -> list[str]:
    return [each.hit.name for each in similar.find(words)]


def test_other_words_and_another_language_come_before_what_is_no_matter(record: Record) -> None:
    found = Similar(record).find("The crossing reopens to traffic in March")
    assert [each.hit.name for each in found][-1] == "c.txt"
    assert {found[0].hit.name, found[1].hit.name} & {"a.txt", "d.txt"}
    assert [len(each.same) for each in found if each.hit.name in ("a.txt", "d.txt")] == [1], "one wording, one place"
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_vectors_are_made_once_and_again_where_words_are_new(record: Record) -> None:
    similar, told = Similar(record), []
    similar.prepare(lambda done, total: told.append((done, total)))
    assert told == [(0, 4)]
    similar.prepare(lambda *_: pytest.fail("nothing is missing"))
    late = page("“The seals are fed by the mayor,” said Oleg Trusov, a keeper.\n", "e.txt")
    record.keep(late, read_by_rules(late), "a")
    assert "e.txt" in names(similar, "Who feeds the seals?")
    with record.engine.connect() as connection:
        lengths = connection.execute(select(func.length(schema.meaning.c.vector))).scalars().all()
    assert lengths == [DIMENSIONS] * 5


def test_readings_at_hand_give_the_vectors_that_the_record_gives(record: Record) -> None:
    readings = list(record.readable([one.id for one in PAGES]))
    with record.engine.connect() as connection:
        made = meant(connection, readings)
        assert [each.statement for each in made] == without_vector(connection)
    assert made == vectors_of(record, [each.statement for each in made])
    with writing(record.engine) as connection:
        keep_vectors(connection, made[1:])
        assert meant(connection, readings) == made[:1], "those that have one are not made again"


def test_where_many_are_missing_nobody_waits_and_what_is_there_is_found(record: Record) -> None:
    similar = Similar(record, most=2)
    assert similar.find("Who feeds the seals?") == []
    assert similar.unread == 4
    with record.engine.connect() as connection:
        seals = [n for n in without_vector(connection) if "seals" in hits_of(record, [n])[n].words]
    made = vectors_of(record, seals)
    with writing(record.engine) as connection:
        keep_vectors(connection, made)
    assert names(similar, "Who feeds the seals?") == ["c.txt"], "found as soon as it was read, by whomever"
    assert similar.unread == 3
    Similar(record).prepare()
    assert set(names(similar, "Who feeds the seals?")) > {"c.txt"}
    assert similar.unread == 0


def test_what_is_rejected_or_corrected_is_not_found_as_it_was(record: Record) -> None:
    similar = Similar(record)
    [seals] = [each.hit for each in similar.find("Nobody fed the seals") if each.hit.name == "c.txt"]
    record.decide(DecisionKind.REJECT, seals.statement.id, who="Rana", moment=datetime(2026, 11, 2, tzinfo=UTC))
    assert "c.txt" not in names(similar, "Nobody fed the seals")


def test_an_empty_record_holds_nothing_alike(where: str) -> None:
    with Record.open(where, create=True) as record:
        assert Similar(record).find("The bridge is open.") == []
        empty = Page("x.txt", b"Nothing is said here.\n", datetime(2026, 11, 1, tzinfo=UTC))
        record.keep(empty, read_by_rules(empty), "a")
        assert Similar(record).find("The bridge is open.") == []
