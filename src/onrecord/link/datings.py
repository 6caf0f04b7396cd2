"""Days for pages that tell none: what other pages of the run, that tell of the same occasion, say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from onrecord.link.candidates import Likeness, Pair, figure_key
from onrecord.types import Basis, Dating, Reading, Spans

RETOLD = timedelta(days=60)
"""How long after an occasion a page that retells it is taken to have been written at the latest."""
FIRM = 0.7
"""A dating at least so sure is lent to others."""
WEAK = 0.5
"""A dating at most so sure (a year that was guessed) is checked against the others."""
_FIRM_DAYS = timedelta(days=7)
_YEARS = (0, -1, 1, -2, -3, -4, -5)


def settled(readings: Sequence[Reading], pairs: Iterable[Pair]) -> dict[int, Dating]:
    """New datings by the number of the reading; the others keep what they have. ``pairs`` are those that are alike.

    A page without a day takes the interval from the day of the likeliest firmly dated page of its occasion to 60 days
    later; a page whose year was guessed keeps day and month and takes the year that fits there. No page is dated past
    its own capture.
    """
    best: defaultdict[int, list[tuple[float, int, Likeness]]] = defaultdict(list)
    for a, b, likeness in pairs:
        for page, other in ((a, b), (b, a)):
            if _open(readings[page].article.published) and _firm(readings[other].article.published):
                best[page].append((likeness.score, -other, likeness))
    out: dict[int, Dating] = {}
    for page, rows in sorted(best.items()):
        _, other, likeness = max(rows)
        dating = _lent(readings[page], readings[-other], likeness)
        if dating is not None:
            out[page] = dating
    return out


def _open(dating: Dating | None) -> bool:
    return dating is None or dating.basis.score <= WEAK


def _firm(dating: Dating | None) -> bool:
    return dating is not None and dating.basis.score >= FIRM and dating.latest - dating.earliest <= _FIRM_DAYS


def _lent(page: Reading, other: Reading, likeness: Likeness) -> Dating | None:
    lender, own = other.article.published, page.article.published
    if lender is None:
        return None
    window = (lender.earliest, min(lender.earliest + RETOLD, page.page.captured.date()))
    if window[0] > window[1]:
        return None
    shared = f"{likeness.names:.0%} of the names, {likeness.figures:.0%} of the figures"
    detail = f"{other.page.name} of {lender.earliest}: {shared}"
    basis = Basis("same occasion", detail, 0.6)
    if own is None:
        return Dating(*window, basis, _shared(page, other))
    for years in _YEARS:
        low, high = _moved(own.earliest, years), _moved(own.latest, years)
        if low <= window[1] and window[0] <= high:
            return Dating(max(low, window[0]), min(high, window[1]), basis, own.evidence)
    return None


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _shared(page: Reading, other: Reading) -> Spans:
    """The figures of the page that the other one tells too."""
    theirs = {figure_key(figure) for figure in other.figures}
    return tuple(figure.span for figure in page.figures if figure_key(figure) in theirs - {None})
