"""Names of outlets in a text: what looks like one, and where the page says that one reported something.

A name is a row of capitalised words. It is an outlet's where a noun says so ("the portal X", "the X news agency"),
where it holds a word of which outlets make their names, or where it is widely known. Limits: an outlet whose name is
none of these is not seen; scripts without capitals are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord import words
from onrecord.types import Span
from onrecord.words.dategrammar import cased, either, folded

_NAME_WORDS = 6
_REACH = 72
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|&")
_BLANK = " \u00a0"
_MARKS = _BLANK + "\"“„«'‘”»"
_TAIL = re.compile(r" [—–] (?P<name>[^\n—–]{2,30})$", re.MULTILINE)
_POSSESSIVE = re.compile(r"['’]s$")


class Way(StrEnum):
    """How the page credits the outlet: it reported the words, was given them, or led the interview."""

    REPORTED = "reported"
    GIVEN = "given"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Credit:
    """One place where the page credits an outlet; ``certain`` where a noun beside the name says what it is."""

    name: str
    span: Span
    way: Way
    certain: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    before: re.Pattern[str]
    after: re.Pattern[str]
    ways: dict[str, Way]
    kinds: re.Pattern[str]
    kind_behind: re.Pattern[str]
    linking: frozenset[str]


def credits_of(text: str, language: str, others: Iterable[str] = ()) -> tuple[Credit, ...]:
    """Every credit to an outlet, in the order of the text; ``others`` are outlets known from elsewhere on the page."""
    cues = _cues(language)
    known = {bare(name) for name in others} | {bare(span.of(text)) for span in _named_by_kind(text, cues)}
    found: dict[Span, Credit] = {}
    for span, way, certain in (*_behind_cues(text, cues), *_before_cues(text, cues), *_headline_tails(text, cues)):
        span = _without_host(text, span)
        name = _POSSESSIVE.sub("", span.of(text))
        if certain or is_outlet(name) or any(bare(name) == other or _short_for(bare(name), other) for other in known):
            span = Span(span.start, span.start + len(name))
            found.setdefault(span, Credit(name, span, way, certain))
    return tuple(found[span] for span in sorted(found))


def _without_host(text: str, span: Span) -> Span:
    """ "Ada Ng of Fjord Radio": the outlet is what stands behind."""
    host, of, outlet = span.of(text).partition(" of ")
    return (
        Span(span.end - len(outlet), span.end) if of and outlet and not is_outlet(host) and is_outlet(outlet) else span
    )


def bare(name: str) -> str:
    """A name for comparison: without its article, in lower case."""
    low = _POSSESSIVE.sub("", name).casefold()
    return low[4:] if low.startswith("the ") else low


def _short_for(name: str, other: str) -> bool:
    """ "Fjord" for "Fjord Agency", "Mercury" for "Northshore Mercury"."""
    return len(name) > 2 and (other.startswith(name + " ") or other.endswith(" " + name))


def is_outlet(name: str) -> bool:
    """Whether this is the name of a known outlet, or is made with a word of which outlets make their names."""
    outlet_words, outlets = _known_outlets()
    low = bare(name)
    tokens = low.split()
    return low in outlets or not outlet_words.isdisjoint(tokens) or (len(tokens) > 1 and tokens[0] in outlets)


def name_from(text: str, at: int, language: str) -> Span | None:
    """The name that starts at a place, after blanks and opening marks; None where no capitalised word stands there."""
    return _forward(text, at, _cues(language).linking)


def _forward(text: str, at: int, linking: frozenset[str]) -> Span | None:
    limit = min(len(text), at + _REACH)
    while at < limit and text[at] in _MARKS:
        at += 1
    start, end = at, at
    for _ in range(_NAME_WORDS):
        token = _TOKEN.match(text, at, limit)
        if token is None:
            break
        word = token.group()
        if _is_capital(word) or (end > start and word.isdecimal()):
            end = token.end()
        elif end == start or (word != "&" and word.casefold() not in linking):
            break
        at = token.end() + 1
        if text[token.end() : at] not in (" ", "\u00a0"):
            break
    return Span(start, end) if end > start else None


def _backward(text: str, end: int, linking: frozenset[str]) -> Span | None:
    """The name that ends right before a place."""
    low = max(0, end - _REACH)
    line = max(low, text.rfind("\n", low, end) + 1)
    tokens = list(_TOKEN.finditer(text, line, end))[-_NAME_WORDS:]
    if not tokens or text[tokens[-1].end() : end].strip(_MARKS):
        return None
    start, last, follower = -1, tokens[-1].end(), tokens[-1].end()
    for token in reversed(tokens):
        if follower != last and text[token.end() : follower].strip(_BLANK):
            break
        word = token.group()
        if _is_capital(word) or (start < 0 and word.isdecimal()):
            start = token.start()
        elif start < 0 or (word != "&" and word.casefold() not in linking):
            break
        follower = token.start()
    return Span(start, last) if start >= 0 else None


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdecimal() and not word.isdecimal() and word[-1].isalpha())


def _behind_cues(text: str, cues: _Cues) -> Iterator[tuple[Span, Way, bool]]:
    """Names behind "as reported by", "told" and their like; certain where a noun tells what they are."""
    for match in cues.before.finditer(text):
        span = _forward(text, match.end(), cues.linking)
        if span is not None:
            certain = match["kind"] is not None or cues.kind_behind.match(text, span.end) is not None
            yield span, cues.ways[folded(match["cue"])], certain


def _before_cues(text: str, cues: _Cues) -> Iterator[tuple[Span, Way, bool]]:
    """Names before "writes", "reported" and their like."""
    for match in cues.after.finditer(text):
        span = _backward(text, match.start(), cues.linking)
        if span is not None:
            yield span, Way.REPORTED, False


def _headline_tails(text: str, cues: _Cues) -> Iterator[tuple[Span, Way, bool]]:
    """Names after a dash at the end of a line: "Ferry aground — WSJ"."""
    for match in _TAIL.finditer(text):
        span = _forward(text, match.start("name"), cues.linking)
        if span is not None and span.end == match.end("name"):
            yield span, Way.REPORTED, False


def _named_by_kind(text: str, cues: _Cues) -> Iterator[Span]:
    """Names beside a noun that tells what they are, on either side."""
    for match in cues.kinds.finditer(text):
        for span in (_forward(text, match.end(), cues.linking), _backward(text, match.start(), cues.linking)):
            if span is not None:
                yield span


@cache
def _cues(language: str) -> _Cues:
    table = words.load(language, "origins")
    keys = {"interview_before": Way.INTERVIEW, "given_before": Way.GIVEN, "reported_before": Way.REPORTED}
    forms = [form for key in keys for form in table.get(key, ())]
    ways = {folded(form): way for key, way in keys.items() for form in table.get(key, ())}
    kind = either(table.get("kinds", ()))
    article = either(table.get("articles", ()))
    return _Cues(
        before=re.compile(rf"(?<!\w)(?P<cue>{either(cased(forms))})\s(?:{article}\s){{0,2}}(?:(?P<kind>{kind})\s)?"),
        after=re.compile(rf"(?<=\s){either(table.get('reported_after', ()))}(?!\w)"),
        ways=ways,
        kinds=re.compile(rf"(?<!\w){kind}(?!\w)"),
        kind_behind=re.compile(rf"\s{kind}(?!\w)"),
        linking=frozenset(table.get("linking", ())),
    )


@cache
def _known_outlets() -> tuple[frozenset[str], frozenset[str]]:
    table = words.facts("facts")
    return frozenset(table["outlet_words"]), frozenset(table["outlets"])
