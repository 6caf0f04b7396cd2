"""The ledger of figures, with a chart wherever pages disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from onrecord.serve.charts.strip import Point, strip
from onrecord.serve.ledger import PAGES, Account, Asked, Entry, ledger
from onrecord.serve.web import links
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.screen import Screens
from onrecord.serve.web.walking import After, cursor, place

screens = Screens()
_CHARTED = 12
"""Values that are drawn of one thing."""
Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Shown:
    """An account with its chart, which is SVG; None where there is nothing to compare."""

    account: Account
    chart: str | None


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Figures by the thing that they are of; from `PAGES` pages of ``pages``."""

    asked: Asked
    accounts: tuple[Shown, ...]
    figures: int
    units: tuple[tuple[str, int, str], ...]
    pages: int
    start: int
    earlier: str | None
    later: str | None
    next: str | None


@screens.at("/figures", "figures.html", goes_on=True)
def figures(
    desk: Desk,
    q: Text = "",
    speaker: Text = "",
    outlet: Text = "",
    unit: Text = "",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    after: After = "",
) -> FiguresShown:
    """What was asserted in numbers: of what, by whom, how firmly, for which time."""
    asked = Asked(q.strip(), speaker.strip(), outlet.strip(), unit.strip())
    what = ("figures", asked.words, asked.speaker, asked.outlet)
    behind = tuple(place(after, what, int, int)) if after else None
    found = ledger(desk.record, desk.search, asked, start, behind)
    start = found.start
    own = {"speaker": asked.speaker or None, "outlet": asked.outlet or None}
    return FiguresShown(
        asked=asked,
        accounts=tuple(Shown(each, _chart(each)) for each in found.accounts),
        figures=sum(len(each.entries) for each in found.accounts),
        units=tuple(
            (
                name,
                number,
                links.figures(asked.words, **own, unit=None if name == asked.unit else name, start=start or None),
            )
            for name, number in found.units[:24]
        ),
        pages=found.pages,
        start=start,
        earlier=links.figures(asked.words, **own, unit=asked.unit or None, start=start - PAGES or None)
        if start >= PAGES
        else None,
        later=links.figures(asked.words, **own, unit=asked.unit or None, start=start + PAGES)
        if start + PAGES < found.pages
        else None,
        next=links.going_on(links.figures(asked.words, **own, unit=asked.unit or None), cursor(what, *found.last))
        if found.last and start + PAGES < found.pages
        else None,
    )


def _chart(account: Account) -> str | None:
    if not account.disagree:
        return None
    points = [_point(each, each.low, each.high) for each in account.entries if each.low is not None][:_CHARTED]
    return strip(points, f"{account.of or 'Values'}: what pages tell")


def _point(entry: Entry, low: float | None, high: float | None) -> Point:
    told = entry.speaker or entry.outlet or entry.title
    first, last = sorted((low or 0.0, high or 0.0))
    return Point(told, entry.words, first, last, entry.hedge)
