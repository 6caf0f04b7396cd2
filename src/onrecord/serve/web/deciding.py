"""A decision that is sent again is the same decision: what was already said, and stands, is not written down twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.record.decisions import standing, undone
from onrecord.types import Decision, DecisionKind

_OF_RECORD = frozenset(("was", "words"))
"""What is written down with a decision beside what its editor says."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody wants to say: of what, by whom, why; ``value`` as `Record.decide` takes it.

    ``page`` is where the statement stands; of names there is none.
    """

    kind: DecisionKind
    target: str
    who: str
    why: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    page: str | None = None

    @property
    def about(self) -> object:
        """What a later word on it would take the place of."""
        return _about(self.kind, self.target, self.value)


def already(said: Sequence[Decision], meant: Meant) -> Decision | None:
    """The decision that says this already and is the last word on it; of an undoing, one that stands."""
    if meant.kind is DecisionKind.UNDO:
        away = undone(said)
        back = (each for each in reversed(said) if each.kind is DecisionKind.UNDO and each.hash not in away)
        return next((each for each in back if each.target == meant.target), None)
    for each in reversed(standing(said)):
        value = _said_of(each)
        if _about(each.kind, each.target, value) != meant.about:
            continue
        if _is_same(each, value, meant):
            return each
        if not _stands_beside(each, value, meant):
            return None
    return None


def _about(kind: DecisionKind, target: str, value: Mapping[str, Any]) -> object:
    if kind in (DecisionKind.SAME, DecisionKind.DIFFERENT):
        return frozenset((target, value["other"]))
    return (kind is DecisionKind.RENAME, target)


def _is_same(said: Decision, value: Mapping[str, Any], meant: Meant) -> bool:
    names = meant.kind in (DecisionKind.SAME, DecisionKind.DIFFERENT)
    same_value = names or value == meant.value
    return same_value and (said.kind, said.who, said.why) == (meant.kind, meant.who, meant.why)


def _stands_beside(said: Decision, value: Mapping[str, Any], meant: Meant) -> bool:
    """Does an earlier word hold on beside a later one: a correction beside that of another field, or an acceptance?"""
    if meant.kind is not DecisionKind.CORRECT:
        return False
    other_fields = said.kind is DecisionKind.CORRECT and value.keys().isdisjoint(meant.value.keys())
    return said.kind is DecisionKind.ACCEPT or other_fields


def _said_of(said: Decision) -> dict[str, Any]:
    told = json.loads(said.value)
    return {name: value for name, value in told.items() if name not in _OF_RECORD}
