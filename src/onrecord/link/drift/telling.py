"""Departures joined into discrepancies, each told in a plain sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.link.drift.sides import Compared, Departure
from onrecord.types import Basis, Discrepancy, Drift, Passage, Span, Spans

_PLURALS = {"has": "have", "denies": "deny"}
MOST_TOLD = 6
"""Clauses in one sentence; the passages hold all."""


def joined(told: Compared, found: Sequence[Departure]) -> Iterator[Discrepancy]:
    """One discrepancy for each kind that was found, its passages in the order of pages and words."""
    for what in Drift:
        ours = sorted({each for each in found if each.what is what}, key=lambda each: (each.passage, each.told))
        if ours:
            yield Discrepancy(
                utterance=told.utterance.id,
                what=what,
                reference=_reference(told, ours),
                departures=tuple(dict.fromkeys(each.passage for each in ours)),
                told=_sentence(told, ours),
                basis=Basis(f"drift: {_best(ours).rule}", _best(ours).told, _best(ours).score),
            )


def _best(found: Sequence[Departure]) -> Departure:
    return max(found, key=lambda each: each.score)


def _reference(told: Compared, found: Sequence[Departure]) -> Passage | None:
    """The words of the reference that others tell otherwise; all of it, where they are none in particular."""
    if told.reference is None:
        return None
    spans = _merged([span for each in found for span in each.there])
    passage = told.reference.lines[0].passage
    return Passage(passage.page, spans or passage.spans, passage.statement)


def _merged(spans: Sequence[Span]) -> Spans:
    out: list[Span] = []
    for span in sorted(set(spans)):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _sentence(told: Compared, found: Sequence[Departure]) -> str:
    """What differs, and in which pages: "The Echo has ‘13 million’ for ‘about 30 million’; …"."""
    saying: defaultdict[str, list[str]] = defaultdict(list)
    for each in found:
        name = _name(told, each.passage.page)
        if name not in saying[each.told]:
            saying[each.told].append(name)
    clauses = [
        f"{', '.join(names)} {clause if len(names) == 1 else _plural(clause)}" for clause, names in saying.items()
    ]
    if len(clauses) > MOST_TOLD:
        clauses[MOST_TOLD:] = [f"{len(clauses) - MOST_TOLD} more differ so"]
    return "; ".join(clauses) + "."


def _plural(clause: str) -> str:
    """The clause of several pages: its verb, which comes first, without the ending of one."""
    first, _, rest = clause.partition(" ")
    return f"{_PLURALS.get(first, first.removesuffix('s'))} {rest}"


def _name(told: Compared, page: str) -> str:
    reading = told.known[page].reading
    return reading.article.outlet or reading.page.name
