"""The ledger of figures: what was asserted of a thing, by whom, how firmly, for which time; and where pages disagree.

Figures come from the readings of the pages that speak of what was asked for, those dated latest first. Two figures are
of the same thing where unit and what is counted agree; they disagree where what they assert cannot both hold, was told
at about the same time, and can speak of the same period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

import numpy as np
from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.searching.columns import Columns, Ints
from onrecord.record.searching.hits import Place
from onrecord.record.searching.search import Search
from onrecord.record.searching.terms import terms
from onrecord.record.store import Record
from onrecord.words.measures import normal

PAGES = 24
"""Pages whose figures are told at a time."""
NEWS = timedelta(days=60)
"""Between pages that speak of the same thing by the same words."""
_ALIKE = 0.5
_SMALL_WORDS = 3
_AROUND = 90
_ROUGH = 0.15
"""By how much a figure that is hedged may be off, of itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What figures are wanted: near these words, by this speaker, from this outlet, in this unit; empty for any."""

    words: str = ""
    speaker: str = ""
    outlet: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with the words around it. ``speaker`` is None where the page itself asserts it.

    ``low`` and ``high`` are the value as the page tells it, None where only a magnitude is told; days are ISO dates.
    """

    id: str
    page: str
    title: str
    outlet: str | None
    published: tuple[str, str] | None
    statement: str | None
    speaker: str | None
    start: int
    before: str
    words: str
    after: str
    low: float | None
    high: float | None
    hedge: str
    unit: str | None
    measure: str | None
    of: str | None
    period: tuple[str, str] | None
    trend: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """Figures of one thing, in the order of their pages' days. ``disagree`` says that not all of them can hold."""

    of: str | None
    unit: str | None
    entries: tuple[Entry, ...]
    disagree: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Accounts, those that disagree first; ``pages`` is how many pages may hold more, told from ``start`` on.

    ``last`` is where the last page stands that was told: the place of the first statement that it was found by.
    """

    accounts: tuple[Account, ...]
    units: tuple[tuple[str, int], ...]
    pages: int
    start: int
    last: Place | None


def ledger(record: Record, search: Search, asked: Asked, start: int = 0, behind: Place | None = None) -> Ledger:
    """The figures of `PAGES` pages that speak of what is asked for; ``behind`` a page that was told, in place of start.

    Raises:
        QueryError: what is asked for cannot be understood.
    """
    with record.engine.connect() as connection:
        numbers = search.numbers(connection, _query(asked))
        columns = search.columns(connection)
        rows = _first_rows(columns, numbers)
        if behind is not None:
            start = _told_before(columns, rows, behind)
        shown = rows[start : start + PAGES]
        ids = _ids(connection, columns.page[shown].tolist())
    told = record.told(ids)
    near = frozenset(term for term in terms(asked.words) if len(term) > 1)
    entries = [entry for page in ids if page in told for entry in _entries(page, told[page], asked, near)]
    units: dict[str, int] = {}
    for each in entries:
        if each.unit:
            units[each.unit] = units.get(each.unit, 0) + 1
    wanted = [each for each in entries if not asked.unit or each.unit == asked.unit]
    ordered = tuple(sorted(units.items(), key=lambda pair: (-pair[1], pair[0])))
    return Ledger(tuple(accounts(wanted)), ordered, len(rows), start, _place(columns, shown))


def _query(asked: Asked) -> str:
    """The statements whose pages are looked into, in the grammar of a search."""
    parts = {"about": asked.words, "speaker": asked.speaker, "outlet": asked.outlet}
    told = [f'{field}:"{" ".join(terms(value))}"' for field, value in parts.items() if terms(value)]
    return " ".join([*told, *(["has:figure"] if asked.speaker else [])])


def _first_rows(columns: Columns, numbers: Ints) -> Ints:
    """Of each page of some statements, in the order in which they come, the row of the first."""
    rows = columns.rows(numbers)
    _, first = np.unique(columns.page[rows], return_index=True)
    out: Ints = rows[np.sort(first)]
    return out


def _told_before(columns: Columns, rows: Ints, behind: Place) -> int:
    """How many of the rows come up to a place: the latest day first; on a day, what came first."""
    day, number = behind
    days, numbers = columns.day[rows], columns.number[rows]
    return int(((days > day) | ((days == day) & (numbers <= number))).sum())


def _place(columns: Columns, rows: Ints) -> Place | None:
    return (int(columns.day[rows[-1]]), int(columns.number[rows[-1]])) if len(rows) else None


def _ids(connection: Connection, numbers: Sequence[int]) -> list[str]:
    page = schema.page.c
    asked = select(page.number, page.id).where(page.number.in_(numbers))
    rows = {row.number: row.id for row in connection.execute(asked)}
    return [rows[number] for number in numbers if number in rows]


def _entries(page: str, told: Json, asked: Asked, near: frozenset[str]) -> Iterator[Entry]:
    article = told["article"]
    text, said = article["text"], {each["id"]: each for each in told["statements"]}
    blocks = sorted(tuple(block["span"]) for block in article["blocks"])
    who = frozenset(terms(asked.speaker))
    published = article["published"]
    for each in told["figures"]:
        statement = said.get(each["statement"]) if each["statement"] else None
        if statement is not None and statement["verdict"] == "rejected":
            continue
        speaker = statement["speaker"]["name"] if statement and statement["speaker"] else None
        if who and not (speaker and who <= frozenset(_names(statement))):
            continue
        start, end = each["span"]
        first, last = next(((a, b) for a, b in blocks if a <= start < b), (start, end))
        if near and near.isdisjoint(terms(text[first:last])):
            continue
        value = each["value"]
        low, high = value if isinstance(value, list) else (value, value)
        yield Entry(
            id=each["id"],
            page=page,
            title=article["title"] or told["page"]["name"],
            outlet=article["outlet"],
            published=_days(published),
            statement=each["statement"],
            speaker=speaker,
            start=start,
            before=("… " if start - _AROUND > first else "") + text[max(first, start - _AROUND) : start].lstrip(),
            words=text[start:end],
            after=text[end : min(last, end + _AROUND)].rstrip() + (" …" if end + _AROUND < last else ""),
            low=low,
            high=high,
            hedge=each["hedge"],
            unit=each["unit"],
            measure=each["measure"],
            of=each["of"],
            period=_days(each["period"]),
            trend=each["trend"],
        )


def _names(statement: Json | None) -> Iterator[str]:
    """The terms of all names under which a page credits the speaker."""
    speaker = statement["speaker"] if statement else None
    for name in (speaker["name"], *speaker["aliases"]) if speaker else ():
        yield from terms(name)


def _days(told: Json | None) -> tuple[str, str] | None:
    return (told["earliest"], told["latest"]) if told else None


def accounts(entries: Sequence[Entry]) -> list[Account]:
    """Figures by the thing that they are of, those that disagree first, then those that most pages tell."""
    groups: list[list[Entry]] = []
    keys: list[tuple[str | None, frozenset[str]]] = []
    for entry in sorted(entries, key=lambda each: (each.published or ("9999", "9999"), each.page, each.start)):
        unit, of = entry.measure or entry.unit, _counted(entry.of)
        place = next((at for at, (same, held) in enumerate(keys) if same == unit and of and _alike(of, held)), None)
        if place is None:
            groups.append([entry])
            keys.append((unit, of))
        else:
            groups[place].append(entry)
    found = [Account(group[0].of, group[0].unit, tuple(group), _disagree(group)) for group in groups]
    return sorted(found, key=lambda each: (not each.disagree, -len({entry.page for entry in each.entries})))


def _counted(of: str | None) -> frozenset[str]:
    return frozenset(term for term in terms(of or "") if len(term) > _SMALL_WORDS)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _ALIKE * min(len(one), len(other)) if one and other else False


def _disagree(entries: Sequence[Entry]) -> bool:
    """Can two of these figures not both hold?"""
    ranges = [(each, *_range(each)) for each in entries if each.low is not None and each.unit]
    return any(
        (low > other_high or other_low > high) and _same_time(one, other) and _same_news(one, other)
        for at, (one, low, high) in enumerate(ranges)
        for other, other_low, other_high in ranges[at + 1 :]
    )


def _range(entry: Entry) -> tuple[float, float]:
    """Between what the true value lies if the figure holds, in base units."""
    values = [value for value in (entry.low, entry.high) if value is not None]
    low, high = min(values), max(values)
    if entry.measure:
        low, high = (normal(value, entry.measure)[0] for value in (low, high))
    match entry.hedge:
        case "more than" | "at least":
            return low, inf
        case "less than" | "at most":
            return -inf, high
        case "exactly":
            return low, high
        case _:
            return low - abs(low) * _ROUGH, high + abs(high) * _ROUGH


def _same_news(one: Entry, other: Entry) -> bool:
    """Were they told at about the same time? What is repaired in May is not what was in October."""
    if one.published is None or other.published is None:
        return True
    (low, high), (other_low, other_high) = (
        (date.fromisoformat(days[0]), date.fromisoformat(days[1])) for days in (one.published, other.published)
    )
    return other_low - high <= NEWS and low - other_high <= NEWS


def _same_time(one: Entry, other: Entry) -> bool:
    """Can they speak of the same time? A figure without a period can speak of any."""
    if one.period is None or other.period is None:
        return True
    return one.period[0] <= other.period[1] and other.period[0] <= one.period[1]
