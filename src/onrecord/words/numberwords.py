"""The number words of a language, and the value of words that stand together ("two hundred and five", "ventuno")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import words
from onrecord.words.lexemes import Lexeme

HYPHENS = frozenset("-‐‑")
LARGEST_SCALE = 1e18
_LONGEST_WORD = 60
_WORD = re.compile(r"\w+")
# Digits of any script, superscripts, fractions, number forms, enclosed numbers, and all ideographs for safety.
_NUMERIC = re.compile(r"[\d²³¹¼-¾\u2070-\u2189\u2460-\u24ff\u3007\u3021-\u3029\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language (``numbers.toml``), looked up in lower case."""

    language: str
    decimal: str
    plain_space: bool
    compound: bool
    vigesimal: bool
    joins_tens: bool
    suffixes: bool
    cardinals: Mapping[str, float]
    scales: Mapping[str, float]
    short_scales: Mapping[str, float]
    alone: frozenset[str]
    ones: frozenset[str]
    pieces: Mapping[str, float]
    linkers: tuple[str, ...]
    joiners: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    ordinal_endings: frozenset[str]
    fraction_one: Mapping[str, float]
    fraction_many: Mapping[str, float]
    fraction_alone: Mapping[str, float]
    half: frozenset[str]
    half_before: frozenset[str]
    with_half: Mapping[tuple[str, ...], float]
    fraction_before: frozenset[str]
    fraction_compounds: frozenset[str]
    ratio: frozenset[tuple[str, ...]]
    ratio_openers: frozenset[str]
    fraction_phrases: Mapping[tuple[str, ...], float]
    vague: frozenset[str]
    vague_before: frozenset[str]
    vague_joiners: frozenset[str]
    vague_free: bool
    openers: frozenset[str]

    @property
    def known(self) -> bool:
        return bool(self.cardinals)

    def may_number(self, text: str) -> bool:
        """A quick look that only rules out: has the text a digit, or a word that belongs to a number?

        Where numbers are written as one word ("zweihundert") nothing is ruled out.
        """
        if self.compound or _NUMERIC.search(text):
            return True
        return not _telling(self.language).isdisjoint(_WORD.findall(text.lower()))


@cache
def number_words(language: str) -> NumberWords:
    """The table of one language; an empty one still reads digits."""
    table = words.load(language, "numbers")

    def numbers(name: str) -> dict[str, float]:
        return {str(word): float(value) for word, value in table.get(name, {}).items()}

    def forms(name: str) -> frozenset[str]:
        return frozenset(map(str, table.get(name, ())))

    return NumberWords(
        language=language,
        decimal=str(table.get("decimal", ".")),
        plain_space=bool(table.get("plain_space", False)),
        compound=bool(table.get("compound", False)),
        vigesimal=bool(table.get("vigesimal", False)),
        joins_tens=bool(table.get("joins_tens", False)),
        suffixes=bool(table.get("suffixes", False)),
        cardinals=numbers("cardinals"),
        scales=numbers("scales"),
        short_scales=numbers("short_scales"),
        pieces={**numbers("cardinals"), **numbers("scales"), **numbers("pieces")},
        alone=forms("alone"),
        ones=forms("ones"),
        linkers=tuple(map(str, table.get("linkers", ()))),
        joiners=forms("joiners"),
        articles=forms("articles"),
        definite=forms("definite"),
        ordinal_endings=forms("ordinal_endings"),
        fraction_one=numbers("fraction_one"),
        fraction_many=numbers("fraction_many"),
        fraction_alone=numbers("fraction_alone"),
        half=forms("half"),
        half_before=forms("half_before"),
        with_half={tuple(phrase.split()): value for phrase, value in numbers("with_half").items()},
        fraction_before=forms("fraction_before"),
        fraction_compounds=forms("fraction_compounds"),
        ratio=frozenset(tuple(phrase.split()) for phrase in forms("ratio")),
        ratio_openers=frozenset(phrase.split()[0] for phrase in forms("ratio")),
        fraction_phrases={tuple(phrase.split()): value for phrase, value in numbers("fraction_phrases").items()},
        vague=forms("vague"),
        vague_before=forms("vague_before"),
        vague_joiners=forms("vague_joiners"),
        vague_free=bool(table.get("vague_free", False)),
        openers=frozenset().union(
            *(table.get(name, ()) for name in ("cardinals", "articles", "definite", "half", "alone", "vague")),
            *(table.get(name, ()) for name in ("fraction_one", "fraction_alone", "vague_before")),
            (phrase.split()[0] for phrase in table.get("fraction_phrases", ())),
        ),
    )


@cache
def _telling(language: str) -> frozenset[str]:
    """The words without which no number is spelled; of a phrase ("a couple of") its longest word."""
    table = number_words(language)
    counts = (table.cardinals, table.scales, table.alone, table.vague)
    phrases = [" ".join(phrase) for phrase in table.fraction_phrases]
    parts = (
        table.half,
        phrases,
        table.fraction_one,
        table.fraction_many,
        table.fraction_alone,
        table.fraction_compounds,
    )
    return frozenset(
        max(_WORD.findall(phrase), key=len) for words_of in (*counts, *parts, phrases) for phrase in words_of
    )


def spelled(found: Sequence[Lexeme], i: int, table: NumberWords) -> tuple[float, int, float] | None:
    """(value, last lexeme, scale) of the number words from ``i`` on; an article may stand for one ("a million")."""
    total, current, scale = 0.0, None, 1.0
    last, j = -1, i
    if found[i].low in table.articles and _low(found, i + 1) in table.scales:
        current, j = 1.0, i + 1
    while j < len(found):
        low = found[j].low
        value = cardinal(low, table)
        if value is None and current is None and low in table.alone:
            value = table.scales[low]
        elif value is None and current is not None and current % 100 >= 20 and low in table.ones:
            value = 1.0
        if value is not None:
            if current is not None and not _adds(current, value, table):
                break
            current = _sum(current, value, table)
            scale = 1.0
        elif low in table.scales and current is not None:
            factor = table.scales[low]
            if current * factor > LARGEST_SCALE**2:
                break
            if factor == 100:
                current *= factor
            else:
                total, current, scale = total + (current or 1.0) * factor, 0.0, factor
        elif _joins(found, j, last, current, table):
            j += 1
            continue
        else:
            break
        last = j
        j += 1
    return None if last < 0 or current is None else (total + current, last, scale)


def cardinal(low: str, table: NumberWords) -> float | None:
    """The value of one number word; None for any other word."""
    value = table.cardinals.get(low)
    if value is None and table.compound and len(low) > 5 and low not in table.scales:
        return _compound(low, table.language)
    return value


def can_open(found: Sequence[Lexeme], table: NumberWords) -> list[int]:
    """The lexemes that can be the first of a number: digits, words of the table, and signs such as "½"."""
    openers = table.openers
    if not table.compound:
        return [i for i, lexeme in enumerate(found) if lexeme.low in openers or lexeme.text[-1].isnumeric()]
    return [
        i
        for i, lexeme in enumerate(found)
        if lexeme.low in openers or lexeme.text[-1].isnumeric() or cardinal(lexeme.low, table) is not None
    ]


def _joins(found: Sequence[Lexeme], j: int, last: int, current: float | None, table: NumberWords) -> bool:
    """Whether a hyphen or an "and" leads on to the next word of the same number."""
    if last != j - 1 or current is None:
        return False
    following = _low(found, j + 1)
    value = 1.0 if following in table.ones else cardinal(following, table)
    if found[j].low in HYPHENS:
        glued = found[j].glued and j + 1 < len(found) and found[j + 1].glued
        return glued and (value is not None or following in table.scales)
    if found[j].low not in table.joiners or value is None or not _adds(current, value, table):
        return False
    return table.joins_tens or current % 100 == 0


def _adds(current: float, value: float, table: NumberWords) -> bool:
    """Whether a smaller word goes on with the number: "twenty two", "two hundred two", "three thousand two"."""
    if current == 0:
        return True
    if current % 1000 == 0:
        return value < 1000
    if current % 100 == 0:
        return value < 100
    if table.vigesimal and (current % 100 in (60, 80) or (current % 100 == 4 and value == 20)):
        return value <= 20
    return current % 10 == 0 and current % 100 >= 20 and value < 10


def _sum(current: float | None, value: float, table: NumberWords) -> float:
    if current is None:
        return value
    if table.vigesimal and current % 100 == 4 and value == 20:
        return current + 76
    return current + value


@lru_cache(maxsize=8192)
def _compound(low: str, language: str) -> float | None:
    """The value of a number word written in one piece ("zweihundertfünfzig", "ventuno"); None for any other word."""
    table = number_words(language)
    pieces, longest = table.pieces, max(map(len, table.pieces))
    total, current, linked, at = 0.0, 0.0, False, 0
    if len(low) > _LONGEST_WORD:
        return None
    while at < len(low):
        piece = next((low[at : at + n] for n in range(longest, 1, -1) if low[at : at + n] in pieces), None)
        if piece is None:
            linker = next((link for link in table.linkers if low.startswith(link, at)), None)
            if linker is None or at == 0:
                return None
            linked, at = True, at + len(linker)
            continue
        value = pieces[piece]
        at += len(piece)
        if value == 100:
            current = (current or 1) * 100
        elif value >= 1000:
            total, current = total + (current or 1) * value, 0.0
        elif (linked and 0 < current % 100 < 10 <= value) or _adds(current, value, table):
            current += value
        else:
            return None
        linked = False
    return None if linked else total + current


def _low(found: Sequence[Lexeme], i: int) -> str:
    return found[i].low if 0 <= i < len(found) else ""
