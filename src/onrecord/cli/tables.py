"""Readings for people: who said what, page by page, on a terminal or a plain stream."""

from __future__ import annotations

import os
import re
import sys
from datetime import date

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from onrecord.record.cells import circumstances
from onrecord.types import Article, Dating, Figure, Period, Reading, Span, Statement

PLAIN_WIDTH = 110
_SHOWN = 240
# Controls and characters that reorder text are shown by their number: a page must not rewrite the terminal.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Tables:
    """Prints readings as tables; ``explain`` adds the rule and the score of every finding."""

    def __init__(self, *, explain: bool) -> None:
        self.console = console()
        self.explain = explain

    def show(self, reading: Reading) -> None:
        parts: list[Table | Text] = [self._head(reading)]
        if reading.statements:
            parts.append(self._statements(reading))
        if reading.figures:
            parts.append(self._figures(reading))
        if not reading.statements and not reading.figures:
            parts.append(Text("  nothing is credited to anyone, and no figure is asserted", style="dim"))
        self.console.print(Group(*parts))
        self.console.print()

    def show_figures(self, reading: Reading) -> None:
        if reading.figures:
            self.console.print(Group(self._head(reading), self._figures(reading)))
            self.console.print()

    def _head(self, reading: Reading) -> Text:
        article = reading.article
        lines = Text(safe(article.title or "(no title)"), style="bold")
        facts = [reading.page.name, days(article.published) or "no date", article.language]
        facts += [f"outlet: {article.outlet}"] if article.outlet else []
        facts += [f"taken from: {article.original_outlet}"] if article.original_outlet else []
        facts += [f"cites: {', '.join(sorted({cite.name for cite in article.cites}))}"] if article.cites else []
        facts += ["translated"] if article.translated else []
        lines.append("\n" + safe(" · ".join(facts)), style="dim")
        if self.explain and article.published:
            lines.append("\n" + safe(f"dated by {reason(article.published)}"), style="dim italic")
            for span in article.published.evidence:
                lines.append(f" [{span.start}:{span.end}] “{safe(span.of(article.text))}”", style="dim italic")
        return lines

    def _statements(self, reading: Reading) -> Table:
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
        table.add_column("who", ratio=3, overflow="fold")
        table.add_column("how", min_width=8, no_wrap=True)
        table.add_column("words", ratio=9, overflow="fold")
        table.add_column("where, when, through whom", ratio=3, overflow="fold")
        if self.explain:
            table.add_column("because", ratio=3, overflow="fold")
        depth = depths(reading.statements)
        for statement in reading.statements:
            indent = "  " * depth[statement.id]
            cells = [
                indent + safe(statement.speaker.name if statement.speaker else "(unknown)"),
                statement.manner.value,
                safe(shorten(words(reading.article, statement.content))),
                safe(chain(statement)),
            ]
            if self.explain:
                cells.append(safe(f"{statement.basis.rule}; {statement.basis.detail} ({statement.basis.score:.2f})"))
            table.add_row(*(Text(cell) for cell in cells))
        return table

    def _figures(self, reading: Reading) -> Table:
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
        for name, ratio in (("figure", 5), ("value", 4), ("unit", 3), ("of", 4), ("period", 4), ("said by", 3)):
            table.add_column(name, ratio=ratio, overflow="fold")
        if self.explain:
            table.add_column("because", ratio=3, overflow="fold")
        for figure in reading.figures:
            cells = [
                safe(figure.span.of(reading.article.text)),
                value(figure),
                safe(figure.unit or ""),
                safe(figure.of or ""),
                period(figure.period),
                safe(asserted_by(reading, figure)),
            ]
            if self.explain:
                cells.append(safe(f"{figure.basis.rule} {figure.basis.detail} ({figure.basis.score:.2f})"))
            table.add_row(*(Text(cell) for cell in cells))
        return table


def console() -> Console:
    """Standard output; as wide as the terminal, else as COLUMNS says."""
    plain = not sys.stdout.isatty()
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdecimal() else PLAIN_WIDTH
    return Console(width=width if plain else None, highlight=False)


def safe(text: str) -> str:
    """One line, with controls and characters that reorder text shown by their code points."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """The same with its blanks and line ends as they are."""
    return _UNSAFE.sub(lambda m: f"<U+{ord(m.group()):04X}>", text)


def shorten(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else text[: most * 2 // 3].rstrip() + " […] " + text[-most // 3 :].lstrip()


def words(article: Article, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(article.text) for span in spans)


def depths(statements: tuple[Statement, ...]) -> dict[str, int]:
    """How many reports enclose each statement."""
    out: dict[str, int] = {}
    for statement in statements:
        out[statement.id] = out.get(statement.inside, 0) + 1 if statement.inside else 0
    return out


def chain(statement: Statement) -> str:
    return circumstances(statement, days(statement.said))


def asserted_by(reading: Reading, figure: Figure) -> str:
    holder = reading.holder(figure)
    return holder.speaker.name if holder and holder.speaker else ""


def days(dating: Dating | None) -> str:
    if dating is None:
        return ""
    return span_of_days(dating.earliest, dating.latest)


def period(time: Period | None) -> str:
    return span_of_days(time.earliest, time.latest) if time else ""


def span_of_days(earliest: date, latest: date) -> str:
    if earliest == latest:
        return earliest.isoformat()
    low = "" if earliest == date.min else earliest.isoformat()
    high = "" if latest == date.max else latest.isoformat()
    return f"{low} to {high}".strip()


def reason(dating: Dating) -> str:
    return f"{dating.basis.rule} {dating.basis.detail} ({dating.basis.score:.2f})"


def value(figure: Figure) -> str:
    hedge = "" if figure.hedge in ("", "exactly") else f"{figure.hedge} "
    if figure.value is None:
        return hedge.strip()
    if isinstance(figure.value, tuple):
        return f"{hedge}{figure.value[0]:,.10g} to {figure.value[1]:,.10g}"
    return f"{hedge}{figure.value:,.10g}"
