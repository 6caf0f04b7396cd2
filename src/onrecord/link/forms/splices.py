"""Quotations that were put together from words said apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.link.align import pieces
from onrecord.link.forms.rendered import Held, Judged, is_like
from onrecord.link.forms.sights import Said, around
from onrecord.link.origins.access import Access
from onrecord.link.quotations import quotation
from onrecord.link.verdicts import rendering
from onrecord.types import Basis, Form, Passage, Span

_FAR = 80
"""Characters between two best wordings that are more than a turn of phrase between them."""
_LIKELY, _PERHAPS = 0.8, 0.6


def spliced(groups: Sequence[tuple[Held, Sequence[Said]]]) -> dict[tuple[int, Passage], Judged]:
    """The passages of each group (by its number) that are a part of a spliced quotation."""
    out = dict(_of_two_groups(groups))
    for number, (best, items) in enumerate(groups):
        for item in items:
            if (number, item.passage) not in out and (found := _of_one(item, best)):
                out[number, item.passage] = found
    return out


def _of_two_groups(groups: Sequence[tuple[Held, Sequence[Said]]]) -> Iterator[tuple[tuple[int, Passage], Judged]]:
    """One pair of marks around parts of two utterances that were said apart."""
    holders: defaultdict[tuple[str, Span], list[tuple[int, Said]]] = defaultdict(list)
    for number, (_, items) in enumerate(groups):
        for item in items:
            if _may_be_spliced(item):
                for stretch in around(item.sight, item.passage):
                    holders[item.sight.page, stretch].append((number, item))
    for here in holders.values():
        if len({number for number, _ in here}) < 2:
            continue
        held = [(number, item) for number, item in here if is_like(item, groups[number][0])]
        for (a, one), (b, other) in combinations(held, 2):
            if a != b and _apart(groups[a][0], groups[b][0]):
                basis = Basis("two utterances in one quotation", "words that were said apart", _LIKELY)
                yield (a, one.passage), (Form.SPLICED, basis)
                yield (b, other.passage), (Form.SPLICED, basis)


def _may_be_spliced(item: Said) -> bool:
    return bool(item.quoted) and item.sight.making.access in (Access.OWN, Access.OTHERS)


def _apart(one: Held, other: Held) -> bool:
    if one.sight.page != other.sight.page:
        return True
    first, second = sorted((one.passage.spans, other.passage.spans))
    between = one.sight.text[first[-1].end : second[0].start]
    return "\n" in between.strip(" ") or len(between) > _FAR


def _of_one(item: Said, best: Held) -> Judged | None:
    """A quotation whose own words stand in several places of the page that has the best wording."""
    if item.mixed or not _may_be_spliced(item) or item.sight.language != best.sight.language:
        return None
    for stretch in around(item.sight, item.passage):
        asked = quotation(stretch.of(item.sight.text))
        found = rendering(asked, best.page, pieces(asked.keys, best.page.keys), best.sight.language)
        if found and found.form is Form.SPLICED:
            return Form.SPLICED, Basis("places apart", "words that were said apart", _PERHAPS)
    return None
