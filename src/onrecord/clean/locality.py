"""In which country a page is published, as far as its addresses and language tags tell, and its local day.

Limits: an address of a country is taken at its word; the tag "en-US" and general addresses say little, since publishing
systems set them unasked, so that "us" counts only where the page bears no other sign.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from onrecord import words
from onrecord.clean.moments import Moment
from onrecord.clean.tree import Tree

_HOST = re.compile(r"(?:https?:)?//[^/?#:@\s]*\.([a-z]{2})(?=[/?#:]|\Z)", re.IGNORECASE)
_REGION = re.compile(r"\A[a-zA-Z]{2,3}[-_]([a-zA-Z]{2})\Z")
_HOURS = 24


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
    return next((code for code in (*hosts, *tags) if code in _hours()), "")


def local_day(moment: Moment, country: str) -> date:
    """The day of a moment in universal time where it was published, if all of the country agrees on it."""
    if moment.universal is None or country not in _hours():
        return moment.day
    steps = {int((moment.universal + hours) // _HOURS) for hours in _hours()[country]}
    return moment.day + timedelta(steps.pop()) if len(steps) == 1 else moment.day


@cache
def _hours() -> dict[str, tuple[float, float]]:
    return {code: (low, high) for code, (low, high) in words.facts("zones")["hours"].items()}
