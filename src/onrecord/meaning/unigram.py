"""Text to the pieces of a unigram vocabulary: the most probable segmentation of each word (Kudo 2018).

Normalisation is Unicode's NFKC with runs of white space as one blank; control and format characters are dropped. A
word begins with the vocabulary's blank, and no piece reaches over one, so every word is segmented for itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf

UNKNOWN, BEGIN, END = 0, 1, 2
"""The numbers of the pieces for what no piece covers, and for a text's two ends."""
BLANK = "▁"
_LONGEST_WORD = 100
_WORDS_KEPT = 20_000
_UNKNOWN_COSTS = 10.0
"""How much less probable, as a logarithm, an unknown letter is than the least probable piece."""
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Unigram:
    """A vocabulary: ``pieces`` to their numbers, ``scores`` by number, the logarithms of their probabilities.

    A letter that no piece covers is an unknown piece of its own.
    """

    def __init__(self, pieces: Mapping[str, int], scores: Sequence[float]) -> None:
        self._pieces = pieces
        self._scores = scores
        self._longest = max(map(len, pieces))
        self.blank = pieces[BLANK]
        self._unknown = min(scores) - _UNKNOWN_COSTS
        self._known = lru_cache(maxsize=_WORDS_KEPT)(self._segmented)

    def encode(self, text: str, most: int) -> list[int]:
        """The numbers of the text's first ``most`` pieces, without its ends. Linear in the text."""
        out: list[int] = []
        for part in parts_of(text):
            out += self._known(part)
            if len(out) >= most:
                break
        return out[:most]

    def _segmented(self, word: str) -> tuple[int, ...]:
        """Viterbi's way: the best segmentation up to each letter, from the best ones before it."""
        best = [0.0] + [-inf] * len(word)
        last = [(0, UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            before = best[start]
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                number = self._pieces.get(word[start:end])
                if number is None:
                    if end > start + 1:
                        continue
                    score, number = before + self._unknown, UNKNOWN
                else:
                    score = before + self._scores[number]
                if score > best[end]:
                    best[end], last[end] = score, (start, number)
        out: list[int] = []
        end = len(word)
        while end:
            end, number = last[end]
            out.append(number)
        return tuple(reversed(out))


def parts_of(text: str) -> Iterator[str]:
    """The text's words, each begun with a blank; what is longer than any word is cut up as it stands."""
    for word in normalised(text).split():
        begun = BLANK + word
        for at in range(0, len(begun), _LONGEST_WORD):
            yield begun[at : at + _LONGEST_WORD]


def normalised(text: str) -> str:
    """NFKC, without control and format characters, each run of white space one blank, none at the ends."""
    parts = " ".join(text.split())
    if not parts.isascii() or not parts.isprintable():
        folded = unicodedata.normalize("NFKC", parts)
        kept = (mark for mark in folded if mark.isspace() or unicodedata.category(mark) not in _DROPPED)
        parts = " ".join("".join(kept).split())
    return parts
