"""The form of each telling of an utterance, on an occasion of our own."""

from __future__ import annotations

import random

import pytest

from onrecord.link.forms import formed
from onrecord.types import Form, Utterance
from tests.link import retold


@pytest.fixture(scope="module")
def utterances() -> list[Utterance]:
    return formed(retold.groups(), retold.named(), "ferry")


@pytest.mark.parametrize(
    ("utterance", "page", "forms"),
    [
        ("engine", "record", [Form.VERBATIM]),
        ("engine", "wire", [Form.VERBATIM, Form.VERBATIM]),
        ("engine", "german", [Form.TRANSLATED]),
        ("engine", "machine", [Form.BACK_TRANSLATED]),
        ("engine", "column", [Form.SPLICED]),
        ("fares", "column", [Form.SPLICED]),
        ("fares", "wire", [Form.INDIRECT, Form.VERBATIM]),
        ("hull", "paper", [Form.VERBATIM]),
        ("winter", "wire", [Form.INDIRECT]),
        ("winter", "german", [Form.INDIRECT]),
        ("winter", "tabloid", [Form.ALTERED]),
        ("pumps", "tabloid", [Form.MISATTRIBUTED]),
        ("sink", "tabloid", [Form.UNSUPPORTED]),
    ],
)
def test_each_telling_has_its_form(utterances: list[Utterance], utterance: str, page: str, forms: list[Form]) -> None:
    assert retold.forms(utterances)[utterance, page] == forms


def test_whole_sentences_are_cut_where_what_limits_them_is_left_out(utterances: list[Utterance]) -> None:
    assert retold.forms(utterances)["engine", "paper"] == [Form.TRIMMED]


def test_every_form_says_why(utterances: list[Utterance]) -> None:
    assert all(each.basis.rule and 0 < each.basis.score <= 1 for told in utterances for each in told.instances)


def test_the_best_wording_is_the_record_s(utterances: list[Utterance]) -> None:
    known = retold.names()
    told = {each.id: each.reference and known[each.reference.page] for each in utterances}
    assert told == dict.fromkeys(["winter", "engine", "hull", "pumps", "fares"], "record") | {"sink": None}


def test_without_a_record_the_first_report_has_the_best_wording() -> None:
    pages = retold.named("wire", "paper", "copy", "machine")
    known = retold.names(pages)
    found = {each.id: each.reference for each in formed(retold.groups(pages), pages, "ferry")}
    assert {name: known[each.page] for name, each in found.items() if each} == dict.fromkeys(
        ["winter", "engine", "hull", "fares"], "wire"
    )


def test_a_machine_s_translation_is_never_verbatim() -> None:
    pages = retold.named("machine")
    forms = retold.forms(formed(retold.groups(pages), pages, "ferry"), pages)
    assert forms["hull", "machine"] == [Form.TRANSLATED]


def test_indirect_words_are_never_verbatim() -> None:
    pages = retold.named("wire", "german")
    forms = retold.forms(formed(retold.groups(pages), pages, "ferry"), pages)
    assert forms["winter", "wire"] == [Form.INDIRECT]


def test_instances_stand_in_the_order_of_their_passages(utterances: list[Utterance]) -> None:
    assert all(list(each.instances) == sorted(each.instances, key=lambda told: told.passage) for each in utterances)


def test_the_order_of_pages_and_groups_changes_nothing(utterances: list[Utterance]) -> None:
    pages, groups = retold.named(), retold.groups()
    random.Random(4).shuffle(pages)
    assert formed(groups[::-1], pages, "ferry") == utterances


def test_no_group_has_no_utterance() -> None:
    assert formed([], retold.named(), "ferry") == []
