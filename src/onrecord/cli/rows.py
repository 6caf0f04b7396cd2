"""Findings as rows: one statement or one figure a line, for spreadsheets and for pipes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.cli.tables import chain, span_of_days, words
from onrecord.record.cells import Separated
from onrecord.record.codec import Json, to_json
from onrecord.types import Period, Reading

Row = Mapping[str, str | int | float | None]


def statements(reading: Reading) -> Iterator[Row]:
    """The statements of a page, each with the place of its words."""
    article = reading.article
    for statement in reading.statements:
        yield {
            "page": reading.page.name,
            "published": span_of_days(article.published.earliest, article.published.latest)
            if article.published
            else "",
            "title": article.title or "",
            "speaker": statement.speaker.name if statement.speaker else "",
            "kind": statement.speaker.kind.value if statement.speaker else "",
            "role": (statement.speaker.role or "") if statement.speaker else "",
            "manner": statement.manner.value,
            "words": words(article, statement.content),
            "circumstances": chain(statement),
            "start": statement.content[0].start,
            "end": statement.content[-1].end,
            "inside": statement.inside or "",
            "id": statement.id,
            "rule": statement.basis.rule,
            "score": statement.basis.score,
        }


def figures(reading: Reading) -> Iterator[Row]:
    """The figures of a page, each with who asserts it."""
    for figure, holder in zip(reading.figures, reading.holders(), strict=True):
        low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
        yield {
            "page": reading.page.name,
            "figure": figure.span.of(reading.article.text),
            "value": low,
            "to": high,
            "hedge": figure.hedge,
            "unit": figure.unit or "",
            "trend": figure.trend or "",
            "of": figure.of or "",
            "period": _period(figure.period),
            "speaker": holder.speaker.name if holder and holder.speaker else "",
            "statement": holder.id if holder else "",
            "start": figure.span.start,
            "end": figure.span.end,
            "id": figure.id,
            "score": figure.basis.score,
        }


def figure_lines(reading: Reading) -> Iterator[Json]:
    """The figures of a page as JSON objects, each with its page, its words and its speaker."""
    told = to_json(reading)["figures"]
    for figure, holder, found in zip(reading.figures, reading.holders(), told, strict=True):
        speaker = holder.speaker.name if holder and holder.speaker else None
        yield {"page": reading.page.name, "text": figure.span.of(reading.article.text), "speaker": speaker, **found}


def separated(rows: Iterator[Row], delimiter: str, *, header: bool) -> str:
    """Rows as separated values, safe to open in a spreadsheet."""
    out: list[str] = []
    lines: Separated | None = None
    for row in rows:
        if lines is None:
            lines = Separated(row, delimiter)
            out += [lines.header()] if header else []
        out.append(lines.line(row))
    return "".join(out)


def _period(period: Period | None) -> str:
    return span_of_days(period.earliest, period.latest) if period else ""
