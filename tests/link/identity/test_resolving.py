"""Who is who: joins and refusals with their reasons, people's word above both, and the laws that all of it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.errors import Contradiction
from onrecord.link.identity import Identity, Judgement, Mention, People, Renaming, Role, consistent, identities
from onrecord.types import SpeakerKind

DAY = "2026-01-02"
PERSON, BODY, OFFICE, OUTLET, GROUP = (
    SpeakerKind.PERSON,
    SpeakerKind.BODY,
    SpeakerKind.OFFICE,
    SpeakerKind.OUTLET,
    SpeakerKind.GROUP,
)


def person(
    name: str, page: str, language: str = "en", role: str = "", *, occasion: str = "", count: int = 1
) -> Mention:
    roles = (Role(role, language=language),) if role else ()
    return Mention(name, PERSON, page, language, roles, statements=count, occasions=(occasion,) if occasion else ())


def body(name: str, page: str, language: str = "en", *aliases: str, occasion: str = "") -> Mention:
    return Mention(name, BODY, page, language, aliases=aliases, occasions=(occasion,) if occasion else ())


def who(people: People, mention: Mention) -> Identity:
    ((_, found),) = people.who([mention])
    return found


def one(mentions: Sequence[Mention], judgements: Sequence[Judgement] = ()) -> bool:
    """Are the first two mentions one speaker?"""
    people = identities(mentions, judgements)
    return who(people, mentions[0]) is who(people, mentions[1])


def same(left: Mention | str, right: Mention | str) -> Judgement:
    return Judgement(_key(left), _key(right), True, "ana", DAY)


def apart(left: Mention | str, right: Mention | str) -> Judgement:
    return Judgement(_key(left), _key(right), False, "ben", DAY)


def _key(side: Mention | str) -> str:
    return side if isinstance(side, str) else side.key


ZELENSKY = [
    person("Volodymyr Zelensky", "a", "en", "president of Ukraine"),
    person("Wolodymyr Selenskyj", "b", "de"),
    person("Володимир Зеленський", "c", "uk"),
    person("Владимир Зеленский", "d", "ru"),
    person("Wołodymyr Zełenski", "e", "pl"),
    person("Volodymyr Zelenskyy", "f", "en"),
    person("Зеленський", "g", "uk", "президент України"),
    person("Володимира Зеленського", "h", "uk"),
]


def test_one_person_in_many_spellings() -> None:
    people = identities(ZELENSKY)
    (found,) = people.identities
    assert found.pages == len(ZELENSKY)
    assert found.kind is PERSON
    assert len(found.joins) == len(ZELENSKY) - 1
    assert {join.basis.rule for join in found.joins} >= {"sounds the same", "ending spelt otherwise"}
    assert found.name != "Володимира Зеленського"
    assert {mention.name for mention in ZELENSKY} == {found.name, *found.aliases}


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        # A surname alone: the office, the occasion, the company, or nothing.
        ([person("Rute", "a", role="NATO Secretary General"), person("Mark Rutte", "b", role="NATO secretary")], True),
        ([person("Okvist", "a"), person("Marta Okvist", "b")], False),
        ([person("Okvist", "a", occasion="hearing"), person("Marta Okvist", "b", occasion="hearing")], True),
        ([person("Okvist", "a", occasion="hearing"), person("Marta Okvist", "b", occasion="other")], False),
        ([person("Okvist", "a"), person("Marta Okvist", "b"), person("Ada Ek", "a"), person("Ada Ek", "b")], True),
        ([person("Okvist", "a", role="mayor of Osterby"), person("Marta Okvist", "b", role="mayor of Pell")], False),
        ([person("Okvist", "a", role="mayor"), person("Marta Okvist", "b", role="mayor of Pell")], True),
        ([person("Mr Okvist", "a", role="mayor"), person("Marta Okvist", "b", role="mayor")], False),
        ([person("Mrs Okvist", "a", role="mayor"), person("Marta Okvist", "b", role="mayor")], True),
        ([person("Okvist", "a"), *(person("Marta Okvist", page) for page in "bcdef")], True),
        ([person("Okvist", "a"), *(person("Marta Okvist", page) for page in "bcde")], False),
        (
            [person("Okvist", "a"), *(person("Marta Okvist", page) for page in "bcdef"), person("Zoe Okvist", "g")],
            False,
        ),
        ([person("Okvist", "a", role="coach"), *(person("Marta Okvist", p, role="mayor") for p in "bcdef")], False),
        (
            [
                person("von der Leyen", "a", "de", "Präsidentin"),
                person("Ursula von der Leyen", "b", "de", "Präsidentin"),
            ],
            True,
        ),
        ([person("Зеленского", "a", "ru", "президент"), person("Volodymyr Zelensky", "b", "en", "president")], True),
        # Two bearers: one with support, none, both.
        (
            [person("Ek", "a", role="mayor"), person("Ada Ek", "b", role="mayor"), person("Bo Ek", "c", role="coach")],
            True,
        ),
        (
            [person("Ek", "a", role="mayor"), person("Ada Ek", "b", role="mayor"), person("Bo Ek", "c", role="mayor")],
            False,
        ),
        ([person("A. Ek", "a"), person("Ada Ek", "b")], True),
        ([person("A. Ek", "a"), person("Ada Ek", "b"), person("Axel Ek", "c")], False),
        ([person("A. Ek", "a", role="mayor"), person("Ada Ek", "b", role="mayor"), person("Axel Ek", "c")], True),
        ([person("Bill Ek", "a"), person("William Ek", "b"), person("Will Ek", "c")], True),
        ([person("Ana Ek", "a"), person("Ana Ek Roque", "b"), person("Ana Ek Prado", "c")], False),
        # Two speakers of one page are two.
        ([person("Mark Rute", "a", role="chief"), person("Mark Rutte", "a", role="chief")], False),
        ([person("Volodymyr Zelensky", "a"), person("Volodymyr Zelenskyy", "a")], False),
        ([person("A. Ek", "a"), person("Ada Ek", "a")], False),
        # Surnames alone with one another.
        ([person("Ek", "a", role="mayor"), person("Ek", "b", role="mayor")], True),
        ([person("Ek", "a", role="mayor of Pell"), person("Ek", "b", role="mayor of Osterby")], False),
        ([person("Ek", "a"), person("Ek", "b")], False),
        ([person("Ek", "a", occasion="x"), person("Ek", "b", occasion="x")], True),
        # Offices, groups, and bodies that any country has.
        ([Mention("the governor", OFFICE, "a", "en"), Mention("the governor", OFFICE, "b", "en")], False),
        ([Mention("officials", GROUP, "a", "en"), Mention("officials", GROUP, "b", "en")], False),
        ([body("Health Ministry", "a"), body("Health Ministry", "b")], False),
        ([body("Health Ministry", "a", occasion="x"), body("Health Ministry", "b", occasion="x")], True),
        # Bodies and outlets.
        ([body("Bank of Osterby", "a"), body("The Bank of Osterby", "b")], True),
        ([body("Bank of Osterby", "a"), body("Bank of Pellworth", "b")], False),
        ([body("NATO", "a"), body("НАТО", "b", "uk")], True),
        ([body("Okvist Holdings", "a"), body("Okvist Holdings Ltd", "a")], True),
        (
            [
                body("NATO", "a", "en", "North Atlantic Treaty Organization"),
                body("North Atlantic Treaty Organization", "b"),
            ],
            True,
        ),
        ([body("NATO", "a"), body("North Atlantic Treaty Organization", "b")], False),
        (
            [body("PAO", "a"), body("Pell Art Office", "b", "en", "PAO"), body("Port Arms Order", "c", "en", "PAO")],
            False,
        ),
        ([Mention("The Pell Gazette", OUTLET, "a", "en"), Mention("Pell Gazette", OUTLET, "b", "en")], True),
        ([Mention("Meridian", OUTLET, "a", "en"), body("Meridian", "b")], False),
    ],
)
def test_joined_or_not(mentions: list[Mention], expected: bool) -> None:
    assert one(mentions) is expected


def test_a_near_miss_is_suggested_with_what_stood_against_it() -> None:
    people = identities([person("A. Ek", "a"), person("Ada Ek", "b"), person("Axel Ek", "c")])
    asked = {(refusal.left, refusal.right): refusal for refusal in people.suggestions}
    assert set(asked) == {("person:a ek", "person:ada ek"), ("person:a ek", "person:axel ek")}
    refusal = asked["person:a ek", "person:ada ek"]
    assert refusal.basis.rule == "initials"
    assert refusal.against.rule == "may be several people's"


def test_a_suggestion_can_be_judged_and_then_is_none() -> None:
    mentions = [person("Hans Hoffman", "a"), person("Hans Hofmann", "b")]
    (asked,) = identities(mentions).suggestions
    assert one(mentions, [Judgement(asked.left, asked.right, True, "ana", DAY)])
    people = identities(mentions, [Judgement(asked.left, asked.right, False, "ana", DAY)])
    assert people.suggestions == ()
    (kept,) = people.refusals
    assert kept.against.rule == "judged different"
    assert "ana" in kept.against.detail


def test_people_may_join_what_the_rules_refuse() -> None:
    mentions = [person("Volodymyr Zelensky", "a"), person("Volodymyr Zelenskyy", "a"), body("Zelensky", "c")]
    assert one(mentions, [same(mentions[0], mentions[1])])
    people = identities(mentions, [same(mentions[0], mentions[2])])
    found = who(people, mentions[2])
    assert found is who(people, mentions[0])
    (join,) = found.joins
    assert join.basis.rule == "judged the same"
    assert "ana, 2026-01-02" in join.basis.detail


def test_people_may_split_one_name_on_one_page() -> None:
    mayor, player, later = (person("John Ek", page) for page in "abc")
    told = [apart(player.page_key, mayor.key)]
    people = identities([mayor, player, later], told)
    assert who(people, mayor) is who(people, later)
    assert who(people, player) is not who(people, mayor)
    assert who(people, player).id != who(people, mayor).id
    people = identities([mayor, player, later, person("Jon Ek", "d")], [*told, same(player.page_key, "person:jon ek")])
    assert who(people, player).aliases == ("Jon Ek",) or who(people, player).name == "Jon Ek"


def test_a_judgement_on_a_page_goes_before_one_on_the_name() -> None:
    first, second = person("Ek", "a"), person("Ek", "b")
    ada, bo = person("Ada Ek", "c"), person("Bo Ek", "d")
    people = identities([first, second, ada, bo], [same(first, ada), same(second.page_key, bo), apart("person:ek", bo)])
    assert who(people, first) is who(people, ada)
    assert who(people, second) is who(people, bo)
    people = identities([first, second, ada], [same(first, ada), apart(first.page_key, ada)])
    assert who(people, first) is not who(people, ada)
    assert who(people, second) is who(people, ada)


def test_judgements_hold_through_names_that_no_page_has() -> None:
    mentions = [person("Ada Ek", "a"), person("Eva Holm", "b")]
    assert one(mentions, [same("person:ada ek", "person:ada holm"), same("person:ada holm", "person:eva holm")])


def test_the_order_of_judgements_does_not_matter() -> None:
    mentions = [person("Ada Ek", "a"), person("Eva Holm", "b"), person("Ina Lund", "c"), person("Ada Ekk", "d")]
    told = [same(a, b) for a, b in pairwise(mentions)]
    assert identities(mentions, told) == identities(mentions, told[::-1])


def test_judgements_that_cannot_hold_are_refused() -> None:
    told = [same("person:a b", "person:c d"), apart("person:a b", "person:c d")]
    with pytest.raises(Contradiction):
        identities([person("A B", "p")], told)


def test_a_wrong_join_does_not_pull_others_after_it() -> None:
    mentions = [person("A. Ek", "a"), person("Ada Ek", "b"), person("Axel Ek", "c")]
    people = identities(mentions, [same(mentions[0], mentions[1])])
    assert who(people, mentions[0]) is who(people, mentions[1])
    assert who(people, mentions[2]) is not who(people, mentions[1])


def test_the_name_is_the_most_frequent_full_one() -> None:
    mentions = [
        person("J. Okvist", "a", count=9),
        person("JOHAN OKVIST", "b", count=8),
        person("Johan Okvist", "c", count=2),
        person("Okvist", "d", role="mayor", count=20),
        person("Johan Okvist", "e", role="mayor"),
    ]
    (found,) = identities(mentions).identities
    assert found.name == "Johan Okvist"
    assert found.statements == 40
    renamed = Renaming("person:j okvist", "Johan A. Okvist", "ana", DAY)
    earlier = Renaming("person:johan okvist", "J. A. Okvist", "ana", "2025-01-01")
    assert identities(mentions, (), [renamed, earlier]).identities[0].name == "Johan A. Okvist"


def test_an_oblique_case_is_no_name_where_there_is_another() -> None:
    mentions = [person("Jarosława Kaczyńskiego", "a", "pl", count=9), person("Jarosław Kaczyński", "b", "pl")]
    (found,) = identities(mentions).identities
    assert found.name == "Jarosław Kaczyński"


def test_roles_are_told_with_their_time() -> None:
    days = [date(2024, 5, 1), date(2025, 6, 1), date(2023, 2, 1)]
    mentions = [
        Mention("Ada Ek", PERSON, f"p{number}", "en", (Role(role, day, day, "en"),))
        for number, (role, day) in enumerate(zip(["Mayor", "mayor", "councillor"], days, strict=True))
    ]
    (found,) = identities([*mentions, person("Ada Ek", "z", role="speaker")]).identities
    assert found.roles == (
        Role("councillor", days[2], days[2], "en"),
        Role("Mayor", days[0], days[1], "en"),
        Role("speaker", None, None, "en"),
    )


def test_offices_of_other_times_are_no_support() -> None:
    def mayor(name: str, page: str, year: int) -> Mention:
        return Mention(name, PERSON, page, "en", (Role("mayor", date(year, 1, 1), date(year, 1, 1), "en"),))

    assert one([mayor("Ek", "a", 2001), mayor("Ada Ek", "b", 2003)])
    assert not one([mayor("Ek", "a", 2001), mayor("Ada Ek", "b", 2015)])


def test_further_spellings_leave_the_id_as_it_is() -> None:
    ids = [identities(ZELENSKY[:count]).identities[0].id for count in range(1, len(ZELENSKY) + 1) if count != 7]
    assert len(set(ids)) == 1


def test_names_without_letters_are_kept_apart_by_page() -> None:
    mentions = [Mention("—", kind, page, "en") for kind in SpeakerKind for page in "ab"]
    assert len(identities(mentions).identities) == len(mentions)


_NAMES = [
    "Volodymyr Zelensky",
    "Volodymyr Zelenskyy",
    "Wolodymyr Selenskyj",
    "Володимир Зеленський",
    "Володимира Зеленського",
    "Зеленський",
    "Zelensky",
    "V. Zelensky",
    "Olena Zelenska",
    "Mark Rutte",
    "Mark Rute",
    "Rutte",
    "John Smith",
    "J. Smith",
    "Jane Smith",
    "Mr Smith",
    "Smith",
    "Bill Smith",
    "William Smith",
    "NATO",
    "North Atlantic Treaty Organization",
    "the ministry",
]
mention_lists = st.lists(
    st.builds(
        Mention,
        st.sampled_from(_NAMES),
        st.sampled_from([PERSON, PERSON, PERSON, BODY, OFFICE]),
        st.sampled_from("pqrstu"),
        st.sampled_from(["en", "de", "uk"]),
        st.lists(st.builds(Role, st.sampled_from(["president", "mayor", "coach of Pell"])), max_size=1).map(tuple),
        st.lists(st.sampled_from(_NAMES), max_size=1).map(tuple),
        st.integers(1, 5),
        st.lists(st.sampled_from(["hearing", "match"]), max_size=1).map(tuple),
    ),
    min_size=1,
    max_size=14,
)


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Mention], list[Judgement]]:
    mentions = draw(mention_lists)
    keys = sorted({key for mention in mentions for key in (mention.key, mention.page_key)})
    told = draw(
        st.lists(
            st.builds(
                Judgement,
                st.sampled_from(keys),
                st.sampled_from(keys),
                st.booleans(),
                st.sampled_from(["ana", "ben"]),
                st.just(DAY),
            ),
            max_size=3,
        )
    )
    kept: list[Judgement] = []
    for judgement in told:
        try:
            consistent([*kept, judgement])
        except Contradiction:
            continue
        kept.append(judgement)
    return mentions, kept


laws = settings(max_examples=60, deadline=None)


@laws
@given(judged(), st.randoms(use_true_random=False))
def test_law_the_order_does_not_matter(case: tuple[list[Mention], list[Judgement]], rnd: object) -> None:
    mentions, told = case
    before = identities(mentions, told)
    shuffled, turned = mentions[:], told[:]
    rnd.shuffle(shuffled)  # type: ignore[attr-defined]
    rnd.shuffle(turned)  # type: ignore[attr-defined]
    assert identities(shuffled, turned) == before
    assert identities(iter(mentions), iter(told)) == before


@laws
@given(judged())
def test_law_every_mention_is_somebody_once(case: tuple[list[Mention], list[Judgement]]) -> None:
    mentions, told = case
    people = identities(mentions, told)
    keys = [key for identity in people.identities for key in identity.keys]
    assert len(keys) == len(set(keys))
    assert len({identity.id for identity in people.identities}) == len(people.identities)
    for mention in mentions:
        assert mention.name in {who(people, mention).name, *who(people, mention).aliases}
    assert sum(identity.statements for identity in people.identities) == sum(m.statements for m in mentions)
    for identity in people.identities:
        assert len(identity.joins) == len(identity.keys) - 1


@laws
@given(mention_lists, st.data())
def test_law_judged_the_same_is_one_and_different_two(mentions: list[Mention], data: st.DataObject) -> None:
    a, b = data.draw(st.sampled_from(mentions)), data.draw(st.sampled_from(mentions))
    people = identities(mentions, [same(a, b)])
    assert who(people, a) is who(people, b)
    assume(a.key != b.key)
    people = identities(mentions, [apart(a, b)])
    assert who(people, a) is not who(people, b)
    people = identities(mentions, [apart(a.page_key, b.page_key)])
    assert who(people, a) is not who(people, b)


@laws
@given(judged())
def test_law_a_judgement_taken_back_leaves_no_trace(case: tuple[list[Mention], list[Judgement]]) -> None:
    mentions, told = case
    # What judges names that are not there changes nothing either.
    strange = [same("person:nobody else", "person:somebody else"), apart("person:nobody else", "person:third one")]
    assert identities(mentions, [*told, *strange]) == identities(mentions, told)


@laws
@given(judged())
def test_law_an_unrelated_name_changes_nobody(case: tuple[list[Mention], list[Judgement]]) -> None:
    mentions, told = case
    before = identities(mentions, told)
    after = identities([*mentions, person("Quirin Faxbody", "own"), body("Dolphin Quay Fund", "own")], told)
    assert set(before.identities) <= set(after.identities)
    assert len(after.identities) == len(before.identities) + 2
    assert before.refusals == after.refusals


@laws
@given(mention_lists)
def test_law_people_of_one_page_stay_apart(mentions: list[Mention]) -> None:
    people = identities(mentions)
    seen: dict[tuple[str, str], str] = {}
    for mention in (m for m in mentions if m.kind is PERSON):
        found = who(people, mention)
        assert seen.setdefault((found.id, mention.page), mention.key) == mention.key


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Mention, st.text(max_size=30), st.sampled_from(SpeakerKind), st.sampled_from("pq"), st.text(max_size=3)
        ),
        max_size=6,
    )
)
def test_any_text_can_be_resolved(mentions: list[Mention]) -> None:
    people = identities(mentions)
    assert sum(identity.statements for identity in people.identities) == len(mentions)
