"""When a marked-up page was published and last changed: what its markup states against what it prints.

The order of trust is that of ``Trust``. Days that cannot be are set aside: before the web, after the capture. A clock
in universal time yields to a neighbouring day that the page prints or bears in its address, since readers saw the
local day. Where nothing states a day, the article's text is read as a plain page. Limits: a page that states a wrong
day everywhere is dated wrongly; what is stated is not checked against the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache, partial

from onrecord import words
from onrecord.clean.dating import date_text, first_weekday
from onrecord.clean.linked import Linked
from onrecord.clean.locality import country_of, local_day
from onrecord.clean.moments import Moment, printed_days
from onrecord.clean.stated import Stated, Trust, stated_days
from onrecord.clean.tree import Tree
from onrecord.types import Basis, Block, BlockKind, Dating, Span
from onrecord.words.dategrammar import cased, either
from onrecord.words.dates import DateMention

FIRST = date(1994, 1, 1)
"""No page of the web is older."""

_DAY = timedelta(1)
_LINE = 160
_MONTHS = 12
_PROSE = 80
_FIRM = 0.6
_MARKUP_BEFORE, _MARKUP_AFTER = 15_000, 30_000
_BEFORE, _AFTER = 6, 10
_SURE = {Trust.LINKED: 0.97, Trust.META: 0.96, Trust.MICRODATA: 0.93, Trust.ADDRESS: 0.93, Trust.TIME: 0.85}


_CLOCK, _LABEL = 16, 60
_MONTH_FIRST = frozenset(("us", "ph"))  # write 3/14/2025 (Unicode CLDR); so do most English pages that bear no country
# "29.11.2022 – ", "Press release of 25 January 2022 | Berlin – ", "01.02.2022 „": no sentence ends before the mark.
_DATED_OPENING = re.compile(r"[^.!?\n]{0,40}?\d[^!?\n]{5,24}?\s?[|–—:„“«](?=\s|\w)")


class _Rank(IntEnum):
    """Where a day is printed, the likeliest place for that of publication first."""

    HEAD = 0
    STORY = 1
    ABOVE = 2
    FOOT = 3


Weekday = Callable[[], DateMention | None]
"""The weekday that the story tells first, looked for only where it is needed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A day printed near the headline or the story; ``rank`` is smallest where it is likeliest theirs."""

    moment: Moment
    span: Span
    rank: tuple[int, int]
    updated: bool


def date_html(
    tree: Tree,
    text: str,
    blocks: Sequence[Block],
    linked: Sequence[Linked],
    language: str,
    captured: date,
    address: str | None = None,
) -> tuple[Dating | None, Dating | None]:
    """When the page was published and when it was last changed, each None where nothing tells it.

    ``text`` and ``blocks`` are those of the article that was made of the tree, ``linked`` its linked data.
    """
    stated = _in_reach(stated_days(tree, linked, address), blocks)
    stated = [one for one in stated if FIRST <= one.moment.day <= captured + _DAY]
    country = country_of(tree, address)
    month_first = country in _MONTH_FIRST or (language == "en" and not country)
    shown = _printed(text, blocks, language, month_first=month_first)
    printed = [one for one in shown if FIRST <= one.moment.day <= captured + _DAY]
    published = _published(stated, printed, country, partial(first_weekday, text, blocks, language))
    published = published or _as_plain_page(text, blocks, language, captured)
    updated = _updated(stated, printed)
    if updated is not None and published is not None and updated.latest < published.earliest:
        updated = None
    return published, updated


def _published(stated: Sequence[Stated], printed: Sequence[Printed], country: str, weekday: Weekday) -> Dating | None:
    told = [one for one in stated if not one.updated]
    shown = [one for one in printed if not one.updated]
    firm = [one for one in told if one.trust > Trust.PRINTED]
    if firm:
        return _swapped(firm[0], told, shown, weekday) or _settled(firm, told, shown, country)
    if shown:
        best = min(shown, key=lambda one: one.rank)
        return _as_printed(best, told)
    if printed:
        # Many outlets print the last change alone, most often of the same day.
        last = min(printed, key=lambda one: one.rank)
        return _dating(last.moment.day, "change printed near the headline, nothing earlier", 0.6, (last.span,))
    # A first of January that nothing else supports is what a template left.
    loose = next((one for one in told if (one.moment.day.month, one.moment.day.day) != (1, 1)), None)
    return _dating(loose.moment.day, loose.field, 0.6) if loose else None


def _in_reach(stated: Sequence[Stated], blocks: Sequence[Block]) -> list[Stated]:
    """Without the time elements far from the headline in the markup, which are those of comments and other articles."""
    title = next((block for block in blocks if block.kind is BlockKind.TITLE and block.place), None)
    if title is None:
        return list(stated)
    start, end = title.place[0].page.start, title.place[-1].page.end
    return [
        one for one in stated if one.trust is not Trust.TIME or start - _MARKUP_BEFORE <= one.at <= end + _MARKUP_AFTER
    ]


def _as_plain_page(text: str, blocks: Sequence[Block], language: str, captured: date) -> Dating | None:
    """What the text alone tells; its weaker readings are for pages without navigation and comments around them."""
    if _story(blocks) is None:
        return None
    told = date_text(text, blocks, language, captured)[0]
    return told if told is not None and told.basis.score >= _FIRM else None


def _swapped(best: Stated, told: Sequence[Stated], shown: Sequence[Printed], weekday: Weekday) -> Dating | None:
    """The day with day and month exchanged, where that alone fits the weekday that the story tells.

    Only for a day that a single field states, that no address and no printed day supports, and whose weekday lies two
    days or more from the one told.
    """
    day = best.moment.day
    support = [*(one.moment for one in told if one is not best), *(one.moment for one in shown)]
    supported = any(moment.day == day and moment.swapped is None for moment in support)
    if supported or day.day > _MONTHS or day.day == day.month or (told_day := weekday()) is None:
        return None
    other, name = date(day.year, day.day, day.month), told_day.weekday or 0
    if other.weekday() != name or (day.weekday() - name) % 7 <= 1:
        return None
    return _dating(other, f"{best.field}, month and day exchanged to fit the weekday told", 0.6, (told_day.span,))


def _settled(firm: Sequence[Stated], told: Sequence[Stated], shown: Sequence[Printed], country: str) -> Dating:
    """The most trusted day; a neighbouring local day where its clock is universal."""
    best = firm[0]
    day = best.moment.day
    near = [one for one in shown if one.moment.day == day]
    if best.moment.universal is not None and not near:
        for one in shown:
            if abs(one.moment.day - day) == _DAY:
                return _dating(one.moment.day, f"printed, next to {best.field}", 0.9, (one.span,))
        for other in told:
            if other.trust is Trust.ADDRESS and abs(other.moment.day - day) == _DAY:
                return _dating(other.moment.day, f"{other.field}, next to {best.field}", 0.9)
        local = local_day(best.moment, country)
        if local != day:
            return _dating(local, f"{best.field}, local day in {country}", 0.85)
    return _dating(day, best.field, _SURE.get(best.trust, 0.7), tuple(one.span for one in near[:1]))


def _as_printed(best: Printed, told: Sequence[Stated]) -> Dating:
    day, swapped = best.moment.day, best.moment.swapped
    if swapped and any(one.moment.day == swapped for one in told) and not any(one.moment.day == day for one in told):
        day = swapped
    return _dating(day, "printed near the headline", 0.85 if best.rank[0] == 0 else 0.75, (best.span,))


def _updated(stated: Sequence[Stated], printed: Sequence[Printed]) -> Dating | None:
    changed = [one for one in stated if one.updated]
    if changed:
        return _dating(changed[0].moment.day, changed[0].field, _SURE.get(changed[0].trust, 0.7))
    shown = next((one for one in printed if one.updated), None)
    return _dating(shown.moment.day, "printed near the headline", 0.8, (shown.span,)) if shown else None


def _dating(day: date, detail: str, score: float, evidence: tuple[Span, ...] = ()) -> Dating:
    return Dating(day, day, Basis("stated day", detail, score), evidence)


def _printed(text: str, blocks: Sequence[Block], language: str, *, month_first: bool) -> Iterator[Printed]:
    """The days printed near the headline and the story, the likeliest place first.

    None where the page tells no story: what it prints then is the day of the visit.
    """
    labels = _labels(language)
    seen: set[int] = set()
    for rank, place, distance in _places(blocks):
        span = blocks[place].span
        if place in seen:
            continue
        seen.add(place)
        line = _opening(text, span) if span.end - span.start > _LINE else span.of(text)
        for at, moment in printed_days(line):
            changed, made = (pattern.search(line, max(0, at.start - _LABEL), at.start) for pattern in labels)
            if rank is _Rank.FOOT and not (changed or made or _is_alone(line, at)):
                continue
            if month_first and moment.swapped and "/" in at.of(line):
                moment = Moment(moment.swapped, swapped=moment.day)
            here = Span(span.start + at.start, span.start + at.end)
            yield Printed(moment, here, (rank, distance), changed is not None)


def _places(blocks: Sequence[Block]) -> Iterator[tuple[_Rank, int, int]]:
    """The blocks in which a page prints its day, with what they are and how far from headline or story."""
    title = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    story = _story(blocks)
    if story is None:
        return
    title = story if title is None else title
    foot = max(place for place, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH)
    windows = (
        (_Rank.HEAD, title, title + _AFTER),
        (_Rank.STORY, story - _BEFORE, story + 2),
        (_Rank.ABOVE, title - _BEFORE, title),
        (_Rank.FOOT, story + 2, foot + _BEFORE),
    )
    for rank, first, end in windows:
        for place in range(max(0, first), min(len(blocks), end)):
            yield rank, place, min(abs(place - title), abs(place - story))


def _opening(text: str, span: Span) -> str:
    """The beginning of a paragraph up to a dash, a bar or a quotation behind a date; empty where there is none."""
    match = _DATED_OPENING.match(text, span.start, span.start + _LINE)
    return match.group() if match else ""


def _is_alone(line: str, at: Span) -> bool:
    """Hardly anything but the date and a clock stands in the line."""
    return len(line) - (at.end - at.start) <= _CLOCK


def _story(blocks: Sequence[Block]) -> int | None:
    """Where the story begins: its first long paragraph, or its first one."""
    prose = [place for place, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    long = (place for place in prose if blocks[place].span.end - blocks[place].span.start > _PROSE)
    return next(long, prose[0] if prose else None)


@cache
def _labels(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What introduces the day of the last change, and that of publication."""

    def pattern(key: str) -> re.Pattern[str]:
        forms = [form for code in dict.fromkeys((language, "en")) for form in words.load(code, "dates").get(key, ())]
        return re.compile(rf"(?<!\w){either(cased(forms))}(?![^\W\d_])")

    return pattern("updated"), pattern("published")
