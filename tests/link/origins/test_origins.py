"""Who took from whom, on an occasion of our own, and to how many origins an utterance goes back."""

from __future__ import annotations

import random

import pytest

from onrecord.link.forms import formed
from onrecord.link.origins import Origins, origins, origins_of
from onrecord.types import Basis, Derivation, Derived, Form, Instance, Passage, Span, Utterance
from tests.link import retold


@pytest.fixture(scope="module")
def utterances() -> list[Utterance]:
    return formed(retold.groups(), retold.named(), "ferry")


@pytest.fixture(scope="module")
def found(utterances: list[Utterance]) -> Origins:
    return origins(retold.named(), utterances)


def edges(found: Origins) -> dict[tuple[str, str], Derived]:
    known = retold.names()
    return {(known[each.page], known[each.source]): each.kind for each in found.derivations}


def test_who_took_from_whom(found: Origins) -> None:
    told = edges(found)
    assert told["copy", "paper"] is Derived.COPY
    assert told["paper", "wire"] is Derived.EDIT
    assert told["machine", "german"] is Derived.TRANSLATION
    assert ("tabloid", "record") in told
    assert {source for page, source in told if page == "copy"} == {"paper"}


def test_pages_that_were_there_take_from_nobody_but_whom_they_name(found: Origins) -> None:
    assert {page for page, _ in edges(found)} == {"paper", "copy", "machine", "column", "tabloid"}


def test_pages_with_access_of_their_own(found: Origins) -> None:
    known = retold.names()
    assert {known[page] for page in found.independent} == {"record", "wire", "paper", "german"}
    assert list(found.independent) == sorted(found.independent)


def test_the_words_that_prove_it_stand_on_both_pages(found: Origins) -> None:
    texts = {each.page: each.text for each in retold.named()}
    for each in found.derivations:
        assert each.proof
        assert each.here
        assert each.there
        assert all(span.of(texts[each.page]) for span in each.here)
        assert all(span.of(texts[each.source]) for span in each.there)


def test_a_copy_is_proved_by_its_narrative(found: Origins) -> None:
    known = retold.names()
    texts = {each.page: each.text for each in retold.named()}
    (copy,) = [each for each in found.derivations if known[each.page] == "copy"]
    here = " ".join(span.of(texts[copy.page]) for span in copy.here)
    there = " ".join(span.of(texts[copy.source]) for span in copy.there)
    assert here.split() == there.split()
    assert "it weighs four tonnes" in here


def test_quotations_alone_prove_nothing(utterances: list[Utterance]) -> None:
    pages = retold.named("wire", "german")
    assert origins(pages, utterances).derivations == ()


def test_the_order_of_pages_changes_nothing(utterances: list[Utterance], found: Origins) -> None:
    pages = retold.named()
    random.Random(9).shuffle(pages)
    assert origins(pages, utterances[::-1]) == found


def test_no_page_has_no_origin() -> None:
    assert origins([], []) == Origins((), ())


def test_origins_of_the_occasion_s_utterances(utterances: list[Utterance], found: Origins) -> None:
    known = retold.names()
    told = {each.id: {known[page] for page in origins_of(each, found)} for each in utterances}
    assert told["pumps"] == {"record"}
    assert told["winter"] == {"record", "wire", "german"}
    assert told["sink"] == {"tabloid"}


def said(*pages: str, form: Form = Form.VERBATIM) -> Utterance:
    basis = Basis("given by the test")
    return Utterance("u", "o", None, None, tuple(Instance(Passage(each, (Span(0, 1),)), form, basis) for each in pages))


def taken(page: str, source: str) -> Derivation:
    return Derivation(page, source, Derived.REWRITE, "", (), (), Basis("given by the test"))


@pytest.mark.parametrize(
    ("pages", "independent", "edges", "expected"),
    [
        (["a"], [], [], {"a"}),
        (["a", "b"], ["a", "b"], [("b", "a")], {"a", "b"}),
        (["a", "b", "c"], ["a"], [("b", "a"), ("c", "b")], {"a"}),
        (["c"], ["a", "z"], [("c", "a"), ("c", "z")], {"a", "z"}),
        (["a", "c"], ["a", "z"], [("c", "a"), ("c", "z")], {"a"}),  # z has not these words
        (["b", "c"], [], [("b", "c"), ("c", "b")], {"b"}),  # a circle counts once
    ],
)
def test_origins_are_followed(
    pages: list[str], independent: list[str], edges: list[tuple[str, str]], expected: set[str]
) -> None:
    found = Origins(tuple(taken(*each) for each in edges), tuple(independent))
    assert origins_of(said(*pages), found) == expected


def test_what_no_page_supports_begins_where_it_stands() -> None:
    found = Origins((taken("b", "a"),), ("a",))
    assert origins_of(said("b", form=Form.UNSUPPORTED), found) == {"b"}
