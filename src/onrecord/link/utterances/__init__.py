"""Which passages of an occasion's pages render one utterance of one speaker."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.types import Passage


@dataclass(frozen=True, slots=True)
class Grouped:
    """Passages that render one utterance, sorted; ``speaker`` is the id of who said it, None where nobody knows.

    A passage that splices two utterances stands in both groups.
    """

    id: str
    speaker: str | None
    passages: tuple[Passage, ...]
