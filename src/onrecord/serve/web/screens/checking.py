"""Check: is this quotation in any page of the record, and how does each page have it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from onrecord.record.codec import Json
from onrecord.serve.answers import answer_to_json
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.screen import Screens

screens = Screens()
LONGEST = 8_000
"""Characters of a quotation that an address may hold."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Laid:
    """Words of the quotation, and what a page has in their place; both where they are the same."""

    quoted: str
    held: str
    what: str | None


@dataclass(frozen=True, slots=True)
class CheckShown:
    """What was asked, and the answer as `onrecord check --json` tells it; None where nothing was asked yet.

    ``differing`` are the quotation and the words of the best reference side by side, in the quotation's order.
    ``untold`` counts pages beyond those in the answer.
    """

    q: str
    by: str
    answer: Json | None
    differing: tuple[Laid, ...]
    untold: int


@screens.at("/check", "check.html")
def check(
    desk: Desk,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    by: Annotated[str, Query(max_length=300)] = "",
) -> CheckShown:
    """What the record has of a quotation."""
    words, name = q.strip(), by.strip()
    if not words:
        return CheckShown("", name, None, (), 0)
    answer = answer_to_json(desk.checker.check(words, name or None))
    untold = max(0, len(answer["variants"]) - _SHOWN)
    answer["variants"] = answer["variants"][:_SHOWN]
    return CheckShown(words, name, answer, laid(words, answer["reference"]), untold)


def laid(quotation: str, variant: Json | None) -> tuple[Laid, ...]:
    """The quotation in its order: what is the same, and what a page has otherwise."""
    if variant is None:
        return ()
    out, at = [], 0
    for each in _placed(variant["differences"]):
        start, end = each["quoted_span"] or (at, at)
        if start > at:
            out.append(Laid(quotation[at:start], quotation[at:start], None))
        out.append(Laid(each["quoted"], each["held"], each["what"]))
        at = max(at, end)
    return (*out, Laid(quotation[at:], quotation[at:], None)) if at < len(quotation) else tuple(out)


def _placed(differences: Sequence[Json]) -> list[Json]:
    """Differences whose place in the quotation is known, or that stand behind one that is."""
    held = [each for each in differences if each["quoted_span"]]
    return sorted(held, key=lambda each: (each["quoted_span"][0], each["quoted_span"][1]))
