"""Text cut into lexemes (words, digit runs, signs) with their exact places; the ground on which numbers are read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

_DOTTED = r"(?:[^\W\d_]\.){2,}(?!\w)"
# "D'euros", "l'arbitro": the elided article is a word of its own.
_ELIDED = r"(?:[dlsnmtjc]|qu|un|[dn]ell|dall|sull|all|quell)['’](?=[^\W\d_])"
_WORD = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
# A group separator must stand between digits; a plain space groups only where the language writes it so.
_DIGITS = r"\d+(?:[.,'’]\d+)*|(?<![\w.])\.\d+"
_SPACED = r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?"
_SPACED_PLAIN = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?"

LONGEST_SENTENCE = 250
_REMEMBERED = 30_000
"""Characters of a text whose lexemes are remembered at most: those of longer ones would fill memory."""
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»“)]")


class Kind(Enum):
    """What a lexeme is made of."""

    WORD = "word"
    DIGITS = "digits"
    SIGN = "sign"


_KINDS = {"word": Kind.WORD, "digits": Kind.DIGITS, "sign": Kind.SIGN, None: Kind.SIGN}


class Lexeme(NamedTuple):
    """One word, digit run or sign; ``glued`` says that no white space stands before it."""

    start: int
    end: int
    text: str
    low: str
    kind: Kind
    glued: bool

    @property
    def capital(self) -> bool:
        """Whether a capital stands in the word ("Pro", "iPhone")."""
        return self.kind is Kind.WORD and self.text != self.low


@cache
def _pattern(plain_space: bool) -> re.Pattern[str]:
    spaced = _SPACED_PLAIN if plain_space else _SPACED
    return re.compile(rf"(?P<word>{_DOTTED}|(?i:{_ELIDED})|{_WORD})|(?P<digits>{spaced}|{_DIGITS})|(?P<sign>\S)")


def lexemes(text: str, start: int = 0, end: int | None = None, plain_space: bool = False) -> list[Lexeme]:
    """The lexemes of a stretch; ``plain_space`` lets a space group digits ("1 234"). Linear in the text."""
    out: list[Lexeme] = []
    behind = -1
    for match in _pattern(plain_space).finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        form = match[0]
        low = form.lower().replace("’", "'") if "’" in form else form.lower()
        # Past NamedTuple's own __new__, which would cost as much as the rest of the loop.
        out.append(tuple.__new__(Lexeme, (first, last, form, low, _KINDS[match.lastgroup], first == behind)))
        behind = last
    return out


def stretch(text: str, start: int, end: int, plain_space: bool = False) -> list[Lexeme]:
    """The lexemes of a stretch, for those who ask for many stretches of one text: it is cut once."""
    if len(text) > _REMEMBERED:
        return lexemes(text, start, end, plain_space)
    found, starts = _whole(text, plain_space)
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    cut = (first > 0 and found[first - 1].end > start) or (last > first and found[last - 1].end > end)
    if cut or first == last:
        return lexemes(text, start, end, plain_space)
    return [found[first]._replace(glued=False), *found[first + 1 : last]]


@lru_cache(maxsize=32)
def _whole(text: str, plain_space: bool) -> tuple[list[Lexeme], list[int]]:
    found = lexemes(text, plain_space=plain_space)
    return found, [each.start for each in found]


def sentences(words: Sequence[Lexeme], abbreviations: frozenset[str]) -> Iterator[list[Lexeme]]:
    """The sentences of a stretch. A point after an abbreviation, an initial or a number in a list ends none.

    A run of LONGEST_SENTENCE lexemes without an end is cut there, so that work on one sentence stays bounded.
    """
    begin = i = 0
    while i < len(words):
        if i - begin >= LONGEST_SENTENCE:
            yield list(words[begin:i])
            begin = i
        if words[i].text in _ENDS and not _abbreviated(words, i, begin, abbreviations):
            stop = i + 1
            while stop < len(words) and words[stop].text in _CLOSERS and words[stop].glued:
                stop += 1
            if stop >= len(words) or (not words[stop].glued and not words[stop].text[0].islower()):
                yield list(words[begin:stop])
                begin = stop
            i = stop
        else:
            i += 1
    if begin < len(words):
        yield list(words[begin:])


def _abbreviated(words: Sequence[Lexeme], i: int, begin: int, abbreviations: frozenset[str]) -> bool:
    if words[i].text != "." or i == begin or not words[i].glued:
        return False
    before = words[i - 1]
    if before.kind is Kind.DIGITS:
        return i - 1 == begin
    return before.low in abbreviations or (len(before.text) == 1 and before.text.isupper())
