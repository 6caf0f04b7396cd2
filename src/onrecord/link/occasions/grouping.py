"""Pages to the groups that tell of one occasion each, with the reason of every group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.occasions.coefficients import Coefficients, coefficients
from onrecord.link.occasions.holdings import Holdings
from onrecord.link.occasions.meanings import Ask, Meanings
from onrecord.link.occasions.merging import merged
from onrecord.link.occasions.sketches import Sketch

_TOLD = 5
"""Names and figures in a reason."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one occasion by their ids, sorted, and as a sentence what they share."""

    pages: tuple[str, ...]
    grounds: str


def grouped(
    sketches: Sequence[tuple[str, Sketch]], known: Coefficients | None = None, ask: Ask | None = None
) -> list[Group]:
    """Every page in one group, alone if need be; the groups by their first pages.

    A function of the set of pages alone: neither their order nor what was grouped before counts. The ids differ. The
    work grows with the number of pages and, for each, with those that share something rare with it, up to a bound.
    ``ask`` tells the sentences of pages; where they are few and pairs unsure, their meanings count (`meanings`).
    """
    ordered = sorted(sketches, key=lambda row: row[0])
    if not ordered:
        return []
    meanings = Meanings([page for page, _ in ordered], ask) if ask else None
    groups = merged(Holdings.of([made for _, made in ordered]), known or coefficients(), meanings=meanings)
    return [
        Group(tuple(ordered[page][0] for page in pages), _grounds([ordered[p][1] for p in pages])) for pages in groups
    ]


def _grounds(sketches: Sequence[Sketch]) -> str:
    """What most of the pages share, the most shared first."""
    if len(sketches) == 1:
        return "no other page tells of it"
    parts = []
    for what, things in (("names", [s.shown for s in sketches]), ("figures", [s.told for s in sketches])):
        shared = _shared(things)
        if shared:
            parts.append(f"the {what} {', '.join(shared)}")
    runs = Counter(run for made in sketches for run in made.quoted.tolist())
    count = sum(pages > 1 for pages in runs.values())
    if count:
        parts.append(f"{count} runs of words in quotations")
    days = sorted(made.days for made in sketches if made.days)
    told = f"{len(sketches)} pages share {'; '.join(parts)}" if parts else f"{len(sketches)} pages share words"
    return f"{told}; {len(days)} of them are dated" if days else told


def _shared(things: Sequence[Sequence[str]]) -> list[str]:
    counts = Counter(thing for page in things for thing in dict.fromkeys(page))
    common = sorted((-count, thing) for thing, count in counts.items() if count > 1)
    return [thing for _, thing in common[:_TOLD]]
