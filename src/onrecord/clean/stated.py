"""The days that a page's markup states: linked data, meta tags, microdata, time elements, scripts, its address.

Each comes with the field that states it and what it is the day of. Nothing is chosen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from onrecord import words
from onrecord.clean.linked import Linked, types_of
from onrecord.clean.moments import Moment, moment_of
from onrecord.clean.tree import Tree

_PUBLISHED = ("datePublished", "dateCreated", "uploadDate")
_MODIFIED = "dateModified"
_SCRIPTS = 1_500_000
_MOST = 40
_MOST_TIMES = 400
_MOST_METAS = 2_000


class Trust(IntEnum):
    """How far a field is believed, the most trusted highest: what editors' systems write for machines comes first."""

    ADDRESS_PART = 1
    LOOSE_META = 2
    SCRIPT = 3
    ATTRIBUTE = 4
    PRINTED = 5
    LINKED_OTHER = 6
    TIME = 7
    ADDRESS = 8
    MICRODATA = 9
    META = 10
    LINKED = 11


@dataclass(frozen=True, slots=True)
class Stated:
    """One day that the markup states; ``at`` is its place in the markup where that tells anything."""

    moment: Moment
    field: str
    trust: Trust
    updated: bool = False
    at: int = -1


_MICRODATA = re.compile(r"itemprop\s?=\s?[\"']?(datePublished|dateCreated|dateModified|uploadDate)\b")
_TAG_REACH = 400
_TEXT_REACH = 60
_VALUE = re.compile(r"(?:content|datetime)\s?=\s?(?:\"([^\"]{4,60})\"|'([^']{4,60})'|([^\s\"'>]{4,60}))", re.IGNORECASE)
_QUOTE = r"(?:\\?[\"']|&quot;|&#0?3[49];)"
_KEY = re.compile(
    rf"{_QUOTE}(?:[\w:]{{0,30}}?(?:date_?published|publish(?:ed)?_?(?:date|at|time|on|first)|publication_?date|pub_?date)"
    r"|first[_-]?publi(?:sh(?:ed)?|cation)(?:[_-]?date)?|original_?publish_?date|date_?created|post_?date|article_?date"
    rf"|uploadDate){_QUOTE}\s?[:,]\s?(?:{_QUOTE}([^\"'<>{{}}&\\]{{8,40}}){_QUOTE}|(1\d{{9,12}})\b)",
    re.IGNORECASE,
)
# Attributes that publishing systems invent ("data-publish-date"), and the date of a citation in COinS (Z39.88).
_OWN_ATTRIBUTE = re.compile(
    r"[\s-](?:pub(?:lish(?:ed)?|lication)?-?(?:date|time|on|at)|date-?(?:publish(?:ed)?|created|posted)"
    r"|post-?date)\s?=\s?[\"']([^\"'<>]{8,40})[\"']|[;&?]rft\.date=(\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_ADDRESS_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_.-]?)(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>[0-2]\d|3[01]|[1-9])(?!\d)"
)
_TIME = re.compile(r"datetime\s?=\s?(?:\"([^\"]{4,60})\"|'([^']{4,60})'|([^\s\"'>]{4,60}))", re.IGNORECASE)
_ARTICLE = re.compile(r"Article|Posting|Report|Newsletter|Page|object")


def stated_days(tree: Tree, linked: Sequence[Linked], address: str | None) -> list[Stated]:
    """Every day that the markup and the address state, the most trusted first, in the order of the page."""
    found = [
        *_in_linked_data(linked),
        *_in_meta(tree),
        *_in_microdata(tree),
        *_in_times(tree),
        *_in_address(address or _own_address(tree)),
    ]
    if not any(one.trust > Trust.PRINTED and not one.updated for one in found):
        found.extend(_in_attributes(tree))
        found.extend(_in_scripts(tree))
    return sorted(found, key=lambda stated: -stated.trust)


def _in_linked_data(linked: Sequence[Linked]) -> Iterator[Stated]:
    """Articles first, then whatever else is dated."""
    ranked = sorted(linked, key=lambda thing: not any(_ARTICLE.search(name) for name in types_of(thing)))
    for thing in ranked:
        days = [(key, value) for key in (*_PUBLISHED, _MODIFIED) if isinstance(value := thing.get(key), str)]
        published = [row for row in days if row[0] != _MODIFIED][:1]
        kind = "/".join(types_of(thing)) or "object"
        trust = Trust.LINKED if _ARTICLE.search(kind) else Trust.LINKED_OTHER
        for key, value in (*published, *(row for row in days if row[0] == _MODIFIED)):
            if moment := moment_of(value):
                yield Stated(moment, f"linked data {kind} {key} {value[:40]}", trust, key == _MODIFIED)


def _in_meta(tree: Tree) -> Iterator[Stated]:
    metas = [mark for mark in tree.marks if mark.tag == "meta"]
    for mark in metas[:_MOST_METAS]:
        attributes = tree.attributes_of(mark)
        name = (
            (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower().strip()
        )
        value = attributes.get("content", "")
        sort = _fields().get(name)
        if sort and (moment := moment_of(value)):
            trust = Trust.LOOSE_META if sort == "loose" else Trust.META
            yield Stated(moment, f"meta {name} {value[:40]}", trust, sort == "updated", mark.start)


def _in_microdata(tree: Tree) -> Iterator[Stated]:
    """The value of the property's tag, or else the text behind it."""
    markup = tree.markup
    for count, match in enumerate(_MICRODATA.finditer(markup)):
        if count >= _MOST:
            return
        start = markup.rfind("<", max(0, match.start() - _TAG_REACH), match.start())
        end = markup.find(">", match.end(), match.end() + _TAG_REACH)
        if start < 0 or end < 0:
            continue
        value = _VALUE.search(markup, start, end)
        told = next(filter(None, value.groups())) if value else markup[end + 1 : end + _TEXT_REACH].split("<")[0]
        if moment := moment_of(told):
            yield Stated(
                moment, f"microdata {match[1]} {told[:40]}", Trust.MICRODATA, match[1] == _MODIFIED, match.start()
            )


def _in_times(tree: Tree) -> Iterator[Stated]:
    """What time elements say for machines, or else print."""
    times = [mark for mark in tree.marks if mark.tag == "time"]
    for mark in times[:_MOST_TIMES]:
        raw = tree.markup[slice(*mark.attributes)]
        value = _TIME.search(raw)
        inside = mark.attributes[1] + 1
        told = next(filter(None, value.groups())) if value else tree.markup[inside : inside + _TEXT_REACH].split("<")[0]
        if moment := moment_of(told):
            updated = any(word in raw.lower() for word in ("modif", "updat"))
            yield Stated(moment, f"time element {told.strip()[:40]}", Trust.TIME, updated, mark.start)


def _in_attributes(tree: Tree) -> Iterator[Stated]:
    for match, _ in zip(_OWN_ATTRIBUTE.finditer(tree.markup), range(_MOST), strict=False):
        if moment := moment_of(match[1] or match[2]):
            yield Stated(moment, f"attribute {match.group().strip()[:60]}", Trust.ATTRIBUTE, at=match.start())


def _in_scripts(tree: Tree) -> Iterator[Stated]:
    """Keys of scripts and of data in attributes that speak of publication; other articles' stand behind the first."""
    found = 0
    for match in _KEY.finditer(tree.markup, 0, _SCRIPTS):
        if moment := moment_of(match[1] or match[2]):
            yield Stated(moment, f"script {match.group()[:60]}", Trust.SCRIPT, at=match.start())
            found += 1
            if found >= _MOST:
                return


def _own_address(tree: Tree) -> str | None:
    """The address that the page gives as its own; of use where it came without one."""
    for mark in tree.marks:
        if mark.tag == "link":
            attributes = tree.attributes_of(mark)
            if attributes.get("rel", "").lower() == "canonical":
                return attributes.get("href")
        elif mark.tag == "meta":
            attributes = tree.attributes_of(mark)
            if attributes.get("property", "").lower() == "og:url":
                return attributes.get("content")
    return None


def _in_address(address: str | None) -> Iterator[Stated]:
    if not address:
        return
    for match in _ADDRESS_DAY.finditer(address):
        if moment := moment_of(f"{match['y']}-{match['m']}-{match['d']}"):
            trust = Trust.ADDRESS if match["s"] else Trust.ADDRESS_PART
            yield Stated(moment, f"address {match.group()}", trust)


@cache
def _fields() -> dict[str, str]:
    """Each known name of a meta field with what it is the day of."""
    return {name: sort for sort, names in words.facts("fields").items() for name in names}
