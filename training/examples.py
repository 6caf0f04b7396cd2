"""Documents to training examples: the windows that the reader will see, with what each wordpiece should be called.

Seven tags, as one layer, since roles hardly ever overlap; and for every cue, which pieces are its content and which
its source, so that a content in two parts or a cue with two contents needs no further convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.extract.quotes import left_open, quotes_in
from onrecord.extract.tokens import Paragraph, paragraph
from onrecord.extract.windows import Encode, Ints, Pieces, Window, inputs_of, pieces_of, windows_of
from onrecord.types import Span
from training.corpus import Document, Fragment, Fragments

CUE, CONTENT, SOURCE = 1, 3, 5
"""The tag of a span's first word; its further words have the next number; 0 is everything else."""
IGNORED = -100
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Link:
    """One cue of a window, as pieces; ``roles`` calls each piece 0, 1 (its content), 2 (its source) or IGNORED."""

    first: int
    last: int
    roles: Ints


@dataclass(frozen=True, slots=True)
class Example:
    """One window: the model's two inputs, and what it should answer."""

    ids: Ints
    marks: Ints
    tags: Ints
    links: tuple[Link, ...]


def paragraphs_of(text: str, language: str = "en") -> list[Paragraph]:
    """The lines of a plain text as paragraphs, quotations carried over from one to the next."""
    out: list[Paragraph] = []
    carried = False
    for line in _LINE.finditer(text):
        quotes = quotes_in(text, line.start(), line.end(), carried)
        carried = left_open(quotes, text, line.end())
        out.append(paragraph(text, Span(line.start(), line.end()), quotes, language))
    return out


def examples_of(document: Document, encode: Encode) -> Iterator[Example]:
    """The windows of one article."""
    pieces = pieces_of(paragraphs_of(document.text), encode)
    for window in windows_of(pieces):
        yield _example(window, pieces, document)


def _example(window: Window, pieces: list[Pieces], document: Document) -> Example:
    ids, marks = inputs_of(window, pieces)
    place = _Place(window, pieces)
    tags = np.where(place.heads, 0, IGNORED)
    for a in document.attributions:
        for role, fragments in ((CONTENT, a.content), (SOURCE, a.source), (CUE, a.cue)):
            for fragment in fragments:
                inside = np.flatnonzero(place.touched(fragment) & place.heads)
                tags[inside] = role + 1
                tags[inside[:1]] = role
    for fragment in document.discarded:
        tags[place.touched(fragment)] = IGNORED
    links = [_link(place, a.content, a.source, cue) for a in document.attributions for cue in a.cue]
    return Example(ids, marks, tags, tuple(link for link in links if link is not None))


class _Place:
    """Where each piece of a window stands; the two pieces around it stand nowhere."""

    def __init__(self, window: Window, pieces: list[Pieces]) -> None:
        parts = [(pieces[s.paragraph], s) for s in window]
        self.starts = np.concatenate(([-1], *(p.starts[s.first : s.last] for p, s in parts), [-1]))
        self.ends = np.concatenate(([-1], *(p.ends[s.first : s.last] for p, s in parts), [-1]))
        self.heads = np.concatenate(([False], *(p.heads[s.first : s.last] for p, s in parts), [False]))
        self.segment = np.concatenate(([-1], *(np.full(s.size, k) for k, s in enumerate(window)), [-1]))

    def touched(self, fragment: Fragment) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return (self.starts < fragment[1]) & (self.ends > fragment[0])


def _link(place: _Place, content: Fragments, source: Fragments, cue: Fragment) -> Link | None:
    own = np.flatnonzero(place.touched(cue))
    if not len(own):
        return None
    roles = np.where(place.heads & (place.segment == place.segment[own[0]]), 0, IGNORED)
    for number, fragments in ((1, content), (2, source)):
        for fragment in fragments:
            roles[place.touched(fragment) & (roles != IGNORED)] = number
    return Link(int(own[0]), int(own[-1]) + 1, roles)
