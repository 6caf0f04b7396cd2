"""Pronouns as witnesses of the sex of a name whose bearer nothing else tells."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from onrecord.extract.grammar import Grammar
from onrecord.extract.tokens import Paragraph

_VOTING = 40
"""Words behind a name in which a pronoun tells its bearer's sex."""


class Votes:
    """The pronouns of one page, asked name by name."""

    def __init__(self, paragraphs: Sequence[Paragraph], g: Grammar) -> None:
        self.paragraphs = sorted(paragraphs, key=lambda p: p.span.start)
        self.male, self.female = ({w for w in row if _is_witness(w, g)} for row in (g.male, g.female))
        self.g, self.plural = g, g.plural  # "sie" may be many

    def winner(self, mentions: Sequence[tuple[int, int]], blocking: Sequence[int]) -> str:
        """The sex that most of the mentions have behind them, before somebody else is named; "" in a tie."""
        told: Counter[str] = Counter()
        for start, end in mentions:
            after = bisect_right(blocking, start)
            told[self._vote(start, end, blocking[after] if after < len(blocking) else None)] += 1
        return "" if told["m"] == told["f"] else "m" if told["m"] > told["f"] else "f"

    def _vote(self, start: int, end: int, stop: int | None) -> str:
        number = bisect_right(self.paragraphs, start, key=lambda p: p.span.start) - 1
        p = self.paragraphs[number]
        first = p.index(end)
        last = min(len(p.word) if stop is None else p.index(stop), first + _VOTING)
        home, passed = p.quote[p.index(start)], False
        for k in range(first, last):
            if p.quote[k] == home and p.low[k] not in self.plural:
                if p.low[k] in self.male or (passed and p.low[k] in self.g.male):
                    return "m"
                if p.low[k] in self.female or (passed and p.low[k] in self.g.female):
                    return "f"
            passed = passed or p.word[k] in ".?!"
        return ""


def _is_witness(pronoun: str, g: Grammar) -> bool:
    """A subject or a possessive; an object in the same sentence ("told her") is somebody else."""
    return pronoun in g.subject_pronouns or pronoun not in g.object_pronouns
