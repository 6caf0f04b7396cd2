"""From a page to an article: the characters, the language, the blocks with their place, who tells it and when."""

from __future__ import annotations

import re

from onrecord.clean.body import body_of, markup_tree
from onrecord.clean.dating import date_text
from onrecord.clean.decode import decode
from onrecord.clean.html_dating import date_html
from onrecord.clean.html_metadata import describe_html
from onrecord.clean.language import UNKNOWN, language_of
from onrecord.clean.linked import linked_data
from onrecord.clean.metadata import describe
from onrecord.clean.text import blocks_of
from onrecord.types import Article, BlockKind, Page

_MARKED_UP = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,200}>\s*)?(?:<!--|<!doctype\s+html|<html\b|<head\b|<body\b)", re.IGNORECASE
)


def clean(page: Page) -> Article:
    """The article of one page: all its visible text, every stretch of it labelled.

    Raises:
        Unreadable: the page is empty, binary, huge or undecodable.
    """
    text = decode(page.content, page.given.charset if page.given else None)
    if "html" in page.media_type or _MARKED_UP.match(text):
        return _from_markup(page, text)
    return _from_text(page, text)


def _from_text(page: Page, text: str) -> Article:
    """A plain page: its text is the page, character for character."""
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
        partial=bool(page.given and page.given.truncated),
    )


def _from_markup(page: Page, markup: str) -> Article:
    """A marked-up page: its text is what it shows, each block with its place in the decoded markup."""
    tree = markup_tree(markup)
    body = body_of(tree)
    linked = tuple(linked_data(tree))
    published, updated = date_html(
        tree, body.text, body.blocks, linked, body.language, page.captured.date(), page.address
    )
    description = describe_html(tree, body.text, body.blocks, linked, body.language, page.address)
    made = description.made
    return Article(
        page=page.sha256,
        address=page.address or description.canonical,
        outlet=made.outlet,
        original_outlet=made.original_outlet,
        language=body.language if body.language != UNKNOWN else description.language or UNKNOWN,
        title=body.title,
        byline=made.byline,
        published=published,
        updated=updated,
        text=body.text,
        blocks=body.blocks,
        cites=made.cites,
        translated=made.translated,
        partial=body.partial or bool(page.given and page.given.truncated),
    )
