"""What a draft tells otherwise than a page of the record does, in the sentences of drift, with the page's own words.

The page is taken as the reference, whatever it is itself. Who is credited is not compared here: `check` tells that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.link.drift import discrepancies
from onrecord.link.drift.sides import sentence_at, shown
from onrecord.link.tellings import tellings
from onrecord.record.store import Record
from onrecord.serve.answers import Place
from onrecord.types import Basis, Discrepancy, Drift, Form, Instance, Passage, Reading, Span, Spans, Utterance

DRAFT = "The draft"
"""What sentences call the draft, whatever its file is called."""
_BASIS = Basis("audit")


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One kind of difference: a sentence on it, what the page says, the page's name, and where it is in the draft."""

    what: Drift
    told: str
    says: str
    page: str
    here: Spans

    def is_of(self, span: Span) -> bool:
        """Is it a difference of what stands there in the draft?"""
        return any(each.meets(span) for each in self.here)


def otherwise(record: Record, draft: Reading, passage: Passage, place: Place) -> tuple[Otherwise, ...]:
    """What the draft tells otherwise in a passage than a page does at some place; nothing where the page is gone."""
    page = record.reading(place.page)
    if page is None:
        return ()
    held = next((each.content for each in page.statements if each.id == place.statement), place.spans)
    best = Passage(place.page, held, place.statement)
    instances = (Instance(best, Form.VERBATIM, _BASIS), Instance(passage, Form.INDIRECT, _BASIS))
    utterance = Utterance("", "", None, best, tuple(sorted(instances, key=lambda each: each.passage)))
    named = replace(draft, article=replace(draft.article, outlet=DRAFT))
    found = discrepancies(tellings([page, named], "audit"), [utterance])
    return tuple(
        Otherwise(
            what=each.what,
            told=each.told,
            says=_says(page, place, each),
            page=place.name,
            here=tuple(span for one in each.departures if one.page == passage.page for span in one.spans),
        )
        for each in found
        if each.what is not Drift.SPEAKER
    )


def sentences(differing: Sequence[Otherwise]) -> tuple[str, ...]:
    """What is told of differences: each by itself, and what the page says once."""
    return tuple(dict.fromkeys([*(each.told for each in differing), *(each.says for each in differing)]))


def _says(page: Reading, place: Place, found: Discrepancy) -> str:
    """The sentence of the page that is told otherwise."""
    text = page.article.text
    spans = found.reference.spans if found.reference else place.spans
    return f"{place.name} says {shown(text, [sentence_at(text, spans[0])])}."
