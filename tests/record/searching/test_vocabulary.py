"""Terms as characters: each its own, and none found where another stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.made import readings
from onrecord.record.drafts import handed
from onrecord.record.searching import vocabulary
from onrecord.record.searching.query import Words
from onrecord.record.searching.search import Search
from onrecord.record.searching.terms import terms
from onrecord.record.searching.vocabulary import SINGLE, character, characters
from onrecord.record.store import Record

MOST = SINGLE + 0x10000 * 0x10000 - 1
numbers = st.integers(0, 3_000) | st.integers(SINGLE - 50, SINGLE + 300) | st.integers(0, MOST)


def coded(found: list[int]) -> str:
    return "".join(map(character, found))


@given(st.lists(numbers, max_size=12))
def test_terms_are_told_again(found: list[int]) -> None:
    assert [*characters(coded(found))] == [character(number) for number in found]
    coded(found).encode()  # no character that a text cannot hold


@given(numbers, numbers)
def test_no_two_terms_share_their_characters(one: int, other: int) -> None:
    assert (character(one) == character(other)) is (one == other)


@given(st.lists(numbers, min_size=1, max_size=3), st.lists(numbers, max_size=9))
def test_a_run_is_found_where_its_terms_stand_and_nowhere_else(run: list[int], said: list[int]) -> None:
    stands = any(said[at : at + len(run)] == run for at in range(len(said)))
    assert (coded(run) in coded(said)) is stands


def test_ranges_that_mean_something_to_others_are_left_out() -> None:
    every = [character(number) for number in itertools.chain(range(70_000), range(SINGLE - 9, SINGLE + 9), [MOST])]
    points = {ord(each) for pair in every for each in pair}
    assert min(points) >= 0x100
    assert not points & set(range(0xD800, 0xE000))
    assert max(points) == 0x10FFFF


@pytest.fixture
def search(postgres: str, where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Search]:
    """A record whose vocabulary runs out of single characters early."""
    if not where.startswith(postgres.split(":")[0]):
        pytest.skip("FTS5 has a vocabulary of its own")
    monkeypatch.setattr(vocabulary, "SINGLE", 150)
    with Record.open(where, create=True) as record:
        record.keep_all([handed(made.page, made, "a") for made in MADE])
        yield Search(record)


MADE = tuple(readings(3, seed=4))
SAID = {
    statement.id: terms(statement.content[0].of(made.article.text)) for made in MADE for statement in made.statements
}


def holds(said: list[str], words: Words) -> bool:
    *head, last = words.terms
    runs = (said[at : at + len(words.terms)] for at in range(len(said) - len(head)))
    return any(run[:-1] == head and (run[-1].startswith(last) if words.begins else run[-1] == last) for run in runs)


def test_pairs_of_characters_are_searched_like_single_ones(search: Search) -> None:
    for said in list(SAID.values())[::6]:
        for at in range(len(said) - 2):
            for words in (Words(tuple(said[at : at + 1])), Words(tuple(said[at : at + 3]))):
                begun = Words((*words.terms[:-1], words.terms[-1][:2]), begins=True)
                for asked, typed in ((words, f'"{" ".join(words.terms)}"'), (begun, "-".join(begun.terms) + "*")):
                    found = {hit.statement.id for hit in search.find(typed, limit=500).hits}
                    assert found == {id_ for id_, each in SAID.items() if holds(each, asked)}, typed
