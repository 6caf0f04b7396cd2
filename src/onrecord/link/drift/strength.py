"""Words that make more, or less, of what was said: a condition gone, what may be made certain, a stronger word.

Each passage is held against the sentences of the reference that it renders. Words count by what they do in their own
language (``words/<language>/drift.toml``), so that a reference in one language and a passage in another compare.

Limits: what is neither a condition, a modal verb, a quantity nor a word of the tables is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.drift.lexicon import Finding, Sort
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
            rule, here = "drops a condition", line.passage.spans
            clause = f"drops the {shown(reference.text, [each.span])} of what was said: {shown(side.text, here)}"
            yield _made(side, line, [part.span], here, rule, clause, 0.7)


def _certainty(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """What may be becomes what will be, or the other way round; what is quoted keeps its words."""
    if line.direct:
        return
    certain = line.findings(Sort.CERTAIN) if not line.has(Sort.POSSIBLE) else []
    shifted = {each.span for each in line.findings(Sort.SHIFTED)}
    doubtful = [each for each in line.findings(Sort.POSSIBLE) if each.span not in shifted]
    for part in parts:
        possible = part.findings(Sort.POSSIBLE)
        if possible and certain:
            yield _for(reference, side, line, possible[0].span, certain[0].span, "makes certain what is possible", 0.65)
        elif doubtful and part.has(Sort.CERTAIN) and not part.has(Sort.POSSIBLE, Sort.CONDITION):
            firm = part.findings(Sort.CERTAIN)[0].span
            yield _for(reference, side, line, firm, doubtful[0].span, "makes doubtful what is certain", 0.55)


def _pledge(reference: Side, held: Rendered, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """Somebody binds himself, or settles a thing, who did no such thing in the reference, or said that he did not."""
    for sort, rule, found in (
        (Sort.PLEDGE, "makes a promise of it", [*line.findings(Sort.PLEDGE), *line.credited]),
        (Sort.DECISION, "makes a decision of it", line.findings(Sort.DECISION)),
    ):
        known = any(_binds(part) or (part.has(sort) and not part.has(Sort.NEGATION)) for part in held.parts)
        for each in [each for each in found if each.sort is sort and not known and not line.direct][:1]:
            yield _word(reference, side, line, parts, each, rule, f"{rule}:")


def _binds(part: Part) -> bool:
    """Does the speaker say what he will do ("we will publish it"), without a condition?"""
    subjects = {each.last for each in part.findings(Sort.SELF)}
    return not part.has(Sort.CONDITION) and any(each.first in subjects for each in part.findings(Sort.CERTAIN))


def _quantity(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """Some, or most, become all."""
    if line.has(Sort.SOME) or line.quantities or (line.direct and line.form is not Form.SPLICED):
        return
    for part in parts:
        for each in part.findings(Sort.SOME)[:1]:
            here = line.passage.spans
            clause = f"says of all what was said of {shown(reference.text, [each.span])}: {shown(side.text, here)}"
            yield _made(side, line, [part.span], here, "makes all of some", clause, 0.55)


def _loaded(reference: Side, held: Rendered, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """A word that makes more of a thing than the reference's words do."""
    if line.direct or reference.language != side.language or any(part.has(Sort.LOADED) for part in held.parts):
        return
    found = [*line.findings(Sort.LOADED), *(each for each in line.credited if each.sort is Sort.LOADED)]
    for each in found[:1]:
        yield _word(reference, side, line, parts, each, "has a stronger word", "has the stronger word")


def _word(
    reference: Side, side: Side, line: Line, parts: list[Part], found: Finding, rule: str, saying: str
) -> Departure:
    there = [part.span for part in parts]
    clause = f"{saying} {shown(side.text, [found.span])} for {shown(reference.text, there)}"
    return _made(side, line, there, [found.span], rule, clause, 0.6)


def _for(reference: Side, side: Side, line: Line, there: Span, here: Span, rule: str, score: float) -> Departure:
    clause = f"{rule}: {shown(side.text, [here])} for {shown(reference.text, [there])}"
    return _made(side, line, [there], [here], rule, clause, score)


def _made(
    side: Side, line: Line, there: Sequence[Span], here: Sequence[Span], rule: str, clause: str, score: float
) -> Departure:
    return Departure(
        what=Drift.STRENGTH,
        rule=rule,
        passage=Passage(side.page, tuple(here), line.passage.statement),
        there=tuple(there),
        told=clause,
        score=score,
    )
