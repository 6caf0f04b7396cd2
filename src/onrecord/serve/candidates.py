"""The pages of a record that may hold a quotation, found by its words that are rare there, the likeliest first.

A word is looked for among statements and among whole pages; one that stands in more than `COMMON` of them tells nothing
and is not counted further, so that the cost does not grow with the record. Where that leaves too little, three words in
a row are looked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from onrecord.record import schema
from onrecord.record.searching.index import Indexed, some
from onrecord.record.searching.query import Words
from onrecord.record.searching.terms import terms

COMMON = 1_000
"""Statements or pages that may hold a word for it to tell one from another."""
MOST_ASKED = 32
"""Words of a quotation that are looked for, the longest first."""
MOST_PAGES = 40
"""Pages that are looked into, from statements and from whole pages together."""
_LEAST_SHARE: dict[Indexed, float] = {"statement_words": 0.2, "page_words": 0.4}
"""Of what is asked, by weight. A page holds many words by chance, a statement few."""
_FEW = 4
_RUN = 3


def candidates(connection: Connection, text: str) -> list[str]:
    """The ids of the pages to look into, the likeliest first; at most `MOST_PAGES`."""
    said = terms(text)
    asked = [Words((term,)) for term in sorted(dict.fromkeys(said), key=lambda term: (-len(term), term))[:MOST_ASKED]]
    by_statement, few = _weighed(connection, "statement_words", asked)
    by_page, _ = _weighed(connection, "page_words", asked)
    if few < _FEW:
        by_statement += _weighed(connection, "statement_words", _runs(said))[0]
    holders = _pages(connection, _likeliest(by_statement))
    ordered = _alternately(holders, _likeliest(by_page))
    ids = {
        row.number: row.id
        for row in connection.execute(
            select(schema.page.c.number, schema.page.c.id).where(schema.page.c.number.in_(ordered))
        )
    }
    return [ids[number] for number in ordered if number in ids][:MOST_PAGES]


def _weighed(connection: Connection, table: Indexed, asked: Iterable[Words]) -> tuple[Counter[int], int]:
    """How much of what is asked each text holds, rare words counting more; and how many were rare enough to count."""
    source = schema.statement if table == "statement_words" else schema.page
    total = connection.execute(select(func.max(source.c.number))).scalar() or 0
    weights: Counter[int] = Counter()
    counted, whole = 0, 0.0
    for words in asked:
        found = some(connection, table, words, COMMON + 1)
        if len(found) > COMMON:
            continue
        counted += 1
        weight = math.log(1 + total / (len(found) or 1))
        whole += weight
        for number in found:
            weights[number] += weight  # type: ignore[assignment]  # a Counter of floats
    return Counter(
        {number: weight for number, weight in weights.items() if weight >= _LEAST_SHARE[table] * whole}
    ), counted


def _runs(said: Sequence[str]) -> list[Words]:
    """Words in a row, those at the beginning first; a shorter quotation as a whole."""
    if not said:
        return []
    runs = [tuple(said[at : at + _RUN]) for at in range(0, max(len(said) - _RUN + 1, 1), _RUN)]
    return [Words(run) for run in dict.fromkeys(runs)][:_FEW]


def _likeliest(weights: Counter[int]) -> list[int]:
    return [number for number, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[: 2 * MOST_PAGES]]


def _pages(connection: Connection, statements: Sequence[int]) -> list[int]:
    """The pages of statements, each once, in the order of the statements."""
    said = schema.statement.c
    rows = connection.execute(select(said.number, said.page).where(said.number.in_(statements)))
    held = {row.number: row.page for row in rows}
    return list(dict.fromkeys(held[number] for number in statements if number in held))


def _alternately(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Both orders in turn, each page once, so that neither kind of evidence crowds the other out."""
    out: dict[int, None] = {}
    for at in range(max(len(one), len(other))):
        out |= dict.fromkeys([*one[at : at + 1], *other[at : at + 1]])
    return list(out)
