"""A quotation as it is checked: its words, what it says it left out or put in, and what each word counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.align import Wording, wording
from onrecord.types import Span

MOST_WORDS = 1_000
"""Of a quotation; what follows is not compared."""
BRACKETS = re.compile(r"\[[^\[\]]{1,200}\]")
"""What whoever quotes put in."""
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.")
_SHORT, _LIGHT, _HEAVY = 3, 0.4, 1.0


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is checked. ``left_out`` and ``inserted`` are the words before which it says that it left something out, or
    put something in; ``whole`` is False where only its first `MOST_WORDS` words are compared.
    """

    wording: Wording
    left_out: frozenset[int]
    inserted: frozenset[int]
    whole: bool

    @property
    def keys(self) -> tuple[str, ...]:
        return self.wording.keys


def quotation(text: str) -> Quotation:
    """Reads what is to be checked."""
    left_out: list[int] = []
    inserted: list[int] = []
    stretches, at = [], 0
    for match in re.finditer(rf"{_ELLIPSIS.pattern}|{BRACKETS.pattern}", text):
        if match.start() > at:
            stretches.append(Span(at, match.start()))
        (left_out if _ELLIPSIS.fullmatch(match.group()) else inserted).append(match.end())
        at = match.end()
    if at < len(text):
        stretches.append(Span(at, len(text)))
    said = wording(text, stretches) if stretches else Wording(text, (), ())
    whole = len(said) <= MOST_WORDS
    said = Wording(text, said.keys[:MOST_WORDS], said.spans[:MOST_WORDS])
    return Quotation(said, _words_at(said, left_out), _words_at(said, inserted), whole)


def weight(key: str) -> float:
    """What a word counts: short ones stand in every text."""
    return _HEAVY if len(key) > _SHORT or key[0].isdigit() else _LIGHT


def share_of(keys: Sequence[str], there: set[str]) -> float:
    """The share of a quotation's words that a set holds, short words left aside unless there are no others."""
    told = [key for key in keys if weight(key) >= _HEAVY] or keys
    return sum(key in there for key in told) / len(told)


def _words_at(said: Wording, ends: Sequence[int]) -> frozenset[int]:
    """The numbers of the first words behind some places of the text."""
    starts = [span.start for span in said.spans]
    return frozenset(bisect_left(starts, end) for end in ends)
