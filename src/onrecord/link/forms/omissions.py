"""What a page leaves out of an utterance that it otherwise quotes in whole sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.link.align import Wording, keys_of
from onrecord.link.drift.lexicon import Sort, lexicon
from onrecord.link.forms.rendered import Held, fits
from onrecord.link.forms.sights import Said
from onrecord.link.quotations import weight
from onrecord.types import Span

_TOLD = 0.34
"""The share of a sentence's words, by weight, that another passage of the page has where it tells it otherwise."""
_SAYS_NO = (Sort.NEGATION, Sort.DENIAL)
_LIMITS = (Sort.CONDITION, Sort.EXCEPTION, Sort.LIMIT)
_ENDS = ".!?…"
_STEM = 5
Stretch = tuple[int, int]
"""Words of the best wording, by their numbers: from the first up to, not including, the last."""


def limiting(items: Sequence[Said], best: Held) -> dict[int, str]:
    """For the items (by number) that quote whole sentences: a sentence left out on their page that limits them.

    Such a sentence says no where the quoted ones do not, or the other way round, or is set against them ("but …"),
    or holds a condition, an exception or a limit. Sentences that no other page tells are no part of the utterance.
    """
    sentences = list(_sentences(best.words))
    if len(sentences) < 2:
        return {}
    told = [_Told.of(item, best) for item in items]
    by_page: dict[str, list[_Told]] = {}
    for passage in told:
        if passage.page != best.sight.page:
            by_page.setdefault(passage.page, []).append(passage)
    tellers = {each: {page for page, held in by_page.items() if _is_told(each, held, best)} for each in sentences}
    sentences = [each for each in sentences if tellers[each]]
    out: dict[int, str] = {}
    for number, item in enumerate(items):
        kept = [each for each in sentences if told[number].places.intersection(range(*each))]
        left = [each for each in sentences if item.sight.page not in tellers[each]] if kept else []
        found = next((each for each in left if _limits(each, kept, best)), None)
        if found:
            out[number] = _shown(best, found)
    return out


@dataclass(frozen=True, slots=True)
class _Told:
    """What one passage has of the best wording: the words that it quotes, and the stems of its own."""

    page: str
    places: frozenset[int]
    stems: frozenset[str]

    @classmethod
    def of(cls, item: Said, best: Held) -> _Told:
        places = frozenset(place for each in fits(item, best) for place in each.places)
        keys = () if places else keys_of(item.sight.text, item.passage.spans)
        return cls(item.sight.page, places, frozenset(key[:_STEM] for key in keys))


def _sentences(said: Wording) -> Iterator[Stretch]:
    first = 0
    for number, (here, there) in enumerate(pairwise(said.spans), 1):
        between = said.text[here.end : there.start] if here.end <= there.start else "."
        if any(mark in between for mark in _ENDS) or "\n" in between:
            yield first, number
            first = number
    if first < len(said):
        yield first, len(said)


def _is_told(sentence: Stretch, told: Sequence[_Told], best: Held) -> bool:
    """Does a page quote words of a sentence, or tell it with words of its own?"""
    keys = best.words.keys[slice(*sentence)]
    least = _TOLD * sum(map(weight, keys))
    return any(
        bool(each.places.intersection(range(*sentence)))
        or (not each.places and sum(weight(key) for key in keys if key[:_STEM] in each.stems) >= least)
        for each in told
    )


def _limits(left: Stretch, kept: Sequence[Stretch], best: Held) -> bool:
    sorts = [_sorts(each, best) for each in kept]
    out = _sorts(left, best)
    if any(sort in _SAYS_NO for sort in out) != any(sort in _SAYS_NO for each in sorts for sort in each):
        return True
    return any(sort in _LIMITS for sort in out) or _opens_against(left, best)


def _sorts(stretch: Stretch, best: Held) -> set[Sort]:
    found = lexicon(best.sight.language).findings(_part(best.words, stretch))
    return {each.sort for each in found}


def _opens_against(stretch: Stretch, best: Held) -> bool:
    found = lexicon(best.sight.language).findings(_part(best.words, stretch))
    return any(each.sort is Sort.CONTRAST and each.first == 0 for each in found)


def _part(said: Wording, stretch: Stretch) -> Wording:
    return Wording(said.text, said.keys[slice(*stretch)], said.spans[slice(*stretch)])


def _shown(best: Held, stretch: Stretch) -> str:
    spans = best.words.spans[slice(*stretch)]
    return Span(spans[0].start, spans[-1].end).of(best.sight.text)
