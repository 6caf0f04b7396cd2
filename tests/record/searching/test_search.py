"""Searching finds what a slow and obvious search finds, on either database, in the same order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from bench.made import readings
from onrecord.record.database import raise_epoch, writing
from onrecord.record.searching.hits import Results
from onrecord.record.searching.query import Words, parse
from onrecord.record.searching.search import Search
from onrecord.record.searching.terms import terms
from onrecord.record.store import Record
from onrecord.types import Reading, Statement
from tests.strategies import anything

MADE = tuple(readings(12, seed=5))
SAID = [(reading, statement) for reading in MADE for statement in reading.statements]


@pytest.fixture
def search(where: str) -> Iterator[Search]:
    with Record.open(where, create=True) as record:
        for reading in MADE:
            record.keep(reading.page, reading, "made")
        yield Search(record)


def words(reading: Reading, statement: Statement) -> list[str]:
    return terms(" ".join(span.of(reading.article.text) for span in statement.content))


def has_run(said: list[str], asked: Words) -> bool:
    *head, last = asked.terms
    runs = (said[at : at + len(asked.terms)] for at in range(len(said) - len(head)))
    return any(run[:-1] == head and (run[-1].startswith(last) if asked.begins else run[-1] == last) for run in runs)


def expected(typed: str) -> set[str]:
    """What should be found, looked for one by one."""
    query = parse(typed)
    return {
        statement.id
        for reading, statement in SAID
        if all(has_run(words(reading, statement), each) != each.negated for each in query.words)
    }


def found(results: Results) -> list[str]:
    return [hit.statement.id for hit in results.hits]


def queries() -> list[str]:
    said = [words(reading, statement) for reading, statement in SAID]
    often = [word for word, _ in Counter(itertools.chain(*said)).most_common(40)]
    phrases = [f'"{" ".join(each[1:3])}"' for each in said[:10] if len(each) > 3]
    return [
        *often[:6],
        *(f"{a} {b}" for a, b in itertools.pairwise(often[:12])),
        *phrases,
        f"{often[0]} -{often[3]}",
        f"-{often[1]}",
        f"{often[2][:1]}*",
        f"{often[0]}-{often[5][:1]}*",
        f"{often[0]} -{often[4][:1]}*",
        "nosuchword",
        f"{often[0]} -nosuchword",
        "nosuchbeginning*",
    ]


def test_words_phrases_and_negation_against_a_slow_search(search: Search) -> None:
    for typed in queries():
        results = search.find(typed, limit=1000)
        assert set(found(results)) == expected(typed), typed
        assert results.total == len(expected(typed))


def test_both_databases_rank_alike(search: Search, tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "oracle.db"), create=True) as record:
        for reading in MADE:
            record.keep(reading.page, reading, "made")
        oracle = Search(record)
        for typed in queries():
            assert found(search.find(typed)) == found(oracle.find(typed)), typed


@pytest.mark.parametrize("ranked", [1, 7, 60])
def test_where_only_the_newest_are_ranked_both_rank_alike(
    search: Search, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ranked: int
) -> None:
    monkeypatch.setattr("onrecord.record.searching.index.RANKED", ranked)
    test_both_databases_rank_alike(search, tmp_path)


def test_what_fits_better_comes_first(search: Search) -> None:
    """Of statements with the same words once each, the shorter one is more about them."""
    for typed in queries()[:6]:
        hits = search.find(typed, limit=200).hits
        once = [len(terms(hit.words)) for hit in hits if terms(hit.words).count(typed) == 1]
        assert once == sorted(once), typed


def test_filters_and_facets(search: Search) -> None:
    name = MADE[0].statements[0].speaker
    assert name
    both = search.find(f'speaker:"{name.name}" manner:direct', limit=500)
    mine = [s for _, s in SAID if s.speaker and s.speaker.name == name.name]
    assert set(found(both)) == {s.id for s in mine if s.manner.value == "direct"}
    assert both.facets["speaker"] == [(name.name, both.total)]
    assert search.find(f'-speaker:"{name.name}"').total == len(SAID) - len(mine)
    everything = search.find("")
    assert everything.total == len(SAID)
    assert dict(everything.facets["manner"]) == Counter(s.manner.value for _, s in SAID)
    assert dict(everything.facets["language"]) == {"en": len(SAID)}
    for outlet, number in everything.facets["outlet"]:
        assert search.find(f'outlet:"{outlet}"').total == number
    for month, number in everything.facets["month"]:
        assert search.find(f"said:{month}").total == number
    assert {h.name for h in search.find(f"page:{MADE[3].page.name}").hits} == {MADE[3].page.name}
    assert search.find("has:figure").total == sum(any(r.holder(f) == s for f in r.figures) for r, s in SAID)
    assert search.find("has:speaker").total == len(SAID)
    assert search.find("is:rejected").total == search.find("has:decision").total == 0


def test_statements_by_their_ids(search: Search) -> None:
    first, second, *others = (statement.id for _, statement in SAID)
    assert found(search.find(f"statement:{first}")) == [first]
    assert set(found(search.find(f"statement:{second},{first},none"))) == {first, second}
    assert search.find(f"-statement:{first}").total == len(SAID) - 1
    assert search.find(f"statement:{first[:8]}").total == 0
    assert set(found(search.find(f"statement:{','.join(others[:100])}", limit=100))) == set(others[:100])


def test_about_looks_at_the_whole_page(search: Search) -> None:
    title = MADE[2].article.title
    assert title
    hits = search.find(" ".join(f"about:{word}" for word in terms(title)), limit=500).hits
    assert {s.id for s in MADE[2].statements} <= {hit.statement.id for hit in hits}


def test_a_hit_leads_to_its_words(search: Search) -> None:
    for typed in queries()[:8]:
        for hit in search.find(typed).hits:
            assert hit.spans
            assert {t for span in hit.spans for t in terms(span.of(hit.text))} <= set(terms(typed))
            assert all(any(part.covers(span) for part in hit.statement.content) for span in hit.spans)


def test_pages_of_results_are_one_list(search: Search) -> None:
    typed = queries()[0]
    whole = found(search.find(typed, limit=30))
    assert [*found(search.find(typed, limit=10)), *found(search.find(typed, limit=20, offset=10))] == whole


def test_what_is_new_is_found_at_once_and_what_is_rejected_is_not(search: Search) -> None:
    [late] = [r for r in readings(13, seed=5) if r.page.id not in {m.page.id for m in MADE}]
    before = search.find("").total
    search._record.keep(late.page, late, "made")
    assert search.find("").total == before + len(late.statements)
    with writing(search._record.engine) as connection:
        connection.execute(
            text("UPDATE statement SET verdict = 'rejected' WHERE id = :id"), {"id": late.statements[0].id}
        )
        raise_epoch(connection)
    assert search.find("").total == before + len(late.statements) - 1
    assert found(search.find("is:rejected")) == [late.statements[0].id]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    with Record.open(str(tmp_path_factory.mktemp("small") / "r.db"), create=True) as record:
        record.keep(MADE[0].page, MADE[0], "made")
        yield Search(record)


@given(anything)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_safe(small: Search, typed: str) -> None:
    bare = typed.replace('"', " ").replace("“", " ").replace("”", " ").replace("„", " ").replace(":", " ")
    assert small.find(" ".join(bare.split()[:60])).total >= 0
