"""Words that a page credits to somebody else than the one who said them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.link.drift.sides import Compared, Departure, Line, Side, shown
from onrecord.types import Drift, Form, Passage, Spans, SpeakerKind

_SURE, _LIKELY = 0.9, 0.6


def departures(told: Compared, side: Side) -> Iterator[Departure]:
    """The lines of a page that are somebody else's there."""
    for line in side.lines:
        who = side.telling.who(line.statement) if line.statement else None
        wrong = who is not None and told.utterance.speaker is not None and who != told.utterance.speaker
        if line.form is not Form.MISATTRIBUTED and not (wrong and _is_named(line) and line.direct):
            continue
        credited = line.statement.speaker.name if line.statement and line.statement.speaker else "somebody else"
        yield Departure(
            what=Drift.SPEAKER,
            rule="credited to somebody else",
            passage=Passage(side.page, _source(line), line.passage.statement),
            there=told.reference.lines[0].passage.spans if told.reference else (),
            told=f"credits {shown(side.text, line.passage.spans)} to {credited}",
            score=_SURE if line.form is Form.MISATTRIBUTED else _LIKELY,
        )


def _is_named(line: Line) -> bool:
    speaker = line.statement.speaker if line.statement else None
    return speaker is not None and speaker.kind is SpeakerKind.PERSON


def _source(line: Line) -> Spans:
    return line.statement.source if line.statement and line.statement.source else line.passage.spans
