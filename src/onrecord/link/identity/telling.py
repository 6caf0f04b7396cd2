"""Between identities and what a record keeps: decisions as judgements, and identities as plain data."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import Contradiction
from onrecord.link.identity.clusters import Join, Refusal
from onrecord.link.identity.judgements import AT, Judgement, Renaming, consistent
from onrecord.link.identity.mentions import Mention, Role
from onrecord.link.identity.resolving import Identity, People
from onrecord.types import Basis, Decision, DecisionKind

MOST_NEAR = 12
"""Near misses that are told of one identity, the surest first; the others are counted."""
_SHOWN = 12
"""Digits of a decision's hash that name it among all that people will ever decide."""


def on_page(key: str, page: str) -> str:
    """What a judgement calls a name (its key) as one page has it."""
    return key if AT in key else f"{key}{AT}{page}"


def label(decision: Decision) -> str:
    """How reasons and contradictions name a decision."""
    return f"decision {decision.hash[:_SHOWN]}"


def judged(said: Iterable[Decision]) -> tuple[list[Judgement], list[Renaming]]:
    """Decisions on names, as judgements and renamings whose reasons name the decision; others are passed over."""
    judgements, renamings = [], []
    for each in said:
        value = json.loads(each.value)
        why = label(each) + (f", {each.why}" if each.why else "")
        if each.kind is DecisionKind.RENAME:
            renamings.append(Renaming(each.target, value["name"], each.who, each.moment, why))
        elif each.kind in (DecisionKind.SAME, DecisionKind.DIFFERENT):
            same = each.kind is DecisionKind.SAME
            judgements.append(Judgement(each.target, value["other"], same, each.who, each.moment, why))
    return judgements, renamings


def holding(judgements: Sequence[Judgement]) -> tuple[list[Judgement], dict[Judgement, str]]:
    """The judgements that can all hold, earlier ones before later ones, and why each of the others does not.

    Where two records become one, what one team said may contradict the other; neither is lost, and the later waits.
    """
    try:
        consistent(judgements)
    except Contradiction:
        kept: list[Judgement] = []
        against: dict[Judgement, str] = {}
        for each in judgements:
            try:
                consistent([*kept, each])
            except Contradiction as error:
                against[each] = str(error)
            else:
                kept.append(each)
        return kept, against
    return list(judgements), {}


@dataclass(frozen=True, slots=True)
class Told:
    """One identity as plain data, and the mentions that are its own by their places in what was resolved."""

    identity: Identity
    mentions: Sequence[int]
    detail: dict[str, Any]


def told(found: People, mentions: Sequence[Mention]) -> list[Told]:
    """Identities with the mentions of each; ``detail`` holds keys, aliases, roles, joins and near misses as JSON.

    Keys come in the order in which a decision should use them: names wherever they stand before those of one page,
    frequent ones first.
    """
    own: defaultdict[str, list[int]] = defaultdict(list)
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, (mention, identity) in enumerate(found.who(mentions)):
        own[identity.id].append(number)
        spelt[mention.page_key if mention.page_key in identity.keys else mention.key][mention.name] += (
            mention.statements
        )
    near: defaultdict[str, list[Refusal]] = defaultdict(list)
    for refusal in found.refusals:
        for key in {refusal.left, refusal.right}:
            near[key].append(refusal)
    return [Told(each, own[each.id], _detail(each, spelt, near)) for each in found.identities]


def _detail(identity: Identity, spelt: Mapping[str, Counter[str]], near: Mapping[str, list[Refusal]]) -> dict[str, Any]:
    keys = sorted(identity.keys, key=lambda key: (AT in key, -spelt[key].total(), key))
    refused = {refusal for key in keys for refusal in near.get(key, ())}
    surest = sorted(refused, key=lambda r: (-r.basis.score, r.left, r.right))
    return {
        "keys": [_key(key, spelt[key]) for key in keys],
        "aliases": list(identity.aliases),
        "roles": [_role(role) for role in identity.roles],
        "joins": [_join(join) for join in identity.joins],
        "near": [
            {**_join(refusal), "against": _basis(refusal.against), "open": refusal.open}
            for refusal in surest[:MOST_NEAR]
        ],
        "near_untold": max(len(surest) - MOST_NEAR, 0),
    }


def _key(key: str, spelt: Counter[str]) -> dict[str, Any]:
    name, _, page = key.partition(AT)
    names = [said for said, _ in sorted(spelt.items(), key=lambda pair: (-pair[1], pair[0]))]
    return {"key": key, "page": page or None, "names": names or [name]}


def _role(role: Role) -> dict[str, Any]:
    return {
        "text": role.text,
        "earliest": role.earliest.isoformat() if role.earliest else None,
        "latest": role.latest.isoformat() if role.latest else None,
        "language": role.language,
    }


def _join(join: Join | Refusal) -> dict[str, Any]:
    return {"left": join.left, "right": join.right, **_basis(join.basis)}


def _basis(basis: Basis) -> dict[str, Any]:
    return {"rule": basis.rule, "detail": basis.detail, "score": basis.score}
