"""Search: statements by their words, who said them, where and when; facets live in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from onrecord.record.export.selection import stretch
from onrecord.record.searching.hits import Hit, Results
from onrecord.record.searching.query import LONGEST, parse
from onrecord.record.searching.search import SHOWN
from onrecord.serve.web import links
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.views import Days, Reason, Setting, Who
from onrecord.serve.web.walking import After, cursor, place
from onrecord.types import Dating, Span, Statement

screens = Screens()
FACETS = {"speaker": "speaker", "outlet": "outlet", "manner": "manner", "month": "said", "language": "language"}
"""The facets, each with the field of the query grammar that it stands for."""
_LEAD, _MOST = 160, 700
"""Characters of a statement that are shown before the first word that was asked for, and in all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a statement, and whether they are what was asked for."""

    text: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found, with the way to its words; ``cut`` where more of it stands on its own screen."""

    id: str
    page: str
    title: str
    outlet: str | None
    who: Who | None
    manner: str
    attitude: bool
    pieces: tuple[Piece, ...]
    cut: bool
    said: Days | None
    setting: Setting
    reason: Reason
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many have it, the address where it is chosen, or given up where it is already."""

    value: str
    statements: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SearchShown:
    """What was found. ``query`` is all that was asked for, in the grammar that every command takes."""

    q: str
    query: str
    total: int
    start: int
    found: tuple[Found, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Value, ...]
    earlier: str | None
    later: str | None
    next: str | None


Asked = Annotated[str, Query(max_length=LONGEST)]


@screens.at("/search", "search.html", goes_on=True)
def search(
    desk: Desk,
    q: Asked = "",
    speaker: Asked = "",
    outlet: Asked = "",
    manner: Asked = "",
    month: Asked = "",
    language: Asked = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
) -> SearchShown:
    """Statements that hold all that was asked for, the best first."""
    asked = {"speaker": speaker, "outlet": outlet, "manner": manner, "month": month, "language": language}
    chosen = {name: value.strip() for name, value in asked.items() if value.strip()}
    query = " ".join([*([q.strip()] if q.strip() else []), *(_part(name, value) for name, value in chosen.items())])
    results, name = _begun_before(desk, query, after) if after else (desk.search.find(query, offset=start), None)
    start = start if not after else max(0, results.total - len(results.order))
    return SearchShown(
        q=q.strip(),
        query=query,
        total=results.total,
        start=start,
        found=tuple(map(_found, results.hits)),
        facets=_facets(results, q, chosen),
        chosen=tuple(Value(value, results.total, True, _without(name, q, chosen)) for name, value in chosen.items()),
        earlier=links.search(q, **chosen, start=max(0, start - SHOWN) or None) if start else None,
        later=links.search(q, **chosen, start=start + SHOWN) if start + SHOWN < results.total else None,
        next=_next(desk, links.search(q, **chosen), query, results, name),
    )


def _begun_before(desk: Desk, query: str, after: str) -> tuple[Results, str | None]:
    """What is left of an answer that was begun earlier, and what its order is called where it was held."""
    if not parse(query).is_ranked:
        day, number = place(after, ("search", query), int, int)
        return desk.search.find(query, behind=(day, number)), None
    name, last = place(after, ("search", query), str, int)
    with desk.engine.connect() as connection:
        among = desk.walks.behind(name, last, lambda: desk.search.numbers(connection, query))
    return desk.search.find(query, among=among), name


def _next(desk: Desk, address: str, query: str, results: Results, name: str | None) -> str | None:
    """Where the answer goes on, whatever is added meanwhile."""
    if results.last is None or len(results.order) <= SHOWN:
        return None
    day, number = results.last
    told = (name or desk.walks.hold(results.order), number) if results.query.is_ranked else (day, number)
    return links.going_on(address, cursor(("search", query), *told))


def _part(name: str, value: str) -> str:
    """A chosen value as a part of the query."""
    return f"{FACETS[name]}:{value if name in ('manner', 'month') else links.quoted(value)}"


def _facets(results: Results, q: str, chosen: dict[str, str]) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            name,
            tuple(
                Value(
                    value,
                    number,
                    chosen.get(name) == value,
                    _without(name, q, chosen)
                    if chosen.get(name) == value
                    else links.search(q, **{**chosen, name: value}),
                )
                for value, number in _folded(results.facets[name])
            ),
        )
        for name in FACETS
        if results.facets[name]
    )


def _folded(values: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Values that are written alike as one: choosing it finds them all. The most frequent stay first."""
    counts: Counter[str] = Counter()
    for value, number in values:
        counts[value] += number
    return counts.most_common()


def _without(name: str, q: str, chosen: dict[str, str]) -> str:
    return links.search(q, **{other: value for other, value in chosen.items() if other != name})


def _found(hit: Hit) -> Found:
    statement, speaker = hit.statement, hit.statement.speaker
    pieces, cut = _pieces(hit)
    return Found(
        id=statement.id,
        page=hit.page,
        title=hit.title or hit.name,
        outlet=hit.outlet,
        who=Who(speaker.name, speaker.kind.value, speaker.role, speaker.aliases) if speaker else None,
        manner=statement.manner.value,
        attitude=statement.attitude,
        pieces=pieces,
        cut=cut,
        said=_days(statement.said),
        setting=_setting(statement),
        reason=Reason(statement.basis.rule, statement.basis.detail, statement.basis.score),
        verdict=hit.verdict,
    )


def _setting(statement: Statement) -> Setting:
    setting = statement.occasion
    occasion = (setting.name or setting.kind) if setting else None
    return Setting(statement.addressee, occasion, setting.place if setting else None, statement.via)


def _days(dating: Dating | None) -> Days | None:
    return Days(*stretch(dating.earliest, dating.latest)) if dating else None


def _pieces(hit: Hit) -> tuple[tuple[Piece, ...], bool]:
    """The words, those that were asked for apart; of a long statement the neighbourhood of the first of them."""
    content = hit.statement.content
    begin = max(content[0].start, (hit.spans[0].start if hit.spans else 0) - _LEAD)
    pieces: list[Piece] = [Piece("… ", False)] if begin > content[0].start else []
    room = _MOST
    for number, span in enumerate(content):
        if span.end <= begin or room <= 0:
            continue
        within = Span(max(begin, span.start), min(span.end, max(begin, span.start) + room))
        pieces += [Piece(" … ", False)] if number and pieces and pieces[-1].text != "… " else []
        pieces += _split(hit, within)
        room -= within.end - within.start
    cut = room <= 0 and sum(span.end - span.start for span in content) > _MOST
    return (*pieces, *([Piece(" …", False)] if cut else [])), cut or begin > content[0].start


def _split(hit: Hit, within: Span) -> list[Piece]:
    out, at = [], within.start
    for span in hit.spans:
        if span.start >= at and span.end <= within.end:
            out += [Piece(hit.text[at : span.start], False)] if span.start > at else []
            out.append(Piece(span.of(hit.text), True))
            at = span.end
    return [*out, Piece(hit.text[at : within.end], False)] if at < within.end else out
