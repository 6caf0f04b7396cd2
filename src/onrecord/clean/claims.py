"""What came beside a page, weighed against what the page says of itself.

The order of trust for the day of publication: what the page states firmly; the column of a table, which somebody made
with care; a day that the page prints; the entry of a feed, which bears the day of a repost as well; what the page lets
one guess. An HTTP header is never believed about publication, since servers write the hour of the answer there: it
counts as the last change, where nothing else tells one and its day is not that of the capture.

Limits: a claim is checked against the capture alone, not against the story.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.types import Basis, Dating, Given, Sender

_YIELDS = {Sender.COLUMN: 0.9, Sender.ENTRY: 0.7}
"""A day of the page's own whose score is lower gives way to the sender's claim."""

_SCORE = {Sender.COLUMN: 0.9, Sender.ENTRY: 0.75, Sender.HEADER: 0.4}
_DAY = timedelta(1)
_NO_DAY = date(1970, 1, 1)  # the zero of Unix time: what programs write where they know no day
_LANGUAGE = re.compile(r"\s{0,9}([a-zA-Z]{2,3})(?=[-_,;\s]|\Z)")


def published_of(own: Dating | None, given: Given | None, captured: date) -> Dating | None:
    """The page's own day of publication or the one that came with it, whichever is trusted more."""
    claimed = _possible(given.published if given else None, captured)
    if given is None or claimed is None or given.sender is Sender.HEADER:
        return own
    if own is not None and own.earliest == own.latest and own.basis.score >= _YIELDS[given.sender]:
        return own
    agrees = own is not None and own.earliest <= claimed <= own.latest
    return _dating(claimed, given.sender, own if agrees else None)


def updated_of(own: Dating | None, given: Given | None, published: Dating | None, captured: date) -> Dating | None:
    """The page's own day of its last change, or else the one that came with it, unless that is before publication."""
    claimed = _possible(given.updated if given else None, captured)
    if own is not None or given is None or claimed is None:
        return own
    if published is not None and claimed < published.earliest:
        return None
    if given.sender is Sender.HEADER and claimed >= captured - _DAY:
        return None
    return _dating(claimed, given.sender, None)


def title_of(own: str | None, given: Given | None, *, headed: bool) -> str | None:
    """The headline: the page's own where it is ``headed``, else the one that came with it; a fragment has none."""
    told = " ".join(given.title.split()) if given and given.title else None
    return (own or told) if headed else (told or own)


def language_of_claim(given: Given | None) -> str | None:
    """The code of the language that the sender states: two or three letters, lower case."""
    told = _LANGUAGE.match(given.language) if given and given.language else None
    return told[1].lower() if told else None


def outlet_of_column(given: Given | None) -> str | None:
    """The outlet that a table names; a feed carries other outlets' pages too."""
    return given.outlet if given and given.sender is Sender.COLUMN else None


def _possible(claimed: date | None, captured: date) -> date | None:
    return None if claimed is None or claimed == _NO_DAY or claimed > captured + _DAY else claimed


def _dating(day: date, sender: Sender, own: Dating | None) -> Dating:
    """``own`` is what the page says in agreement with the claim, if it does."""
    detail = f"{day.isoformat()}, in agreement with {own.basis.rule}" if own else day.isoformat()
    return Dating(day, day, Basis(str(sender), detail, _SCORE[sender]), own.evidence if own else ())
