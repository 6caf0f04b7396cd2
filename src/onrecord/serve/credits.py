"""Whom a page credits with some of its words, under every name that the record has for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from onrecord.link.identity.matching import Match, matched
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.searching.terms import terms

Forms = Mapping[tuple[str, str], tuple[str, ...]]
"""All names of a speaker, by the page's id and the name that the page uses."""

_UNNAMED = frozenset(("office", "group"))
_SHORT = 3


def forms_on(connection: Connection, pages: Iterable[str]) -> Forms:
    """What those whom these pages credit are called, there and across pages."""
    mention, name, speaker, page = schema.mention.c, schema.name.c, schema.speaker.c, schema.page.c
    asked = (
        select(page.id, name.text, mention.detail, speaker.name.label("joined"), speaker.detail.label("more"))
        .join_from(schema.mention, schema.page, page.number == mention.page)
        .join(schema.name, name.number == mention.name)
        .join(schema.speaker, speaker.id == mention.speaker, isouter=True)
        .where(page.id.in_(list(pages)))
    )
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in connection.execute(asked):
        told = [row.text, *json.loads(row.detail)["aliases"]]
        if row.joined:
            told += [row.joined, *json.loads(row.more).get("aliases", ())]
        out[row.id, row.text] = tuple(dict.fromkeys(told))
    return out


def is_named(asked: str, page: str, speaker: Json | None, forms: Forms) -> bool | None:
    """Is the speaker of a page who was asked for? None where that cannot be told.

    It cannot of those who are named by an office, nor of bodies whose names share a word ("the youth council").
    """
    if speaker is None:
        return None
    called = (speaker["name"], *forms.get((page, speaker["name"]), ()), *speaker["aliases"])
    if any(same_name(asked, form) for form in called):
        return True
    if speaker["kind"] in _UNNAMED or (speaker["kind"] != "person" and any(_share_a_word(asked, f) for f in called)):
        return None
    return False


def same_name(one: str, other: str) -> bool:
    """Do all words of the shorter name stand in the longer one, slips and other scripts allowed for?"""
    shorter, longer = sorted((terms(one), terms(other)), key=len)
    return bool(shorter) and all(any(_is(word, there) for there in longer) for word in shorter)


def _share_a_word(one: str, other: str) -> bool:
    return any(len(word) > _SHORT and _is(word, there) for word in terms(one) for there in terms(other))


def _is(word: str, other: str) -> bool:
    return matched(word, "en", other, "en", given=True) not in (None, Match.INITIAL)
