"""Who made a marked-up page: what its linked data, meta tags and title say, and then what its text says.

A name in the markup counts before one in the text. Limits: a publisher that gives its own address or handle for a name
has none; an outlet told only by a logo is not seen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from onrecord.clean.authors import names_in
from onrecord.clean.linked import Linked, text_of, types_of
from onrecord.clean.metadata import Description, describe
from onrecord.clean.outlets import bare, is_outlet
from onrecord.clean.told import letters
from onrecord.clean.tree import Mark, Tree
from onrecord.types import Block, BlockKind

_NAME = 70
_WORDS = 5
_ADDRESS = 2_000
_SEPARATOR = re.compile(r"\s+[|–—·•»«:-]{1,2}\s+|\s*\|\s*|:\s+")
# Addresses, handles, copyright lines.
_NO_NAME = re.compile(r"/|^@|©|&\w+;|www\.|copyright|all rights", re.IGNORECASE)
_LANGUAGE = re.compile(r"\A[a-zA-Z]{2,3}(?=[-_]|\Z)")
_ARTICLE = re.compile(r"Article|Posting|Report")
_AUTHOR_META = frozenset(
    ("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author")
)
_SITE_META = ("og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher", "cre", "copyright")
_LANGUAGE_META = frozenset(("og:locale", "content-language", "language", "dc.language", "inlanguage"))


@dataclass(frozen=True, slots=True)
class PageDescription:
    """What a page says of its making, with its own address and the language that it states for itself."""

    made: Description
    canonical: str | None
    language: str | None


def describe_html(
    tree: Tree, text: str, blocks: Sequence[Block], linked: Sequence[Linked], language: str, address: str | None = None
) -> PageDescription:
    """The description of a page; ``text`` and ``blocks`` are its article's, ``linked`` its linked data."""
    meta = _meta(tree)
    headline = next((block.span.of(text) for block in blocks if block.kind is BlockKind.TITLE), "")
    named = _publisher(linked) or _site_name(meta) or _in_title(tree, meta, headline)
    people, bodies = _authors(linked, meta, language)
    told = describe(text, blocks, language, named, _origin(bodies, named))
    made = replace(told, byline=tuple(dict.fromkeys((*people, *told.byline))))
    return PageDescription(made, _canonical(tree, meta, address), _language(tree, meta, linked))


def _origin(bodies: Sequence[str], own: str | None) -> str | None:
    """The first body among the authors that is not the outlet itself under another form of its name."""
    name = bare(own or "")
    return next((body for body in bodies if not name or (name not in bare(body) and bare(body) not in name)), None)


def _meta(tree: Tree) -> dict[str, list[str]]:
    """The contents of meta tags under their names, in the order of the page."""
    found: dict[str, list[str]] = {}
    for mark in tree.marks:
        if mark.tag == "meta":
            attributes = tree.attributes_of(mark)
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            name = name or attributes.get("http-equiv", "")
            if content := attributes.get("content", "").strip():
                found.setdefault(name.lower(), []).append(content)
    return found


def _articles(linked: Sequence[Linked]) -> list[Linked]:
    """The objects that are articles, or else all that are dated or have an author."""
    articles = [thing for thing in linked if any(_ARTICLE.search(name) for name in types_of(thing))]
    return articles or [thing for thing in linked if "author" in thing or "datePublished" in thing]


def _publisher(linked: Sequence[Linked]) -> str | None:
    by_id = {thing["@id"]: thing for thing in linked if isinstance(thing.get("@id"), str) and "name" in thing}
    for thing in _articles(linked):
        for key in ("publisher", "sourceOrganization"):
            value = thing.get(key)
            if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
                value = by_id.get(value["@id"])
            if _is_name(name := text_of(value)):
                return name
    return None


def _site_name(meta: dict[str, list[str]]) -> str | None:
    return next((value for name in _SITE_META for value in meta.get(name, ()) if _is_name(value)), None)


def _is_name(value: str) -> bool:
    return 1 < len(value) <= _NAME and not _NO_NAME.search(value) and any(map(str.isalpha, value))


def _in_title(tree: Tree, meta: dict[str, list[str]], headline: str) -> str | None:
    """The part of the page's title that is no part of the headline."""
    raw = next((tree.raw_content(mark) for mark in tree.marks if mark.tag == "title"), "")
    title = " ".join(html.unescape(raw).split())[: 4 * _NAME]
    known = letters(" ".join((headline, *meta.get("og:title", ())[:1])))
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    if len(parts) < 2 or not known:
        return None
    told = letters(headline)
    foreign = [
        part
        for part in (*reversed(parts[1:]), parts[0])
        if (words := letters(part)) and words not in known and (not told or told not in words)
    ]
    named = next((part for part in foreign if is_outlet(part) and len(part.split()) <= _WORDS), None)
    if named is None and foreign and len(foreign[0].split()) <= _WORDS:
        alone = sum(" " in part for part in foreign) <= 1
        named = (
            foreign[0] if alone or (foreign[0] == parts[-1] and title.rpartition("|")[2].strip() == parts[-1]) else None
        )
    return named if named and _is_name(named) else None


def _authors(linked: Sequence[Linked], meta: dict[str, list[str]], language: str) -> tuple[list[str], list[str]]:
    """The people and the bodies that the markup names as authors."""
    people: dict[str, None] = {}
    bodies: dict[str, None] = {}
    for name, is_body in (*_linked_authors(linked), *_meta_authors(meta)):
        found = () if is_body else names_in(name, language)
        for person in found:
            people.setdefault(person)
        if not found and _is_name(name) and (is_body or is_outlet(name)):
            bodies.setdefault(name)
    return list(people), list(bodies)


def _linked_authors(linked: Sequence[Linked]) -> Iterator[tuple[str, bool]]:
    for thing in _articles(linked)[:1]:
        value = thing.get("author")
        for author in value if isinstance(value, list) else [value]:
            is_body = isinstance(author, dict) and "Organization" in "/".join(types_of(author))
            yield text_of(author), is_body


def _meta_authors(meta: dict[str, list[str]]) -> Iterator[tuple[str, bool]]:
    for name in _AUTHOR_META:
        for value in meta.get(name, ()):
            yield value, False


def _canonical(tree: Tree, meta: dict[str, list[str]], address: str | None) -> str | None:
    """The address that the page gives as its own, absolute where that can be made."""
    links = [tree.attributes_of(mark) for mark in tree.marks if mark.tag == "link"]
    told = [link.get("href", "") for link in links if link.get("rel", "").lower() == "canonical"]
    for value in (*told, *meta.get("og:url", ())):
        if not value or len(value) > _ADDRESS:
            continue
        try:
            full: str = urljoin(address or "", value.strip())
            if urlsplit(full).scheme in ("http", "https"):
                return full
        except ValueError:
            continue
    return None


def _language(tree: Tree, meta: dict[str, list[str]], linked: Sequence[Linked]) -> str | None:
    """The language that the page states, as a code of two or three letters."""
    roots: list[Mark] = [mark for mark in tree.marks if mark.tag == "html"]
    told = [tree.attributes_of(mark).get("lang", "") for mark in roots[:1]]
    told += [text_of(thing.get("inLanguage")) for thing in _articles(linked)[:1]]
    told += [value for name in _LANGUAGE_META for value in meta.get(name, ())]
    return next((match.group().lower() for value in told if (match := _LANGUAGE.match(value.strip()))), None)
