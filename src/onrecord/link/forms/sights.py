"""A passage as it is judged: its words, which of them are quoted, in which language, and who is credited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.link.align import keys_of
from onrecord.link.marks import meeting, quoted, within
from onrecord.link.origins.access import Access, Making
from onrecord.link.tellings import Telling
from onrecord.types import Figure, Manner, Passage, Span, Spans, Statement

_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Sight:
    """A page with what is asked of it again and again."""

    page: str
    telling: Telling
    making: Making
    statements: dict[str, Statement]
    inner: dict[str, list[Statement]]
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        return self.telling.text

    @property
    def language(self) -> str:
        return self.telling.reading.article.language

    @property
    def translated(self) -> bool:
        """Did a machine write the page's words, from another language?"""
        return self.making.access is Access.TRANSLATED


@dataclass(frozen=True, slots=True)
class Said:
    """A passage on its page; ``quoted`` are the stretches that the page gives as the speaker's own words.

    ``mixed`` tells that only a part of the passage is quoted.
    """

    sight: Sight
    passage: Passage
    statement: Statement | None
    quoted: Spans
    mixed: bool

    @property
    def speaker(self) -> str | None:
        return self.sight.telling.who(self.statement) if self.statement else None


def sights_of(tellings: Sequence[Telling], made: Mapping[str, Making]) -> dict[str, Sight]:
    """The pages of an occasion, by their ids."""
    return {page: _sight(page, each, made[page]) for page, each in ((each.page, each) for each in tellings)}


def _sight(page: str, telling: Telling, making: Making) -> Sight:
    statements = {each.id: each for each in telling.reading.statements}
    inner: dict[str, list[Statement]] = {}
    for each in statements.values():
        if each.inside:
            inner.setdefault(each.inside, []).append(each)
    figures = tuple(sorted(telling.reading.figures, key=lambda each: each.span))
    return Sight(page, telling, making, statements, inner, figures)


def said(page: Sight, passage: Passage) -> Said:
    """A passage with what of it is quoted: all of direct speech, else what stands in marks.

    Where most of it is a report that stands inside another's ("A, as B writes"), it is judged as that one.
    """
    statement = _innermost(page, passage)
    held = within(passage.spans, statement.content) if statement else passage.spans
    marked = within(held, quoted(page.text))
    if statement and statement.manner is Manner.DIRECT:
        return Said(page, passage, statement, held, mixed=False)
    mixed = len(keys_of(page.text, marked)) < len(keys_of(page.text, held)) if marked else False
    return Said(page, passage, statement, marked, mixed)


def _innermost(page: Sight, passage: Passage) -> Statement | None:
    """The statement of a passage, or the one inside it that holds most of its words; who speaks may report, too."""
    statement = page.statements.get(passage.statement or "")
    if statement is None or statement.manner is Manner.DIRECT:
        return statement
    for each in page.inner.get(statement.id, ()):
        if length(within(passage.spans, each.content)) > _MOST * length(passage.spans):
            return each
    return statement


def length(spans: Sequence[Span]) -> int:
    """Characters in some spans."""
    return sum(span.end - span.start for span in spans)


def around(page: Sight, passage: Passage) -> Spans:
    """The whole quotations that a passage is a part of."""
    statement = page.statements.get(passage.statement or "")
    stretches = _quotations(page, passage.spans)
    if stretches:
        return stretches
    return statement.content if statement and statement.manner is Manner.DIRECT else ()


def _quotations(page: Sight, spans: Sequence[Span]) -> Spans:
    return tuple(dict.fromkeys(each for span in spans for each in meeting(span, quoted(page.text))))


def quoted_words(items: Iterable[Said]) -> int:
    return sum(len(keys_of(each.sight.text, each.quoted)) for each in items if each.quoted)
