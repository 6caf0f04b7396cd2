"""The linked data (JSON-LD) of a page: its objects, whatever graph or list they hang in, broken JSON mended.

Mended are comments and CDATA marks around the data, raw line breaks inside strings, trailing commas, and several
objects one after the other; where that fails, the plain string fields are read one by one. Limits: scripts beyond
``LONGEST`` characters and objects beyond ``MOST`` are left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.clean.tree import Tree

LONGEST = 1_000_000
MOST = 2_000

Linked = Mapping[str, Any]

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_FIELD = re.compile(
    r'"(@type|headline|name|datePublished|dateModified|dateCreated|uploadDate|inLanguage)"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){0,400})"'
)
_MOST_PARTS = 20


def linked_data(tree: Tree) -> Iterator[Linked]:
    """Every object of the page's linked data, outer ones before those inside them."""
    left = MOST
    for mark in tree.marks:
        if mark.tag != "script" or "ld+json" not in tree.markup[slice(*mark.attributes)].lower():
            continue
        raw = tree.raw_content(mark)
        if len(raw) > LONGEST:
            continue
        for found in _objects(_parsed(raw)):
            left -= 1
            if left < 0:
                return
            yield found


def _parsed(raw: str) -> list[Any]:
    """The values of one script."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", raw)).strip()
    values = _values(text)
    if values is None:
        text = html.unescape(text) if "&quot;" in text else text
        values = _values(_TRAILING_COMMA.sub("", text))
    if values is not None:
        return values
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(text):
        fields.setdefault(name, html.unescape(value.replace("\\/", "/")))
    return [fields] if fields else []


def _values(text: str) -> list[Any] | None:
    """The JSON values that stand one after the other; None where one of them is broken."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(text) and len(values) < _MOST_PARTS:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return None
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1
    return values


def _objects(values: list[Any]) -> Iterator[Linked]:
    """Every object among the values and inside them, breadth first, without recursion."""
    level = values
    while level:
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                yield value
                inner.extend(part for part in value.values() if isinstance(part, dict | list))
            elif isinstance(value, list):
                inner.extend(part for part in value if isinstance(part, dict | list))
        level = inner


def types_of(thing: Linked) -> tuple[str, ...]:
    """The types of an object, without their vocabulary's address."""
    told = thing.get("@type")
    rows = told if isinstance(told, list) else [told]
    return tuple(row.rsplit("/", 1)[-1] for row in rows if isinstance(row, str))


def text_of(value: object) -> str:
    """A string, the name of an object, or the first of a list of them; empty where there is none."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or ""
        else:
            break
    return html.unescape(value).strip() if isinstance(value, str) else ""
