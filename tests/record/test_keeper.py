"""Pages kept together are kept as if each came alone; each is told when it is on disk, and not before."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from bench.made import readings
from onrecord.errors import RecordError
from onrecord.pipeline import examine
from onrecord.record import keeper as module
from onrecord.record.database import writing
from onrecord.record.drafts import Handed, handed
from onrecord.record.keeper import Keeper
from onrecord.record.schema import metadata
from onrecord.record.searching import index
from onrecord.record.searching.search import Search
from onrecord.record.store import Record, State
from onrecord.types import Page, Reading, Rejection

MADE = tuple(readings(6, seed=3))
PATIENCE = 60
"""Seconds after which something that should come at once is held to be stuck."""


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        yield opened


def held(record: Record) -> dict[str, object]:
    with record.engine.connect() as connection:
        out: dict[str, object] = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }
        out["words"] = [index.seals(connection, table) for table in ("statement_words", "page_words")]
        if connection.dialect.name == "postgresql":
            out["term"] = [tuple(row) for row in connection.execute(text("SELECT * FROM term ORDER BY number"))]
    return out


def coming(number: int, what: str) -> tuple[Page | Rejection, Reading | Rejection, str]:
    """What a reader hands over: a reading, another reader's, a refusal, something that was no page at all."""
    made = MADE[number]
    match what:
        case "otherwise":
            return made.page, replace(made, statements=made.statements[1:], figures=()), "b"
        case "refused":
            return made.page, Rejection(made.page.name, made.page.sha256, "budget", "it took too long"), "c"
        case "no page":
            gone = Rejection(made.page.name, "", "missing", "there is none")
            return gone, gone, "a"
        case _:
            return made.page, made, "a"


events = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["read", "read", "otherwise", "refused", "no page"])), max_size=9
)


def alone_and_together(
    given_: Sequence[tuple[int, str]], cuts: Sequence[int], places: tuple[str, str]
) -> tuple[tuple[list[State], dict[str, object]], tuple[list[State], dict[str, object]]]:
    every = [coming(*each) for each in given_]
    with Record.open(places[0], create=True) as one, Record.open(places[1], create=True) as many:
        alone = [one.keep(*each) for each in every]
        ends = sorted({0, *(cut for cut in cuts if cut < len(every)), len(every)})
        groups = [[handed(*each) for each in every[start:end]] for start, end in itertools.pairwise(ends)]
        together = [state for group in groups for state in many.keep_all(group)]
        assert list(examine(many)) == []
        return (alone, held(one)), (together, held(many))


@given(events, st.lists(st.integers(1, 8), max_size=3))
@settings(max_examples=12, deadline=None)
def test_together_as_if_each_came_alone(given_: list[tuple[int, str]], cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        alone, together = alone_and_together(given_, cuts, (f"{folder}/one.db", f"{folder}/many.db"))
        assert together == alone


def test_together_as_if_each_came_alone_on_either_database(where: str, tmp_path: Path) -> None:
    """All sorts in one transaction, a page twice among them; against the same one by one, where numbers agree too."""
    given_ = [(0, "read"), (1, "read"), (2, "refused"), (0, "read"), (1, "otherwise"), (3, "no page"), (2, "read")]
    alone, together = alone_and_together(given_, [], (str(tmp_path / "one.db"), where))
    assert together[0] == alone[0]
    assert {key: rows for key, rows in together[1].items() if key in alone[1] and key != "snapshot"} == {
        key: rows for key, rows in alone[1].items() if key != "snapshot"
    }


def test_terms_are_numbered_alike_however_pages_come_together(where: str, record: Record) -> None:
    if record.engine.dialect.name != "postgresql":
        pytest.skip("FTS5 numbers no terms")
    record.keep_all([handed(made.page, made, "a") for made in MADE])
    together = held(record)["term"]
    with writing(record.engine) as connection:
        for table in ("decision", "figure", "mention", "statement", "page", "snapshot", "name"):
            connection.execute(text(f"DELETE FROM {table}"))
        for table in ("term", "statement_words", "page_words"):
            connection.execute(text(f"DELETE FROM {table}"))
    with Record.open(where) as another:
        for made in MADE:
            another.keep(made.page, made, "a")
        assert held(another)["term"] == together


def test_each_is_told_once_it_is_on_disk(where: str, record: Record) -> None:
    told = 0
    with Keeper(record) as keeper, Record.open(where) as other:
        for made in MADE:
            keeper.hand(made.page, made, "a")
            told += len(keeper.told())
            assert sum(1 for _ in other.states()) >= told
        told += len(list(keeper.finish()))
        assert told == len(MADE) == other.counts()["page"]
    assert list(examine(record)) == []


def test_a_page_does_not_wait_for_the_next(record: Record) -> None:
    with Keeper(record) as keeper:
        keeper.hand(MADE[0].page, MADE[0], "a")
        end, told = time.monotonic() + PATIENCE, list[State]()
        while not told and time.monotonic() < end:
            told += keeper.told()
            time.sleep(0.01)
        assert told == [State.NEW]
        assert list(keeper.finish()) == []


def test_states_come_in_the_order_of_the_pages(record: Record) -> None:
    record.keep(MADE[1].page, MADE[1], "a")
    kinds = [coming(0, "read"), coming(1, "read"), coming(2, "refused"), coming(1, "otherwise"), coming(3, "read")]
    with Keeper(record) as keeper:
        for each in kinds:
            keeper.hand(*each)
        assert list(keeper.finish()) == [State.NEW, State.KNOWN, State.REFUSED, State.CHANGED, State.NEW]


def fails_on(number: int, error: Exception, patched: pytest.MonkeyPatch) -> None:
    """From now on, keeping this page fails, alone or with others."""
    keep_all = Record.keep_all

    def failing(record: Record, some: Sequence[Handed]) -> list[State]:
        if any(each.item.id == MADE[number].page.id for each in some):
            raise error
        return keep_all(record, some)

    patched.setattr(Record, "keep_all", failing)


@pytest.mark.parametrize(("error", "before"), [(ValueError("no such letter"), 2), (RecordError("the disk is full"), 0)])
def test_those_before_one_that_cannot_be_kept_are_kept(
    record: Record, monkeypatch: pytest.MonkeyPatch, error: Exception, before: int
) -> None:
    """A page's own fault costs those after it, as it did one by one; a disk that is full is not tried again."""
    monkeypatch.setattr(module, "LINGER", 2.0)  # all come together
    fails_on(2, error, monkeypatch)
    told: list[State] = []
    with pytest.raises(type(error), match=str(error)), Keeper(record) as keeper:
        for made in MADE:
            keeper.hand(made.page, made, "a")
        for state in keeper.finish():
            told.append(state)  # noqa: PERF402 (until it raises)
    assert told == [State.NEW] * before
    assert record.counts()["page"] == before


def test_what_was_handed_over_is_kept_when_somebody_else_fails(record: Record) -> None:
    with pytest.raises(KeyboardInterrupt), Keeper(record) as keeper:
        for made in MADE[:3]:
            keeper.hand(made.page, made, "a")
        raise KeyboardInterrupt
    assert record.counts()["page"] == 3


def test_what_a_failed_transaction_numbered_is_forgotten(record: Record) -> None:
    def fail(_connection: object) -> None:
        raise OSError("no space")

    event.listen(record.engine, "commit", fail)
    with pytest.raises(OSError, match="no space"):
        record.keep_all([handed(made.page, made, "a") for made in MADE[:3]])
    event.remove(record.engine, "commit", fail)
    record.keep_all([handed(made.page, made, "a") for made in reversed(MADE[:3])])
    assert list(examine(record)) == []


def at_once(work: Callable[[], object]) -> None:
    """Does something in a thread that must not wait for anybody."""
    done: list[object] = []
    thread = Thread(target=lambda: done.append(work()), daemon=True)
    thread.start()
    thread.join(PATIENCE / 3)
    assert done, "it waits"


def test_readers_never_wait_for_a_writer(where: str, record: Record) -> None:
    """Whatever is asked while a writer has written and not ended: answered at once, as before it began."""
    record.keep_all([handed(made.page, made, "a") for made in MADE[:4]])
    word = MADE[0].statements[0].content[0].of(MADE[0].article.text).split()[1].strip("“”,.")
    with Record.open(where) as reader:
        search = Search(reader)
        before = search.find(word).total, reader.counts(), [state.id for state in reader.states()]
        with writing(record.engine) as connection:
            connection.execute(text("UPDATE page SET title = 'half done'"))
            connection.execute(text("UPDATE statement SET verdict = 'rejected'"))
            index.drop(connection, "page_words", {1: []})
            asked: list[tuple[object, ...]] = []
            fresh = Search(reader)
            at_once(lambda: asked.append((search.find(word).total, reader.counts(), [s.id for s in reader.states()])))
            at_once(lambda: asked.append((fresh.find(word).total, *before[1:])))
            at_once(lambda: reader.reading(MADE[0].page.id))
            at_once(lambda: list(reader.readings()))
            at_once(lambda: Record.open(where).close())
            assert asked == [before, before]
        assert search.find(word).total == before[0], "nobody was told, so nobody looks again"


def test_a_writer_never_waits_for_readers(where: str, record: Record) -> None:
    record.keep(MADE[0].page, MADE[0], "a")
    with Record.open(where) as reader, reader.engine.connect() as reading:
        assert reading.execute(text("SELECT count(*) FROM page")).scalar_one() == 1
        at_once(lambda: record.keep(MADE[1].page, MADE[1], "a"))
        assert reading.execute(text("SELECT count(*) FROM page")).scalar_one() == 1, "one moment of the record"
