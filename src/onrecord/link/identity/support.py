"""What speaks for two alike names being one person's, besides the names: an office, an occasion, the company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from onrecord import words
from onrecord.link.identity.mentions import Role
from onrecord.link.identity.sounds import readings
from onrecord.link.identity.spellings import fold, tokens

TERM = timedelta(days=4 * 366)
"""Offices told further apart than this in time may be different people's."""
MOST_ROLES = 12
COMMON = 50
"""Who stands on more pages than this is everybody's company."""
MOST_PAGES = 8
"""A name on more pages than this is asked about its first pages' company only."""
_SHORTEST_PLACE = 3


@dataclass(frozen=True, slots=True)
class Office:
    """``nouns`` are the bones of the words for it, the same in many languages ("president", "президент")."""

    nouns: frozenset[str]
    places: frozenset[str]
    sex: str


@dataclass(frozen=True, slots=True)
class _Nouns:
    offices: frozenset[str]
    others: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]


@lru_cache(maxsize=16384)
def office(text: str, language: str) -> Office:
    """What a role says: its offices, and the proper words beside them, that tell one mayor from another."""
    known = _nouns(language)
    spelt = {fold(word): word for word in tokens(text)}
    nouns = frozenset(_bones(word, language) for word in spelt if word in known.offices)
    places = frozenset(
        word
        for word, form in spelt.items()
        if form[0].isupper() and len(word) >= _SHORTEST_PLACE and word not in known.others
    )
    male, female = (any(word in row for word in spelt) for row in (known.male, known.female))
    return Office(nouns - {""}, places, "m" if male and not female else "f" if female and not male else "")


def same_office(a: Iterable[Role], b: Iterable[Role]) -> str:
    """The role that both bear, at times that may meet; "" where there is none.

    The mayor of one town is not the mayor of another; "the mayor" may be either's.
    """
    for x in sorted(a, key=_by_text)[:MOST_ROLES]:
        for y in sorted(b, key=_by_text)[:MOST_ROLES]:
            own, other = office(x.text, x.language), office(y.text, y.language)
            elsewhere = own.places and other.places and not own.places & other.places and x.language == y.language
            if own.nouns & other.nouns and not elsewhere and _meet(x, y):
                return x.text if fold(x.text) == fold(y.text) else f"{x.text} / {y.text}"
    return ""


def shared_company(
    pages: set[str], others: set[str], on_page: Mapping[str, Sequence[str]], pages_of: Mapping[str, set[str]]
) -> str:
    """A name that stands with both, on pages of their own; "" where there is none."""
    for page in sorted(pages)[:MOST_PAGES]:
        for key in on_page.get(page, ()):
            stands = pages_of[key]
            if len(stands) <= COMMON and not stands.isdisjoint(others):
                return key
    return ""


def _by_text(role: Role) -> tuple[str, str, date, date]:
    return role.text, role.language, role.earliest or date.min, role.latest or date.max


def _meet(a: Role, b: Role) -> bool:
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return True
    return a.earliest - b.latest <= TERM and b.earliest - a.latest <= TERM


def _bones(word: str, language: str) -> str:
    heard = readings(word, language)
    return heard[0].bones if heard else word


@cache
def _nouns(language: str) -> _Nouns:
    table = words.load(language or "en", "people")
    rows = {
        row: frozenset(fold(word) for word in str(table.get(row, "")).split())
        for row in ("persons", "titles", "bodies", "male", "female", "groups", "outlets")
    }
    others = frozenset().union(*rows.values())
    return _Nouns(rows["persons"] & rows["titles"], others, rows["male"], rows["female"])
