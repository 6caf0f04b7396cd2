"""Who said an utterance, and which pages credit somebody else with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.link.forms.rendered import Held, is_like
from onrecord.link.forms.sights import Said, length
from onrecord.link.marks import within
from onrecord.link.origins.access import Access
from onrecord.types import SpeakerKind

_MOST = 0.5
_NEAR = {Access.RECORD: 3, Access.OWN: 2, Access.OTHERS: 1, Access.TRANSLATED: 1}


def speaker_of(items: Sequence[Said], default: str | None) -> str | None:
    """Who is credited by the pages, each with one voice; nearer to what was said, a page has more of them."""
    voices: Counter[str] = Counter()
    for page in sorted({item.sight.page for item in items}):
        credited = Counter(item.speaker for item in items if item.sight.page == page and item.speaker)
        if credited:
            who = min(credited, key=lambda each: (-credited[each], each))
            voices[who] += _NEAR[next(item for item in items if item.sight.page == page).sight.making.access]
    return min(voices, key=lambda each: (-voices[each], each != default, each)) if voices else default


def wrongly_credited(items: Sequence[Said], best: Held) -> dict[int, str]:
    """The items (by number) that a page gives to somebody else, and to whom.

    Quoted words must be those that were said; what is told in other words may be credited to somebody who tells it,
    too, and counts where the page gives that somebody the quoted ones as well.
    """
    found = {number: name for number, item in enumerate(items) if (name := _other(item, best))}
    quoting = {(items[number].sight.page, name) for number, name in found.items() if items[number].quoted}
    return {number: name for number, name in found.items() if (items[number].sight.page, name) in quoting}


def _other(item: Said, best: Held) -> str | None:
    """Whom the page credits, where that is not the speaker."""
    statement, speaker = item.statement, best.speaker
    if statement is None or statement.speaker is None or None in (item.speaker, speaker):
        return None
    if item.speaker == speaker or _credits(item, speaker) or not is_like(item, best):
        return None
    if statement.speaker.kind is not SpeakerKind.PERSON and (item.mixed or not item.quoted):
        return None  # a body speaks through its people
    return statement.speaker.name if _is_name(statement.speaker.name) else None


def _is_name(name: str) -> bool:
    """Does it begin and end with words that are not in small letters? "The coach" may be anybody."""
    told = name.split()
    return bool(told) and not told[0][:1].islower() and not told[-1][:1].islower()


def _credits(item: Said, speaker: str | None) -> bool:
    """Does the page credit the speaker with these words in a report around this one, or inside it?"""
    sight, statement = item.sight, item.statement
    near = [sight.statements.get(each or "") for each in (item.passage.statement, statement and statement.inside)]
    near += sight.inner.get(item.passage.statement or "", ())
    return any(
        sight.telling.who(each) == speaker
        and length(within(item.passage.spans, each.content)) >= _MOST * length(item.passage.spans)
        for each in near
        if each is not None
    )
