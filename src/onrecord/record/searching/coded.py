"""The words of a record on PostgreSQL: each text as the characters of its terms, found among by GIN."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from onrecord.record.database import copy_rows
from onrecord.record.searching.marks import Indexed, seal
from onrecord.record.searching.query import Words
from onrecord.record.searching.vocabulary import Codes, all_terms, beginning, characters, codes_of, learn

K1, B = 1.2, 0.75
"""Of BM25, as FTS5 has them."""
_LEAST_WEIGHT = 1e-6
_IN_PARTS = {"yield_per": 10_000}
_AMONG = "string_to_array(words, NULL)"
"""As the index has it, character by character."""
_UNKNOWN = "(unknown)"  # no term, so that it can stand for one that is missing
_COLUMNS: Mapping[Indexed, tuple[str, ...]] = {
    "statement_words": ("number", "length", "words"),
    "page_words": ("number", "words"),
}
Values = dict[str, Any]
Counts = dict[Words, int]
"""In how many statements words stand, as far as it was asked while the statements were the same."""
Size = tuple[int, int]
"""How many statements there are, and how many terms they have."""


def store(connection: Connection, table: Indexed, texts: Mapping[int, Sequence[str]], codes: Codes) -> None:
    """Of terms that were learnt before, or are learnt now."""
    try:
        rows = _rows(texts, codes)
    except KeyError:
        learn(connection, texts.values(), codes)
        rows = _rows(texts, codes)
    if table == "page_words":
        copy_rows(connection, table, _COLUMNS[table], [(number, words) for number, _, words in rows])
    else:
        copy_rows(connection, table, _COLUMNS[table], rows)


def drop(connection: Connection, table: Indexed, texts: Mapping[int, Sequence[str]]) -> None:
    asked = text(f"DELETE FROM {table} WHERE number = ANY(CAST(:numbers AS integer[]))")
    connection.execute(asked, {"numbers": list(texts)})


def clear(connection: Connection, table: Indexed) -> None:
    connection.exec_driver_sql(f"DELETE FROM {table}")


@contextmanager
def by_index(connection: Connection) -> Iterator[None]:
    """The planner takes it for cheap to take a text apart; it is dearer than finding and fetching it by the index."""
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    yield
    connection.exec_driver_sql("SET LOCAL enable_seqscan = on")


def matching(connection: Connection, table: Indexed, words: Sequence[Words]) -> NDArray[np.int64]:
    condition, values = _condition(connection, words)
    asked = text(f"SELECT {_many('number')} FROM {table} WHERE {condition}")
    return _numbers(connection.execute(asked, values).scalar_one())


def some(connection: Connection, table: Indexed, words: Words, most: int) -> list[int]:
    condition, values = _condition(connection, [words])
    asked = text(f"SELECT number FROM {table} WHERE {condition} LIMIT :most")
    return list(connection.execute(asked, {**values, "most": most}).scalars())


def ranks(
    connection: Connection, words: Sequence[Words], matched: NDArray[np.int64], most: int, known: Counts, size: Size
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers and ranks of the newest statements among those that match, ``most`` of them."""
    wanted = [each for each in words if not each.negated]
    values: Values = {"first": int(matched[-most:][0])}
    # Where very many match, the newest are few among those from the first one on: reading these is cheaper.
    if len(matched) ** 2 > most * size[0]:
        condition = " AND ".join(_reads(_runs(connection, each), values, negated=each.negated) for each in words)
        chosen = f"{condition} AND number >= :first"
    else:  # what is added keeps the index of numbers out of it, after which every text would be taken apart again
        condition, asked_for = _condition(connection, words)
        values |= asked_for
        chosen = f"{condition} AND number + 0 >= :first"
    told = f"{_many('number')}, {_many('length')}, string_agg(words, ' ')"
    row = connection.execute(text(f"SELECT {told} FROM statement_words WHERE {chosen}"), values).one()
    found = [len(matched)] if len(words) == 1 else [_count(connection, each, known) for each in wanted]
    numbers, lengths = (_numbers(each) for each in row[:2])
    texts = row[2].split(" ") if row[2] else []
    total, length = size
    longer = K1 * (1 - B + B * lengths / (length / total))
    out = np.zeros(len(numbers))
    for each, holding in zip(wanted, found, strict=True):
        weight = max(np.log((total - holding + 0.5) / (holding + 0.5)), _LEAST_WEIGHT)
        often = np.array(_times(connection, each, texts), np.float64)
        out -= weight * often * (K1 + 1) / (often + longer)
    return numbers, out


def seals(connection: Connection, table: Indexed) -> dict[int, int]:
    """A character that stands for no term, and a length that is wrong, give a seal that no text has."""
    terms = all_terms(connection)
    length = "length" if table == "statement_words" else "NULL"
    out: defaultdict[int, int] = defaultdict(int)
    asked = f"SELECT number, words, {length} FROM {table}"
    for number, words, told in connection.exec_driver_sql(asked, execution_options=_IN_PARTS):
        said = [terms.get(each, _UNKNOWN) for each in characters(words)]
        out[number] += seal(table, said if told in (None, len(said)) else [*said, _UNKNOWN])
    return dict(out)


def _rows(texts: Mapping[int, Sequence[str]], codes: Codes) -> list[tuple[int, int, str]]:
    return [(number, len(said), "".join([codes[term] for term in said])) for number, said in texts.items()]


def _runs(connection: Connection, words: Words) -> list[str]:
    """The strings of characters that stand for the words; none where the record does not hold one of them."""
    *head, last = words.terms
    codes = codes_of(connection, words.terms)
    if any(term not in codes for term in head):
        return []
    tails = beginning(connection, last) if words.begins else [codes[last]] if last in codes else []
    return ["".join(codes[term] for term in head) + tail for tail in tails]


def _condition(connection: Connection, words: Sequence[Words]) -> tuple[str, Values]:
    """What holds of a text with all these words, as SQL and its values."""
    values: Values = {}
    parts = []
    for each in words:
        holds = _holds(_runs(connection, each), values)
        parts.append(f"NOT {holds}" if each.negated else holds)
    return " AND ".join(parts), values


def _holds(runs: Sequence[str], values: Values) -> str:
    """One of the runs stands in the text. The index tells which texts hold their characters, the pattern the order."""
    if not runs:
        return "false"
    at = len(values)
    shared = set.intersection(*(set(run) for run in runs))
    others = {next(each for each in run if each not in shared) for run in runs if set(run) - shared}
    out = []
    if shared:
        values[f"all{at}"] = sorted(shared)
        out.append(f"{_AMONG} @> CAST(:all{at} AS text[])")
    if others and all(set(run) - shared for run in runs):
        values[f"any{at}"] = sorted(others)
        out.append(f"{_AMONG} && CAST(:any{at} AS text[])")
    if max(map(len, runs)) > 1:
        values[f"like{at}"] = [f"%{run}%" for run in runs]
        out.append(f"words LIKE ANY(CAST(:like{at} AS text[]))")
    return f"({' AND '.join(out)})"


def _reads(runs: Sequence[str], values: Values, *, negated: bool) -> str:
    """One of the runs stands in the text, or none does, as a text tells that is read from end to end."""
    at = f"read{len(values)}"
    values[at] = [f"%{run}%" for run in runs]
    return f"words {'NOT LIKE ALL' if negated else 'LIKE ANY'}(CAST(:{at} AS text[]))"


def _count(connection: Connection, words: Words, known: Counts) -> int:
    """In how many statements the words stand."""
    if words not in known:
        condition, values = _condition(connection, [words])
        asked = text(f"SELECT count(*) FROM statement_words WHERE {condition}")
        known[words] = connection.execute(asked, values).scalar_one()
    return known[words]


def _many(column: str) -> str:
    """The values of a column as one value: a tenth of what it takes to fetch them as rows."""
    return f"array_send(array_agg({column}))"


def _numbers(sent: bytes | None) -> NDArray[np.int64]:
    """An array of integers as PostgreSQL sends it: behind 20 bytes of head each with its length, 4 bytes both."""
    return np.frombuffer(sent or b"", ">i4", offset=20 if sent else 0)[1::2].astype(np.int64)


def _times(connection: Connection, words: Words, texts: Sequence[str]) -> list[int]:
    """How often the words stand in each text."""
    runs = _runs(connection, words)
    if len(runs) == 1:
        return [said.count(runs[0]) for said in texts]
    pattern = re.compile("|".join(sorted(runs, key=len, reverse=True)) or "(?!)")
    return [len(pattern.findall(said)) for said in texts]
