"""Paragraphs to windows of wordpieces: what the tagger is shown, in training and in reading alike.

A window holds whole paragraphs, or whole sentences of a paragraph that is too long for one, and never more than
``ROOM`` pieces; a sentence longer than that has a window of its own, and one longer than ``CUT`` is no sentence: it is
left to the rules, unread. Everything is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tokens import Paragraph
from onrecord.extract.wordpieces import Encoded

ROOM = 126
CUT = 254
OPEN_ID, CLOSE_ID = 101, 102
SHAPES, QUOTED, BEGINS = 4, 3, 2
MARKS = SHAPES * QUOTED * BEGINS
"""The number of different marks: the shape of a piece × its place in a quotation × whether a paragraph begins."""

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


Encode = Callable[[str], Encoded]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A paragraph's wordpieces: ``starts`` and ``ends`` are offsets of the article, ``heads`` marks a word's first."""

    ids: Ints
    starts: Ints
    ends: Ints
    heads: Flags
    marks: Ints
    sentences: tuple[int, ...]
    """The piece with which each sentence begins; the first is 0."""

    def sentence_of(self, cut: slice) -> Ints:
        """The number of each piece's sentence."""
        return np.searchsorted(self.sentences, np.arange(cut.start, cut.stop), side="right")


@dataclass(frozen=True, slots=True)
class Segment:
    """The pieces ``first`` up to, not including, ``last`` of the paragraph with that number."""

    paragraph: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first


Window = tuple[Segment, ...]


def pieces_of(paragraphs: Sequence[Paragraph], encode: Encode) -> list[Pieces]:
    """Each paragraph's pieces, with the marks that an uncased vocabulary cannot show."""
    return [_pieces(p, p.span.of(p.text), encode) for p in paragraphs]


def _pieces(p: Paragraph, text: str, encode: Encode) -> Pieces:
    found = encode(text)
    starts, ends = (np.array(side, dtype=np.int64) + p.span.start for side in (found.starts, found.ends))
    heads = np.array(found.heads, dtype=np.bool_)
    marks = _shapes(text, found) * QUOTED + _quoted(p, starts)
    marks *= BEGINS
    marks[:1] += 1
    begins = [int(np.searchsorted(starts, p.start[lo])) for lo, _ in p.sentences[1:]]
    sentences = tuple(sorted({0, *(k for k in begins if k < len(starts))}))
    return Pieces(np.array(found.ids, dtype=np.int64), starts, ends, heads, marks, sentences)


def _shapes(text: str, found: Encoded) -> Ints:
    """0 lower case and everything else, 1 a capital, 2 capitals only, 3 a digit."""
    return np.array(
        [_shape(text, start, end) for start, end in zip(found.starts, found.ends, strict=True)], dtype=np.int64
    )


def _shape(text: str, start: int, end: int) -> int:
    first = text[start]
    if first.isupper():
        return 2 if end - start > 1 and text[start:end].isupper() else 1
    return 3 if first.isdigit() else 0


def _quoted(p: Paragraph, starts: Ints) -> Ints:
    """0 outside quotations, 1 inside one, 2 its marks."""
    out = np.zeros(len(starts), dtype=np.int64)
    for quote in p.quotes:
        edges = np.searchsorted(starts, (quote.span.start, quote.inner.start, quote.inner.end, quote.span.end))
        out[edges[0] : edges[3]] = 2
        out[edges[1] : edges[2]] = 1
    return out


def windows_of(pieces: Sequence[Pieces]) -> list[Window]:
    """Neighbouring paragraphs packed together as long as they fit, in the order of the text."""
    out: list[Window] = []
    window: list[Segment] = []
    room = ROOM
    for segment in (s for number, part in enumerate(pieces) for s in _segments(number, part)):
        if window and segment.size > room:
            out.append(tuple(window))
            window, room = [], ROOM
        window.append(segment)
        room -= segment.size
    if window:
        out.append(tuple(window))
    return out


def _segments(number: int, pieces: Pieces) -> Iterator[Segment]:
    """A paragraph as one segment if it fits a window, else as runs of whole sentences."""
    count = len(pieces.ids)
    if count == 0:
        return
    if count <= ROOM:
        yield Segment(number, 0, count)
        return
    first = 0
    edges = (*pieces.sentences[1:], count)
    for here, following in zip(edges, (*edges[1:], None), strict=True):
        if following is None or following - first > ROOM:
            if here - first <= CUT:
                yield Segment(number, first, here)
            first = here


def inputs_of(window: Window, pieces: Sequence[Pieces]) -> tuple[Ints, Ints]:
    """The model's two inputs: vocabulary numbers and marks, an opening and a closing piece around them."""
    parts = [pieces[s.paragraph] for s in window]
    ids = [part.ids[s.first : s.last] for s, part in zip(window, parts, strict=True)]
    marks = [part.marks[s.first : s.last] for s, part in zip(window, parts, strict=True)]
    return (
        np.concatenate(([OPEN_ID], *ids, [CLOSE_ID])),
        np.concatenate(([0], *marks, [0])),
    )
