"""Utterances with their best wording, and the form in which each page renders them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.forms.references import firm_pages, reference
from onrecord.link.forms.rendered import Held, form_of
from onrecord.link.forms.sights import Said, Sight, said, sight
from onrecord.link.origins.access import makings
from onrecord.link.tellings import Telling
from onrecord.link.utterances import Grouped
from onrecord.types import Basis, Form, Instance, Utterance


def formed(groups: Sequence[Grouped], tellings: Sequence[Telling], occasion: str) -> list[Utterance]:
    """The utterances of an occasion, in the order of their ids: the best wording of each, and the form of each telling.

    A group whose speaker was heard by pages with access of their own, none of which has the words, is unsupported.
    """
    made = makings(tellings)
    sights = {each.page: sight(each, made[each.page]) for each in tellings}
    heard = _heard(groups, sights)
    return [_utterance(group, sights, heard, occasion) for group in sorted(groups, key=lambda each: each.id)]


def _heard(groups: Sequence[Grouped], sights: dict[str, Sight]) -> frozenset[str]:
    """The speakers whose words pages with access of their own have."""
    return frozenset(
        group.speaker
        for group in groups
        if group.speaker and any(sights[each.page].making.own for each in group.passages)
    )


def _utterance(group: Grouped, sights: dict[str, Sight], heard: frozenset[str], occasion: str) -> Utterance:
    items = [said(sights[each.page], each) for each in sorted(group.passages)]
    best = reference(items, firm=firm_pages(sights))
    if best is None and group.speaker in heard:
        doubted = Basis("no page that was there has it", f"{len({each.page for each in group.passages})} page", 0.6)
        told = tuple(Instance(item.passage, Form.UNSUPPORTED, doubted) for item in items)
        return Utterance(group.id, occasion, group.speaker, None, told)
    against = best or reference(items, firm=False)
    if against is None:
        return Utterance(group.id, occasion, group.speaker, None, ())
    held = Held(sights[against.page], against, *_speaker(group, items, against.page))
    forms = [(item, *form_of(item, held)) for item in items]
    instances = tuple(Instance(item.passage, form, basis) for item, form, basis in forms)
    return Utterance(group.id, occasion, held.speaker, best, instances)


def _speaker(group: Grouped, items: Sequence[Said], page: str) -> tuple[str | None, None]:
    """Who said it, as the page of the best wording has it, else as most pages do."""
    told = [item.speaker for item in items if item.sight.page == page and item.speaker]
    return (max(sorted(set(told)), key=told.count) if told else group.speaker), None
