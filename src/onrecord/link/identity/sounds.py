"""How a written word sounds, coarsely: one answer for the spellings that presses give one name.

"Зеленський", "Zelensky", "Selenskyj" and "Zełenski" are read alike, because each is read by the habits of the language
that it stands in. The rules stand in ``words/transliteration.toml``; a word has a few readings (by the language of its
page, by English habits, by the learned romanisation), and two words may be one name where they share a reading.
The bones of a reading, its consonants, bring candidates together; the vowels tell how near they are.
Reading is linear in the word. Only Latin and Cyrillic letters have sounds; words in other scripts have no readings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord import words

_VOWELS = frozenset("aeiou")
_LEARNED = "learned"
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_ENGLISH_J = "J"
_CODE = 2
_GLIDE = "y"
_HUSHING = frozenset("SC")
LONGEST = 40
"""Letters of a word that are read; names are shorter."""


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """``bones`` are the consonants, doubled ones once; ``vowels`` are the groups before, between and after them.

    A y among the bones is a glide that opens the word.

    A group holds each vowel once, in the order of the alphabet, and an i only where it stands alone: glides come and
    go between spellings.
    """

    bones: str
    vowels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Habits:
    """``spelt`` maps letters to sounds; ``longest`` is the length of the longest such run."""

    spelt: Mapping[str, str]
    longest: int


@lru_cache(maxsize=65536)
def readings(word: str, language: str) -> tuple[Reading, ...]:
    """The ways to read a lower-case word, that of the language first; none for a word without known letters."""
    if is_cyrillic(word):
        return _as_readings([_cyrillic(word)])
    return _as_readings([_latin(word, _habits(name)) for name in (language, "", _LEARNED)])


@lru_cache(maxsize=65536)
def heard(word: str, language: str) -> Reading | None:
    """The first of its `readings`, without the others; None for a word without known letters."""
    if is_cyrillic(word):
        return next(iter(readings(word, language)), None)
    sounds = (_latin(word, _habits(name)) for name in (language, "", _LEARNED))
    return next((_reading(sound) for sound in sounds if sound), None)


def gaps(a: Reading, b: Reading) -> int | None:
    """In how many places the vowels differ; None where the bones do."""
    if a.bones != b.bones:
        return None
    return sum(not _meet(x, y, before) for before, x, y in zip(f" {a.bones}", a.vowels, b.vowels, strict=True))


def end_alike(a: Reading, b: Reading) -> bool:
    """Do two words of the same bones end alike? "Zelenska" and "Zelensky" do not; a last e may be silent."""
    last = (a.vowels[-1], b.vowels[-1])
    return _meet(*last, a.bones[-1:]) or set(last) == {"", "e"}


def is_transliterated(word: str, language: str) -> bool:
    """Does it end as the surnames that come from Cyrillic letters end?"""
    endings = tuple(_table()["transliterated"])
    return any(_sounds(reading).endswith(endings) for reading in readings(word, language))


@lru_cache(maxsize=65536)
def spelt_out(word: str) -> str:
    """A word with the marks that some presses write as letters: "Möller" as "moeller"."""
    return word.translate(_letters_for_marks())


@cache
def _letters_for_marks() -> dict[int, str]:
    return str.maketrans(_table()["spelt_out"])


def _sounds(reading: Reading) -> str:
    return "".join(f"{vowels}{bone}" for vowels, bone in zip(reading.vowels, f"{reading.bones} ", strict=True)).rstrip()


def is_cyrillic(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


def _meet(x: str, y: str, before: str) -> bool:
    """Do two groups share a vowel? Behind a hushing sound e and o are written for one another: "Gorbachev"."""
    return x == y or not set(x).isdisjoint(y) or (before in _HUSHING and {x, y} == {"e", "o"})


def _as_readings(sounds: list[str]) -> tuple[Reading, ...]:
    return tuple(dict.fromkeys(_reading(sound) for sound in sounds if sound))


def _reading(sounds: str) -> Reading:
    bones: list[str] = []
    groups: list[set[str]] = [set()]
    if len(sounds) > 1 and sounds[0] == "i" and sounds[1] in "aou":
        sounds = f"{_GLIDE}{sounds[1:]}"  # Jana is not Anna; but Jelena is Elena
    for sound in sounds:
        if sound in _VOWELS:
            groups[-1].add(sound)
        elif not (bones and bones[-1] == sound and not groups[-1]):
            bones.append(sound)
            groups.append(set())
    return Reading("".join(bones), tuple("".join(sorted(g - {"i"} if len(g) > 1 else g)) for g in groups))


@cache
def _table() -> Mapping[str, Any]:
    return words.facts("transliteration")


@cache
def _habits(language: str) -> _Habits:
    table = _table()
    own = table.get(language, {}) if language == _LEARNED or len(language) == _CODE else {}
    spelt = {**table["spelt"], **own}
    return _Habits(spelt, max(map(len, spelt)))


def _cyrillic(word: str) -> str:
    letters = _table()["cyrillic"]
    return _join("".join(letters.get(c, "") for c in unicodedata.normalize("NFC", word)[:LONGEST]))


def _latin(word: str, habits: _Habits) -> str:
    plain = _plain(unicodedata.normalize("NFC", word)[:LONGEST], habits)
    out: list[str] = []
    k = 0
    while k < len(plain):
        step, sound = _next(plain, k, habits)
        out.append(sound)
        k += step
    return _join("".join(out))


def _plain(word: str, habits: _Habits) -> str:
    """Without marks, but for letters whose marks tell a sound."""
    letters = _table()["letters"]
    out = []
    for c in word:
        if c in habits.spelt:
            out.append(c)
        else:
            out.append(letters.get(c) or unicodedata.normalize("NFKD", c)[0])
    return "".join(out)


def _next(word: str, k: int, habits: _Habits) -> tuple[int, str]:
    """How many letters the next sounds take, and the sounds."""
    for length in range(min(habits.longest, len(word) - k), 1, -1):
        sound = habits.spelt.get(word[k : k + length])
        if sound is not None:
            return length, sound
    letter, rest = word[k], word[k + 1 : k + 2]
    if not rest:
        return 1, _last(word, k, habits)
    glide = habits.spelt["j"] == _ENGLISH_J and (rest not in "aeiouy" or (k and word[k - 1] not in "aeiouy"))
    if letter == "j" and glide:
        return 1, "i"  # "Andrejs", "Fjodor": no language that writes so has a consonant there
    return 1, habits.spelt.get(letter, letter if letter.isascii() and letter.isupper() else "")


def _last(word: str, k: int, habits: _Habits) -> str:
    """The sound of the last letter: a final h is not heard, a z behind a consonant is sharp."""
    letter = word[k]
    behind_vowel = k > 0 and word[k - 1] in "aeiouy"
    if letter == "h" and behind_vowel:
        return ""
    if letter == "j":
        return "i"
    if not behind_vowel and k > 1:
        sharp = _table()["final"].get(letter)
        if sharp is not None:
            return str(sharp)
        silent = habits.spelt.get(f"{letter}$")
        if silent is not None:
            return silent
    return habits.spelt.get(letter, letter if letter.isascii() and letter.isupper() else "")


def _join(sounds: str) -> str:
    """Two sounds in a row that are one."""
    for two, one in _table()["joined"].items():
        sounds = sounds.replace(two, one)
    return sounds
