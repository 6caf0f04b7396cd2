"""Who stands on a page, and which names tell somebody outside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.link.identity import Mention, Role, mentions_of
from onrecord.link.identity.mentions import nodes_of
from onrecord.types import Basis, Dating, Manner, Reading, Span, Speaker, SpeakerKind, Statement
from tests import factories

PERSON = SpeakerKind.PERSON


@pytest.mark.parametrize(
    ("name", "kind", "local"),
    [
        ("John Smith", PERSON, False),
        ("J. Smith", PERSON, False),
        ("Smith", PERSON, True),
        ("Mr Smith", PERSON, True),
        ("the governor", SpeakerKind.OFFICE, True),
        ("officials", SpeakerKind.GROUP, True),
        ("Health Ministry", SpeakerKind.BODY, True),
        ("Bank of Osterby", SpeakerKind.BODY, False),
        ("Reuters", SpeakerKind.OUTLET, False),
        ("…", SpeakerKind.OUTLET, True),
    ],
)
def test_which_names_are_their_pages_own(name: str, kind: SpeakerKind, local: bool) -> None:
    mention = Mention(name, kind, "page", "en")
    assert mention.is_local is local
    (node,) = nodes_of([mention], ())
    assert node.key == (mention.page_key if local else mention.key)
    assert mention.key in node.keys


def test_a_name_of_two_pages_is_one_node_unless_judged_on_one() -> None:
    mentions = [Mention("John Smith", PERSON, page, "en", statements=2) for page in "abc"]
    (node,) = nodes_of(mentions, ())
    assert (node.pages, node.spellings["John Smith"]) == ({"a", "b", "c"}, 6)
    assert [n.pages for n in nodes_of(mentions, {mentions[1].page_key})] == [{"a", "c"}, {"b"}]


def test_an_alias_that_is_another_persons_is_no_name() -> None:
    mention = Mention("John Smith", PERSON, "a", "en", aliases=("Smith", "John A. Smith", "Jane Smith"))
    (node,) = nodes_of([mention], ())
    assert {name.spelt for name in node.names} == {"john smith", "john a smith"}


def _statement(speaker: Speaker | None, number: int) -> Statement:
    return Statement(
        id=str(number),
        article="article",
        manner=Manner.DIRECT,
        content=(Span(number, number + 1),),
        cue=(),
        source=(),
        speaker=speaker,
        addressee=None,
        occasion=None,
        said=None,
        via=(),
        inside=None,
        basis=Basis("test"),
    )


def test_the_speakers_of_a_reading() -> None:
    day = date(2026, 3, 1)
    page = factories.page("A text of one line.")
    published = Dating(day, day, Basis("test"))
    article = replace(factories.article("A text of one line."), page=page.id, published=published)
    mayor = Speaker("Ada Ek", PERSON, "mayor", ("Ek",))
    told = [mayor, None, replace(mayor, role=None, aliases=("Mrs Ek",)), Speaker("Ada Ek", SpeakerKind.BODY)]
    reading = Reading(page, article, tuple(_statement(speaker, n) for n, speaker in enumerate(told)), ())
    first, second = mentions_of(reading, ["hearing"])
    assert first == Mention(
        "Ada Ek", PERSON, page.id, "en", (Role("mayor", day, day, "en"),), ("Ek", "Mrs Ek"), 2, ("hearing",)
    )
    assert (second.kind, second.statements, second.roles) == (SpeakerKind.BODY, 1, ())
