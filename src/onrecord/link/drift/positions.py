"""A speaker's positions in the order in which they were taken: repeats folded, and where they change or contradict.

Two positions are compared where they are about the same thing by meaning, across languages. Told are a figure of the
same thing that differs, a proposition that is affirmed here and denied there, and one that is put more or less firmly.

Limits: positions of one utterance (the same words on several pages) are never held against each other; what pages make
of one utterance is drift, see `onrecord.link.drift`. A figure for another period is no change. Work grows with the
square of the positions that are handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from onrecord.link.align import Wording, wording
from onrecord.link.drift.denials import holds, scopes
from onrecord.link.drift.lexicon import Finding, Sort, lexicon
from onrecord.link.drift.parts import cosines, held_share, stems
from onrecord.link.drift.quantities import Quantity, beside, paired, quantities, same_kind
from onrecord.link.drift.sides import shown
from onrecord.meaning import embed
from onrecord.meaning.memory import Vectors
from onrecord.meaning.threads import one_thread
from onrecord.types import Dating, Period, Reading, Spans, Statement

SAME = 0.9
"""How near two positions are that say the same again."""
ABOUT = 0.5
"""How near two positions are that are about the same thing, and how many words both must hold to weigh them."""
FIGURE_ABOUT = 0.4
"""As `ABOUT`, where both give a figure of the same kind beside the same words."""
_FIGURE, _DENIAL, _FIRMNESS = 0.8, 0.6, 0.5


class Shift(StrEnum):
    """What differs between two positions."""

    FIGURE = "figure"
    DENIAL = "denial"
    FIRMER = "firmer"
    WEAKER = "weaker"


@dataclass(frozen=True, slots=True)
class Position:
    """One statement of a speaker on its page. ``utterance`` is the id of what was said once, where lineage knows it."""

    reading: Reading
    statement: Statement
    utterance: str | None = None

    @property
    def said(self) -> Dating | None:
        """When it was said; the page's own days where it does not tell."""
        return self.statement.said or self.reading.article.published

    @property
    def spans(self) -> Spans:
        return self.statement.content

    @property
    def text(self) -> str:
        return self.reading.article.text

    @property
    def words(self) -> str:
        return " … ".join(span.of(self.text) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Folded:
    """A position where it was first taken, and where the speaker said the same again, in order."""

    position: Position
    repeats: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Two positions that differ, the earlier first; ``there`` and ``here`` are the words of each that do.

    ``told`` is a plain sentence; ``score`` how sure it is, 0 to 1.
    """

    shift: Shift
    earlier: Position
    later: Position
    there: Spans
    here: Spans
    told: str
    score: float


@dataclass(frozen=True, slots=True)
class _Sight:
    """A position with what is compared of it."""

    position: Position
    language: str
    wording: Wording
    found: tuple[Finding, ...]
    quantities: tuple[Quantity, ...]

    @property
    def denied(self) -> list[set[str]]:
        return scopes(self.wording, self.found)

    @property
    def firmness(self) -> int:
        """What holds on a condition, or may be, is less firm than plain words; what will be, or is promised, more."""
        sorts = {each.sort for each in self.found}
        weak = bool(sorts & {Sort.CONDITION, Sort.POSSIBLE})
        return int(bool(sorts & {Sort.CERTAIN, Sort.PLEDGE}) and not weak) - int(weak)


@dataclass(frozen=True, slots=True)
class Course:
    """A speaker's positions in their order, and where they change or contradict."""

    folded: tuple[Folded, ...]
    turns: tuple[Turn, ...]


def course(positions: Sequence[Position], meanings: Vectors | None = None) -> Course:
    """What becomes of positions, handed in in the order in which they were taken; ``meanings`` are their vectors.

    Repeats are folded: the same utterance, or the same said anew. Each position is held against the last one before it
    that is about the same thing; of a pair only the surest shift is told.
    """
    vectors = embed([each.words for each in positions]) if meanings is None else meanings
    with one_thread():
        alike = cosines(vectors, vectors)
    sights = [_sight(each) for each in positions]
    groups = _grouped(sights, alike)
    out = (Folded(positions[first], tuple(positions[each] for each in rest)) for first, *rest in groups)
    return Course(tuple(out), tuple(_changes(sights, [first for first, *_ in groups], alike)))


def _changes(sights: Sequence[_Sight], kept: Sequence[int], alike: NDArray[np.float64]) -> list[Turn]:
    out: list[Turn] = []
    for number, at in enumerate(kept):
        later = sights[at]
        for before in reversed(kept[:number]):
            near = float(alike[before, at])
            found = list(_turns(sights[before], later, near))
            if found:
                out.append(max(found, key=lambda each: each.score))
            if found or near >= ABOUT:
                break
    return out


def _grouped(sights: Sequence[_Sight], alike: NDArray[np.float64]) -> list[list[int]]:
    """The places of the positions that say the same, the first of each group first."""
    groups: list[list[int]] = []
    for number, sight in enumerate(sights):
        for group in groups:
            first = sights[group[0]]
            if _is_utterance(first, sight) or (alike[group[0], number] >= SAME and _says_the_same(first, sight)):
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def _sight(position: Position) -> _Sight:
    language = position.reading.article.language
    table, said, cue = lexicon(language), wording(position.text, position.spans), position.statement.cue
    # "denied that …" denies all that is credited.
    credited = table.findings(wording(position.text, cue)) if cue else ()
    found = (*table.findings(said), *(each for each in credited if each.sort is Sort.DENIAL))
    told = tuple(each for each in quantities(position.reading, position.spans) if each.figure)
    return _Sight(position, language, said, found, told)


def _is_utterance(one: _Sight, other: _Sight) -> bool:
    return one.position.utterance is not None and one.position.utterance == other.position.utterance


def _says_the_same(one: _Sight, other: _Sight) -> bool:
    """Are the numbers, the denials and the firmness the same?"""
    _, theirs, ours = paired(one.quantities, other.quantities)
    return not theirs and not ours and bool(one.denied) == bool(other.denied) and one.firmness == other.firmness


def _turns(earlier: _Sight, later: _Sight, near: float) -> Iterator[Turn]:
    if near >= FIGURE_ABOUT:
        yield from _figures(earlier, later)
    if near >= ABOUT:
        yield from _denial(earlier, later)
        yield from _firmness(earlier, later)


def _figures(earlier: _Sight, later: _Sight) -> Iterator[Turn]:
    _, theirs, ours = paired(earlier.quantities, later.quantities)
    for one in theirs:
        for other in ours:
            if _same_thing(one, other, earlier, later):
                there, here = (one.span,), (other.span,)
                yield _turn(Shift.FIGURE, earlier, later, there, here, "another figure", _FIGURE)


def _same_thing(one: Quantity, other: Quantity, earlier: _Sight, later: _Sight) -> bool:
    """Do two figures count the same thing at the same time?"""
    if one.figure is None or other.figure is None or same_kind(one, other) is False:
        return False
    if not _meet(one.figure.period, other.figure.period):
        return False
    if earlier.language != later.language:
        return one.measure is not None
    return bool(_counted(one, earlier) & _counted(other, later))


def _counted(quantity: Quantity, sight: _Sight) -> set[str]:
    """What is counted, as the reading has it, and the words beside."""
    of = quantity.figure.of if quantity.figure else None
    return beside(sight.position.text, quantity.span, sight.language) | stems(wording(of or "").keys)


def _meet(one: Period | None, other: Period | None) -> bool:
    return one is None or other is None or (one.earliest <= other.latest and other.earliest <= one.latest)


def _denial(earlier: _Sight, later: _Sight) -> Iterator[Turn]:
    """One side denies words that the other, which denies nothing, has."""
    if earlier.language != later.language or bool(earlier.denied) == bool(later.denied):
        return
    plain, denied = (later, earlier.denied) if earlier.denied else (earlier, later.denied)
    if holds(plain.wording, denied, plain.language):
        what = "no longer denied" if earlier.denied else "denied now"
        yield _turn(Shift.DENIAL, earlier, later, earlier.position.spans, later.position.spans, what, _DENIAL)


def _firmness(earlier: _Sight, later: _Sight) -> Iterator[Turn]:
    """A condition, or a "may", on one side alone, where both say nearly the same words."""
    if earlier.language == later.language and held_share(earlier.wording.keys, later.wording.keys) < ABOUT:
        return
    if earlier.firmness != later.firmness:
        shift = Shift.FIRMER if earlier.firmness < later.firmness else Shift.WEAKER
        what = f"said {'more' if shift is Shift.FIRMER else 'less'} firmly"
        yield _turn(shift, earlier, later, earlier.position.spans, later.position.spans, what, _FIRMNESS)


def _turn(shift: Shift, earlier: _Sight, later: _Sight, there: Spans, here: Spans, what: str, score: float) -> Turn:
    was, now = shown(earlier.position.text, there), shown(later.position.text, here)
    told = f"{what}: {was} {_when(earlier.position)}, {now} {_when(later.position)}."
    return Turn(shift, earlier.position, later.position, there, here, told[0].upper() + told[1:], score)


def _when(position: Position) -> str:
    said = position.said
    if said is None:
        return "(undated)"
    first, last = said.earliest.isoformat(), said.latest.isoformat()
    return f"on {first}" if first == last else f"between {first} and {last}"
