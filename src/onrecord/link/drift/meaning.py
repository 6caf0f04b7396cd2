"""Words that say something else: put together from two places, denied where they were said, or held by no page at all.

A passage is held against the sentences that it renders: what is denied in one and not in the other, guilt or blame that
nobody spoke of, "all" where exceptions were made. A content word that differs within the same frame of words counts
where both are the speaker's words.

Limits: a passage that reverses a sentence without a word of denial is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.align import keys_of
from onrecord.link.drift.denials import holds, scopes
from onrecord.link.drift.lexicon import Sort
from onrecord.link.drift.parts import Part, Rendered, beginnings
from onrecord.link.drift.quantities import function_words
from onrecord.link.drift.sides import Compared, Departure, Line, Side, shown
from onrecord.types import Drift, Form, Passage, Spans

RUN, STANDING = 4, 0.5
"""Words in a run, and the share of a passage's runs that stand on a page that has its words."""
PHRASE = 3
"""Words of a passage that can deny something, or affirm it."""
CLAUSE = 6
"""Words of an indirect passage that are a clause of its own; fewer name what was spoken of."""
_SAME_WORDS = frozenset({Form.VERBATIM, Form.TRIMMED, Form.TRANSLATED, Form.MISATTRIBUTED})


def unsupported(told: Compared, side: Side) -> Iterator[Departure]:
    """Words that no other page has; nor do pages that were not brought together with this one."""
    for line in side.lines:
        if line.form is not Form.UNSUPPORTED or _is_first_hand(side, line) or _stands(told, line):
            continue
        if line.direct or len(line.wording) >= CLAUSE:
            clause = f"has {shown(side.text, line.passage.spans)}, which no other page has"
            yield _made(side, line, (), line.passage.spans, "unsupported", clause, 0.7 if line.direct else 0.55)


def _is_first_hand(side: Side, line: Line) -> bool:
    """Did the speaker say it to the page's own outlet?"""
    addressee, outlet = line.statement.addressee if line.statement else None, side.telling.reading.article.outlet
    asked = set(keys_of(addressee or "")) - function_words(line.language)
    return bool(asked) and asked <= set(keys_of(outlet or ""))


def _stands(told: Compared, line: Line) -> bool:
    """Do the words, or most runs of them, stand on another page?"""
    length = min(RUN, len(line.wording))
    runs = _runs(line.wording.keys, length)
    others = (each for page, each in told.known.items() if page not in {side.page for side in told.sides})
    return any(len(runs & _runs(keys_of(each.text), length)) >= STANDING * len(runs) for each in others)


def _runs(keys: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(keys[at : at + length]) for at in range(len(keys) - length + 1)}


def departures(reference: Side, held: Rendered, side: Side) -> Iterator[Departure]:
    """Where a page's words say something else than the reference's."""
    for line in side.lines:
        if line.form is Form.SPLICED:
            clause = f"joins words from different places: {shown(side.text, line.passage.spans)}"
            yield _made(side, line, (), line.passage.spans, "splice", clause, 0.6)
    for line, parts in held.told(side):
        if line.form in _SAME_WORDS or line.form is Form.SPLICED:
            continue
        yield from _denial(reference, side, line, parts)
        yield from _blame(reference, held, side, line, parts)
        yield from _whole(reference, held, side, line)


def _denial(reference: Side, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """A sentence that is denied on one side alone, where the words that are denied stand on both."""
    claims = [
        part
        for part in parts
        if len(part.wording) >= PHRASE and not reference.text[: part.span.end].rstrip("\"”»“’'").endswith("?")
    ]
    if line.direct or reference.language != side.language or len(line.wording) < PHRASE or len(claims) < len(parts):
        return
    ours = scopes(line.wording, line.found, line.credited)
    theirs = [scopes(part.wording, part.found) for part in parts]
    dropped = (
        not ours and all(theirs) and holds(line.wording, [scope for each in theirs for scope in each], line.language)
    )
    added = bool(ours) and not any(theirs) and any(holds(part.wording, ours, line.language) for part in parts)
    if dropped or added:
        here, there = shown(side.text, line.passage.spans), shown(reference.text, [part.span for part in parts])
        clause = f"denies what was said: {here} for {there}" if added else f"drops a denial: {here} for {there}"
        yield _made(side, line, tuple(part.span for part in parts), line.passage.spans, "denial", clause, 0.55)


def _blame(reference: Side, held: Rendered, side: Side, line: Line, parts: list[Part]) -> Iterator[Departure]:
    """Blame, guilt or a threat that the reference does not speak of, or denies."""
    if (
        line.direct
        or reference.language != side.language
        or any(part.has(Sort.BLAME) and not part.has(Sort.NEGATION) for part in held.parts)
    ):
        return
    known = {stem for part in held.parts for stem in beginnings(part.wording.keys)}
    for each in [*line.findings(Sort.BLAME), *(each for each in line.credited if each.sort is Sort.BLAME)]:
        if beginnings(keys_of(side.text, [each.span])) & known:
            continue
        there = tuple(part.span for part in parts)
        clause = f"speaks of blame or a threat: {shown(side.text, [each.span])} for {shown(reference.text, there)}"
        yield _made(side, line, there, (each.span,), "blame", clause, 0.6)


def _whole(reference: Side, held: Rendered, side: Side, line: Line) -> Iterator[Departure]:
    """ "All" where the speaker made exceptions."""
    if line.direct or reference.language != side.language or any(part.has(Sort.ALL) for part in held.parts):
        return
    limits = [part.span for part in held.parts if part.has(Sort.EXCEPTION, Sort.CONTRAST, Sort.NEGATION)]
    for each in line.findings(Sort.ALL) if limits else ():
        clause = f"says {shown(side.text, [each.span])} where the speaker set limits: {shown(reference.text, limits)}"
        yield _made(side, line, tuple(limits), (each.span,), "all", clause, 0.55)


def _made(side: Side, line: Line, there: Spans, here: Spans, rule: str, clause: str, score: float) -> Departure:
    return Departure(
        what=Drift.MEANING,
        rule=rule,
        passage=Passage(side.page, here, line.passage.statement),
        there=there,
        told=clause,
        score=score,
    )
