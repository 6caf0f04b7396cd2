"""Words within quotation marks that differ from the reference's, word by word: a number, a "not", a hedge.

Only quotations in the reference's language that stand in one piece are laid beside it. Words that differ otherwise may
be a synonym or a slip; they make a quotation altered, and no departure.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.link.align import pieces, wording
from onrecord.link.drift.sides import Departure, Line, Side, shown
from onrecord.link.quotations import quotation
from onrecord.link.verdicts import ALTERED, Change, What, rendering
from onrecord.types import Drift, Form, Passage, Span
from onrecord.words.numbers import numerals_in

_KINDS = {
    What.NUMBER: (Drift.FIGURE, "another number within a quotation", 0.8),
    What.NEGATION: (Drift.MEANING, "a denial changed within a quotation", 0.8),
    What.HEDGE: (Drift.STRENGTH, "a hedge changed within a quotation", 0.55),
}
MOST_WORDS = 4
"""Words on either side of a change; more are other words, not changed ones."""
_CHANGED = frozenset({Form.ALTERED, Form.SPLICED})


def departures(reference: Side, side: Side) -> Iterator[Departure]:
    """The changes of weight within a page's quotations."""
    for line in side.lines:
        if line.direct and line.form in _CHANGED and line.language == reference.language:
            yield from _changes(reference, side, line)


def _changes(reference: Side, side: Side, line: Line) -> Iterator[Departure]:
    if len(line.passage.spans) > 1:
        return
    within = tuple(span for each in reference.lines for span in each.passage.spans)
    asked, there = quotation(line.words), wording(reference.text, within)
    found = rendering(asked, there, pieces(asked.keys, there.keys), line.language, within)
    for change in found.changes if found and found.share >= ALTERED else ():
        if change.what in _KINDS and _is_told(change, asked.wording.text, reference.text, line.language):
            yield _departure(reference, side, line, change)


def _is_told(change: Change, quoted: str, held: str, language: str) -> bool:
    """A number must stand on both sides, of few words; a "not" or a hedge may be missing on one."""
    sides = [span.of(text) if span else "" for span, text in ((change.quoted, quoted), (change.held, held))]
    if max(len(side.split()) for side in sides) > MOST_WORDS:
        return False
    return change.what is not What.NUMBER or all(numerals_in(side, language) for side in sides)


def _departure(reference: Side, side: Side, line: Line, change: Change) -> Departure:
    what, rule, score = _KINDS[change.what]
    start = line.passage.spans[0].start
    ours = Span(start + change.quoted.start, start + change.quoted.end) if change.quoted else None
    here, there = shown(side.text, [ours]) if ours else "", shown(reference.text, [change.held]) if change.held else ""
    if not here or not there:
        clause = f"quotes without {there}" if there else f"quotes with {here}, which the reference does not have"
    else:
        clause = f"quotes {here} for {there}"
    return Departure(
        what=what,
        rule=rule,
        passage=Passage(side.page, (ours,) if ours else line.passage.spans, line.passage.statement),
        there=(change.held,) if change.held else (),
        told=clause,
        score=score,
    )
