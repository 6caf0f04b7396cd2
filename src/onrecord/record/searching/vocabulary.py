"""The different terms of a record on PostgreSQL, each as a character: a text is then as short as its number of words.

Terms are numbered as they come; the number names a character, or two where there are very many. A text is the string
of its terms' characters, so that the database finds words among its characters and a phrase as a part of it. No two
strings of terms give the same characters, and none begins within another's: leading and trailing characters of pairs
stand for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, text

from onrecord.record.database import copy_rows

Codes = dict[str, str]
"""The characters of terms that are known already."""

MOST_HELD = 500_000
"""Terms whose characters are held in memory from one transaction to the next; some 100 MB."""
_FIRST = 0x100  # above what patterns and COPY take for their own signs
_SURROGATES, _GAP = 0xD800, 0x800  # characters that no text can hold
_TRAILING, _LEADING, _PLANE = 0xF0000, 0x100000, 0x10000  # planes 15 and 16, of private use
SINGLE = _TRAILING - _FIRST - _GAP
"""Terms that one character stands for."""
_HELD = text("SELECT text, number FROM term WHERE text = ANY(CAST(:texts AS text[]))")
_LAST = text("SELECT coalesce(max(number), -1) FROM term")
_READ: WeakKeyDictionary[Engine, Codes] = WeakKeyDictionary()
# Every character sorts below the last one, so that these are all that begin so.
_BEGINNING = text("SELECT number FROM term WHERE text >= :first AND text < :first || chr(1114111) ORDER BY number")


def character(number: int) -> str:
    """What stands for the term of a number."""
    if number < SINGLE:
        at = _FIRST + number
        return chr(at if at < _SURROGATES else at + _GAP)
    lead, trail = divmod(number - SINGLE, _PLANE)
    return chr(_LEADING + lead) + chr(_TRAILING + trail)


def characters(coded: str) -> Iterator[str]:
    """What stands for each term of a text, in their order."""
    lead = ""
    for each in coded:
        if ord(each) >= _LEADING:
            lead = each
        else:
            yield lead + each
            lead = ""


def codes_of(connection: Connection, terms: Iterable[str]) -> Codes:
    """The characters of those terms that the record holds, and of others; for one who reads.

    What was once read stays in memory: the character of a term is never another one.
    """
    held = _READ.setdefault(connection.engine, {})
    if len(held) > MOST_HELD:
        held.clear()
    missing = [term for term in terms if term not in held]
    if missing:
        held.update(_look_up(connection, missing))
    return held


def learn(connection: Connection, texts: Iterable[Iterable[str]], codes: Codes) -> None:
    """Adds to what is known the terms of these texts, and to the record those that are new to it, in their order."""
    if len(codes) > MOST_HELD:
        codes.clear()
    unknown = list(dict.fromkeys([term for terms in texts for term in terms if term not in codes]))
    if unknown:
        codes |= _look_up(connection, unknown)
        new = [term for term in unknown if term not in codes]
        first = connection.execute(_LAST).scalar_one() + 1 if new else 0
        codes |= {term: character(number) for number, term in enumerate(new, first)}
        copy_rows(connection, "term", ("number", "text"), list(enumerate(new, first)))


def beginning(connection: Connection, letters: str) -> list[str]:
    """The characters of all terms that begin with these letters."""
    return [character(number) for number in connection.execute(_BEGINNING, {"first": letters}).scalars()]


def all_terms(connection: Connection) -> dict[str, str]:
    """Every term of the record by what stands for it."""
    return {character(row.number): row.text for row in connection.execute(text("SELECT number, text FROM term"))}


def _look_up(connection: Connection, terms: list[str]) -> Codes:
    return {row.text: character(row.number) for row in connection.execute(_HELD, {"texts": terms})}
