"""What a marked-up page says about its own article, for the judge of blocks: titles, description, body as linked data.

Broken JSON is common, so the few strings that are needed are read one by one, each with a pattern linear in the page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.clean.tree import Tree

_STRING = re.compile(r'"(headline|description|articleBody)"\s{0,20}:\s{0,20}("(?:[^"\\]|\\.)*+")', re.DOTALL)
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_NOT_LETTER = re.compile(r"[\W_]+")
_TITLE_PARTS = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
_CLOSED = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?(?:false|False)')
_CLOSED_META = frozenset((("isaccessibleforfree", "false"), ("article:content_tier", "locked")))
_LONG_ENOUGH = 200
_SHORTEST = 15


@dataclass(frozen=True, slots=True)
class Told:
    """Letters and digits only, lower case; ``headlines`` are as written, the most trusted first.

    ``closed`` is the page's own word that its article is not free to read.
    """

    headlines: tuple[str, ...]
    titles: frozenset[str]
    description: str
    body: str
    closed: bool = False


def letters(text: str) -> str:
    """Letters and digits in lower case, single spaces between."""
    return _NOT_LETTER.sub(" ", text).strip().lower()


def told_by(tree: Tree) -> Told:
    """What the head of the page and its linked data say."""
    headlines: list[str] = []
    descriptions: list[str] = []
    bodies: list[str] = []
    page_title, closed = "", _CLOSED.search(tree.markup) is not None
    for mark in tree.marks:
        if mark.tag == "meta":
            attributes = tree.attributes_of(mark)
            name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if name in ("og:title", "twitter:title", "dc.title", "title", "headline"):
                headlines.append(attributes.get("content", ""))
            elif name in ("description", "og:description", "twitter:description"):
                descriptions.append(attributes.get("content", ""))
            elif (name, attributes.get("content", "").lower()) in _CLOSED_META:
                closed = True
        elif mark.tag == "title" and not page_title:
            page_title = html.unescape(tree.raw_content(mark)).strip()
        elif mark.tag == "script" and "json" in tree.markup[slice(*mark.attributes)]:
            for key, value in _strings(tree.raw_content(mark)):
                {"headline": headlines, "description": descriptions, "articleBody": bodies}[key].append(value)
    headlines = [title.strip() for title in (*headlines, page_title) if title.strip()]
    bodies = [body for body in bodies if len(body) >= _LONG_ENOUGH]
    return Told(
        headlines=tuple(headlines),
        titles=frozenset(filter(None, (letters(form) for title in headlines for form in _forms(title)))),
        description=letters(" ".join(descriptions)),
        body=letters(" ".join(bodies)),
        closed=closed,
    )


def headline_of(told: Told) -> str | None:
    """The headline as the head of the page words it, without the outlet where another wording shows that it is one."""
    if not told.headlines:
        return None
    first = told.headlines[0]
    return next((other for other in told.headlines[1:] if first.startswith(other) and len(other) > _SHORTEST), first)


def _forms(title: str) -> Iterator[str]:
    """A title whole, and without the outlet that stands before or behind it."""
    yield title
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    if len(parts) > 1:
        yield max(parts, key=len)
        yield parts[0]
        yield title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")


def _strings(data: str) -> Iterator[tuple[str, str]]:
    for match in _STRING.finditer(data):
        try:
            value = json.loads(match[2], strict=False)
        except ValueError:
            continue
        yield match[1], html.unescape(_MARKUP.sub(" ", value))
