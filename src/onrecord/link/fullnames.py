"""Which full name a short form may stand for: parts of names, initials, other accents, another script."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from onrecord.link.identity.matching import Match, matched
from onrecord.link.identity.sounds import is_cyrillic

WHOLE = 2
"""Words of a whole name."""
_TELLING = 3
"""Letters of a word that makes a name fuller: "Donald J. Berg" and "Karl Berg Jr." tell no more of a whole name."""
_SURE = (Match.EXACT, Match.ENDING, Match.SOUND)


def fullest(name: str, pages: Mapping[str, int]) -> str | None:
    """The longest of the full names that may be this one's, each with its number of pages; None where two differ.

    Of equally long spellings the one on most pages, then the one with more accents, wins.
    """
    fits = [full for full in pages if may_be(name, full)]
    best = max(fits, key=lambda full: (len(full.split()), pages[full], _marks(full), full), default=None)
    if best is None or any(not may_be(full, best) for full in fits):
        return None
    return best


def may_be(name: str, full: str) -> bool:
    """Is the full name a longer form of the name, or the same one spelt with other accents?

    "Kallweit" and "Ines" may be "Ines Kallweit"; "I. Kallweit" too; "Ines Kallweit" may be "Ines Kallweit Roth";
    "Karl Berg" is not "Anna Berg", nor "Anna Berg" "Berg".
    """
    short, long = folded(name), folded(full)
    if len(long) < WHOLE or len(short) > len(long):
        return False
    if len(short) == 1:
        return short[0] in long
    given = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    rest = iter(long[1:])
    told = all(len(word) >= _TELLING for word in long[1:] if word not in short)
    return given and told and all(word in rest for word in short[1:])


def sounds_like(name: str, language: str, full: str, in_full: str) -> bool:
    """Are two whole names of as many words in different scripts one name, as it is heard?

    "Інес Калвайт" is "Ines Kallweit"; at least one of the words must sound quite the same.
    """
    short, long = name.lower().split(), full.lower().split()
    if len(short) != len(long) or len(long) < WHOLE or is_cyrillic(name) == is_cyrillic(full):
        return False
    found = [matched(x, language, y, in_full, given=not k) for k, (x, y) in enumerate(zip(short, long, strict=True))]
    heard = all(match is not None and match not in (Match.INITIAL, Match.SLIP) for match in found)
    return heard and any(match in _SURE for match in found)


@lru_cache(maxsize=4096)
def folded(name: str) -> tuple[str, ...]:
    """The words in lower case, without accents and points."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return tuple("".join(c for c in plain if not unicodedata.combining(c)).replace(".", " ").split())


def _marks(name: str) -> int:
    return len(unicodedata.normalize("NFKD", name)) - len(name)
