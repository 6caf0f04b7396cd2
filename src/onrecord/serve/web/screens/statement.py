"""One statement: its words where they stand, who is credited and why, and what editors said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.record.codec import Json
from onrecord.record.decisions import decisions, undone
from onrecord.record.lineage.reading import utterances_with
from onrecord.serve.lineages import told as utterances
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import missing
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.screens.page import tellings_of
from onrecord.serve.web.views import (
    Days,
    Paper,
    Piece,
    Reason,
    Telling,
    clipped,
    days_of,
    in_pieces,
    paper_of,
    reason_of,
)
from onrecord.types import DecisionKind, Span

screens = Screens()
AROUND = 1_200
"""Characters of its paragraphs that are shown before and after a statement."""
_MOST = 12_000
_MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in the words of the statement."""

    id: str
    words: str
    value: float | tuple[float, float] | None
    hedge: str
    unit: str | None
    of: str | None
    period: Days | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Said:
    """What an editor said of the statement; ``changed`` are the fields that were corrected."""

    kind: DecisionKind
    who: str
    moment: str
    why: str
    changed: tuple[str, ...]
    undone: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Retold:
    """An utterance that the statement tells: its best words, and how many pages tell it."""

    id: str
    words: str
    counted: str
    form: str


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement with its page. ``cut`` says that its paragraphs are longer than what is shown of them."""

    telling: Telling
    paper: Paper
    query: str
    pieces: tuple[Piece, ...]
    cut: bool
    enclosing: Telling | None
    enclosed: tuple[Telling, ...]
    figures: tuple[Counted, ...]
    decisions: tuple[Said, ...]
    retold: tuple[Retold, ...]
    earlier: Telling | None
    later: Telling | None


@screens.at("/statements/{id}", "statement.html")
def statement(desk: Desk, id: str) -> StatementShown:  # noqa: A002 (as the address has it)
    """A statement as editors have it."""
    page = desk.page_of(id)
    told = desk.told(page) if page else None
    tellings = tellings_of(told) if told else []
    place = next((place for place, each in enumerate(tellings) if each.id == id), None)
    if page is None or told is None or place is None:
        raise missing("statement", id)
    telling = tellings[place]
    window, cut = _window(told, telling)
    return StatementShown(
        telling=telling,
        paper=paper_of(page, told),
        query=f"statement:{id}" + (" is:rejected" if telling.verdict == "rejected" else ""),
        pieces=in_pieces(told["article"]["text"], parts_of(telling), window),
        cut=cut,
        enclosing=next((each for each in tellings if each.id == telling.inside), None),
        enclosed=tuple(each for each in tellings if each.inside == id)[:_MOST_LISTED],
        figures=tuple(_figures(told, id))[:_MOST_LISTED],
        decisions=_decisions(desk, page, id),
        retold=_retold(desk, id),
        earlier=tellings[place - 1] if place else None,
        later=tellings[place + 1] if place + 1 < len(tellings) else None,
    )


def _window(told: Json, telling: Telling) -> tuple[Span, bool]:
    """The paragraphs that hold the words, as much of them as is shown; and whether that is not all."""
    blocks = [Span(*block["span"]) for block in told["article"]["blocks"]]
    spans = [*telling.content, *telling.cue, *telling.source]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = max((block.start for block in blocks if block.start <= first), default=first)
    end = min((block.end for block in blocks if block.end >= last), default=last)
    shown = Span(max(start, first - AROUND), min(end, last + AROUND, max(first - AROUND, start) + _MOST))
    return shown, (shown.start, shown.end) != (start, end)


def parts_of(telling: Telling) -> dict[str, tuple[Span, ...]]:
    """What of a text is credited, by which words, to whom."""
    return {"content": telling.content, "cue": telling.cue, "source": telling.source}


def _figures(told: Json, statement: str) -> Iterator[Counted]:
    text = told["article"]["text"]
    for each in told["figures"]:
        if each["statement"] == statement:
            value = each["value"]
            yield Counted(
                id=each["id"],
                words=text[slice(*each["span"])],
                value=tuple(value) if isinstance(value, list) else value,
                hedge=each["hedge"],
                unit=each["unit"],
                of=each["of"],
                period=days_of(each["period"]),
                reason=reason_of(each["basis"]),
            )


def _retold(desk: Desk, statement: str) -> tuple[Retold, ...]:
    """The utterances that it tells, as far as the record is related."""
    with desk.engine.connect() as connection:
        wanted = utterances_with(connection, [statement]).get(statement, [])
        found = utterances(connection, wanted)
    return tuple(
        Retold(
            each.id,
            clipped(each.words, 300),
            each.counted,
            next((one.form.value for one in each.tellings if one.statement == statement), ""),
        )
        for each in found
    )


def _decisions(desk: Desk, page: str, statement: str) -> tuple[Said, ...]:
    with desk.engine.connect() as connection:
        said = decisions(connection, pages=[page])
    away = undone(said)
    return tuple(
        Said(
            kind=each.kind,
            who=each.who,
            moment=each.moment,
            why=each.why,
            changed=tuple(sorted(json.loads(each.value).keys() - {"was", "words"})),
            undone=each.hash in away,
            hash=each.hash,
        )
        for each in said
        if each.target == statement
    )
