"""From a page to an article: the characters, the language, the blocks with their place, who tells it and when."""

from __future__ import annotations

from onrecord.clean.dating import date_text
from onrecord.clean.decode import decode
from onrecord.clean.language import language_of
from onrecord.clean.metadata import describe
from onrecord.clean.text import blocks_of
from onrecord.types import Article, BlockKind, Page


def clean(page: Page) -> Article:
    """The article of one page: all its visible text, every stretch of it labelled.

    Raises:
        Unreadable: the page is empty, binary, huge or undecodable.
    """
    text = decode(page.content, page.given.charset if page.given else None)
    language = language_of(text)
    blocks = blocks_of(text, language)
    published, updated = date_text(text, blocks, language, page.captured.date())
    description = describe(text, blocks, language)
    return Article(
        page=page.sha256,
        address=page.address,
        outlet=description.outlet,
        original_outlet=description.original_outlet,
        language=language,
        title=next((block.span.of(text) for block in blocks if block.kind is BlockKind.TITLE), None),
        byline=description.byline,
        published=published,
        updated=updated,
        text=text,
        blocks=blocks,
        cites=description.cites,
        translated=description.translated,
    )
