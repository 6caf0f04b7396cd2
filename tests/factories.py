"""Makers of the things that tests begin with: pages, articles whose cleaning is given, paragraphs, readable rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from onrecord.extract.quotes import quotes_in
from onrecord.extract.statements import statements_of
from onrecord.extract.tokens import Paragraph, paragraph
from onrecord.types import Article, Basis, Block, BlockKind, Cite, Dating, Page, Span, Spans, Statement

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
GIVEN = Basis("given by the test")

Row = tuple[str, str, str, str]
"""Content, cue, source, manner, as a reader would copy them off the page; parts are joined by " … "."""


def page(content: str | bytes, name: str = "page.txt") -> Page:
    return Page(name, content.encode() if isinstance(content, str) else content, CAPTURED)


def article(
    text: str,
    *,
    title: str | None = None,
    residue: Sequence[str] = (),
    cites: Sequence[str] = (),
    byline: tuple[str, ...] = (),
    published: date | None = None,
    language: str = "en",
) -> Article:
    """An article whose every visible line is a paragraph, but for the title and the residue that are named."""
    kinds = dict.fromkeys(residue, BlockKind.RESIDUE) | ({title: BlockKind.TITLE} if title else {})
    return Article(
        page="0" * 64,
        address=None,
        outlet=None,
        original_outlet=None,
        language=language,
        title=title,
        byline=byline,
        published=Dating(published, published, GIVEN) if published else None,
        updated=None,
        text=text,
        blocks=tuple(
            Block(kinds.get(m.group(), BlockKind.PARAGRAPH), Span(*m.span()), (), GIVEN)
            for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)
        ),
        cites=tuple(Cite(name, Span(text.index(name), text.index(name) + len(name))) for name in cites),
        translated=False,
    )


def paragraph_of(text: str, language: str = "en") -> Paragraph:
    """The words of a text that is one paragraph."""
    return paragraph(text, Span(0, len(text)), quotes_in(text, 0, len(text)), language)


def statements(text: str, **known: object) -> list[tuple[Statement, str]]:
    """The statements of a text with the text itself, ready to be cut."""
    made = article(text, **known)  # type: ignore[arg-type]
    return [(statement, made.text) for statement in statements_of(made, trained=False)]


def rows(text: str, **known: object) -> list[Row]:
    """What the rules read in a text."""
    return [
        (cut(whole, s.content), cut(whole, s.cue), cut(whole, s.source), s.manner.value)
        for s, whole in statements(text, **known)
    ]


def speakers(text: str, **known: object) -> list[str | None]:
    """Who is credited, statement by statement."""
    return [s.speaker.name if s.speaker else None for s, _ in statements(text, **known)]


def cut(text: str, spans: Spans) -> str:
    return " … ".join(span.of(text) for span in spans)
