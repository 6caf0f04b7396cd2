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
from onrecord.link.utterances.evidence import Evidence
from onrecord.link.utterances.grouping import groups
from onrecord.link.utterances.parts import Part, parts
from onrecord.link.utterances.splices import passages
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
    """The utterances of one occasion, each statement in at least one; independent of the order of the pages.

    A page that tells of an occasion alone retells nobody: each of its statements is an utterance of its own.
    """
    ordered = sorted(tellings, key=lambda telling: telling.page)
    found = [part for telling in ordered for part in parts(telling)]
    if len(ordered) > 1 and found:
        evidence = Evidence(found)
        made = groups(found, evidence)
        whose = [_speaker([found[number] for number in group]) for group in made]
        utterances = [*map(_grouped, whose, passages(found, evidence, made, whose))]
    else:
        utterances = [_grouped(part.speaker, [part.passage]) for part in found if part.manner is not None]
    return sorted(utterances, key=lambda each: (each.passages, each.id))


def _grouped(speaker: str | None, held: Sequence[Passage]) -> Grouped:
    ordered = tuple(sorted(held))
    names = [name for each in ordered for name in (each.page, *(f"{span.start}-{span.end}" for span in each.spans))]
    return Grouped(digest("utterance", *names), speaker, ordered)


def _speaker(group: Sequence[Part]) -> str | None:
    """Whom the best part credits, the first; else most of the others."""
    if group[0].speaker:
        return group[0].speaker
    credited = Counter(part.speaker for part in group if part.speaker)
    return min(credited, key=lambda who: (-credited[who], who), default=None)
