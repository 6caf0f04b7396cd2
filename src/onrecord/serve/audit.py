"""A draft held against the record: every quotation, every reported claim, every figure, and what the record has of it.

A draft is read as any page is. Its quotations are checked word by word, its claims by words and by meaning; where the
record has one, what differs is told as between two pages. Nothing is said of true or false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from onrecord.errors import RecordError
from onrecord.extract.quotes import quotes_in
from onrecord.link.candidates import figure_key
from onrecord.link.drift import discrepancies
from onrecord.link.tellings import tellings
from onrecord.pipeline import read
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.store import Record
from onrecord.serve.answers import Checked, Place, Verdict, answer_to_json
from onrecord.serve.check import Checker
from onrecord.types import (
    Basis,
    Drift,
    Figure,
    Form,
    Instance,
    Manner,
    Page,
    Passage,
    Reading,
    Rejection,
    Span,
    Statement,
    Utterance,
)

LEAST_WORDS = 2
"""Words of a quotation that is looked for; single ones stand in every record."""
MOST_HOLDERS = 5
_FOUND = (Verdict.ALTERED, Verdict.PARAPHRASE, Verdict.VERBATIM, Verdict.TRIMMED)


class Kind(StrEnum):
    """What of a draft is checked."""

    QUOTATION = "quotation"
    CLAIM = "claim"
    FIGURE = "figure"


class Standing(StrEnum):
    """How the record stands to it: the verdict of `check`, or for claims and figures whether it is held."""

    AS_SAID = "as said"
    REPORTED = "reported"
    DIFFERS = "differs"
    HELD = "held"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a draft says. ``verdict`` is `check`'s where it asked; ``told`` are sentences on what differs.

    ``holders`` are the names of pages that have it, the best first.
    """

    kind: Kind
    spans: tuple[Span, ...]
    words: str
    by: str | None
    standing: Standing
    told: tuple[str, ...]
    holders: tuple[str, ...]
    checked: Checked | None

    @property
    def fine(self) -> bool:
        return self.standing in (Standing.AS_SAID, Standing.REPORTED, Standing.HELD)


@dataclass(frozen=True, slots=True)
class Audited:
    """A draft and its items, in the order of its text."""

    draft: Reading
    items: tuple[Item, ...]

    @property
    def fine(self) -> bool:
        return all(item.fine for item in self.items)


def audit(record: Record, draft: Page, *, trained: bool = True) -> Audited:
    """What the record has of all that a draft credits to somebody, and of its figures.

    Raises:
        RecordError: the draft gives no text.
    """
    reading = read(draft, trained=trained)
    if isinstance(reading, Rejection):
        raise RecordError(f"{draft.name} cannot be read: {reading.reason}: {reading.detail}")
    checker = Checker(record)
    items = [item for each in reading.statements for item in _statement(record, checker, reading, each)]
    items += [item for each in reading.figures if (item := _figure(record, reading, each))]
    return Audited(reading, tuple(sorted(items, key=lambda item: (item.spans[0], item.kind))))


def audited_to_json(audited: Audited) -> Json:
    """An audit as JSON; spans are of the draft's text."""
    article = audited.draft.article
    return {
        "draft": {"name": audited.draft.page.name, "title": article.title, "language": article.language},
        "fine": audited.fine,
        "items": [
            {
                "kind": item.kind.value,
                "spans": [[span.start, span.end] for span in item.spans],
                "words": item.words,
                "by": item.by,
                "standing": item.standing.value,
                "told": list(item.told),
                "holders": list(item.holders),
                "checked": answer_to_json(item.checked) if item.checked else None,
            }
            for item in audited.items
        ],
    }


def _statement(record: Record, checker: Checker, draft: Reading, said: Statement) -> Iterator[Item]:
    """The quoted words of a statement, or the claim that it is."""
    text = draft.article.text
    by = said.speaker.name if said.speaker else None
    if said.manner is not Manner.INDIRECT:
        for span in _quoted(text, said):
            words = span.of(text)
            if len(words.split()) >= LEAST_WORDS:
                yield _quotation(checker, by, span, words)
        return
    words = " ".join(span.of(text) for span in said.content)
    answer = checker.check(words, by)
    held = _holding(answer)
    told = _drifted(record, draft, said, held[0]) if held else ()
    standing = Standing.NOT_HELD if not held else Standing.DIFFERS if told else Standing.REPORTED
    told = told or _misattributed(answer)
    yield Item(Kind.CLAIM, said.content, words, by, standing, told, _names(held), answer)


def _quotation(checker: Checker, by: str | None, span: Span, words: str) -> Item:
    answer = checker.check(words, by)
    if answer.verdict.as_said:
        return Item(Kind.QUOTATION, (span,), words, by, Standing.AS_SAID, (), _names(_holding(answer)), answer)
    held = _holding(answer)
    told: tuple[str, ...] = _misattributed(answer)
    if answer.verdict is Verdict.ALTERED and answer.reference is not None:
        told = tuple(each.told for each in answer.reference.differences)
    elif answer.verdict is Verdict.SPLICED:
        told = tuple(f"“{part.words}” stands in {part.place.name}" for part in answer.parts)
    elif answer.verdict is Verdict.PARAPHRASE:
        told = ("no page quotes these words; some report or say the like",)
    elif answer.verdict is Verdict.UNATTRIBUTED:
        told = ("the words stand on a page that credits them to nobody by name",)
    standing = Standing.NOT_HELD if answer.verdict is Verdict.NOT_HELD else Standing.DIFFERS
    return Item(Kind.QUOTATION, (span,), words, by, standing, told, _names(held), answer)


def _figure(record: Record, draft: Reading, figure: Figure) -> Item | None:
    """A figure that the draft states; None where so small a count tells nothing."""
    key = figure_key(figure)
    if key is None:
        return None
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    row, page = schema.figure.c, schema.page.c
    same = (row.measure == figure.measure) if figure.measure else (row.unit == figure.unit)
    asked = (
        select(page.name)
        .join_from(schema.figure, schema.page, page.number == row.page)
        .where(row.low == low, row.high == high, same)
        .group_by(page.name)
        .order_by(page.name)
        .limit(MOST_HOLDERS)
    )
    with record.engine.connect() as connection:
        holders = tuple(connection.execute(asked).scalars())
    holder = draft.holder(figure)
    by = holder.speaker.name if holder and holder.speaker else None
    told = () if holders else ("no page of the record asserts this figure",)
    standing = Standing.HELD if holders else Standing.NOT_HELD
    words = figure.span.of(draft.article.text)
    return Item(Kind.FIGURE, (figure.span,), words, by, standing, told, holders, None)


def _quoted(text: str, said: Statement) -> list[Span]:
    """The words of a statement that stand in marks; all of them where it is direct and bears none."""
    out = [
        Span(max(quote.inner.start, span.start), min(quote.inner.end, span.end))
        for span in said.content
        for quote in quotes_in(text, span.start, span.end)
        if max(quote.inner.start, span.start) < min(quote.inner.end, span.end)
    ]
    return out or (list(said.content) if said.manner is Manner.DIRECT else [])


def _holding(answer: Checked) -> list[Place]:
    """The places that have it from whom the draft credits, the best first."""
    if answer.verdict is Verdict.MISATTRIBUTED:
        return []
    places = [variant.place for variant in answer.variants]
    if answer.reference is not None:
        places = [answer.reference.place, *(place for place in places if place != answer.reference.place)]
    if answer.verdict in _FOUND and not places:
        places = [near.place for near in answer.near]
    return [place for place in places if place.named is not False]


def _misattributed(answer: Checked) -> tuple[str, ...]:
    return (f"pages credit this to {', '.join(answer.others)}",) if answer.others else ()


def _names(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.name for place in places))[:MOST_HOLDERS]


def _drifted(record: Record, draft: Reading, said: Statement, place: Place) -> tuple[str, ...]:
    """What a claim tells otherwise than a page does, in the sentences of drift; the speaker is told elsewhere."""
    page = record.reading(place.page)
    if page is None:
        return ()
    reference = next((each.content for each in page.statements if each.id == place.statement), place.spans)
    best = Passage(place.page, reference, place.statement)
    here = Passage(draft.page.id, said.content, said.id)
    instances = (Instance(best, Form.VERBATIM, _BASIS), Instance(here, Form.INDIRECT, _BASIS))
    utterance = Utterance("", "", None, best, tuple(sorted(instances, key=lambda each: each.passage)))
    found = discrepancies(tellings([page, draft], "audit"), [utterance])
    return tuple(each.told for each in found if each.what is not Drift.SPEAKER)


_BASIS = Basis("audit")
