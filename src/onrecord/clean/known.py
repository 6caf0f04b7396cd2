"""What known facts say about a page's time: who is in office on it, and which dated events it speaks of.

Facts come from ``words/facts.toml``; matching is by words in one sentence, without regard to case. A name counts only
beside a title of its office and not after "former". Limits: surnames in Latin letters; an office held twice allows
either term.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord import words
from onrecord.clean.moments import lowered
from onrecord.types import Span
from onrecord.words.dategrammar import either
from onrecord.words.datemention import Days

_TITLE_REACH = 60
_TITLE_GAP = 28
_SENTENCE_REACH = 400
_LOOKS = 8
"""How often one word is looked at: a page that names someone a hundred times says no more by it."""
# Between a name and its title behind it: "Ada, head of", "Ada's administration".
_APPOSED = re.compile(r"(?:['’]s)? |, (?:[a-z'’-]{1,12} ){0,2}")
_STOP = re.compile(r"[.!?]['\"”’»)]?\s|\n")


@dataclass(frozen=True, slots=True)
class Edition:
    """One time that a recurring event took place; ``places`` are the names that a page may give to where."""

    places: tuple[str, ...]
    days: Days


@dataclass(frozen=True, slots=True)
class Hold:
    """Days on which the page can have been written, for one reason, with the words that gave it."""

    allowed: tuple[Days, ...]
    reason: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sentence that names a recurring event, and the editions that the name can mean."""

    sentence: Span
    name: Span
    editions: tuple[Edition, ...]


Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Office:
    titles: re.Pattern[str]
    terms: Mapping[str, tuple[Days, ...]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A group of words and what its sentence speaks of; a loose one gives way to an exact one in the same sentence."""

    group: Group
    editions: tuple[Edition, ...]
    loose: bool


@dataclass(frozen=True, slots=True)
class _Facts:
    keys: re.Pattern[str]
    offices: Mapping[str, tuple[_Office, ...]]
    events: Mapping[str, tuple[_Named, ...]]
    since: Mapping[str, tuple[tuple[date, Group], ...]]
    former: re.Pattern[str]


def known(text: str) -> tuple[tuple[Hold, ...], tuple[Sighting, ...]]:
    """The holds and the sightings of events, in the order of the text."""
    facts = _facts()
    low = lowered(text)
    holds: dict[str, Hold] = {}
    looks: Counter[str] = Counter()
    named: dict[Span, list[tuple[_Named, Span]]] = defaultdict(list)
    for match in facts.keys.finditer(low):
        key, at = match.group(), Span(*match.span())
        looks[key] += 1
        if looks[key] > _LOOKS:
            continue
        for hold in (*_terms(facts, low, key, at), *_passed(facts, low, key, at)):
            holds.setdefault(hold.reason, hold)
        for row in facts.events.get(key, ()):
            if all(word in low for word in row.group):
                sentence = _sentence(low, at)
                if all(word in low[sentence.start : sentence.end] for word in row.group):
                    named[sentence].append((row, at))
    return tuple(holds.values()), tuple(_sighting(sentence, rows) for sentence, rows in named.items())


def _sighting(sentence: Span, rows: list[tuple[_Named, Span]]) -> Sighting:
    exact = [row for row in rows if not row[0].loose] or rows
    editions = dict.fromkeys(edition for row, _ in exact for edition in row.editions)
    return Sighting(sentence, exact[0][1], tuple(editions))


def _terms(facts: _Facts, low: str, key: str, at: Span) -> Iterator[Hold]:
    for office in facts.offices.get(key, ()):
        before = low[max(0, at.start - _TITLE_REACH) : at.start]
        titles = list(office.titles.finditer(before))
        after = low[at.end : at.end + _TITLE_GAP]
        near = titles and len(before) - titles[-1].end() <= _TITLE_GAP and not _STOP.search(before, titles[-1].end())
        if near and not facts.former.search(before, 0, titles[-1].start()):
            start = at.start - len(before) + titles[-1].start()
            yield Hold(office.terms[key], f"{low[start : at.end]} in office", Span(start, at.end))
        elif not near and (behind := office.titles.search(after)) and _APPOSED.fullmatch(after, 0, behind.start()):
            end = at.end + behind.end()
            yield Hold(office.terms[key], f"{low[at.start : end]} in office", Span(at.start, end))


def _passed(facts: _Facts, low: str, key: str, at: Span) -> Iterator[Hold]:
    for day, group in facts.since.get(key, ()):
        if not all(word in low for word in group):
            continue
        sentence = _sentence(low, at)
        if all(word in low[sentence.start : sentence.end] for word in group):
            yield Hold(((day, date.max),), f"tells of {' '.join(group)}, {day}", at)


def _sentence(low: str, at: Span) -> Span:
    """The sentence around a place, cut where it is very long."""
    left = low[max(0, at.start - _SENTENCE_REACH) : at.start]
    stops = list(_STOP.finditer(left))
    start = at.start - len(left) + (stops[-1].end() if stops else 0)
    stop = _STOP.search(low, at.end, at.end + _SENTENCE_REACH)
    return Span(start, stop.start() if stop else min(len(low), at.end + _SENTENCE_REACH))


@cache
def _facts() -> _Facts:
    table = words.facts("facts")
    offices: dict[str, list[_Office]] = defaultdict(list)
    for row in table["offices"]:
        terms: dict[str, list[Days]] = defaultdict(list)
        for name, first, *last in row["holders"]:
            terms[name].append((first, last[0] if last else date.max))
        titles = re.compile(rf"(?<!\w){either(row['titles'])}(?!\w)")
        office = _Office(titles, {name: tuple(days) for name, days in terms.items()})
        for name in terms:
            offices[name].append(office)
    events: dict[str, list[_Named]] = defaultdict(list)
    for row in table["events"]:
        editions = tuple(Edition(tuple(place.split("|")), (first, last)) for place, first, last in row["editions"])
        for group in (*row["names"], *row.get("loosely", ())):
            events[group[0]].append(_Named(tuple(group), editions, group not in row["names"]))
    since: dict[str, list[tuple[date, Group]]] = defaultdict(list)
    for row in table["since"]:
        for group in row["names"]:
            since[group[0]].append((row["day"], tuple(group)))
    return _Facts(
        keys=re.compile(rf"(?<!\w){either({*offices, *events, *since})}(?!\w)"),
        offices={name: tuple(rows) for name, rows in offices.items()},
        events={name: tuple(rows) for name, rows in events.items()},
        since={name: tuple(rows) for name, rows in since.items()},
        former=re.compile(rf"(?<!\w){either(table['former'])}(?!\w)"),
    )
