"""The passages of a marked-up page made ready for judgement: their words, their links, the container around each.

What the classifier of lines finds in a passage is looked for once, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.containers import Containers, Place
from onrecord.clean.credits import caption
from onrecord.clean.lines import LONGEST, Line, is_prose, line_of
from onrecord.clean.phrases import Phrases
from onrecord.clean.residue import evidence, related, shape
from onrecord.clean.tree import Tree
from onrecord.clean.visible import Passage
from onrecord.types import Basis

_PROSE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Findings:
    """What the classifier of lines says of a passage, its credit line aside."""

    shape: Basis | None
    edge: Basis | None
    related: str | None


@dataclass(slots=True, eq=False)
class Sight:
    """One passage under judgement; ``own`` says that it is running text outside of foreign containers.

    The tables that its methods are given must be the same at every call.
    """

    passage: Passage
    line: Line
    place: Place
    words: int
    linked: float
    prose: bool
    letters: str
    signature: tuple[str, str, str]
    own: bool = False
    _credit: tuple[Basis | None] | None = None
    _findings: Findings | None = None

    def credit(self, phrases: Phrases) -> Basis | None:
        """Why it credits a picture's maker, if it does."""
        if self._credit is None:
            self._credit = (caption(self.line, phrases),)
        return self._credit[0]

    def findings(self, phrases: Phrases) -> Findings:
        if self._findings is None:
            line = self.line
            self._findings = Findings(shape(line, phrases), evidence(line, phrases, edge=True), related(line, phrases))
        return self._findings


def sights_of(tree: Tree, passages: Sequence[Passage]) -> tuple[list[Sight], Containers]:
    """Every passage made ready for seeing, and the containers counted."""
    containers = Containers(tree)
    sights: list[Sight] = []
    for passage in passages:
        text = passage.text
        line = line_of(text)
        words = len(line.words) if len(line.text) < LONGEST else text.count(" ") + 1
        linked = min(1.0, passage.linked / len(text))
        prose = linked < 0.5 and words >= _PROSE_WORDS and is_prose(line)
        place = containers.place_of(passage.node)
        above = place.parent.names if place.parent else ""
        signature = (place.node.tag, place.names, above)
        sights.append(Sight(passage, line, place, words, linked, prose, line.joined.strip(), signature))
        place.passages += 1
        place.words += words
        place.linked += int(words * linked)
    containers.settle()
    trusted = any(sight.prose and not sight.place.foreign for sight in sights)
    for sight in sights:
        sight.own = sight.prose and not (trusted and sight.place.foreign)
        if sight.own:
            sight.place.prose += sight.words
    containers.settle_prose()
    return sights, containers
