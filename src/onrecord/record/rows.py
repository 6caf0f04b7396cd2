"""A reading as rows of the tables: what is searched and counted of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from onrecord.types import Article, BlockKind, Dating, Figure, Period, Reading, Speaker, Statement

Row = dict[str, Any]
NameKey = tuple[str, str]
"""A speaker as a page calls it: name and kind."""


def name_key(statement: Statement) -> NameKey | None:
    return (statement.speaker.name, statement.speaker.kind.value) if statement.speaker else None


def page_row(reading: Reading) -> Row:
    """What is told of a page in lists, without its text."""
    article = reading.article
    return {
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        **_days(article.published),
        "translated": article.translated,
        "partial": article.partial,
        "size": len(article.text),
    }


def statement_row(statement: Statement, position: int, article: Article) -> Row:
    """A statement, without its page, number and speaker, which the record numbers.

    Its days are those on which it can have been said, else those of the page's publication.
    """
    return {
        "id": statement.id,
        "position": position,
        "manner": statement.manner.value,
        **_days(statement.said or article.published),
        "start": statement.content[0].start,
        "score": round(statement.basis.score, 3),
    }


def mention_rows(statements: Iterable[Statement]) -> dict[NameKey, Row]:
    """Whom a page credits in these statements: how often, and what it calls them besides the name."""
    said: defaultdict[NameKey, list[Speaker]] = defaultdict(list)
    for statement in statements:
        if statement.speaker is not None:
            said[statement.speaker.name, statement.speaker.kind.value].append(statement.speaker)
    return {
        key: {
            "statements": len(speakers),
            "detail": json.dumps(
                {
                    "roles": sorted({speaker.role for speaker in speakers if speaker.role}),
                    "aliases": sorted({alias for speaker in speakers for alias in speaker.aliases}),
                },
                ensure_ascii=False,
            ),
        }
        for key, speakers in said.items()
    }


def figure_row(figure: Figure, position: int, holder: Statement | None) -> Row:
    """A figure, without its page and number; one value is both ends of its range."""
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    return {
        "id": figure.id,
        "position": position,
        "statement": holder.id if holder else None,
        "low": low,
        "high": high,
        "unit": figure.unit,
        "measure": figure.measure,
        **_days(figure.period),
    }


def _days(time: Dating | Period | None) -> Row:
    """The first and the last day, counted from the first day of year 1."""
    return {
        "earliest": time.earliest.toordinal() if time else None,
        "latest": time.latest.toordinal() if time else None,
    }


def words_of(reading: Reading, statement: Statement) -> str:
    """The words of a statement, as they are searched."""
    return " ".join(span.of(reading.article.text) for span in statement.content)


def body_of(reading: Reading) -> str:
    """The words of a page, as they are searched: its residue left out."""
    article = reading.article
    return "\n".join(block.span.of(article.text) for block in article.blocks if block.kind is not BlockKind.RESIDUE)
