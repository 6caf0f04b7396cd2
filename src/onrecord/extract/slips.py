"""Slips of spelling: how many letters two words differ by, and a word's near neighbours without asking every word.

Two words within k slips share a form that leaves at most k letters out of each (the symmetric delete index of Garbe's
SymSpell, 2012), so the neighbours of a word are those that share such a form, each then measured. Time and memory of a
word are bounded by its length, and words longer than `LONGEST` letters have no neighbours.
"""

from __future__ import annotations

from itertools import chain

from rapidfuzz.distance import DamerauLevenshtein

LONGEST = 24
MOST_SLIPS = 2
CROWD = 40
"""The most words that are kept under one form: a page with more look-alikes than this is asked about the first ones."""
FEW = 48
"""Up to so many words it is cheaper to measure each than to index the forms of one."""

_SHORTEST = 4
_LONG = 8


def slips(a: str, b: str) -> int | None:
    """How many letters differ, where that can be a slip: one in a short word, two in a long one.

    The first letter is mostly right: only a long word may differ there, and nowhere else.
    """
    most = _most(a)
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=most)
    return distance if distance <= most and (a[:1] == b[:1] or (distance == 1 and len(a) >= _LONG - 1)) else None


def _most(word: str) -> int:
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else MOST_SLIPS


class Neighbours:
    """Numbers kept under words, found again by a word that is a slip away.

    Few words are all asked one by one; the index of their forms is made where they grow many.
    """

    def __init__(self) -> None:
        self._count = 0
        self._by_letter: dict[str, list[tuple[str, int]]] = {}
        self._by_form: dict[str, list[int]] = {}

    def add(self, word: str, number: int) -> None:
        self._count += 1
        self._by_letter.setdefault(word[:1], []).append((word, number))
        if self._count == FEW + 1:
            for known, place in (row for rows in self._by_letter.values() for row in rows):
                self._index(known, place)
        elif self._count > FEW:
            self._index(word, number)

    def _index(self, word: str, number: int) -> None:
        # A word of this length may be two letters shorter than the long one that it is asked by.
        for form in _forms(word, MOST_SLIPS if len(word) >= _LONG - MOST_SLIPS else 1):
            kept = self._by_form.setdefault(form, [])
            if len(kept) < CROWD:
                kept.append(number)

    def of(self, word: str) -> list[int]:
        """The numbers whose words may be within the slips of this one, in their order; some are further away."""
        if not _SHORTEST <= len(word) <= LONGEST:
            return []
        most = _most(word)
        if self._count <= FEW:
            # The first letter of a short word is right: `slips` asks for that.
            near = self._by_letter.get(word[0], []) if len(word) < _LONG - 1 else chain(*self._by_letter.values())
            return sorted({number for known, number in near if len(known) <= LONGEST and _near(known, word, most)})
        return sorted({number for form in _forms(word, most) for number in self._by_form.get(form, ())})


def _near(a: str, b: str, most: int) -> bool:
    return abs(len(a) - len(b)) <= most and DamerauLevenshtein.distance(a, b, score_cutoff=most) <= most


def _forms(word: str, most: int) -> set[str]:
    """The word with up to so many letters left out."""
    if len(word) > LONGEST:
        return set()
    forms = last = {word}
    for _ in range(most):
        last = {form[:k] + form[k + 1 :] for form in last for k in range(len(form))}
        forms = forms | last
    return forms
