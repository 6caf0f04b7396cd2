"""Quotation marks to quoted stretches, also where marks are missing, nested or carried over paragraphs.

One pass over the text of each paragraph; no state outlives a paragraph but the open mark that the next one repeats.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.types import Span

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’'‹›「」『』]")
_OPENERS = frozenset("“„‟«「『")
_CLOSERS = {"“": "”", "„": "“”‟", "‟": "”", "«": "»", "»": "«", "「": "」", "『": "』"}
_STRAIGHT = frozenset(('"', "''", "``"))
_STOPS = frozenset(".,;:!?…)]»”\"'’-–—")
_SENTENCE_STOPS = ".,!?…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch, marks included. ``closed`` is False where its end had to be guessed."""

    span: Span
    inner: Span
    closed: bool
    continued: bool = False
    """The paragraph before left its quotation open and this one repeats the opening mark."""


def quotes_in(text: str, start: int, end: int, carried: bool = False) -> tuple[Quote, ...]:
    """The outermost quotations of the paragraph ``text[start:end]``, in order.

    ``carried`` says that the paragraph before ended inside a quotation; an opening mark at the very start then
    continues it.
    """
    marks = list(_MARK.finditer(text, start, end))
    double = [m for m in marks if m.group() not in "‘’'‹›"]
    found = _pair_double(text, start, end, double)
    singles = _pair_single(text, start, end, [m for m in marks if m.group() in "‘’'"], found)
    quotes = sorted(found + singles, key=lambda quote: quote.span) if singles else found
    if carried and quotes and not text[start : quotes[0].span.start].strip():
        first = quotes[0]
        quotes[0] = Quote(first.span, first.inner, first.closed, continued=True)
    return tuple(quotes)


def left_open(quotes: tuple[Quote, ...], text: str, end: int) -> bool:
    """Does the paragraph that ends at ``end`` stop inside a quotation?"""
    return bool(quotes) and not quotes[-1].closed and not text[quotes[-1].span.end : end].strip()


def _pair_double(text: str, start: int, end: int, marks: list[re.Match[str]]) -> list[Quote]:
    out: list[Quote] = []
    opened: re.Match[str] | None = None
    depth = 0
    for mark in marks:
        shape = mark.group()
        opens, closes = _may_open(text, start, mark), _may_close(text, end, mark)
        if opened is None:
            if shape in _OPENERS or (shape == "»" and opens and not closes) or (shape in _STRAIGHT and opens):
                opened, depth = mark, 0
            elif not out and closes and not _is_measure(text, mark):
                lost = _first_word(text, start, mark.start())
                if lost is not None:
                    out.append(_quote(text, lost, mark.end(), lost, mark.start(), closed=False))
        elif _closes(opened.group(), shape):
            if shape in _STRAIGHT and opens and not closes:
                _shut_early(text, opened, mark, out)
                opened = mark
            elif depth:
                depth -= 1
            else:
                out.append(_quote(text, opened.start(), mark.end(), opened.end(), mark.start(), closed=True))
                opened = None
        elif shape == opened.group() and shape in _OPENERS:
            depth += 1
    if opened is not None:
        stop = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        if stop > opened.end():
            out.append(_quote(text, opened.start(), stop, opened.end(), stop, closed=False))
    return out


def _shut_early(text: str, opened: re.Match[str], mark: re.Match[str], out: list[Quote]) -> None:
    """An opening mark inside an open quotation: the closing one was lost before it."""
    stop = opened.end() + len(text[opened.end() : mark.start()].rstrip())
    if stop > opened.end():
        out.append(_quote(text, opened.start(), stop, opened.end(), stop, closed=False))


def _pair_single(text: str, start: int, end: int, marks: list[re.Match[str]], taken: list[Quote]) -> list[Quote]:
    """Single marks count only outside double ones, and only where they cannot be apostrophes."""
    out: list[Quote] = []
    opened: re.Match[str] | None = None
    last: re.Match[str] | None = None
    blocked = iter(taken)
    block = next(blocked, None)
    for mark in marks:
        while block is not None and block.span.end <= mark.start():
            block = next(blocked, None)
        if block is not None and block.span.start <= mark.start():
            continue
        if opened is None:
            if mark.group() != "’" and _may_open(text, start, mark) and _plausible_single(text, mark):
                opened, last = mark, None
        elif _may_close(text, end, mark):
            if text[mark.start() - 1] in _SENTENCE_STOPS or not text[mark.end() : mark.end() + 1].isspace():
                out.append(_quote(text, opened.start(), mark.end(), opened.end(), mark.start(), closed=True))
                opened, last = None, None
            elif last is None:
                last = mark
    if opened is not None and last is not None:
        out.append(_quote(text, opened.start(), last.end(), opened.end(), last.start(), closed=True))
    return [quote for quote in out if _stands_clear(quote, taken)] if taken else out


def _stands_clear(quote: Quote, taken: list[Quote]) -> bool:
    """No quotation of the others, which are in order and apart, reaches into this one."""
    before = bisect_left(taken, quote.span.end, key=lambda other: other.span.start) - 1
    return before < 0 or taken[before].span.end <= quote.span.start


def _quote(text: str, start: int, end: int, inner_start: int, inner_end: int, *, closed: bool) -> Quote:
    if not text[inner_start:inner_end].strip():
        inner_start, inner_end = start, end
    return Quote(Span(start, end), Span(inner_start, inner_end), closed)


def _may_open(text: str, start: int, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1]
    return (before.isspace() or before in "([{—–-/:“‘\"'«" or before == "…") and not (after.isspace() or not after)


def _may_close(text: str, end: int, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end()] if mark.end() < end else " "
    return bool(before) and not before.isspace() and (after.isspace() or not after.isalnum())


def _closes(opener: str, mark: str) -> bool:
    if opener in _STRAIGHT:
        return mark in _STRAIGHT or mark == "”"
    return mark in _CLOSERS.get(opener, "”") or (opener == "“" and mark == '"')


def _is_measure(text: str, mark: re.Match[str]) -> bool:
    """Inches and seconds: 6'2"."""
    return text[mark.start() - 1 : mark.start()].isdigit()


def _plausible_single(text: str, mark: re.Match[str]) -> bool:
    """Not the apostrophe of an elision: 'cause, 'em, '90s."""
    after = text[mark.end() : mark.end() + 3].lower()
    return bool(after) and not after[0].isdigit() and not after.startswith(("em ", "til", "tis", "n' ", "cau"))


def _first_word(text: str, start: int, end: int) -> int | None:
    """Where the quotation began whose opening mark was lost: at the paragraph's first word, if it is short enough."""
    match = re.compile(r"\S").search(text, start, end)
    if match is None or end - match.start() > 1000:
        return None
    return match.start()
