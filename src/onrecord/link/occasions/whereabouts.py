"""Where and when an occasion was, by what most of its pages tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from onrecord.link.identity.spellings import fold, given_names
from onrecord.types import Basis, BlockKind, Dating, Reading, SpeakerKind

_WEEK = timedelta(days=7)
_FIRM = 0.7
_DATELINED, _TOLD = 2, 1
"""What a page counts for the place of its dateline, and for one that it names where it tells who spoke."""
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\W\d_'’-]{2,}(?: [^\W\d_][^\W\d_'’-]+){0,2})(?:,[^,\n—–(]{0,30})?\s*(?:—|–|\()"
)


def place(readings: Sequence[Reading]) -> str | None:
    """The place that most pages set it in; of several pages, two at least must write of it. Nobody is a place."""
    counts: Counter[str] = Counter()
    for reading in readings:
        for name, count in _places(reading).items():
            counts[name] += count
    people = {word for reading in readings for name in _people(reading) for word in _words(name)}
    least = min(2, len(readings))
    spread = {name: sum(name in reading.article.text for reading in readings) for name in counts}
    known = {name: n for name, n in counts.items() if spread[name] >= least and not _is_person(name, people, readings)}
    return min(known, key=lambda name: (-known[name], -spread[name], name), default=None)


def _places(reading: Reading) -> dict[str, int]:
    out = {s.occasion.place: _TOLD for s in reading.statements if s.occasion and s.occasion.place}
    text = reading.article.text
    first = next((b for b in reading.article.blocks if b.kind is BlockKind.PARAGRAPH), None)
    line = _DATELINE.match(text, first.span.start, first.span.end) if first else None
    if line and (line["place"].isupper() or line["place"].istitle()):
        out[line["place"].title()] = _DATELINED
    return out


def _people(reading: Reading) -> Iterator[str]:
    """The people whom a page credits with words."""
    for each in reading.statements:
        if each.speaker and each.speaker.kind is SpeakerKind.PERSON:
            yield each.speaker.name


def _is_person(name: str, people: set[str], readings: Sequence[Reading]) -> bool:
    """Is it one of those who speak, or does it begin with a given name?"""
    words = _words(name)
    languages = {reading.article.language for reading in readings}
    return set(words) <= people or (len(words) > 1 and any(words[0] in given_names(each) for each in languages))


def _words(name: str) -> list[str]:
    return [fold(word) for word in name.split()]


def when(readings: Sequence[Reading]) -> Dating | None:
    """The day on which most pages have it said; else the days of the first page that surely has some."""
    said: Counter[tuple[str, str]] = Counter()
    datings: dict[tuple[str, str], Dating] = {}
    for reading in readings:
        days = {(s.said.earliest.isoformat(), s.said.latest.isoformat()): s.said for s in reading.statements if s.said}
        near = {key: day for key, day in days.items() if _near(day, readings)}
        said.update(near.keys())
        for key, day in near.items():
            datings.setdefault(key, Dating(day.earliest, day.latest, Basis("told day", reading.page.name, 0.7)))
    published = sorted(_firm(readings), key=lambda dating: (dating.earliest, dating.latest))
    shared = {key: pages for key, pages in said.items() if pages > 1}
    if shared:
        return datings[min(shared, key=lambda key: (-shared[key], key))]
    if published:
        first = published[0]
        return Dating(first.earliest, first.latest, Basis("first page", first.basis.rule, first.basis.score))
    return datings[min(said)] if said else None


def _near(day: Dating, readings: Sequence[Reading]) -> bool:
    """Not more than a week before or after some page of the occasion: other days are of what went before."""
    firm = list(_firm(readings))
    if day.latest - day.earliest > _WEEK:
        return False
    return not firm or any(day.earliest <= d.latest + _WEEK and d.earliest <= day.latest + _WEEK for d in firm)


def _firm(readings: Iterable[Reading]) -> Iterator[Dating]:
    return (r.article.published for r in readings if r.article.published and is_firm(r.article.published))


def is_firm(dating: Dating | None) -> bool:
    """Is it surely of these days, and of few?"""
    return dating is not None and dating.basis.score >= _FIRM and dating.latest - dating.earliest <= _WEEK
