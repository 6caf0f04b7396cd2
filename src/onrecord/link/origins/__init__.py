"""Which page took from which, and which pages had access of their own to what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.link.origins.access import makings
from onrecord.link.tellings import Telling
from onrecord.types import Derivation, Utterance


@dataclass(frozen=True, slots=True)
class Origins:
    """Who took from whom, in the order of pages, and the ids of pages with access of their own, sorted."""

    derivations: tuple[Derivation, ...]
    independent: tuple[str, ...]


def origins(tellings: Sequence[Telling], utterances: Sequence[Utterance]) -> Origins:
    """The origins of the pages of one occasion."""
    made = makings(tellings)
    return Origins((), tuple(sorted(page for page, making in made.items() if making.own)))


def origins_of(utterance: Utterance, origins: Origins) -> frozenset[str]:
    """The pages with access of their own that the tellings of an utterance go back to.

    A page with access of its own goes back to itself; others are followed along what they were derived from. A page
    that leads to none of these is an origin itself: nobody knows where it has the words from.
    """
    return _roots({each.passage.page for each in utterance.instances}, origins)


def _roots(pages: Iterable[str], origins: Origins) -> frozenset[str]:
    sources: dict[str, list[str]] = {}
    for each in origins.derivations:
        sources.setdefault(each.page, []).append(each.source)
    out: set[str] = set()
    waiting, seen = sorted(pages), set[str]()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        if page in origins.independent or page not in sources:
            out.add(page)
        else:
            waiting += sources[page]
    return frozenset(out)
