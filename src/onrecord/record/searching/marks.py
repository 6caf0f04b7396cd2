"""The two tables of words, and numbers that stand for what they hold of a text."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Literal

Indexed = Literal["statement_words", "page_words"]
"""Of statements with their places, for phrases and ranks; of pages which words they hold."""


def seal(table: Indexed, terms: Sequence[str]) -> int:
    """A number that stands for the terms of a text, and for their places where they are kept."""
    placed = table == "statement_words"
    return sum(mark(term, place if placed else 0) for place, term in enumerate(terms, 1))


def mark(term: str, place: int) -> int:
    return zlib.crc32(term.encode()) * (2 * place + 1)
