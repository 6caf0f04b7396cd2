"""How a page was made of its source: a copy, an edit, a translation, a summary, a rewrite."""

from __future__ import annotations

from onrecord.link.origins.candidates import COPIED
from onrecord.link.origins.choosing import QUOTES
from onrecord.link.origins.evidence import Evidence
from onrecord.link.origins.stories import Story
from onrecord.types import Derived

_EDITED = 0.8
"""The share of a page's quotations that an edited page has from its source."""


def kind_of(page: Story, found: Evidence) -> Derived:
    """Nearly the same words are a copy; quotations of the source, cut and told again in short, an edit."""
    if page.language != found.source.language:
        return Derived.TRANSLATION
    if found.runs >= COPIED:
        return Derived.COPY
    if page.article.translated:
        return Derived.TRANSLATION
    if page.quotes < QUOTES:
        return Derived.SUMMARY
    quoted = [number for number, each in enumerate(page.pieces) if each.is_quoted]
    theirs = sum(found.items[number][1] >= _EDITED for number in quoted)
    edited = found.credited and theirs >= _EDITED * len(quoted) and len(page.told) < len(found.source.told)
    return Derived.EDIT if edited else Derived.REWRITE
