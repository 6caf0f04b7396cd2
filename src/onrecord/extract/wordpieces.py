"""Words to the wordpieces of an uncased BERT vocabulary, with the characters that each came from.

The rules are BERT's (Devlin et al. 2019, "basic" and "wordpiece" tokenization): control characters dropped, accents
and case taken off, signs and ideographs apart, then the longest known piece from the left; a word of more than 100
characters, or with an unknown part, is one unknown piece. Unlike the usual tool, a piece's end takes in the accents
that were dropped behind it, so that no span of text ends within a letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import compile as pattern
from typing import NamedTuple

UNKNOWN = "[UNK]"
_LONGEST_WORD = 100
_KEPT_CHUNK = 40
_CHUNK = pattern(r"\S+")
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)

Letter = tuple[str, int, int]
"""A normalised character, and the first and last (half open) character that it came from."""


class Encoded(NamedTuple):
    """A text's pieces: vocabulary number, first and last character (half open), whether it begins a word."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    heads: list[bool]


class Vocabulary:
    """The pieces of a vocabulary file, one a line; a line's number is the piece's."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._numbers = {line: number for number, line in enumerate(lines)}
        self._longest = max(len(line) for line in lines)
        self._known_chunk = lru_cache(maxsize=20_000)(self._chunk)

    def encode(self, text: str) -> Encoded:
        """All pieces of ``text``, in order. Linear in the text; frequent words are looked up once."""
        out = Encoded([], [], [], [])
        ids, starts, ends, heads = out
        for match in _CHUNK.finditer(text):
            chunk, first = match.group(), match.start()
            found = self._known_chunk(chunk) if len(chunk) <= _KEPT_CHUNK else self._chunk(chunk)
            ids += found.ids
            starts += [first + k for k in found.starts]
            ends += [first + k for k in found.ends]
            heads += found.heads
        return out

    def _chunk(self, chunk: str) -> Encoded:
        out = Encoded([], [], [], [])
        for word in _words(_letters(chunk)):
            for k, (number, start, end) in enumerate(self._pieces(word)):
                out.ids.append(number)
                out.starts.append(start)
                out.ends.append(end)
                out.heads.append(k == 0)
        return out

    def _pieces(self, word: list[Letter]) -> list[tuple[int, int, int]]:
        unknown = [(self._numbers[UNKNOWN], word[0][1], word[-1][2])]
        if len(word) > _LONGEST_WORD:
            return unknown
        form = "".join(letter for letter, _, _ in word)
        origin = [k for k, (letter, _, _) in enumerate(word) for _ in letter]
        out: list[tuple[int, int, int]] = []
        first = 0
        while first < len(form):
            last = min(len(form), first + self._longest)
            mark = "##" if first else ""
            while last > first and mark + form[first:last] not in self._numbers:
                last -= 1
            if last == first:
                return unknown
            number = self._numbers[mark + form[first:last]]
            out.append((number, word[origin[first]][1], word[origin[last - 1]][2]))
            first = last
        return out


def _letters(chunk: str) -> list[Letter]:
    """Lower-case letters without accents; what is dropped belongs to the letter before it."""
    out: list[Letter] = []
    for k, character in enumerate(chunk):
        kept = False
        if character.isascii():
            if character.isprintable():
                out.append((character.lower(), k, k + 1))
                kept = True
        elif unicodedata.category(character)[0] != "C" and character != "\ufffd":
            for part in unicodedata.normalize("NFD", character):
                if unicodedata.category(part) != "Mn":
                    out.append((part.lower(), k, k + 1))
                    kept = True
        if not kept and out:
            letter, start, _ = out[-1]
            out[-1] = (letter, start, k + 1)
    return out


def _words(letters: list[Letter]) -> Iterator[list[Letter]]:
    """Runs of letters; signs and ideographs are words of their own."""
    word: list[Letter] = []
    for letter in letters:
        if _alone(letter[0]):
            if word:
                yield word
            yield [letter]
            word = []
        else:
            word.append(letter)
    if word:
        yield word


def _alone(character: str) -> bool:
    if len(character) != 1 or (character.isalnum() and character < "\u2e80"):
        return False
    if character.isascii():
        return True
    place = ord(character)
    return unicodedata.category(character)[0] == "P" or any(low <= place <= high for low, high in _IDEOGRAPHS)
