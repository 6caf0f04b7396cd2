"""Which passages of an occasion's pages render one utterance: the same words, or the same proposition, of one speaker.

Statements, parts of them, and sentences that retell without naming a source are brought together across pages and
languages. Limits: an utterance is known by one paragraph of the page that has it best; pages of a script without
meanings (see `onrecord.meaning`) are joined by names and figures only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.tellings import Telling
from onrecord.link.utterances.grouping import groups
from onrecord.link.utterances.parts import Part, parts
from onrecord.types import Passage, digest


@dataclass(frozen=True, slots=True)
class Grouped:
    """Passages that render one utterance, sorted; ``speaker`` is the id of who said it, None where nobody knows.

    A passage that splices two utterances stands in both groups.
    """

    id: str
    speaker: str | None
    passages: tuple[Passage, ...]


def grouped(tellings: Sequence[Telling]) -> list[Grouped]:
    """The utterances of one occasion, each statement in at least one; independent of the order of the pages."""
    ordered = sorted(tellings, key=lambda telling: telling.page)
    found = [part for telling in ordered for part in parts(telling)]
    made = [_grouped([found[number] for number in group]) for group in groups(found)]
    return sorted(made, key=lambda each: (each.passages, each.id))


def _grouped(group: Sequence[Part]) -> Grouped:
    """The parts of one utterance; the first is the one that has it best."""
    passages = tuple(sorted({part.passage for part in group}))
    names = [name for each in passages for name in (each.page, *(f"{span.start}-{span.end}" for span in each.spans))]
    return Grouped(digest("utterance", *names), _speaker(group), passages)


def _speaker(group: Sequence[Part]) -> str | None:
    """Whom the best part credits, else most of the others."""
    if group[0].speaker:
        return group[0].speaker
    credited = Counter(part.speaker for part in group if part.speaker)
    return min(credited, key=lambda who: (-credited[who], who), default=None)
