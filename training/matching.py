"""Which of the statements that were read are right, by the words that they share with an annotator's.

Right means: the contents share at least half of their words, and the sources as well, or the sources share the word
that each turns on ("Rutte", "NATO Secretary General Mark Rutte, who arrived late"), or both have none. Quotation
marks and punctuation do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.extract.grammar import grammar
from training.corpus import Attribution, Fragments

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[,;:()–—]|--")
Words = frozenset[int]


class Ruler:
    """The words of one text, numbered."""

    def __init__(self, text: str, language: str = "en") -> None:
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        small = grammar(language)
        self._cuts = small.prepositions | small.subordinators | {"who"}

    def words(self, fragments: Fragments) -> Words:
        found: set[int] = set()
        for start, end in fragments:
            k = bisect_left(self._starts, start)
            if k and self._spans[k - 1][1] > start:
                k -= 1
            found.update(range(k, bisect_left(self._starts, end)))
        return frozenset(found)

    def turned_on(self, words: Words) -> Words:
        """The last word of each phrase; a phrase ends at a comma or the like, at "and", and before a preposition."""
        found: set[int] = set()
        last, cut, end = -1, False, len(self._text)
        for k in sorted(words):
            start, following = self._spans[k]
            form = self._text[start:following].lower()
            if form == "and" or _BREAK.search(self._text, end, start):
                found.add(last)
                last, cut = -1, False
            cut = cut or form in self._cuts
            if not cut and form != "and":
                last = k
            end = following
        return frozenset((found | {last}) - {-1})


def overlap(one: Words, other: Words) -> float:
    """Shared words in all words; 0 for nothing."""
    return len(one & other) / len(one | other) if one or other else 0.0


def same_source(ruler: Ruler, one: Words, other: Words) -> bool:
    if not one or not other:
        return not one and not other
    return overlap(one, other) >= 0.5 or bool(ruler.turned_on(one) & ruler.turned_on(other))


def right(text: str, read: Sequence[Attribution], gold: Sequence[Attribution]) -> list[bool]:
    """For each statement that was read, whether it is right; each annotated one is found once, best pairs first."""
    ruler = Ruler(text)
    found = [ruler.words(a.content) for a in read]
    wanted = [ruler.words(a.content) for a in gold]
    pairs = sorted(
        (-overlap(f, w), j, i) for i, f in enumerate(found) for j, w in enumerate(wanted) if overlap(f, w) >= 0.5
    )
    out = [False] * len(read)
    taken_read: set[int] = set()
    taken_gold: set[int] = set()
    for _, j, i in pairs:
        if i in taken_read or j in taken_gold:
            continue
        taken_read.add(i)
        taken_gold.add(j)
        out[i] = same_source(ruler, ruler.words(read[i].source), ruler.words(gold[j].source))
    return out
