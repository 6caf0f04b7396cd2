"""The page reader: the text as it was read, who says what in it, and what was captured beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.record.codec import Json
from onrecord.serve.web.desk import Desk, page_row
from onrecord.serve.web.faults import missing
from onrecord.serve.web.marking import Passage, Voice, passages_of, voices_of
from onrecord.serve.web.parts import part_at, parts_of
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.views import Days, Paper, Telling, days_of, paper_of, telling_of
from onrecord.types import Span

screens = Screens()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page gave nothing."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a long page is shown, of how many, and where each begins."""

    number: int
    starts: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page. Where it gave nothing there is a refusal, and no passage."""

    paper: Paper
    query: str
    captured: str
    media_type: str
    sha256: str | None
    reader: str
    original_outlet: str | None
    byline: tuple[str, ...]
    updated: Days | None
    translated: bool
    partial: bool
    statements: int
    figures: int
    voices: tuple[Voice, ...]
    passages: tuple[Passage, ...]
    part: Part | None
    asked: Telling | None
    beside: bool
    refusal: Refusal | None


@screens.at("/pages/{id}", "page.html")
def page(
    desk: Desk,
    id: str,  # noqa: A002 (as the address has it)
    at: int = 0,
    statement: str | None = None,
    beside: Literal["captured"] | None = None,
) -> PageShown:
    """A page, opened at a character or at a statement."""
    told = desk.told(id)
    if told is None:
        return _refused(desk, id)
    article = told["article"]
    text, blocks = article["text"], article["blocks"]
    tellings = tellings_of(told)
    asked = next((each for each in tellings if each.id == statement), None)
    starts = sorted(each.content[0].start for each in tellings)
    parts = parts_of(text, [Span(*block["span"]) for block in blocks], starts)
    number = part_at(parts, asked.content[0].start if asked else at)
    paper = paper_of(id, told)
    return PageShown(
        paper=paper,
        query=f"page:{id}",
        captured=told["page"]["captured"],
        media_type=told["page"]["media_type"],
        sha256=told["page"]["sha256"],
        reader=_reader(desk, id),
        original_outlet=article["original_outlet"],
        byline=tuple(article["byline"]),
        updated=days_of(article["updated"], text),
        translated=article["translated"],
        partial=article["partial"],
        statements=len(tellings),
        figures=len(told["figures"]),
        voices=voices_of(tellings),
        passages=passages_of(text, blocks, tellings, parts[number], asked.id if asked else None),
        part=Part(number + 1, tuple(each.start for each in parts), parts[number]),
        asked=asked,
        beside=beside is not None,
        refusal=None,
    )


def tellings_of(told: Json) -> list[Telling]:
    """The statements of a page in their order, numbered."""
    text = told["article"]["text"]
    ordered = sorted(told["statements"], key=lambda each: (each["content"][0], each["id"]))
    return [telling_of(each, number, text) for number, each in enumerate(ordered, 1)]


def _reader(desk: Desk, id_: str) -> str:
    with desk.engine.connect() as connection:
        row = page_row(connection, id_)
    return row.reader if row is not None else ""


def _refused(desk: Desk, id_: str) -> PageShown:
    """A page that gave nothing is shown with the reason."""
    with desk.engine.connect() as connection:
        row = page_row(connection, id_)
    if row is None:
        raise missing("page", id_)
    return PageShown(
        paper=Paper(id_, row.name, None, None, row.address, None, None),
        query=f"page:{id_}",
        captured=row.captured,
        media_type=row.media_type,
        sha256=row.sha256,
        reader=row.reader,
        original_outlet=None,
        byline=(),
        updated=None,
        translated=False,
        partial=False,
        statements=0,
        figures=0,
        voices=(),
        passages=(),
        part=None,
        asked=None,
        beside=False,
        refusal=Refusal(row.reason or "", row.detail or ""),
    )
