"""Where, when and to whom: what the sentence of a report says about its occasion."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.reports import Report
from onrecord.extract.tokens import Paragraph
from onrecord.types import Basis, Dating, Setting, Span
from onrecord.words.dates import DateMention, mentions, resolve

_MAX_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class OccasionWords:
    kinds: dict[str, str]
    nouns: re.Pattern[str] | None
    place_before: frozenset[str]
    never: frozenset[str]
    before: frozenset[str]


@cache
def occasion_words(language: str) -> OccasionWords:
    table = words.load(language, "occasions")
    kinds = dict(table.get("kinds", {}))
    longest = sorted(kinds, key=len, reverse=True)
    nouns = re.compile(r"(?i)(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)") if longest else None
    places = table.get("places", {})
    return OccasionWords(
        kinds,
        nouns,
        frozenset(places.get("before", "").split()),
        frozenset(places.get("never", "").split()),
        frozenset(table.get("occasion", {}).get("before", "").split()),
    )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The surroundings of one report's sentence, outside the words that were said."""

    p: Paragraph
    lo: int
    hi: int
    said: tuple[Span, ...]

    def outside(self, k: int) -> bool:
        start = self.p.start[k]
        return self.p.quote[k] < 0 and not any(span.start <= start < span.end for span in self.said)


def circumstances(p: Paragraph, report: Report) -> Circumstances | None:
    """The sentence that holds the cue, or the source where there is no cue."""
    anchor = report.cue[0] if report.cue else report.source
    if anchor is None or not p.span.covers(anchor):
        return None
    at = p.index(anchor.start)
    number = bisect_right(p.sentences, at, key=lambda sentence: sentence[0]) - 1
    return Circumstances(p, *p.sentences[number], report.content) if number >= 0 else None


def occasion_of(c: Circumstances, language: str) -> Setting | None:
    """ "at a joint news conference in Brussels" to its kind, name and place; None where the sentence names none."""
    table, g = occasion_words(language), grammar(language)
    place = _place(c, table, g)
    if table.nouns is None:
        return None
    for match in table.nouns.finditer(c.p.text, c.p.start[c.lo], c.p.end[c.hi - 1]):
        first = c.p.index(match.start())
        last = c.p.index(match.end())
        if first >= c.hi or not c.outside(first):
            continue
        begin = first
        while begin > c.lo and first - begin < _MAX_NAME_WORDS and _modifies(c, begin - 1, g):
            begin -= 1
        lead = begin - 1
        while lead > c.lo and (c.p.low[lead] in g.determiners or c.p.low[lead].endswith(g.endings.possessive)):
            lead -= 1
        if lead >= c.lo and (c.p.low[lead] in table.before or c.p.low[lead] in lexicon(language).addressed):
            name = c.p.text[c.p.start[begin] : c.p.end[last - 1]]
            return Setting(table.kinds[match.group().lower()], name, place)
    return Setting("", None, place) if place else None


def _modifies(c: Circumstances, k: int, g: Grammar) -> bool:
    w = c.p.low[k]
    return (
        c.outside(k)
        and c.p.word[k][0].isalnum()
        and not (
            w in g.determiners
            or w in g.prepositions
            or w in g.conjunctions
            or w in g.auxiliaries
            or w.endswith(g.endings.possessive)
        )
    )


def _place(c: Circumstances, table: OccasionWords, g: Grammar) -> str | None:
    for k in range(c.lo, c.hi - 1):
        if c.p.low[k] not in table.place_before or not c.outside(k):
            continue
        first = k + 1
        if c.p.low[first] in g.definite and first + 1 < c.hi:
            first += 1
        stop = first
        while stop < c.hi and c.p.word[stop][0].isupper() and c.outside(stop) and c.p.low[stop] not in table.never:
            stop += 1
        if stop > first:
            return c.p.text[c.p.start[first] : c.p.end[stop - 1]]
    return None


def day_said(c: Circumstances, published: Dating | None, found: tuple[DateMention, ...]) -> Dating | None:
    """The day that the sentence names for the saying, resolved against the page's own time."""
    if published is None:
        return None
    begin, end = c.p.start[c.lo], c.p.end[c.hi - 1]
    anchor = (published.earliest, published.latest)
    for mention in found[bisect_left(found, begin, key=_start_of) : bisect_left(found, end, key=_start_of)]:
        if not any(span.meets(mention.span) for span in c.said):
            days = resolve(mention, anchor)
            if days is not None and (days[1] - days[0]).days <= 31 and days[0] <= published.latest:
                earliest, latest = days[0], min(days[1], published.latest)
                basis = Basis("day in the sentence", mention.span.of(c.p.text), 0.8)
                return Dating(earliest, latest, basis, (mention.span,))
    return None


def _start_of(mention: DateMention) -> int:
    return mention.span.start


def dates_of(text: str, language: str) -> tuple[DateMention, ...]:
    """Every date expression of the page, found once."""
    return mentions(text, language)


def addressee_of(p: Paragraph, report: Report, language: str) -> Span | None:
    """The person told, without a place or day behind."""
    if report.addressee is None:
        return None
    g = grammar(language)
    first, last = p.index(report.addressee.start), p.index(report.addressee.end)
    while last > first + 1 and p.low[last - 1] in g.weekdays:
        last -= 1
    return p.stretch(first, last)
