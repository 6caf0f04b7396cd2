"""The outlets of an occasion's pages, as other pages name them.

A page that never gives its own name may be known by it all the same: others credit "the Harrowmere Chronicle", and this
one alone says that somebody "told the Chronicle".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.link.align import keys_of, wording
from onrecord.link.marks import without
from onrecord.link.tellings import Telling
from onrecord.types import Article, BlockKind

_LEAST_NAME = 4


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a page; ``keys`` are its name without its article and without what says what it is."""

    name: str | None
    keys: tuple[str, ...]


def outlets_of(tellings: Sequence[Telling]) -> dict[str, Outlet]:
    """Who published each page, by the page's id."""
    out = {each.page: _own(each.reading.article) for each in tellings}
    known = {outlet.keys for outlet in out.values()}
    nameless = {page: each for each in tellings if not out[page := each.page].keys}
    for outlet in sorted({each for telling in tellings for each in _cited(telling.reading.article)}, key=str):
        found = [page for page, each in nameless.items() if outlet.keys not in known and _is_of(each, outlet)]
        if len(found) == 1:
            out[found[0]] = outlet
    return out


def _own(article: Article) -> Outlet:
    return Outlet(article.outlet, short(article.outlet or "", article.language))


def _cited(article: Article) -> Iterator[Outlet]:
    for name in (article.original_outlet, *(each.name for each in article.cites)):
        if name and (keys := short(name, article.language)):
            yield Outlet(name, keys)


def _is_of(telling: Telling, outlet: Outlet) -> bool:
    """Does the story name an outlet by its last word, as its own does, and never in full?"""
    article = telling.reading.article
    if len(outlet.keys) < 2 or any(each.keys == outlet.keys for each in _cited(article)):
        return False
    paragraphs = [each for each in article.blocks if each.kind is BlockKind.PARAGRAPH]
    return any(outlet.keys[-1] in capitalised(without(each.span.of(article.text))) for each in paragraphs)


def capitalised(text: str) -> tuple[str, ...]:
    """The words of a text in their order; those in small letters stand as empty ones."""
    found = wording(text)
    return tuple("" if text[span.start].islower() else key for key, span in zip(found.keys, found.spans, strict=True))


def holds(keys: Sequence[str], name: Sequence[str]) -> bool:
    size = len(name)
    return any(tuple(keys[i : i + size]) == tuple(name) for i in range(len(keys) - size + 1))


def short(outlet: str, language: str) -> tuple[str, ...]:
    """The name of an outlet without its article and without the words that say what it is ("agency", "news")."""
    keys = list(keys_of(outlet))
    articles, kinds = _small_words(language)
    while keys and keys[0] in articles:
        keys.pop(0)
    while len(keys) > 1 and keys[-1] in kinds:
        keys.pop()
    return tuple(keys) if any(len(key) >= _LEAST_NAME for key in keys) else ()


@cache
def _small_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    tables = [words.load(code, "origins") for code in dict.fromkeys((language, "en"))]
    articles = {key for table in tables for each in table.get("articles", ()) for key in keys_of(each)}
    kinds = {key for table in tables for each in table.get("kinds", ()) for key in keys_of(each)}
    return frozenset(articles), frozenset(kinds | {"press", "service", "wire", "newswire", "news", "online"})
