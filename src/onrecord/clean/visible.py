"""The visible text of a page: runs of markup, entities decoded, white space folded, each stretch with its place.

The mapping is what makes a quotation provable: every character of the article's text lies in one anchor, or is a line
break that no character of the page shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.tree import Node, Piece, Tree
from onrecord.types import Anchor, Span

_ODD = re.compile(r"\s{2,}|[^\S ]|&(?:#\w{1,8}|[a-zA-Z]\w{1,31});?")
_BREAK = "\n"
_KINDS = 8  # sets of the three bits of a piece

Stretch = tuple[int, int, int, int]
"""Start and end in the article's text, start and end in the markup."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of visible text: its words, where they stand in the article's text and in the markup.

    ``linked``, ``strong`` and ``italic`` count characters; ``first`` and ``last`` are the bits of its outer pieces.
    """

    text: str
    start: int
    node: Node
    stretches: tuple[Stretch, ...]
    linked: int
    strong: int
    italic: int
    first: int
    last: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))

    @property
    def place(self) -> tuple[Anchor, ...]:
        return tuple(Anchor(Span(a, b), Span(c, d)) for a, b, c, d in self.stretches)


def passages_of(tree: Tree) -> tuple[str, tuple[Passage, ...]]:
    """The article's text, and the passages that it is made of, one a line."""
    passages: list[Passage] = []
    at = 0
    for run in tree.runs:
        text, stretches, counts, first, last = _folded(tree.markup, run.pieces, at)
        if text:
            passages.append(Passage(text, at, run.node, tuple(stretches), *_styles(counts), first, last))
            at += len(text) + 1
    return _BREAK.join(passage.text for passage in passages), tuple(passages)


def _styles(counts: Sequence[int]) -> tuple[int, int, int]:
    """How many characters are linked, strong and italic, of the counts under each set of bits."""
    _, link, strong, both, italic, sloped_link, sloped_strong, every = counts
    return (
        link + both + sloped_link + every,
        strong + both + sloped_strong + every,
        italic + sloped_link + sloped_strong + every,
    )


def _folded(markup: str, pieces: Sequence[Piece], base: int) -> tuple[str, list[Stretch], Sequence[int], int, int]:
    """The text of some pieces, its stretches from ``base`` on, its characters by their bits, the outer pieces' bits."""
    first, last = 0, len(pieces) - 1
    while first < last and _is_blank(markup, pieces[first]):
        first += 1
    while first < last and _is_blank(markup, pieces[last]):
        last -= 1
    if first == last:
        start, end, bits = pieces[first]
        raw = markup[start:end]
        text = raw.strip()
        if _ODD.search(text) is None:
            size = len(text)
            low = start + len(raw) - len(raw.lstrip())
            counts = [0] * _KINDS
            counts[bits] = size
            return text, [(base, base + size, low, low + size)], counts, bits, bits
    folding = _Folding(base)
    counts = [0] * _KINDS
    for start, end, bits in pieces[first : last + 1]:
        if start == end:
            folding.line_break()
            continue
        before = folding.at
        at = start
        for match in _ODD.finditer(markup, start, end):
            low, high = match.span()
            if low > at:
                folding.add(markup[at:low], at, low)
            found = match[0]
            folding.add(html.unescape(found) if found[0] == "&" else " ", low, high)
            at = high
        if at < end:
            folding.add(markup[at:end], at, end)
        counts[bits] += folding.at - before
    folding.trim()
    return "".join(folding.parts), folding.stretches, counts, pieces[first][2], pieces[last][2]


def _is_blank(markup: str, piece: Piece) -> bool:
    start, end, _ = piece
    return start == end or markup[start:end].isspace()


class _Folding:
    """Text under way: its parts, and the stretches that show where they come from."""

    def __init__(self, base: int) -> None:
        self.at = base
        self.parts: list[str] = []
        self.stretches: list[Stretch] = []
        self.spaced = True

    def add(self, words: str, low: int, high: int) -> None:
        """Appends words; white space behind white space is left out."""
        if words.isspace():
            if self.spaced:
                return
            words = " "
        elif self.spaced and words[:1] == " ":
            words, low = words[1:], low + 1
        if not words:
            return
        self.parts.append(words)
        at, end = self.at, self.at + len(words)
        if self.stretches and high - low == end - at:
            start, stop, first, behind = self.stretches[-1]
            if behind == low and stop == at and stop - start == behind - first:
                self.stretches[-1] = (start, end, first, high)
            else:
                self.stretches.append((at, end, low, high))
        else:
            self.stretches.append((at, end, low, high))
        self.at = end
        self.spaced = words[-1] == " "

    def line_break(self) -> None:
        """Ends the line, without white space at its end."""
        self.trim()
        if self.parts:
            self.parts.append(_BREAK)
            self.at += 1
        self.spaced = True

    def trim(self) -> None:
        """Takes the white space and the line breaks off the end."""
        while self.parts and self.parts[-1][-1:].isspace():
            part = self.parts.pop()
            kept = part.rstrip()
            self.at -= len(part) - len(kept)
            if part != _BREAK:
                start, end, low, high = self.stretches.pop()
                if end - start - (len(part) - len(kept)) > 0:
                    self.stretches.append((start, end - len(part) + len(kept), low, high - len(part) + len(kept)))
            if kept:
                self.parts.append(kept)
