"""A draft held against the record: every quotation, every reported claim, every figure, and what the record has of it.

A draft is read as any page is. Its quotations are checked word by word, its claims by words and by meaning; where the
record has one, what differs is told as between two pages. Nothing is said of true or false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from onrecord.errors import Unreadable
from onrecord.extract.quotes import quotes_in
from onrecord.link.candidates import figure_key
from onrecord.link.drift.sides import sentence_at
from onrecord.pipeline import read
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.store import Record
from onrecord.serve.answers import Checked, Place, Verdict, answer_to_json
from onrecord.serve.check import Checker
from onrecord.serve.differing import Otherwise, otherwise, sentences
from onrecord.types import Drift, Figure, Manner, Page, Passage, Reading, Rejection, Span, Statement

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


def audit(record: Record, draft: Page, *, trained: bool = True, checker: Checker | None = None) -> Audited:
    """What the record has of all that a draft credits to somebody, and of its figures.

    ``checker`` is the record's, where there is one already that holds meanings in memory.

    Raises:
        Unreadable: the draft gives no text.
    """
    reading = read(draft, trained=trained)
    if isinstance(reading, Rejection):
        raise Unreadable(reading.reason, f"{draft.name} cannot be read: {reading.reason}: {reading.detail}")
    items = _Auditor(record, reading, checker or Checker(record)).items()
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


class _Auditor:
    """Holds one draft against a record; ``_differing`` is what its statements tell otherwise, for its figures."""

    def __init__(self, record: Record, draft: Reading, checker: Checker) -> None:
        self._record, self._draft, self._checker = record, draft, checker
        self._text = draft.article.text
        self._differing: list[Otherwise] = []
        self._looked_up: set[Span] = set()

    def items(self) -> list[Item]:
        """Of all statements and figures, in no order; small counts tell nothing, and are left out."""
        said = [item for each in self._draft.statements for item in self._statement(each)]
        figures = [(each, self._asserting(each)) for each in self._draft.figures if figure_key(each) is not None]
        for figure, holders in figures:
            if not holders and not self._told_otherwise(figure):
                self._look_up(figure)
        return said + [self._figure(figure, holders) for figure, holders in figures]

    def _statement(self, said: Statement) -> Iterator[Item]:
        """The quoted words of a statement, or the claim that it is."""
        by = said.speaker.name if said.speaker else None
        if said.manner is Manner.INDIRECT:
            yield self._claim(said, by)
            return
        for span in _quoted(self._text, said):
            words = span.of(self._text)
            if len(words.split()) >= LEAST_WORDS:
                yield self._quotation(said, by, span, words)

    def _claim(self, said: Statement, by: str | None) -> Item:
        words = " ".join(span.of(self._text) for span in said.content)
        answer = self._checker.check(words, by)
        held = _holding(answer)
        told = sentences(self._compared(Passage(self._draft.page.id, said.content, said.id), held))
        if held:
            standing = Standing.DIFFERS if told else Standing.REPORTED
        else:
            standing = Standing.DIFFERS if answer.verdict is Verdict.MISATTRIBUTED else Standing.NOT_HELD
        told = told or _misattributed(answer)
        return Item(Kind.CLAIM, said.content, words, by, standing, told, _names(held), answer)

    def _quotation(self, said: Statement, by: str | None, span: Span, words: str) -> Item:
        answer = self._checker.check(words, by)
        held = _holding(answer)
        if answer.verdict.as_said:
            return Item(Kind.QUOTATION, (span,), words, by, Standing.AS_SAID, (), _names(held), answer)
        self._compared(Passage(self._draft.page.id, (span,), said.id), held)
        standing = Standing.NOT_HELD if answer.verdict is Verdict.NOT_HELD else Standing.DIFFERS
        return Item(Kind.QUOTATION, (span,), words, by, standing, _changed(answer), _names(held), answer)

    def _figure(self, figure: Figure, holders: tuple[str, ...]) -> Item:
        """A figure that the draft states, and the names of pages that assert it."""
        by = self._credited(figure)
        differing = self._told_otherwise(figure)
        if differing:
            standing, told, holders = Standing.DIFFERS, sentences(differing), tuple(each.page for each in differing)
        elif holders:
            standing, told = Standing.HELD, ()
        else:
            standing, told = Standing.NOT_HELD, ("no page of the record asserts this figure",)
        words = figure.span.of(self._text)
        return Item(Kind.FIGURE, (figure.span,), words, by, standing, told, tuple(dict.fromkeys(holders)), None)

    def _credited(self, figure: Figure) -> str | None:
        holder = self._draft.holder(figure)
        return holder.speaker.name if holder and holder.speaker else None

    def _compared(self, passage: Passage, held: Sequence[Place]) -> tuple[Otherwise, ...]:
        """What a passage tells otherwise than the best page that has it."""
        found = otherwise(self._record, self._draft, passage, held[0]) if held else ()
        self._differing += found
        return found

    def _told_otherwise(self, figure: Figure) -> tuple[Otherwise, ...]:
        """What statements, or sentences that were looked up, tell otherwise in a figure."""
        return tuple(each for each in self._differing if each.what is Drift.FIGURE and each.is_of(figure.span))

    def _look_up(self, figure: Figure) -> None:
        """Compares the whole sentence of a figure that no page asserts, whatever is credited of it; each one once."""
        sentence = sentence_at(self._text, figure.span)
        if sentence not in self._looked_up:
            self._looked_up.add(sentence)
            held = _holding(self._checker.check(sentence.of(self._text), self._credited(figure)))
            self._compared(Passage(self._draft.page.id, (sentence,)), held)

    def _asserting(self, figure: Figure) -> tuple[str, ...]:
        """The names of pages that have the same value of the same unit."""
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
        with self._record.engine.connect() as connection:
            return tuple(connection.execute(asked).scalars())


def _changed(answer: Checked) -> tuple[str, ...]:
    """What is told of a quotation that is not held as it stands."""
    if answer.verdict is Verdict.ALTERED and answer.reference is not None:
        return tuple(each.told for each in answer.reference.differences)
    if answer.verdict is Verdict.SPLICED:
        return tuple(f"“{part.words}” stands in {part.place.name}" for part in answer.parts)
    if answer.verdict is Verdict.PARAPHRASE:
        return ("no page quotes these words; some report or say the like",)
    if answer.verdict is Verdict.UNATTRIBUTED:
        return ("the words stand on a page that credits them to nobody by name",)
    return _misattributed(answer)


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
