"""What a page that quotes leaves out of the words, where what is left reads otherwise without it.

Only pages in the reference's language that give some of the words as the speaker's own are looked at. A sentence that
they do not render, or a stretch that is missing within one, counts where it conditions, excepts, limits, disclaims or
stands against what was kept; a page that tells it elsewhere in other words has left out nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.align import pieces
from onrecord.link.drift.lexicon import Sort
from onrecord.link.drift.parts import Part, Rendered, stems
from onrecord.link.drift.sides import Departure, Line, Side, shown
from onrecord.types import Drift, Form, Manner, Span

RETOLD = 0.5
"""The share of the longer words of a stretch that a page's other lines hold where it is retold there."""
LEAST_CUT, LEAST_TAIL = 2, 3
"""Words that are missing within a sentence, or at its end; fewer are a change of words, not a cut."""
QUOTED = 0.3
"""The share of a sentence that a page must have to have cut it."""
_QUOTED = frozenset({Form.VERBATIM, Form.TRIMMED, Form.ALTERED, Form.SPLICED, Form.MISATTRIBUTED})
_WHOLE = _QUOTED - {Form.SPLICED}
"""A splice leaves out what stood between; that is told as a splice."""
_SET_AGAINST = "what it was set against"
_SHORT_SENTENCE, _NEAR_SUBJECT = 6, 3
_PLAIN, _TAIL = 0.3, 0.55

_WEIGHTS = (
    ("a condition", 0.8, (Sort.CONDITION,)),
    ("an exception", 0.7, (Sort.EXCEPTION,)),
    ("a limit", 0.7, (Sort.LIMIT,)),
)


def departures(reference: Side, held: Rendered, side: Side) -> Iterator[Departure]:
    """The sentences and stretches that a quoting page leaves out."""
    if reference.language != side.language:
        return
    quoting = [line for line in side.lines if line.form in _WHOLE and line.statement is not None]
    direct = [line for line in quoting if _gives_words(line)]
    for number in held.left_out if quoting else ():
        why, score = _sentence_weight(held, number)
        if direct or why == _SET_AGAINST:
            yield _departure(reference, (direct or quoting)[0], held.parts[number].span, why, score)
    for number, part in enumerate(held.parts):
        lines = [line for line, told in zip(side.lines, held.by_line, strict=True) if number in told]
        if number not in held.left_out and any(_gives_words(line) for line in lines):
            yield from _within(reference, side, part, lines)


def _gives_words(line: Line) -> bool:
    """Does the page give the speaker's words in whole sentences, or as its own words from mark to mark?"""
    return line.form in _QUOTED and line.statement is not None and line.statement.manner is Manner.DIRECT


def _sentence_weight(held: Rendered, number: int) -> tuple[str, float]:
    """What a sentence is to those that were kept, and how sure it is that leaving it out matters."""
    part = held.parts[number]
    for what, score, sorts in _WEIGHTS:
        if part.has(*sorts):
            return what, score
    if _disclaims(part):
        return "a disclaimer", 0.75
    if any(abs(other - number) == 1 and _opposed(part, held.parts[other]) for other in range(len(held.parts))):
        return _SET_AGAINST, 0.6
    if any(each.first == 0 for each in part.findings(Sort.CONTRAST)):
        return "a concession", 0.5
    return "a sentence", _PLAIN


def _disclaims(part: Part) -> bool:
    """Does the speaker say what he does not do, or does not mean?"""
    subjects = [each.first for each in part.findings(Sort.SELF)]
    denied = [each.first for each in part.findings(Sort.NEGATION, Sort.DENIAL)]
    return any(0 <= no - who <= _NEAR_SUBJECT for no in denied for who in subjects)


def _opposed(one: Part, other: Part) -> bool:
    """Is one sentence denied and the other not, and do they speak of the same?"""
    if one.has(Sort.NEGATION) == other.has(Sort.NEGATION):
        return False
    later = max(one, other, key=lambda each: each.span)
    short = len(later.wording) <= _SHORT_SENTENCE and later.has(Sort.ANAPHOR) and not later.has(Sort.NEGATION)
    return short or bool(stems(one.wording.keys) & stems(other.wording.keys))


def _within(reference: Side, side: Side, part: Part, lines: Sequence[Line]) -> Iterator[Departure]:
    """Stretches of a sentence that no line has."""
    held = {at for line in lines for piece in pieces(line.wording.keys, part.wording.keys) for _, at in piece}
    retold = set().union(*(stems(line.wording.keys) for line in side.lines))
    for first, last in _gaps(held, len(part.wording)) if len(held) >= QUOTED * len(part.wording) else ():
        asked = stems(part.wording.keys[first:last])
        span = part.wording.stretch(first, last)
        if last - first < LEAST_CUT or span is None or len(asked & retold) >= RETOLD * max(1, len(asked)):
            continue
        found = [each for each in part.found if first <= each.first < last]
        why, score = next(
            ((what, score) for what, score, sorts in _WEIGHTS if any(each.sort in sorts for each in found)),
            ("the end of the sentence", _TAIL) if _is_tail(part, first, last) else ("some words", _PLAIN),
        )
        yield _departure(reference, lines[0], span, why, score)


def _is_tail(part: Part, first: int, last: int) -> bool:
    return last == len(part.wording) and last - first >= LEAST_TAIL


def _gaps(held: set[int], total: int) -> Iterator[tuple[int, int]]:
    start = 0
    for at in [*sorted(held), total]:
        if at > start:
            yield start, at
        start = at + 1


def _departure(reference: Side, line: Line, there: Span, why: str, score: float) -> Departure:
    return Departure(
        what=Drift.TRUNCATION,
        rule=f"leaves out {why}",
        passage=line.passage,
        there=(there,),
        told=f"leaves out {why}: {shown(reference.text, [there])}",
        score=score,
    )
