"""Statements for an editor to look at, and what their decisions say of the reader that found them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.decisions import decisions, standing
from onrecord.record.searching.columns import Floats, Ints, Mask
from onrecord.record.searching.hits import Hit
from onrecord.record.searching.query import parse
from onrecord.record.searching.search import Search, hits_of
from onrecord.record.store import Record
from onrecord.types import Decision, DecisionKind, Manner, Span, Spans, digest

SURE = 1.959963984540054
"""The standard normal quantile that leaves 2.5 % on either side."""
_UNDECIDED = "-is:accepted -is:rejected"
_FEW = 500
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Sample:
    """So many statements drawn at random: those whose ids, digested with the seed, come first.

    The same on any machine, in any order of pages; a larger sample of the same seed holds the smaller one.
    """

    size: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A statement to decide on, the paragraphs that it stands in, and whom its page credits, the frequent first."""

    hit: Hit
    paragraph: Span
    speakers: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of a queue by its number, the ids of those beside it, and how many wait; None where there is none."""

    number: int | None
    previous: str | None
    next: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Share:
    """How statements of one manner fared with editors: accepted as they were, corrected, or rejected."""

    manner: str
    accepted: int = 0
    corrected: int = 0
    rejected: int = 0

    @property
    def reviewed(self) -> int:
        return self.accepted + self.corrected + self.rejected

    @property
    def interval(self) -> tuple[float, float]:
        """The share that is right as it was told lies in here with 95 % confidence."""
        return wilson(self.accepted, self.reviewed)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares by manner, and of all; ``drawn`` is the size of the sample, ``left`` what of it was not decided on yet."""

    shares: tuple[Share, ...]
    drawn: int | None
    left: int

    @property
    def is_random(self) -> bool:
        """Do the figures speak for all that was asked for? Only of a random sample that was reviewed whole."""
        return self.drawn is not None and self.left == 0


def waiting(record: Record, search: Search, query: str = "", sample: Sample | None = None) -> list[int]:
    """The numbers of statements that nobody decided on: those with the lowest scores first, or a sample as drawn.

    Decided ones are among them where the query asks for them by ``is:``.

    Raises:
        QueryError: the query has a part that cannot be understood.
    """
    decided = _asks_for_decided(query)
    with record.engine.connect() as connection:
        rows = _drawn(connection, search, query, sample)
    return [row.number for row in rows if decided or row.verdict is None]


def item(record: Record, number: int) -> Item | None:
    """A statement with what an editor needs to see; None where another reader has dropped it since."""
    hit = hits_of(record, [number]).get(number)
    if hit is None:
        return None
    told = record.told([hit.page])[hit.page]
    said = Counter(json.dumps(each["speaker"], sort_keys=True) for each in told["statements"] if each["speaker"])
    return Item(hit, _paragraph(told, hit.statement.content), tuple(json.loads(each) for each, _ in said.most_common()))


def place_in_queue(record: Record, search: Search, query: str = "", statement: str | None = None) -> Place:
    """A statement among those that `waiting` tells, without telling all of them; the first one where none is named.

    A statement that is not waiting has neighbours too: those with the next scores.

    Raises:
        QueryError: the query has a part that cannot be understood.
    """
    said = query if _asks_for_decided(query) else f"{query} {_UNDECIDED}"
    row = schema.statement.c
    with record.engine.connect() as connection:
        numbers = search.numbers(connection, said)
        scores = search.scores(connection, numbers)
        found = connection.execute(select(row.score, row.number).where(row.id == statement)).first()
        if found is None and not len(numbers):
            return Place(None, None, None, 0)
        score, number = found or _nearest(numbers, scores, np.ones(len(numbers), bool))
        behind = (scores > score) | ((scores == score) & (numbers > number))
        before = (scores < score) | ((scores == score) & (numbers < number))
        beside = [
            _nearest(numbers, scores, before, last=True) if before.any() else None,
            _nearest(numbers, scores, behind) if behind.any() else None,
        ]
        ids = {
            each.number: each.id
            for each in connection.execute(
                select(row.number, row.id).where(row.number.in_([number for _, number in filter(None, beside)]))
            )
        }
    previous, following = (ids.get(each[1]) if each else None for each in beside)
    return Place(number, previous, following, len(numbers))


def _nearest(numbers: Ints, scores: Floats, among: Mask, *, last: bool = False) -> tuple[float, int]:
    """The first of some statements by score and number, or the last."""
    score = scores[among].max() if last else scores[among].min()
    tied = numbers[among & (scores == score)]
    return float(score), int(tied.max() if last else tied.min())


def moved(text: str, content: Spans, within: Span, *, start: int = 0, end: int = 0) -> Spans:
    """The spans with their first and last ends moved by so many words or marks, at most to the ends of ``within``.

    A span never loses its last word.
    """
    spans = list(content)
    first = spans[0]
    starts = [within.start + m.start() for m in _WORD.finditer(text[within.start : first.end])]
    spans[0] = Span(_stepped(starts, first.start, start), first.end)
    last = spans[-1]
    ends = [last.start + m.end() for m in _WORD.finditer(text[last.start : within.end])]
    spans[-1] = Span(last.start, _stepped(ends, last.end, end))
    return tuple(spans)


def accuracy(record: Record, search: Search, query: str = "", sample: Sample | None = None) -> Accuracy:
    """What editors found of the statements that a query asks for, or of a sample of them.

    It tells nothing of statements that were never found.

    Raises:
        QueryError: the query has a part that cannot be understood.
    """
    with record.engine.connect() as connection:
        found = _outcomes(standing(decisions(connection)))
        if sample is None:
            numbers = search.numbers(connection, _whole(query))
            drawn, ids = len(numbers), _ids(connection, found, numbers)
        else:
            ids = [row.id for row in _drawn(connection, search, query, sample)]
            drawn = len(ids)
    counts = Counter(found[id_] for id_ in ids if id_ in found)
    shares = [_share(manner, counts) for manner in Manner]
    total = Share("all", *(sum(getattr(s, name) for s in shares) for name in ("accepted", "corrected", "rejected")))
    shown = (*(s for s in shares if s.reviewed), total)
    return Accuracy(shown, None if sample is None else drawn, drawn - total.reviewed)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The score interval of a share at 95 % (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927); of none seen, any share."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, SURE * SURE / of
    middle = share + spread / 2
    reach = SURE * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    id: str
    score: float
    verdict: str | None


def _drawn(connection: Connection, search: Search, query: str, sample: Sample | None) -> Sequence[_Row]:
    """What a query asks for, whatever editors said of it unless it asks that too: in the order of a review."""
    wanted = set(search.numbers(connection, _whole(query)).tolist())
    table = schema.statement.c
    asked = connection.execute(select(table.number, table.id, table.score, table.verdict))
    rows = [_Row(*row) for row in asked if row.number in wanted]
    if sample is None:
        return sorted(rows, key=lambda row: (row.score, row.number))
    return sorted(rows, key=lambda row: digest(str(sample.seed), row.id))[: sample.size]


def _asks_for_decided(query: str) -> bool:
    return any(each.field == "is" for each in parse(query).filters)


def _whole(query: str) -> str:
    """The query with decided statements among what it asks for, unless it says which of them."""
    return query if _asks_for_decided(query) else f"{query} is:any"


def _ids(connection: Connection, wanted: Collection[str], numbers: Ints) -> list[str]:
    """Those of the ids whose statements have one of the numbers."""
    row, ids, out = schema.statement.c, sorted(wanted), list[str]()
    for at in range(0, len(ids), _FEW):
        found = connection.execute(select(row.number, row.id).where(row.id.in_(ids[at : at + _FEW]))).all()
        there = np.isin([each.number for each in found], numbers)
        out += [each.id for each, held in zip(found, there, strict=True) if held]
    return out


def _paragraph(told: Json, content: Spans) -> Span:
    """From the beginning of the paragraph with the first word to the end of that with the last."""
    blocks = [Span(*block["span"]) for block in told["article"]["blocks"]]
    start = max((b.start for b in blocks if b.start <= content[0].start), default=content[0].start)
    end = min((b.end for b in blocks if b.end >= content[-1].end), default=content[-1].end)
    return Span(start, end)


def _stepped(places: Sequence[int], at: int, steps: int) -> int:
    """The place so many steps from another one, as far as there are places."""
    if not steps or not places:
        return at
    beyond = [place for place in places if (place > at if steps > 0 else place < at)]
    if not beyond:
        return at
    return beyond[min(steps, len(beyond)) - 1] if steps > 0 else beyond[max(steps, -len(beyond))]


def _outcomes(said: Iterable[Decision]) -> dict[str, tuple[str, str]]:
    """For each statement its manner, as the reader told it, and what became of it."""
    on: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in said:
        if decision.page is not None:
            on[decision.target].append(decision)
    return {target: (json.loads(row[0].value)["was"]["manner"], _outcome(row)) for target, row in on.items()}


def _outcome(said: Sequence[Decision]) -> str:
    """The last word on a statement; one that was accepted as corrected was not right as it was told."""
    kinds = [each.kind for each in said]
    if kinds[-1] is DecisionKind.REJECT:
        return "rejected"
    since = len(kinds) - kinds[::-1].index(DecisionKind.REJECT) if DecisionKind.REJECT in kinds else 0
    return "corrected" if DecisionKind.CORRECT in kinds[since:] else "accepted"


def _share(manner: Manner, counts: Counter[tuple[str, str]]) -> Share:
    return Share(manner.value, *(counts[manner.value, each] for each in ("accepted", "corrected", "rejected")))
