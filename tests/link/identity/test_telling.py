"""Decisions as judgements, and identities as plain data."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Contradiction
from onrecord.link.identity.judgements import Judgement, consistent
from onrecord.link.identity.mentions import Mention, Role
from onrecord.link.identity.resolving import identities
from onrecord.link.identity.telling import MOST_NEAR, holding, judged, label, on_page, told
from onrecord.types import Decision, DecisionKind, SpeakerKind


def decision(kind: str, target: str, why: str = "", **value: str) -> Decision:
    return Decision(1, DecisionKind(kind), target, None, json.dumps(value), "Rana", "2026-11-02", why, "", "ab" * 32)


def mention(name: str, page: str, *roles: str, statements: int = 1) -> Mention:
    told_on = date(2026, 3, int(page) + 1)
    return Mention(
        name,
        SpeakerKind.PERSON,
        page,
        "en",
        tuple(Role(role, told_on, told_on, "en") for role in roles),
        statements=statements,
    )


def judgement(left: str, right: str, *, same: bool) -> Judgement:
    return Judgement(left, right, same, "Rana", "2026-11-02")


def test_decisions_become_judgements_that_name_them() -> None:
    same, apart = decision("same", "a", "pen name", other="b"), decision("different", "a", other="c")
    judgements, renamings = judged([same, decision("rename", "a", name="A."), apart, decision("accept", "statement")])
    assert [(j.left, j.right, j.same, j.why) for j in judgements] == [
        ("a", "b", True, f"{label(same)}, pen name"),
        ("a", "c", False, label(apart)),
    ]
    assert [(r.key, r.name) for r in renamings] == [("a", "A.")]


def test_a_name_on_a_page() -> None:
    assert on_page("person:a b", "0") == "person:a b@0"
    assert on_page("person:b@1", "0") == "person:b@1"
    assert on_page(mention("Ines Kallweit", "0").key, "0") == mention("Ines Kallweit", "0").page_key


def test_of_judgements_that_contradict_the_earlier_hold() -> None:
    first, second = judgement("a", "b", same=True), judgement("b", "c", same=True)
    late, other = judgement("a", "c", same=False), judgement("a", "d", same=False)
    kept, against = holding([first, second, late, other])
    assert kept == [first, second, other]
    assert list(against) == [late]
    assert str(first) in against[late]
    assert holding([late, first, second])[0] == [late, first]


names = st.sampled_from("abcde")


@given(st.lists(st.builds(judgement, names, names, same=st.booleans()), max_size=12))
def test_what_holds_is_consistent_and_as_much_as_can_be(judgements: list[Judgement]) -> None:
    kept, against = holding(judgements)
    consistent(kept)
    assert [each for each in judgements if each not in against] == kept
    for each in against:
        try:
            consistent([*kept, each])
        except Contradiction:
            continue
        raise AssertionError(f"{each} could have been kept")


def test_an_identity_as_plain_data() -> None:
    mentions = [
        mention("Ines Kallweit", "0", "mayor", statements=3),
        mention("Oleg Trusov", "0"),
        mention("Ines Kallweit", "4", "mayor", "candidate"),
        mention("Dr Ines Kallweit", "2"),
    ]
    [mayor] = [each for each in told(identities(mentions), mentions) if each.identity.name == "Ines Kallweit"]
    assert mayor.mentions == [0, 2, 3]
    assert mayor.detail["keys"] == [
        {"key": "person:ines kallweit", "page": None, "names": ["Ines Kallweit"]},
        {"key": "person:dr ines kallweit", "page": None, "names": ["Dr Ines Kallweit"]},
    ]
    assert [(join["left"], join["right"]) for join in mayor.detail["joins"]] == [
        ("person:dr ines kallweit", "person:ines kallweit")
    ]
    assert [(role["text"], role["earliest"], role["latest"]) for role in mayor.detail["roles"]] == [
        ("mayor", "2026-03-01", "2026-03-05"),
        ("candidate", "2026-03-05", "2026-03-05"),
    ]
    assert json.loads(json.dumps(mayor.detail)) == mayor.detail


def test_every_mention_belongs_to_one_identity() -> None:
    mentions = [mention("Smith", "0"), mention("Smith", "1"), mention("Ines Kallweit", "1")]
    apart = [judgement(mentions[0].page_key, mentions[1].page_key, same=False)]
    found = told(identities(mentions, apart), mentions)
    assert sorted(number for each in found for number in each.mentions) == [0, 1, 2]
    assert {key["page"] for each in found for key in each.detail["keys"]} == {"0", "1", None}


def test_near_misses_are_told_with_what_stands_against_them_and_the_rest_is_counted() -> None:
    mentions = [mention("Ines Kallweit", str(number)) for number in range(MOST_NEAR + 3)]
    pages = [each.page_key for each in mentions]
    apart = [judgement(pages[0], other, same=False) for other in pages[1:]]
    found = told(identities(mentions, apart), mentions)
    least = next(each for each in found if 0 in each.mentions)
    assert (len(least.detail["near"]), least.detail["near_untold"]) == (MOST_NEAR, len(apart) - MOST_NEAR)
    assert {each["against"]["rule"] for each in least.detail["near"]} == {"judged different"}
    assert not any(each["open"] for each in least.detail["near"])
