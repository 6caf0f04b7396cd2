"""Search: statements by their words, who said them, where and when; facets live in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import Query

from onrecord.record.cells import stretch
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
LIKE = 40
"""Statements that are told by meaning."""
NONE = "none"
"""The id of no statement."""
_LEAD, _MOST = 160, 700
"""Characters of a statement that are shown before the first word that was asked for, and in all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a statement, and whether they are what was asked for."""

    text: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found, with the way to its words; ``cut`` where more of it stands on its own screen.

    ``nearness`` is that of its meaning, from 0 to 1, where it was found by that.
    """

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
    nearness: float | None = None


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
    """What was found. ``query`` is all that was asked for, in the grammar that every command takes.

    By meaning, ``query`` names the statements that were found, the `LIKE` nearest, and ``unread`` counts those that
    could not be: nobody has read them for their meaning yet.
    """

    q: str
    by: str
    other_way: str
    unread: int
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
    by: Literal["words", "meaning"] = "words",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
) -> SearchShown:
    """Statements that hold all that was asked for, the best first; by meaning those that say the like, in other words
    and languages, the nearest first."""
    asked = {"speaker": speaker, "outlet": outlet, "manner": manner, "month": month, "language": language}
    chosen = {name: value.strip() for name, value in asked.items() if value.strip()}
    parts = [_part(name, value) for name, value in chosen.items()]
    if by == "meaning" and q.strip():
        return _by_meaning(desk, q.strip(), chosen, parts)
    query = " ".join([*([q.strip()] if q.strip() else []), *parts])
    results, name = _begun_before(desk, query, after) if after else (desk.search.find(query, offset=start), None)
    start = start if not after else max(0, results.total - len(results.order))
    return SearchShown(
        q=q.strip(),
        by="words",
        other_way=links.search(q, **chosen, by="meaning"),
        unread=0,
        query=query,
        total=results.total,
        start=start,
        found=tuple(map(_found, results.hits)),
        facets=_facets(results, q, chosen),
        chosen=_chosen(results, q, chosen),
        earlier=links.search(q, **chosen, start=max(0, start - SHOWN) or None) if start else None,
        later=links.search(q, **chosen, start=start + SHOWN) if start + SHOWN < results.total else None,
        next=_next(desk, links.search(q, **chosen), query, results, name),
    )


def _by_meaning(desk: Desk, q: str, chosen: dict[str, str], parts: Sequence[str]) -> SearchShown:
    """What says the like of some words; facets narrow down what was found."""
    similar = desk.checker.similar
    near = {each.hit.statement.id: each.nearness for each in similar.find(q, limit=LIKE)}
    query = " ".join([f"statement:{','.join(near) or NONE}", *parts])
    results = desk.search.find(query, limit=LIKE)
    hits = sorted(results.hits, key=lambda hit: list(near).index(hit.statement.id))
    return SearchShown(
        q=q,
        by="meaning",
        other_way=links.search(q, **chosen),
        unread=similar.unread,
        query=query,
        total=results.total,
        start=0,
        found=tuple(replace(_found(hit), nearness=round(near[hit.statement.id], 3)) for hit in hits),
        facets=_facets(results, q, chosen, by="meaning"),
        chosen=_chosen(results, q, chosen, by="meaning"),
        earlier=None,
        later=None,
        next=None,
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


def _facets(results: Results, q: str, chosen: dict[str, str], by: str | None = None) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            name,
            tuple(
                Value(
                    value,
                    number,
                    chosen.get(name) == value,
                    _without(name, q, chosen, by)
                    if chosen.get(name) == value
                    else links.search(q, **{**chosen, name: value}, by=by),
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


def _chosen(results: Results, q: str, chosen: dict[str, str], by: str | None = None) -> tuple[Value, ...]:
    return tuple(Value(value, results.total, True, _without(name, q, chosen, by)) for name, value in chosen.items())


def _without(name: str, q: str, chosen: dict[str, str], by: str | None) -> str:
    return links.search(q, **{other: value for other, value in chosen.items() if other != name}, by=by)


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
