"""Words that make more, or less, of what was said: a condition gone, what may be made certain, a stronger word.

Each passage is held against the sentences of the reference that it renders. Words count by what they do in their own
language (``words/<language>/drift.toml``), so that a reference in one language and a passage in another compare.

Limits: what is neither a condition, a modal verb, a quantity nor a word of the tables is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.drift.lexicon import Sort
from onrecord.link.drift.parts import Part, Rendered
from onrecord.link.drift.sides import Departure, Line, Side, sentence_findings, shown
from onrecord.types import Drift, Form, Passage, Span

_SAME_WORDS = frozenset({Form.VERBATIM, Form.TRANSLATED})


def departures(reference: Side, held: Rendered, side: Side) -> Iterator[Departure]:
    """Where a page's words say it more, or less, firmly than the reference does."""
    for line, parts in held.told(side):
        if line.form in _SAME_WORDS:
            continue
        yield from _condition(reference, side, line, parts)
        yield from _certainty(reference, side, line, parts)
        yield from _pledge(reference, held, side, line, parts)
        yield from _quantity(reference, side, line, parts)
        yield from _loaded(reference, held, side, line, parts)


def _condition(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """The condition of a sentence is nowhere on the page; a page that quotes has cut it, which is told elsewhere."""
    if line.direct or side.has(Sort.CONDITION) or any(each.sort is Sort.CONDITION for each in sentence_findings(line)):
        return
    for part in parts:
        for each in part.findings(Sort.CONDITION)[:1]:
            yield _made(reference, side, line, [each.span], line.passage.spans, "drops a condition", 0.7)


def _certainty(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """What may be becomes what will be; what is quoted keeps its words."""
    certain = line.findings(Sort.CERTAIN)
    if line.direct or not certain or line.has(Sort.POSSIBLE):
        return
    for part in parts:
        for each in part.findings(Sort.POSSIBLE)[:1]:
            yield _made(reference, side, line, [each.span], [certain[0].span], "makes certain what is possible", 0.65)


def _pledge(reference: Side, held: Rendered, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """Somebody binds himself, or settles a thing, who did no such thing in the reference, or said that he did not."""
    for sort, rule, found in (
        (Sort.PLEDGE, "makes a promise of it", [*line.findings(Sort.PLEDGE), *line.credited]),
        (Sort.DECISION, "makes a decision of it", line.findings(Sort.DECISION)),
    ):
        if line.direct or any(part.has(sort) and not part.has(Sort.NEGATION) for part in held.parts):
            continue
        for each in found:
            if each.sort is sort:
                yield _made(reference, side, line, [part.span for part in parts], [each.span], rule, 0.6)


def _quantity(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """Some, or most, become all."""
    if line.has(Sort.SOME) or line.quantities or (line.direct and line.form is not Form.SPLICED):
        return
    for part in parts:
        for each in part.findings(Sort.SOME)[:1]:
            yield _made(reference, side, line, [each.span], line.passage.spans, "makes all of some", 0.55)


def _loaded(reference: Side, held: Rendered, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    if line.direct or reference.language != side.language or any(part.has(Sort.LOADED) for part in held.parts):
        return
    for each in [*line.findings(Sort.LOADED), *(each for each in line.credited if each.sort is Sort.LOADED)]:
        yield _made(reference, side, line, [part.span for part in parts], [each.span], "has a stronger word", 0.6)


def _made(
    reference: Side,
    side: Side,
    line: Line,
    there: Sequence[Span],
    here: Sequence[Span],
    rule: str,
    score: float,
) -> Departure:
    return Departure(
        what=Drift.STRENGTH,
        rule=rule,
        passage=Passage(side.page, tuple(here), line.passage.statement),
        there=tuple(there),
        told=f"{rule}: {shown(side.text, here)} for {shown(reference.text, there)}",
        score=score,
    )
