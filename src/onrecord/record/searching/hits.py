"""What a search gives: the statements that were found, each with the way back to its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.record.codec import Json, statement_to_json
from onrecord.record.searching.query import Query
from onrecord.types import Span, Statement

Place = tuple[int, int]
"""Where a statement stands in an answer to a query without words: its day and its number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, with the page that tells it; ``spans`` are the words that were asked for.

    ``text`` is that of the whole page, which the spans of the statement point into.
    """

    statement: Statement
    page: str
    name: str
    address: str | None
    title: str | None
    outlet: str | None
    text: str
    spans: tuple[Span, ...]
    verdict: str | None

    @property
    def words(self) -> str:
        return words_of(self.text, self.statement)


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: how many in all, some of them in order, and how they are spread.

    ``facets`` tell for speaker, outlet, manner, month and language how many of all hits have which value, the most
    frequent first; the value is one that the query grammar takes. ``order`` are the numbers of all hits from where the
    first of those told stands, ``last`` the day (an ordinal) and number of the last one told.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]]
    order: NDArray[np.int64] = field(repr=False, compare=False)
    last: Place | None = field(default=None, compare=False)


def hit_to_json(hit: Hit) -> Json:
    """A hit under the names of a reading, with its words and the page that tells it."""
    return {
        "words": hit.words,
        "page": {"id": hit.page, "name": hit.name, "address": hit.address, "title": hit.title, "outlet": hit.outlet},
        "found": [[span.start, span.end] for span in hit.spans],
        "verdict": hit.verdict,
        **statement_to_json(hit.statement),
    }


def words_of(text: str, statement: Statement) -> str:
    """What a statement says; between its stretches stand dots."""
    return " … ".join(span.of(text) for span in statement.content)
