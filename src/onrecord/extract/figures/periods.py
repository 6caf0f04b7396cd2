"""For which time a figure holds: the date words of its sentence, resolved against the page's dating."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Quantity, Sentence
from onrecord.extract.figures.windows import Window, window_words, windows
from onrecord.types import Dating, Period, Span
from onrecord.words.dates import DateMention, Grain, resolve

# Characters between a figure and a day that is its own; a bare weekday must stand closer.
_NEAR, _RIGHT_BEHIND = 30, 7
_OPEN = ("since", "until", "by")


@dataclass(frozen=True, slots=True)
class _Told:
    """A stretch of time in the sentence. ``compared``: another state of things is dated by it ("than in 2019")."""

    span: Span
    source: DateMention | Window
    compared: bool

    @property
    def is_weekday(self) -> bool:
        """A bare weekday tells when something was said rather than what time was counted."""
        here = self.source
        if not isinstance(here, DateMention) or here.relation in _OPEN:
            return False
        return here.weekday is not None and here.day is None and here.end is None

    @property
    def is_day(self) -> bool:
        here = self.source
        if not isinstance(here, DateMention):
            return False
        return here.grain is Grain.DAY and here.end is None and here.relation not in _OPEN


def within(mentions: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    """The mentions that begin in [start, end); ``mentions`` are in the order of the text."""
    low = bisect_left(mentions, start, key=_start)
    return mentions[low : bisect_left(mentions, end, key=_start)]


def periods(
    sentence: Sentence,
    found: Sequence[Quantity],
    mentions: Sequence[DateMention],
    published: Dating | None,
    lexicon: Lexicon,
) -> list[tuple[Period, Span] | None]:
    """For each quantity its period and the words that it rests on; None where the sentence tells none.

    The nearest stretch behind the figure counts, unless another figure stands between; else the nearest before it. A
    bare weekday counts only right behind the figure. What is compared with ("up from 12 in May", "the lowest since
    2019") has a time of its own.
    """
    told = _told(sentence, found, mentions, lexicon)
    if not told:
        return [None] * len(found)
    spans = [Span(sentence[q.first].start, sentence[q.last].end) for q in found]
    turns = [
        spans[k].start
        for k, quantity in enumerate(found)
        if lexicon.shares.turning.before(sentence, quantity.first) is not None
        # "214 films from 48 countries" compares nothing: both sides of a comparison bear one unit.
        and any(before.unit.name == quantity.unit.name for before in found[:k])
    ]
    return [_period(_chosen(span, told, spans, turns), published) for span in spans]


def _told(
    sentence: Sentence, found: Sequence[Quantity], mentions: Sequence[DateMention], lexicon: Lexicon
) -> list[_Told]:
    stretches = windows(sentence, found, mentions, window_words(lexicon.language))
    free = [m for m in mentions if not any(w.span.start < m.span.end and m.span.start < w.span.end for w in stretches)]
    starts = [lexeme.start for lexeme in sentence] if free else []

    def is_compared(mention: DateMention) -> bool:
        at = bisect_left(starts, mention.span.start)
        return lexicon.compared_times.before(sentence, at) is not None

    told = [_Told(m.span, m, is_compared(m)) for m in free] + [_Told(w.span, w, False) for w in stretches]
    return sorted(told, key=lambda stretch: stretch.span.start)


def _period(chosen: _Told | None, published: Dating | None) -> tuple[Period, Span] | None:
    if chosen is None:
        return None
    source = chosen.source
    if isinstance(source, Window):
        days = source.around((published.earliest, published.latest)) if published else None
    else:
        days = _days(source, published)
    return None if days is None else (Period(*days), chosen.span)


def _chosen(figure: Span, told: Sequence[_Told], others: Sequence[Span], turns: Sequence[int]) -> _Told | None:
    behind = [m for m in told if m.span.start >= figure.end and not m.compared]
    before = [m for m in told if m.span.end <= figure.start and not m.compared]
    if behind and not _between(figure.end, behind[0].span.start, others):
        away = behind[0].span.start - figure.end
        limit = _RIGHT_BEHIND if behind[0].is_weekday else _NEAR if behind[0].is_day else away
        if away <= limit:
            return behind[0]
    for mention in reversed(before):
        if not mention.is_weekday:
            return None if any(mention.span.end <= turn <= figure.start for turn in turns) else mention
    turn = next((turn for turn in turns if turn > figure.start), None)
    return next((m for m in behind if not m.is_day and (turn is None or m.span.start < turn)), None)


def _between(start: int, end: int, others: Sequence[Span]) -> bool:
    return any(start <= other.start < end for other in others)


def _days(mention: DateMention, published: Dating | None) -> tuple[date, date] | None:
    if published is not None:
        days = resolve(mention, (published.earliest, published.latest))
        if days is None or days[0] <= published.latest or mention.ahead or not _is_open(mention):
            return days
        # What is counted has happened unless the clause looks forward.
        return resolve(_in_year(mention, days[0].year - 1), (published.earliest, published.latest))
    if mention.year is None:
        return None
    # The year is told, so any anchor gives the same days; only "since" would run to it.
    last = date(mention.year, 12, 31)
    days = resolve(mention, (last, last))
    return (days[0], date.max) if days is not None and mention.relation == "since" else days


def _is_open(mention: DateMention) -> bool:
    """A month or a day whose year is left open."""
    told = mention.year is not None or mention.year_shift is not None or mention.shift is not None
    return mention.month is not None and not told and mention.relation not in ("by", "until")


def _in_year(mention: DateMention, year: int) -> DateMention:
    return replace(mention, year=year, end=mention.end and _in_year(mention.end, year))


def _start(mention: DateMention) -> int:
    return mention.span.start
