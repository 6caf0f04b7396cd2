"""Records to export: a page of plain text, one of markup, one that was refused, with editors' words on them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from onrecord.pipeline import read_by_rules
from onrecord.record.export import export
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import (
    Article,
    Basis,
    Block,
    BlockKind,
    Dating,
    DecisionKind,
    Given,
    Manner,
    Page,
    Reading,
    Rejection,
    Sender,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    digest,
)

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TEXT = Page(
    "ferry.txt",
    (
        "Ferry to stop in March\n\nBy Rana Holt\n\n3 March 2026\n\n"
        "Ines Kallweit, the mayor of Osterby, said on 3 March 2026 that the ferry would stop.\n\n"
        "“We paid 3.5 million crowns for it,” she said in an interview in Osterby.\n\n"
        "“The harbour is too deep,” Oleg Trusov told the Osterby Post, “and too cold.”\n"
    ).encode(),
    datetime(2026, 5, 1, tzinfo=UTC),
)
MARKUP = Page(
    "tower.html",
    b"<html><head><title>Tower</title></head><body><nav>Home</nav><article><h1>Tower closes &amp; moves</h1>"
    b"<p>The old tower closes in May, and a new one is built beside it, Oleg Trusov said on Monday.</p>"
    b"<p>\xe2\x80\x9cNobody is left without light,\xe2\x80\x9d he said.</p></article></body></html>",
    datetime(2026, 5, 1, 12, tzinfo=UTC),
    "text/html",
    "https://news.example/tower",
    Given(title="Tower", outlet="Osterby Post", published=date(2026, 4, 30), charset="utf-8", sender=Sender.COLUMN),
)
QUIET = Page("quiet.txt", b"The library opens at nine in the morning, and it closes at six.\n", TEXT.captured)


def read(page: Page) -> Reading:
    outcome = read_by_rules(page)
    assert isinstance(outcome, Reading)
    return outcome


def fill(record: Record) -> Record:
    """Keeps the pages and decides on some statements; one decision is undone."""
    for page in (TEXT, MARKUP, QUIET):
        record.keep(page, read(page), "a")
    copy = replace(TEXT, name="copy.txt", address="https://news.example/ferry")
    record.keep(copy, read(copy), "b")
    record.keep(TEXT, replace(read(TEXT), figures=()), "b")
    for refused in (Page("noise.bin", bytes(range(64)), NOW), None):
        rejection = Rejection(
            refused.name if refused else "gone.txt", refused.sha256 if refused else "", "binary", "no"
        )
        record.keep(refused or rejection, rejection, "a")
    light, cold = find(record, "light"), find(record, "page:ferry.txt deep")
    decide(record, "undo", decide(record, "reject", light))
    decide(record, "reject", light)
    decide(record, "correct", cold, corrected={"addressee": "Osterby Post"})
    return record


def find(record: Record, query: str) -> str:
    """The id of the first statement that a query finds."""
    return Search(record).find(f"{query} is:any").hits[0].statement.id


def decide(record: Record, kind: str, target: str, **more: object) -> str:
    return record.decide(DecisionKind(kind), target, who="Rana", moment=NOW, **more).hash  # type: ignore[arg-type]


def exported(record: Record, form: str, query: str = "") -> bytes:
    out = io.BytesIO()
    export(record, out, form, query, NOW)
    return out.getvalue()


def told(words: str, before: str = "", after: str = "", name: str = "Ines", title: str = "Tower") -> Reading:
    """A page with one statement, with any characters anywhere."""
    text = f"{before}{words}{after}"
    page = Page("any.bin", text.encode("utf-8", "surrogatepass"), TEXT.captured)
    place = Span(len(before), len(before) + len(words))
    basis = Basis("made", words, 0.5)
    article = Article(
        page=page.id,
        address=None,
        outlet=title,
        original_outlet=title,
        language="en",
        title=title,
        byline=(name,),
        published=Dating(date(2026, 1, 1), date(2026, 1, 3), basis),
        updated=None,
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(text)), (), basis),),
        cites=(),
        translated=False,
    )
    statement = Statement(
        id=digest(page.id, "statement"),
        article=page.id,
        manner=Manner.DIRECT,
        content=(place,),
        cue=(),
        source=(),
        speaker=Speaker(name, SpeakerKind.PERSON, title),
        addressee=title,
        occasion=None,
        said=None,
        via=(name,),
        inside=None,
        basis=basis,
    )
    return Reading(page, article, (statement,), ())
