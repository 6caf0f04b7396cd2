"""Which page took from which, and which pages had access of their own to what they tell.

Shared quotations alone prove nothing: pages at one event quote the same words. What speaks for a source is what a page
has from it alone: quotations cut alike, names, figures, rows of narrative words, the outlet that it credits, and for
translations the order in which it tells. Of the sources that could be, the smallest set that explains most is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.link.origins.access import Making, makings
from onrecord.link.origins.candidates import COPIED, Candidates
from onrecord.link.origins.choosing import chosen
from onrecord.link.origins.evidence import Evidence, evidence, shares_of
from onrecord.link.origins.kinds import kind_of
from onrecord.link.origins.proofs import proof
from onrecord.link.origins.stories import Story, stories
from onrecord.link.tellings import Telling
from onrecord.types import Basis, Derivation, Derived, Form, Utterance


@dataclass(frozen=True, slots=True)
class Origins:
    """Who took from whom, in the order of pages, and the ids of pages with access of their own, sorted."""

    derivations: tuple[Derivation, ...]
    independent: tuple[str, ...]


def origins(
    tellings: Sequence[Telling], utterances: Sequence[Utterance], made: Mapping[str, Making] | None = None
) -> Origins:
    """The origins of the pages of one occasion; the same whatever their order.

    ``made`` tells how each page was made, by its id, where that is known already.
    """
    here = sorted(tellings, key=lambda each: each.page)
    told = stories(here, utterances, makings(here) if made is None else made)
    shares, candidates = shares_of(told.values()), Candidates(told)
    derivations: list[Derivation] = []
    for page in told.values():
        found = [evidence(page, each, shares) for each in candidates.of(page)]
        sources = chosen(page, found)
        derivations += sorted((_derivation(page, each, found) for each in sources), key=lambda each: each.source)
    copies = {each.page for each in derivations if each.kind is Derived.COPY}
    own = sorted(page for page, story in told.items() if story.making.own and page not in copies)
    return Origins(tuple(derivations), tuple(own))


def _derivation(page: Story, found: Evidence, others: Sequence[Evidence]) -> Derivation:
    shown = proof(page, found, [each for each in others if each is not found])
    kind = kind_of(page, found)
    rule = "shared narrative" if found.runs >= COPIED else "best explanation"
    return Derivation(
        page.page, found.source.page, kind, shown.told, shown.here, shown.there, Basis(rule, shown.told, shown.score)
    )


def origins_of(utterance: Utterance, origins: Origins) -> frozenset[str]:
    """The pages that the tellings of an utterance go back to: "14 pages, 2 origins".

    A page with access of its own goes back to itself; another is followed to those of its sources that have the
    utterance, or to all of them where none has it. A page that leads nowhere is an origin itself: nobody knows where it
    has the words from. So is one whose words no page supports.
    """
    sources: dict[str, list[str]] = {}
    for each in origins.derivations:
        sources.setdefault(each.page, []).append(each.source)
    holders = {each.passage.page for each in utterance.instances}
    alone = {each.passage.page for each in utterance.instances if each.form is Form.UNSUPPORTED}
    out: set[str] = set()
    waiting, seen = sorted(holders), set[str]()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        if page in origins.independent or page in alone or page not in sources:
            out.add(page)
        else:
            held = [each for each in sources[page] if each in holders]
            waiting += held or sources[page]
    return frozenset(out or sorted(holders)[:1])
