"""The best wording of an utterance: of a transcript or release, before a first report's, before a copy's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from onrecord.link.forms.sights import Said, Sight, quoted_words
from onrecord.link.origins.access import Access
from onrecord.types import Passage, Span


def reference(items: Sequence[Said], tongue: str, speaker: str | None) -> Passage:
    """The words that the others are held against, of at least one passage; ``tongue`` is the occasion's language.

    Words that a page credits to somebody else than the speaker are none, where it has others.

    On the page chosen, all its quoted words count, or all its words where it quotes none.
    """
    pages: defaultdict[str, list[Said]] = defaultdict(list)
    for item in [each for each in items if each.speaker in (None, speaker)] or items:
        pages[item.sight.page].append(item)
    best = max(sorted(pages), key=lambda page: _rank(pages[page], tongue))
    held = [item for item in pages[best] if item.quoted and not item.mixed]
    return _joined(held or pages[best])


def _rank(items: Sequence[Said], tongue: str) -> tuple[bool, bool, int, bool, int, bool, int]:
    sight = items[0].sight
    direct = [item for item in items if not item.mixed]
    return (
        sight.making.access is Access.RECORD,
        bool(quoted_words(items)) and sight.making.own,
        min(sight.making.access, Access.OWN),
        sight.language == tongue,
        quoted_words(direct) + quoted_words(items),
        sight.making.wire,
        -_day(sight).toordinal(),
    )


def _day(sight: Sight) -> date:
    published = sight.telling.reading.article.published
    return published.earliest if published else date.max


def _joined(items: Sequence[Said]) -> Passage:
    """Several passages of one page as one; it names a statement where all stand in the same one."""
    spans = sorted({span for item in items for span in item.passage.spans})
    statements = {item.passage.statement for item in items}
    return Passage(items[0].sight.page, _united(spans), next(iter(statements)) if len(statements) == 1 else None)


def _united(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
