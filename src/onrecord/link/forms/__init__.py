"""Utterances with their best wording, and the form in which each page renders them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.link.align import Wording
from onrecord.link.forms.aligning import aligned
from onrecord.link.forms.omissions import limiting
from onrecord.link.forms.references import reference
from onrecord.link.forms.rendered import Held, Judged, form_of, held
from onrecord.link.forms.sights import Said, Sight, said, sights_of
from onrecord.link.forms.speakers import speaker_of, wrongly_credited
from onrecord.link.forms.splices import spliced
from onrecord.link.origins.access import Access, Making, makings
from onrecord.link.tellings import Telling
from onrecord.link.utterances import Grouped
from onrecord.types import Basis, Form, Instance, Passage, Utterance

__all__ = ["aligned", "formed"]

_DOUBTED = Basis("not held", "no page with access of its own has it", 0.6)


def formed(
    groups: Sequence[Grouped], tellings: Sequence[Telling], occasion: str, made: Mapping[str, Making] | None = None
) -> list[Utterance]:
    """The utterances of an occasion, in the order of their ids: the best wording of each, and the form of each telling.

    Where pages with access of their own heard a speaker, words that none of them has are unsupported. ``made`` tells
    how each page was made, by its id, where that is known already.
    """
    made = makings(tellings) if made is None else made
    sights = sights_of(tellings, made)
    texts: dict[str, Wording] = {}
    firm, tongue, heard = any(each.own for each in made.values()), _tongue(sights, made), _heard(groups, made)
    judged: list[tuple[Grouped, list[Said], Held, bool]] = []
    out: list[Utterance] = []
    for group in sorted(groups, key=lambda each: each.id):
        items = [said(sights[each.page], each) for each in sorted(group.passages)]
        who = speaker_of(items, group.speaker)
        best = reference(items, tongue, who)
        own = made[best.page].own
        if firm and not own and (group.speaker in heard or _is_second_hand(items)):
            told = tuple(Instance(item.passage, Form.UNSUPPORTED, _DOUBTED) for item in items)
            out.append(Utterance(group.id, occasion, group.speaker, None, told))
        else:
            judged.append(
                (group, items, held(sights[best.page], best, who, texts), own or (not firm and _is_quoted(items, best)))
            )
    splices = spliced([(against, items) for _, items, against, _ in judged])
    for number, (group, items, against, own) in enumerate(judged):
        parts = {each: form for (n, each), form in splices.items() if n == number}
        instances = tuple(Instance(item.passage, *form) for item, form in _forms(items, against, parts))
        out.append(Utterance(group.id, occasion, against.speaker, against.passage if own else None, instances))
    return sorted(out, key=lambda each: each.id)


def _forms(items: Sequence[Said], best: Held, parts: Mapping[Passage, Judged]) -> list[tuple[Said, Judged]]:
    """The form of each passage; whole sentences whose limit is left out are cut."""
    left_out, wrong = limiting(items, best), wrongly_credited(items, best)
    out: list[tuple[Said, Judged]] = []
    for number, item in enumerate(items):
        form = parts.get(item.passage) or form_of(item, best, wrong.get(number))
        if form[0] is Form.VERBATIM and item.sight.page != best.sight.page and number in left_out:
            form = Form.TRIMMED, Basis("limit left out", f"“{left_out[number]}”", 0.6)
        out.append((item, form))
    return out


def _heard(groups: Sequence[Grouped], made: Mapping[str, Making]) -> frozenset[str]:
    """The speakers whose words pages with access of their own have."""
    return frozenset(
        group.speaker for group in groups if group.speaker and any(made[each.page].own for each in group.passages)
    )


def _is_second_hand(items: Sequence[Said]) -> bool:
    """Does every page have the words from somebody who reports them?"""
    return all(item.statement is not None and bool(item.statement.inside or item.statement.via) for item in items)


def _is_quoted(items: Sequence[Said], best: Passage) -> bool:
    return any(item.quoted for item in items if item.sight.page == best.page)


def _tongue(sights: Mapping[str, Sight], made: Mapping[str, Making]) -> str:
    """The language of the occasion: of its record, or of most pages with access of their own."""
    for least in (Access.RECORD, Access.OWN, Access.TRANSLATED):
        spoken = Counter(sights[page].language for page, making in made.items() if making.access >= least)
        if spoken:
            return min(spoken, key=lambda language: (-spoken[language], language))
    return ""
