"""What people type into a search, read into what is looked for: one small grammar for command, API and app.

    harbour bridge          both words, anywhere in the statement
    "harbour bridge"        the words in this order, side by side
    harb*                   words that begin so
    -ferry                  not this word
    speaker:kallweit        who is credited; also outlet: page: language:
    about:harbour           words anywhere on the page
    manner:direct           direct, mixed or indirect
    said:2025-04            a day, a month, a year, or two of them as 2025-04..2025-06, 2025.., ..2025
    has:figure              figure, speaker or decision
    statement:ID            this very statement, by its id, or one of several: statement:ID,ID
    -speaker:kallweit       not that

Every other character is what it is: a colon after an unknown word, brackets, AND and OR are searched as they stand.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from onrecord.errors import QueryError
from onrecord.record.searching.terms import terms
from onrecord.types import Manner

FIELDS = ("speaker", "outlet", "about", "manner", "said", "page", "language", "has", "is", "statement")
HAS = ("figure", "speaker", "decision")
IS = ("accepted", "rejected", "any")
LONGEST = 2_000
"""Characters of a query."""
MOST = 64
"""Parts of a query."""
_PART = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)("?)|(\S+))')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand side by side; ``begins`` where the last is the beginning of a word."""

    terms: tuple[str, ...]
    begins: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that has a value; the terms of the value where it is text."""

    field: str
    value: str
    negated: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(terms(self.value))

    @property
    def ids(self) -> tuple[str, ...]:
        """What is named where the value is a list of ids."""
        return tuple(each for each in self.value.split(",") if each)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included, that a statement must have been said in."""

    earliest: date
    latest: date
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; all of it must hold."""

    text: str
    words: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()
    days: tuple[Days, ...] = ()

    @property
    def is_ranked(self) -> bool:
        """Is the answer in the order in which it fits? Else it is in that of days."""
        return any(not words.negated for words in self.words)

    @property
    def asks(self) -> bool:
        return bool(self.words or self.filters or self.days)


def parse(text: str) -> Query:
    """Reads a query.

    Raises:
        QueryError: a field has a value that it cannot have, a quotation mark is not closed, or the query is too long.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"a query of more than {LONGEST} characters: use `onrecord check` for long quotations", LONGEST
        )
    words: list[Words] = []
    filters: list[Filter] = []
    days: list[Days] = []
    curly = text.replace("“", '"').replace("”", '"').replace("„", '"')
    for number, part in enumerate(_PART.finditer(curly)):
        if number == MOST:
            raise QueryError(f"more than {MOST} parts: search for fewer words", part.start())
        minus, field, phrase, closing, bare = part.groups()
        if phrase is not None and not closing:
            raise QueryError('a quotation mark is not closed: write "…" around the words', part.start())
        negated, value = minus == "-", phrase if phrase is not None else bare
        if field is not None and field.lower() in FIELDS:
            found = _field(field.lower(), value, negated, part.start())
            if isinstance(found, Days):
                days.append(found)
            else:
                filters.append(found)
            continue
        if field is not None and phrase is None and not value.startswith("//"):
            _is_meant(field, part.start())
        said = f"{field}:{value}" if field else value
        found_terms = tuple(terms(said))
        if found_terms:
            words.append(Words(found_terms, begins=phrase is None and said.endswith("*"), negated=negated))
    return Query(text, tuple(words), tuple(filters), tuple(days))


def _is_meant(field: str, at: int) -> None:
    """A field that was misspelt is told, not searched for as a word."""
    close = get_close_matches(field.lower(), FIELDS, n=1, cutoff=0.8)
    if close:
        raise QueryError(
            f'there is no field "{field}:": did you mean "{close[0]}:"? In quotation marks it is a word', at
        )


def _field(field: str, value: str, negated: bool, at: int) -> Filter | Days:
    if not value:
        raise QueryError(f"{field}: stands without a value: write {field}:VALUE, without a blank", at)
    if field == "said":
        earliest, latest = _days(value, at)
        return Days(earliest, latest, negated)
    choices = {"manner": tuple(Manner), "has": HAS, "is": IS}.get(field)
    if choices is None:
        if not terms(value):
            raise QueryError(f"{field}:{value} holds no letter or digit to look for", at)
        return Filter(field, value, negated)
    if value.lower() not in choices:
        raise QueryError(f"{field}:{value} is not known: it is one of {', '.join(choices)}", at)
    return Filter(field, value.lower(), negated)


def _days(value: str, at: int) -> tuple[date, date]:
    low, dots, high = value.partition("..")
    try:
        earliest = _stretch(low)[0] if low else date.min
        latest = _stretch(high if dots else low)[1] if (high or not dots) else date.max
    except ValueError as error:
        raise QueryError(f"said:{value} is no time: write 2025, 2025-04, 2025-04-02 or 2025-04..2025-06", at) from error
    if earliest > latest or value == "..":
        raise QueryError(f"said:{value} ends before it begins", at)
    return earliest, latest


def _stretch(said: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    match = _DAY.fullmatch(said)
    if match is None:
        raise ValueError(said)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        raise ValueError(said)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
