"""What was said once and retold: occasions with who told what, and utterances with their words side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Query
from sqlalchemy import and_, func, or_, select

from onrecord.record import schema
from onrecord.record.lineage.reading import Standing, is_gathered, lineages, occasion_of_utterance, standing
from onrecord.relating import Related
from onrecord.serve.charts.graph import Edge, Node, graph
from onrecord.serve.charts.lineage import lineage_svg
from onrecord.serve.lineages import Sheet, Traced, sheets, traced
from onrecord.serve.variants import Word, variants
from onrecord.serve.web import links
from onrecord.serve.web.beside import Ran
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import Failure, missing, refused
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.views import Days, clipped
from onrecord.serve.web.walking import After, cursor, place
from onrecord.serve.web.wording import period
from onrecord.types import Dating, Derivation, Lineage, Occasion

screens = Screens()
SHOWN = 50
_DRAWN, _ROWS = 40, 80
"""Pages of an occasion that are drawn, and utterances that are listed of it, those that most pages tell."""
_CELL, _BRIEF = 160, 400


@dataclass(frozen=True, slots=True)
class Listed:
    """An occasion in the list of all."""

    id: str
    kind: str
    name: str | None
    place: str | None
    days: Days | None
    pages: int
    origins: int
    utterances: int


@dataclass(frozen=True, slots=True)
class OccasionsShown:
    """Occasions of which more than one page tells, the latest first; how far the record is related."""

    q: str
    total: int
    start: int
    found: tuple[Listed, ...]
    standing: Standing
    relating: Ran[Related] | None
    earlier: str | None
    later: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A page of an occasion; ``origin`` where it had access of its own, ``sources`` are those it took from."""

    id: str
    name: str
    title: str
    outlet: str | None
    language: str
    days: str
    origin: bool
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How a page tells an utterance; ``form`` is None where it leaves it out."""

    form: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance and how each page tells it, in the order of the columns."""

    id: str
    speaker: str | None
    words: str
    counted: str
    cells: tuple[Cell, ...]
    differences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OccasionShown:
    """One occasion: its pages, its utterances, who told which and how, and who took from whom as SVG."""

    id: str
    kind: str
    name: str | None
    place: str | None
    days: Days | None
    because: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    untold: int
    origins: int
    chart: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A telling beside the best wording: the page, the form and why, where it has it from, and its place there."""

    page: str
    name: str
    title: str
    outlet: str | None
    language: str
    days: str
    form: str
    words: str
    statement: str | None
    start: int
    because: str
    source: str | None
    kind: str | None
    proof: str | None
    origin: bool
    reference: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class UtteranceShown:
    """One utterance: its best wording word by word, every telling, and what they disagree on.

    ``chosen`` is the number of the word that was asked for, ``after`` what stands behind the last one.
    """

    id: str
    speaker: str | None
    occasion: str
    occasion_name: str
    counted: str
    words: tuple[Word, ...]
    after: str
    chosen: int | None
    tellings: tuple[Told, ...]
    differences: tuple[tuple[str, str], ...]
    chart: str


@screens.at("/occasions", "occasions.html", goes_on=True)
def occasions(
    desk: Desk,
    q: Annotated[str, Query(max_length=300)] = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
) -> OccasionsShown:
    """Interviews, conferences, speeches and reports that several pages tell of."""
    occasion, telling = schema.occasion.c, schema.telling.c
    words = q.strip()
    what = ("occasions", words)
    pages = func.count(telling.page)
    own = func.sum(func.coalesce(telling.independent, False).cast(schema.page.c.number.type))
    wanted = [or_(*(column.icontains(words, autoescape=True) for column in (occasion.name, occasion.place)))]
    asked = (
        select(
            occasion.id, occasion.kind, occasion.name, occasion.place, occasion.earliest, occasion.latest, pages, own
        )
        .join(schema.telling, telling.occasion == occasion.id)
        .where(and_(occasion.kind != "", *(wanted if words else [])))
        .group_by(occasion.id)
        .having(pages > 1)
    )
    with desk.engine.connect() as connection:
        total = connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one()
        latest = func.coalesce(occasion.latest, 0)
        if after:
            day, last = place(after, what, int, str)
            asked = asked.where(or_(latest < day, and_(latest == day, occasion.id > last)))
            start = total - connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one()
        offset = 0 if after else start
        rows = connection.execute(asked.order_by(latest.desc(), occasion.id).offset(offset).limit(SHOWN)).all()
        said = schema.utterance.c
        tally = select(said.occasion, func.count()).where(said.occasion.in_([row[0] for row in rows]))
        counts = {row[0]: row[1] for row in connection.execute(tally.group_by(said.occasion))}
        how = standing(connection)
    found = tuple(
        Listed(id_, kind, name, place, _ordinals(low, high), number, int(origins or 0), counts.get(id_, 0))
        for id_, kind, name, place, low, high, number, origins in rows
    )
    return OccasionsShown(
        q=words,
        total=total,
        start=start,
        found=found,
        standing=how,
        relating=desk.relating.last,
        earlier=links.occasions(words, max(0, start - SHOWN)) if start else None,
        later=links.occasions(words, start + SHOWN) if start + SHOWN < total else None,
        next=links.going_on(links.occasions(words), cursor(what, rows[-1].latest or 0, rows[-1].id))
        if rows and start + SHOWN < total
        else None,
    )


@screens.does("/occasions/relate")
def bring_together(desk: Desk) -> str:
    """Relates what is not related yet, beside the screens."""
    desk.relating.begin()
    return links.occasions()


def _untold() -> Failure:
    detail = "Its pages are brought together, but not compared yet. Look again when relating is done."
    return refused(HTTPStatus.NOT_FOUND, "What was said there is not told yet", detail)


@screens.at("/occasions/{id}", "occasion.html")
def occasion(desk: Desk, id: str) -> OccasionShown:  # noqa: A002 (as the address has it)
    """One occasion: which page tells what of it and how, and who took from whom."""
    with desk.engine.connect() as connection:
        lineage = next(lineages(connection, [id]), None)
        if lineage is None:
            raise _untold() if is_gathered(connection, id) else missing("occasion", id)
        wanted = sorted(lineage.utterances, key=lambda each: (-len({i.passage.page for i in each.instances}), each.id))
        told = {each.id: each for each in traced(connection, lineage, [each.id for each in wanted[:_ROWS]])}
        held = sheets(connection, lineage.occasions[0].pages)
    found = lineage.occasions[0]
    columns = _columns(found, held, lineage)
    return OccasionShown(
        id=id,
        kind=found.kind,
        name=found.name,
        place=found.place,
        days=_days(found.when),
        because=f"{found.basis.rule}: {found.basis.detail}" if found.basis.detail else found.basis.rule,
        columns=columns,
        rows=tuple(_row(told[each.id], columns) for each in wanted[:_ROWS] if each.id in told),
        untold=max(0, len(wanted) - _ROWS),
        origins=len(lineage.independent),
        chart=_chart(columns, lineage.derivations, found.name or found.kind) if len(columns) > 1 else None,
    )


@screens.at("/utterances/{id}", "utterance.html")
def utterance(desk: Desk, id: str, word: Annotated[int | None, Query(ge=0)] = None) -> UtteranceShown:  # noqa: A002
    """One utterance, its tellings word by word; ``word`` is the one that is asked for."""
    with desk.engine.connect() as connection:
        where = occasion_of_utterance(connection, id)
        found = [
            each
            for lineage in (lineages(connection, [where]) if where else ())
            for each in traced(connection, lineage, [id])
        ]
    if not found:
        raise missing("utterance", id)
    [told] = found
    words, after, beside = variants(told.words, [each.words for each in told.tellings])
    names = {each.sheet.id: _called(each.sheet) for each in told.tellings}
    return UtteranceShown(
        id=id,
        speaker=told.speaker,
        occasion=told.occasion.id,
        occasion_name=told.occasion.name or told.occasion.kind,
        counted=told.counted,
        words=tuple(words),
        after=after,
        chosen=word if word is not None and word < len(words) else None,
        tellings=tuple(
            Told(
                page=each.sheet.id,
                name=names[each.sheet.id],
                title=each.sheet.title or each.sheet.name,
                outlet=each.sheet.outlet,
                language=each.sheet.language,
                days=period(each.sheet.published) if each.sheet.published else "",
                form=each.form.value,
                words=clipped(each.words),
                statement=each.statement,
                start=each.spans[0].start,
                because=each.because,
                source=names.get(each.source or ""),
                kind=each.kind,
                proof=each.proof,
                origin=each.origin,
                reference=each.sheet.id == told.reference,
                beside=number in beside,
            )
            for number, each in enumerate(told.tellings)
        ),
        differences=tuple((each.what, each.told) for each in told.differences),
        chart=lineage_svg(told),
    )


def _columns(found: Occasion, held: Mapping[str, Sheet], lineage: Lineage) -> tuple[Column, ...]:
    """The pages, those with access of their own first, then by day."""
    sources: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in lineage.derivations:
        if each.source in held:
            sources[each.page].append((each.kind.value, _called(held[each.source])))
    columns = [
        Column(
            id=page,
            name=_called(held[page]),
            title=held[page].title or held[page].name,
            outlet=held[page].outlet,
            language=held[page].language,
            days=period(told) if (told := held[page].published) else "",
            origin=page in lineage.independent,
            sources=tuple(sources[page]),
        )
        for page in found.pages
        if page in held
    ]
    when = {page: (held[page].published or ("9999", "9999"))[0] for page in held}
    return tuple(sorted(columns, key=lambda each: (not each.origin, when[each.id], each.id)))


def _row(told: Traced, columns: Sequence[Column]) -> Row:
    forms: dict[str, Cell] = {}
    for each in told.tellings:
        forms.setdefault(each.sheet.id, Cell(each.form.value, clipped(each.words, _CELL)))
    return Row(
        id=told.id,
        speaker=told.speaker,
        words=clipped(told.words, _BRIEF),
        counted=told.counted,
        cells=tuple(forms.get(column.id, Cell(None, "")) for column in columns),
        differences=tuple((each.what, each.told) for each in told.differences),
    )


def _chart(columns: Sequence[Column], derivations: Sequence[Derivation], name: str) -> str:
    nodes = [
        Node(each.id, each.name, each.days or each.title, links.page(each.id), each.origin) for each in columns[:_DRAWN]
    ]
    edges = [Edge(each.page, each.source, each.kind.value, each.proof) for each in derivations]
    return graph(nodes, edges, f"Who took from whom: {name}")


def _called(sheet: Sheet) -> str:
    return sheet.outlet or sheet.title or sheet.name


def _days(when: Dating | None) -> Days | None:
    return Days(when.earliest, when.latest) if when else None


def _ordinals(low: int | None, high: int | None) -> Days | None:
    return Days(date.fromordinal(low), date.fromordinal(high)) if low and high else None
