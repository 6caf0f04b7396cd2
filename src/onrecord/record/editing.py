"""A reading as editors have it: the machine's word, with what they accepted, rejected and corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.errors import RecordError
from onrecord.record.codec import Json
from onrecord.types import Decision, DecisionKind

EDITOR = "editor"
"""The rule that a corrected statement is told by."""
_CORRECTED = ("manner", "content", "cue", "source", "speaker", "said", "addressee")
_VERDICTS = {DecisionKind.ACCEPT: "accepted", DecisionKind.CORRECT: "accepted", DecisionKind.REJECT: "rejected"}


def edited(told: Json, decisions: Sequence[Decision]) -> Json:
    """The JSON of a reading with each statement's ``verdict``: accepted, rejected or null.

    ``decisions`` are those on its statements that stand, in their order; the last one on a field counts. A statement
    that an editor accepted or corrected stays when another reader does not find it again, as long as the page still
    shows its words; it is told after the others.
    """
    statements = {each["id"]: {**each, "verdict": None} for each in told["statements"]}
    for decision in decisions:
        value: dict[str, Any] = json.loads(decision.value)
        held = statements.get(decision.target)
        if held is None and decision.kind is not DecisionKind.REJECT:
            held = _found_again(told["article"]["text"], value)
        if held is None:
            continue
        verdict = _VERDICTS.get(decision.kind)
        held = {**held, "verdict": verdict}
        if decision.kind is DecisionKind.CORRECT:
            held |= {name: value[name] for name in _CORRECTED if name in value}
            held["basis"] = {"rule": EDITOR, "detail": decision.who, "score": 1.0}
        statements[decision.target] = held
    return {**told, "statements": list(statements.values())}


def _found_again(text: str, value: Json) -> Json | None:
    """The statement that a decision was made on, where the text still holds its words at their place."""
    was: Json | None = value.get("was")
    if was is None or [text[start:end] for start, end in was["content"]] != value.get("words"):
        return None
    return {**was, "inside": None, "verdict": None}


def value_of(statement: Json, text: str, corrected: Json) -> Json:
    """What is written down with a decision: what is corrected, the statement as it was, and its words.

    Raises:
        RecordError: a field that cannot be corrected, or a span outside the text.
    """
    unknown = corrected.keys() - set(_CORRECTED)
    if unknown:
        raise RecordError(f"{', '.join(sorted(unknown))} cannot be corrected: it is one of {', '.join(_CORRECTED)}")
    for field in ("content", "cue", "source"):
        for start, end in corrected.get(field) or ():
            if not 0 <= start < end <= len(text):
                raise RecordError(f"[{start}, {end}) is no stretch of the page's {len(text)} characters")
    was = {name: value for name, value in statement.items() if name != "verdict"}
    return {**corrected, "was": was, "words": [text[start:end] for start, end in statement["content"]]}
