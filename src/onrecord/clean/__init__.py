"""From a page to an article: the characters, the language, the blocks with their place, who tells it and when."""

from __future__ import annotations

import re

from onrecord import words
from onrecord.clean.body import body_of, markup_tree
from onrecord.clean.claims import language_of_claim, outlet_of_column, published_of, title_of, updated_of
from onrecord.clean.dating import date_text
from onrecord.clean.decode import decode
from onrecord.clean.html_dating import date_html
from onrecord.clean.html_metadata import describe_html
from onrecord.clean.language import UNKNOWN, language_of
from onrecord.clean.linked import linked_data
from onrecord.clean.metadata import describe
from onrecord.clean.text import blocks_of
from onrecord.types import Article, BlockKind, Dating, Page

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
    language = _known_language(language_of(text), page)
    blocks = blocks_of(text, language)
    published, updated = _settled(page, *date_text(text, blocks, language, page.captured.date()))
    description = describe(text, blocks, language, own=outlet_of_column(page.given))
    shown = next((block.span.of(text) for block in blocks if block.kind is BlockKind.TITLE), None)
    return Article(
        page=page.id,
        address=page.address,
        outlet=description.outlet or _outlet_given(page),
        original_outlet=description.original_outlet,
        language=language,
        title=title_of(shown, page.given, headed=False),
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
    dated = date_html(tree, body.text, body.blocks, linked, body.language, page.captured.date(), page.address)
    published, updated = _settled(page, *dated)
    description = describe_html(tree, body.text, body.blocks, linked, body.language, page.address)
    made = description.made
    language = body.language if body.language != UNKNOWN else description.language or _known_language(UNKNOWN, page)
    return Article(
        page=page.id,
        address=page.address or description.canonical,
        outlet=made.outlet or _outlet_given(page),
        original_outlet=made.original_outlet,
        language=language,
        title=title_of(body.title, page.given, headed=any(mark.tag == "title" for mark in tree.marks)),
        byline=made.byline,
        published=published,
        updated=updated,
        text=body.text,
        blocks=body.blocks,
        cites=made.cites,
        translated=made.translated,
        partial=body.partial or bool(page.given and page.given.truncated),
    )


def _settled(page: Page, published: Dating | None, updated: Dating | None) -> tuple[Dating | None, Dating | None]:
    """The page's own days, settled with what came beside it."""
    captured = page.captured.date()
    published = published_of(published, page.given, captured)
    return published, updated_of(updated, page.given, published, captured)


def _known_language(recognised: str, page: Page) -> str:
    """The language recognised, or else the one that came with the page, where there are tables for it."""
    told = language_of_claim(page.given)
    return told if recognised == UNKNOWN and told in words.languages() else recognised


def _outlet_given(page: Page) -> str | None:
    return page.given.outlet if page.given else None
