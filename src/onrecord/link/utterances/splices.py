"""Quotations put together from two utterances: each clause is looked for in the words that pages have of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.link.utterances.evidence import Evidence
from onrecord.link.utterances.parts import Clause, Part
from onrecord.types import Manner, Passage, Span, Spans

HELD, NOT_HELD = 0.75, 0.4
"""The share of a clause's words that an utterance has at least, and at most, to be where it was taken from, or not."""
_CLOSE = 2  # characters


def passages(
    parts: Sequence[Part], evidence: Evidence, groups: Sequence[Sequence[int]], speakers: Sequence[str | None]
) -> list[list[Passage]]:
    """The passages of each group: its parts whole, and of those that are spliced the clauses that are its own.

    Of a report of what the group's speaker said only that counts.
    """
    out: list[list[Passage]] = [[] for _ in groups]
    homes = {part: number for number, group in enumerate(groups) for part in group}
    for part, home in homes.items():
        whole = parts[part]
        if whole.inner and whole.inner.speaker == speakers[home] != whole.speaker:
            out[home].append(whole.inner.passage)
            continue
        for number, spans in cut(parts, evidence, homes, part, home).items():
            out[number].append(Passage(whole.page, spans, whole.passage.statement))
    return out


def cut(parts: Sequence[Part], evidence: Evidence, homes: Mapping[int, int], part: int, home: int) -> dict[int, Spans]:
    """The groups that a part belongs to, with the stretches of it that do; ``homes`` are the groups of other parts."""
    whole = parts[part]
    held: defaultdict[int, list[Span]] = defaultdict(list)
    if len(whole.clauses) > 1 and not whole.turn:
        for clause in whole.clauses:
            held[_taken_from(parts, evidence, homes, whole, clause, home)].append(clause.span)
    if len(held) < 2 or home not in held:
        return {home: whole.passage.spans}
    return {number: _joined(spans) for number, spans in held.items()}


def _taken_from(
    parts: Sequence[Part], evidence: Evidence, homes: Mapping[int, int], whole: Part, clause: Clause, home: int
) -> int:
    """The group whose words a clause has: another than the part's only where that has them, and this has not."""
    shares = evidence.words_there(clause.words)
    best, most = home, HELD
    for number in np.flatnonzero(shares > NOT_HELD).tolist():
        other = parts[number]
        quotes = other.manner in (Manner.DIRECT, Manner.MIXED) and other.language == whole.language
        if number not in homes or not quotes or other.page == whole.page:
            continue
        if homes[number] == home:
            return home
        if shares[number] > most:
            best, most = homes[number], float(shares[number])
    return best


def _joined(spans: Sequence[Span]) -> Spans:
    """Clauses that follow each other as one stretch."""
    out = [spans[0]]
    for span in spans[1:]:
        if span.start - out[-1].end <= _CLOSE:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
