"""How two words of names agree: by their letters, by their sound, by the tables of given names, or but for a slip."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from onrecord import words
from onrecord.link.identity.sounds import Reading, end_alike, gaps, is_cyrillic, readings, spelt_out
from onrecord.link.identity.spellings import fold, smooth

_SHORTEST_SLIP, _LONG_SLIP = 4, 8


class Match(IntEnum):
    """How two words agree, the surest first."""

    EXACT = 0
    MARKS = 1
    ENDING = 2
    SOUND = 3
    COGNATE = 4
    INITIAL = 5
    SCRIPT = 6
    NICKNAME = 7
    SLIP = 8


@lru_cache(maxsize=262144)
def matched(x: str, in_x: str, y: str, in_y: str, *, given: bool) -> Match | None:
    """How two words of names agree; given names also by the tables of their forms."""
    plain_x, plain_y = fold(x), fold(y)
    if plain_x == plain_y:
        return Match.EXACT
    if 1 in (len(plain_x), len(plain_y)):
        return Match.INITIAL if _starts(x, in_x) & _starts(y, in_y) else None
    if {plain_x, fold(spelt_out(x))} & {plain_y, fold(spelt_out(y))}:
        return Match.MARKS
    if smooth(x) == smooth(y):
        return Match.ENDING
    best = _heard(x, in_x, y, in_y)
    if best is not Match.SOUND and given:
        best = _other_form(x, in_x, y, in_y) or best
    return best if best is not None else _slip(plain_x, plain_y)


def _heard(x: str, in_x: str, y: str, in_y: str) -> Match | None:
    between = is_cyrillic(x) != is_cyrillic(y)
    best = None
    for a in readings(x, in_x):
        for b in readings(y, in_y):
            apart = gaps(a, b)
            if apart == 0:
                return Match.SOUND
            # A foreign name is respelt by ear: "Трамп", "Байден". Endings stay: "Зеленська" is not "Zelensky".
            if apart == 1 and between and len(a.bones) > 1 and end_alike(a, b):
                best = Match.SCRIPT
    return best


def _starts(word: str, language: str) -> frozenset[str]:
    heard = {(r.vowels[0] or r.bones)[:1] for r in readings(word, language)} if is_cyrillic(word) else set()
    latin = {sound for r in readings(word, language) for sound in (r.vowels[0] or r.bones)[:1]}
    return frozenset({fold(word)[:1]} | heard | latin)


def _other_form(x: str, in_x: str, y: str, in_y: str) -> Match | None:
    for row, match in (("cognates", Match.COGNATE), ("nicknames", Match.NICKNAME)):
        if name_groups(x, in_x, row) & name_groups(y, in_y, row):
            return match
    return None


@lru_cache(maxsize=65536)
def name_groups(word: str, language: str, row: str) -> frozenset[int]:
    """The numbers of the table's rows that hold a given name in any spelling that sounds the same."""
    known = _groups(row)
    heard = readings(word, language)
    return frozenset(number for own in heard for form, number in known.get(own.bones, ()) if gaps(own, form) == 0)


@cache
def _groups(row: str) -> dict[str, list[tuple[Reading, int]]]:
    """The readings of a table's names with the numbers of their rows, by their bones."""
    out: dict[str, list[tuple[Reading, int]]] = {}
    for number, forms in enumerate(words.facts("naming")[row]):
        for form in forms.split():
            for reading in readings(form, "en")[:1]:
                out.setdefault(reading.bones, []).append((reading, number))
    return out


def _slip(x: str, y: str) -> Match | None:
    """One letter wrong in a word of four and more, two in one of eight and more; the first letter is right."""
    most = 0 if min(len(x), len(y)) < _SHORTEST_SLIP else 1 if min(len(x), len(y)) < _LONG_SLIP else 2
    if not most or x[:1] != y[:1] or is_cyrillic(x) != is_cyrillic(y):
        return None
    return Match.SLIP if DamerauLevenshtein.distance(x, y, score_cutoff=most) <= most else None
