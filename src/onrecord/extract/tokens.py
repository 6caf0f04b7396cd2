"""The words of a paragraph and its sentences, as indexes into parallel lists: cheap to make, cheap to walk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.quotes import Quote, quotes_in
from onrecord.types import Span, Spans

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:[-–]\w+)*|\w+(?:[.'’&/-]\w+)*|''|``|--|\.\.\.|\S")
_ENDS = frozenset(".?!…")
_CLOSING = frozenset("\"'”’»“«)]") | {"''"}
_DASHES = frozenset("—–-")
_MARKS = frozenset("\"“”„‟«»‘’'‹›「」") | {"''", "``"}
_JOINTS = ("-t-", "-", "'")

LONGEST_SENTENCE = 150
"""Words outside quotations, a quotation counted as one. News stays below 80; a longer run is cut, so that what looks
over a whole sentence for each of its words stays linear in the page."""


@dataclass(slots=True)
class Paragraph:
    """One block's words. ``quote[i]`` is the index of the quotation that word ``i`` stands in, or -1.

    ``sentences`` are pairs of word indexes, half open; no sentence begins inside a quotation.
    """

    text: str
    span: Span
    quotes: tuple[Quote, ...]
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    """In lower case, apostrophes straight."""
    quote: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def stretch(self, first: int, last: int) -> Span | None:
        """The span from word ``first`` up to, not including, word ``last``."""
        return Span(self.start[first], self.end[last - 1]) if first < last else None

    def index(self, offset: int) -> int:
        """The first word that begins at or after ``offset``."""
        return bisect_left(self.start, offset)


def paragraph(text: str, span: Span, quotes: tuple[Quote, ...], language: str) -> Paragraph:
    """The words and sentences of one block."""
    g = grammar(language)
    pieces = [match.span() for match in _TOKEN.finditer(text, span.start, span.end)]
    if g.elisions or g.clitics:
        pieces = [piece for a, b in pieces for piece in _pieces(text, a, b, g)]
    word = [text[a:b] for a, b in pieces]
    out = Paragraph(
        text,
        span,
        quotes,
        start=[a for a, _ in pieces],
        end=[b for _, b in pieces],
        word=word,
        low=[form.lower() for form in word],
    )
    if text.find("’", span.start, span.end) >= 0:
        out.low = [form.replace("’", "'") for form in out.low]
    if text.find("İ", span.start, span.end) >= 0:  # its lower case is an i and a combining dot
        out.low = [form.replace("i\u0307", "i") for form in out.low]
    out.quote = [-1] * len(word)
    _mark(out)
    _split(out, g.abbreviations)
    return out


def excerpt(p: Paragraph, spans: Spans, language: str, *, bare: bool) -> Paragraph:
    """Some words of a paragraph as a paragraph of its own; ``bare``: the marks around each of the spans are taken off.

    What stands between the spans is left out, so that ``stretch`` may run over words that are not part of it.
    """
    ranges = [_unmarked(p, p.index(span.start), p.index(span.end), bare=bare) for span in spans]
    inner = [q for a, b in ranges if bare and a < b for q in quotes_in(p.text, p.start[a], p.end[b - 1])]
    out = Paragraph(p.text, Span(spans[0].start, spans[-1].end), tuple(inner) if bare else p.quotes)
    for a, b in ranges:
        out.start += p.start[a:b]
        out.end += p.end[a:b]
        out.word += p.word[a:b]
        out.low += p.low[a:b]
        out.quote += [-1] * (b - a) if bare else p.quote[a:b]
    if bare:
        _mark(out)
    _split(out, grammar(language).abbreviations)
    return out


def _unmarked(p: Paragraph, first: int, last: int, *, bare: bool) -> tuple[int, int]:
    while bare and first < last and p.word[first] in _MARKS:
        first += 1
    while bare and last > first and p.word[last - 1] in _MARKS:
        last -= 1
    return first, last


def _mark(out: Paragraph) -> None:
    """Number the words that stand in quotations."""
    for number, quote in enumerate(out.quotes):
        first, last = out.index(quote.span.start), out.index(quote.span.end)
        out.quote[first:last] = [number] * (last - first)


def _pieces(text: str, start: int, end: int, g: Grammar) -> Iterator[tuple[int, int]]:
    """ "l'arbitro" to "l'" and "arbitro", "a-t-il" to "a" and "il", "Bakan'a" to "Bakan" and "a"."""
    form = text[start:end].replace("’", "'")
    head, mark, rest = form.partition("'")
    if mark and rest and head.lower() + mark in g.elisions:
        start += len(head) + 1
        yield start - len(head) - 1, start
        form = rest
    for joint in _JOINTS if g.clitics else ():
        cut = form.rfind(joint)
        if cut > 0 and form[cut + len(joint) :].lower() in g.clitics:
            yield start, start + cut
            yield start + cut + len(joint), end
            return
    yield start, end


def _split(out: Paragraph, abbreviations: frozenset[str]) -> None:
    word, quote, count = out.word, out.quote, len(out.word)
    begin = stop = 0
    for i in [k for k, form in enumerate(word) if form in _ENDS]:
        if i < stop or _abbreviated(out, i, abbreviations):
            continue
        stop = i + 1
        while stop < count and word[stop] in _CLOSING and _shuts(out, i, stop):
            stop += 1
        inside = quote[i] >= 0 and stop < count and quote[stop] == quote[i]
        if not inside and (stop >= count or _begins(out, stop)):
            out.sentences += _bounded(quote, begin, stop)
            begin = stop
    if begin < count:
        out.sentences += _bounded(quote, begin, count)


def _bounded(quote: list[int], begin: int, end: int) -> list[tuple[int, int]]:
    """The sentence, cut where it is longer than any sentence is; a quotation counts as one word and is never cut."""
    if end - begin <= LONGEST_SENTENCE:
        return [(begin, end)]
    out: list[tuple[int, int]] = []
    length = 0
    for i in range(begin, end):
        if quote[i] < 0 or i == begin or quote[i] != quote[i - 1]:
            length += 1
            if length > LONGEST_SENTENCE:
                out.append((begin, i))
                begin, length = i, 1
    return [*out, (begin, end)]


def _shuts(out: Paragraph, i: int, mark: int) -> bool:
    """The mark stands right behind, or it is the last of the quotation that the sentence's last word stands in."""
    if out.start[mark] == out.end[mark - 1]:
        return True
    own = out.quote[i] >= 0 and out.quote[mark] == out.quote[i]
    return own and (mark + 1 == len(out.word) or out.quote[mark + 1] != out.quote[i])


def _begins(out: Paragraph, i: int) -> bool:
    form = out.word[i]
    if form in _DASHES and i + 1 < len(out.word) and out.word[i + 1][0].islower():
        return False  # "“Come!” — said the miller"
    return not form[0].islower() and (form[0].isalnum() or out.quote[i] >= 0 or form[0] in "[(—–-•$€£")


def _abbreviated(out: Paragraph, i: int, abbreviations: frozenset[str]) -> bool:
    """A point after an abbreviation or an initial, written right behind it."""
    if out.word[i] != "." or i == 0 or out.end[i - 1] != out.start[i]:
        return False
    before = out.low[i - 1]
    return before in abbreviations or (len(before) == 1 and out.word[i - 1].isupper())
