"""In which country a page is published, as far as its addresses and language tags tell, and its local day.

Limits: an address of a country is taken at its word; the tag "en-US" and general addresses say little, since publishing
systems set them unasked, so that "us" counts only where the page bears no other sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from onrecord import words
from onrecord.clean.moments import Moment
from onrecord.clean.tree import Tree

_HOST = re.compile(r"(?:https?:)?//[^/?#:@\s]*\.([a-z]{2})(?=[/?#:]|\Z)", re.IGNORECASE)
_REGION = re.compile(r"\A[a-zA-Z]{2,3}[-_]([a-zA-Z]{2})\Z")


def country_of(tree: Tree, address: str | None) -> str:
    """The code of the country, in lower case; empty where nothing tells it."""
    addresses, regions = [address or ""], []
    for mark in tree.marks:
        if mark.tag not in ("meta", "link", "html", "base"):
            continue
        attributes = tree.attributes_of(mark)
        name = attributes.get("property") or attributes.get("name") or attributes.get("rel") or ""
        if name in ("og:url", "twitter:url"):
            addresses.append(attributes.get("content", ""))
        elif name == "canonical" or mark.tag == "base":
            addresses.append(attributes.get("href", ""))
        elif name == "og:locale" or mark.tag == "html":
            regions.append(attributes.get("content") or attributes.get("lang") or "")
    hosts = [match[1].lower() for one in addresses if (match := _HOST.match(one))]
    tags = [match[1].lower() for one in regions if (match := _REGION.match(one))]
    return next((code for code in (*hosts, *tags) if code in _zones()), "")


def local_day(moment: Moment, country: str) -> date:
    """The day of a moment in universal time where it was published, if all of the country agrees on it."""
    if moment.universal is None or country not in _zones():
        return moment.day
    told = datetime.combine(moment.day, time(tzinfo=UTC)) + timedelta(hours=moment.universal)
    days = {told.astimezone(ZoneInfo(name)).date() for name in _zones()[country]}
    return days.pop() if len(days) == 1 else moment.day


@cache
def _zones() -> Mapping[str, list[str]]:
    zones: Mapping[str, list[str]] = words.facts("zones")["zones"]
    return zones
