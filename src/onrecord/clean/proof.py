"""An article proved against its page: every visible character leads back to the characters that show it.

What is proved is what the reader promised: a plain page is its own text, and in a marked-up page every stretch of a
block stands, entities decoded and white space folded, where its anchor says.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from onrecord.clean.decode import decode
from onrecord.errors import Unreadable
from onrecord.types import Anchor, Article, Block, Page


def faults(page: Page, article: Article) -> Iterator[str]:
    """What of an article its page does not bear out, in words; nothing where all of it stands there."""
    try:
        shown = decode(page.content, page.given.charset if page.given else None)
    except Unreadable as error:
        yield f"the page cannot be decoded any more: {error.detail}"
        return
    if article.text == shown:
        return
    if "html" not in page.media_type and all(a.text == a.page for block in article.blocks for a in block.place):
        yield "the text is not that of the page"
        return
    at = 0
    for block in sorted(article.blocks, key=lambda each: each.span):
        yield from _of_block(block, article.text, shown)
        if block.span.start < at or article.text[at : block.span.start].strip():
            yield f"the words at [{at}, {block.span.start}) belong to no block"
        at = max(at, block.span.end)
    if article.text[at:].strip():
        yield f"the words from {at} on belong to no block"


def _of_block(block: Block, text: str, shown: str) -> Iterator[str]:
    at, behind = block.span.start, 0
    for anchor in (*block.place, None):
        start = anchor.text.start if anchor else block.span.end
        if start < at or text[at:start].strip():
            yield f"no place is told for the words at [{at}, {start})"
        if anchor is None:
            return
        if anchor.page.start < behind or not _shows(anchor, text, shown):
            yield f"the words at [{anchor.text.start}, {anchor.text.end}) do not stand at their place in the page"
        at, behind = anchor.text.end, anchor.page.end


def _shows(anchor: Anchor, text: str, shown: str) -> bool:
    """Whether the page shows these words there; white space, and an entity, may be written otherwise."""
    if anchor.text.end > len(text) or anchor.page.end > len(shown):
        return False
    words, written = anchor.text.of(text), anchor.page.of(shown)
    return words == written or words.split() == html.unescape(written).split()
