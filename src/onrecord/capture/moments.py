"""Days and moments as tables, feeds and headers write them; what could be read in two ways is not read at all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_tz

ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
LONGEST = 64


def day(written: str) -> date | None:
    """The day of an ISO 8601 or RFC 5322 date, as its writer saw it: in the zone that it was written in.

    ``03/04/2025`` gives none, for nobody can tell which number is the month.
    """
    text = written.strip()[:LONGEST]
    iso = ISO.match(text)
    numbers = (iso[1], iso[3], iso[4]) if iso else (parsedate_tz(text) or ())[:3]
    try:
        return date(*map(int, numbers)) if numbers else None
    except ValueError:
        return None


def moment(written: str) -> datetime | None:
    """The moment of an ISO 8601 date with a time; without a zone it is taken for UTC."""
    try:
        found = datetime.fromisoformat(written.strip()[:LONGEST])
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
