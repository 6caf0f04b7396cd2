"""Days that cannot be the occasion's: a page says that the words, or what they tell of, fell on another day.

The day of an occasion is the one that most of its pages name outside what they credit. A weekday beside a passage, or
in the sentence that leads to it, differs where neither the reference names it nor the occasion fell on it.

Limits: weekdays alone are compared; days that lie ahead only with those that the reference names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from onrecord.link.drift.quantities import dates_of
from onrecord.link.drift.sides import Departure, Line, Side, sentence_at, sentence_before, shown
from onrecord.link.tellings import Telling
from onrecord.types import Drift, Passage, Span
from onrecord.words.dates import DateMention, Days, Grain, resolve

LEAST_PAGES = 2
"""Pages that must name a day before it is the occasion's."""
_FEW_DAYS = timedelta(3)
_SURE, _LIKELY = 0.8, 0.6


def occasion_day(known: Mapping[str, Telling]) -> date | None:
    """The day that most pages name; None where they are too few, or of two minds."""
    votes = Counter(day for telling in known.values() for day in set(_days_of(telling)))
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < LEAST_PAGES or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def departures(reference: Side, side: Side, day: date | None) -> Iterator[Departure]:
    """The weekdays beside a page's passages that the reference does not name and the occasion did not fall on."""
    own = {each.weekday for line in reference.lines for each in _beside(reference, line)}
    whole = {each.weekday for each in _weekdays(reference, Span(0, len(reference.text)))}
    for line in side.lines:
        first = line.passage.spans[0]
        for mention in _beside(side, line):
            if _differs(mention, own or whole, day) and not _is_own_day(side, mention):
                yield _departure(side, line, mention, day, _SURE)
        leading = sentence_before(side.text, sentence_at(side.text, first)) if _is_led_to(line) else None
        for mention in _weekdays(side, leading) if leading else ():
            if _differs(mention, whole, day) and not _is_own_day(side, mention):
                yield _departure(side, line, mention, day, _LIKELY)


def _days_of(telling: Telling) -> Iterator[date]:
    """The days in the past that a page names outside what it credits."""
    anchor = _published(telling)
    credited = [span for each in telling.reading.statements for span in each.content]
    if anchor is None:
        return
    for mention in dates_of(telling.text, telling.reading.article.language):
        if mention.grain is Grain.DAY and not mention.ahead and not any(mention.span.meets(span) for span in credited):
            days = resolve(mention, anchor)
            if days and days[0] == days[1] <= anchor[1]:
                yield days[0]


def _is_led_to(line: Line) -> bool:
    """Does another sentence than its own say who spoke the words?"""
    cue = line.statement.cue if line.statement else ()
    return line.direct and (not cue or cue[0].end <= sentence_at(line.text, line.passage.spans[0]).start)


def _departure(side: Side, line: Line, mention: DateMention, day: date | None, score: float) -> Departure:
    return Departure(
        what=Drift.DATE,
        rule="another day",
        passage=Passage(side.page, (mention.span,), line.passage.statement),
        there=(),
        told=f"names {shown(side.text, [mention.span])}" + (f" where most pages name {day.isoformat()}" if day else ""),
        score=score,
    )


def _beside(side: Side, line: Line) -> list[DateMention]:
    """The weekdays of the sentences that a passage stands in."""
    return [each for span in line.passage.spans for each in _weekdays(side, sentence_at(side.text, span))]


def _weekdays(side: Side, within: Span) -> list[DateMention]:
    found = dates_of(side.text, side.language)
    return [each for each in found if each.weekday is not None and within.covers(each.span)]


def _differs(mention: DateMention, named: set[int | None], day: date | None) -> bool:
    if mention.weekday in named or (day is not None and mention.weekday == day.weekday()):
        return False
    return bool(named) if mention.ahead or day is None else True


def _is_own_day(side: Side, mention: DateMention) -> bool:
    """May the page tell of words that were said on the day that it was written?"""
    anchor = _published(side.telling)
    days = resolve(mention, anchor) if anchor and anchor[1] - anchor[0] <= _FEW_DAYS else None
    return days is not None and anchor is not None and anchor[0] <= days[1] and days[0] <= anchor[1]


def _published(telling: Telling) -> Days | None:
    published = telling.reading.article.published
    return (published.earliest, published.latest) if published else None
