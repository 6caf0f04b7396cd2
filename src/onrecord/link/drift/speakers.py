"""Words that a page credits to somebody else than the one who said them.

The page must quote, and the words must be the same, or nearly: somebody else who speaks of the same is no departure. A
name that no other page of the occasion credits is doubtful (it may be misread), but for the very words.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.link.drift.parts import Rendered, held_share
from onrecord.link.drift.sides import Compared, Departure, Line, Side, shown
from onrecord.types import Drift, Form, Passage, Spans, SpeakerKind

LIKE = 0.5
"""How near a passage must be to the reference to be the same words."""
STRANGE = 0.4
"""The share of words that are not the reference's, above which somebody says something of his own."""
VERY = 0.9
"""How near it must be to be the very words."""
_SURE, _DOUBTFUL = 0.9, 0.45
_WHO = frozenset({SpeakerKind.PERSON, SpeakerKind.BODY, SpeakerKind.OFFICE, SpeakerKind.GROUP})


def departures(told: Compared, held: Rendered, side: Side) -> Iterator[Departure]:
    """The lines of a page that are somebody else's there."""
    if told.reference is None:
        return
    for line, likeness in zip(side.lines, held.likeness, strict=True):
        speaker = line.statement.speaker if line.statement else None
        if line.form is not Form.MISATTRIBUTED or speaker is None or speaker.kind not in _WHO:
            continue
        if not line.direct or likeness < LIKE or _own_words(told.reference, held, line) > STRANGE:
            continue
        yield Departure(
            what=Drift.SPEAKER,
            rule="credited to somebody else",
            passage=Passage(side.page, _source(line), line.passage.statement),
            there=told.reference.lines[0].passage.spans,
            told=f"credits {shown(side.text, line.passage.spans)} to {speaker.name}",
            score=_SURE if likeness >= VERY or _is_known(told, side, line) else _DOUBTFUL,
        )


def _own_words(reference: Side, held: Rendered, line: Line) -> float:
    """The share of a passage's words that the reference does not have; 0 across languages."""
    if line.language != reference.language:
        return 0.0
    known = tuple(key for part in held.parts for key in part.wording.keys)
    return 1.0 - held_share(line.wording.keys, known)


def _is_known(told: Compared, side: Side, line: Line) -> bool:
    """Does another page of the occasion credit the same speaker with something?"""
    who = side.telling.who(line.statement) if line.statement else None
    return any(who in telling.speakers.values() for page, telling in told.known.items() if page != side.page)


def _source(line: Line) -> Spans:
    return line.statement.source if line.statement and line.statement.source else line.passage.spans
