"""What a sentence denies: the words behind each "not", up to the next comma or stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.link.align import Wording
from onrecord.link.drift.lexicon import Finding, Sort
from onrecord.link.drift.parts import stems
from onrecord.link.drift.quantities import function_words

DENIED = 0.3
"""The share of the words that are denied on one side that must stand on the other."""
_ADJACENT = 2
_BREAK = re.compile(r"[,;:.!?…–—]")


def scopes(said: Wording, found: Sequence[Finding], credited: Sequence[Finding] = ()) -> list[set[str]]:
    """The beginnings of the words that each denial of a sentence denies; a denial that is itself denied denies nothing.

    A denial in the words that credit ("ruled out") denies all that is credited.
    """
    noes = [each for each in found if each.sort in (Sort.NEGATION, Sort.DENIAL)]
    whole = [each for each in credited if each.sort in (Sort.NEGATION, Sort.DENIAL)]
    out = [] if len(whole) % 2 == 0 else [stems(said.keys)]
    cancelled = {
        id(each)
        for one, other in pairwise(noes)
        if one.sort is Sort.NEGATION and other.sort is Sort.DENIAL and other.first - one.last <= _ADJACENT
        for each in (one, other)
    }
    return out + [stems(_clause(said, each.last)) for each in noes if id(each) not in cancelled]


def _clause(said: Wording, first: int) -> tuple[str, ...]:
    """The words from one on, up to the next comma or stop."""
    for last in range(first + 1, len(said)):
        if _BREAK.search(said.text, said.spans[last - 1].end, said.spans[last].start):
            return said.keys[first:last]
    return said.keys[first:]


def holds(said: Wording, denied: Sequence[set[str]], language: str) -> bool:
    """Does a wording have what is denied elsewhere, function words and numbers aside?"""
    small = stems(sorted(function_words(language)))
    ours = stems(said.keys)
    told = [{word for word in scope - small if not word[0].isdigit()} for scope in denied]
    return any(scope and len(scope & ours) >= DENIED * len(scope) for scope in told)
