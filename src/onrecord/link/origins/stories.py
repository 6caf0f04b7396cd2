"""A page as a story that may have been taken from another: its narrative, names, figures, and what it credits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord import words
from onrecord.link.align import Wording, keys_of, wording
from onrecord.link.candidates import figure_key
from onrecord.link.marks import meeting, quoted, within
from onrecord.link.origins.access import Access, Making
from onrecord.link.origins.outlets import Outlet, capitalised, holds, outlets_of, short
from onrecord.link.tellings import Telling
from onrecord.types import Article, BlockKind, Form, Instance, Span, Utterance

_LEAST_NAME = 4
STEM = 5
RUN = 6
"""Narrative words in a row that two writers do not choose alike."""
_SENTENCE = re.compile(r"[.!?…:\n]|[\"“„«]$")  # a mark that opens a quotation stands right before its first word


Name = tuple[str, ...]
"""Of an outlet or a person: its words as they are compared."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of an utterance on the page: which utterance's, and what of it is quoted."""

    utterance: str
    instance: Instance
    keys: tuple[str, ...]
    quoted: tuple[str, ...]

    @property
    def is_quoted(self) -> bool:
        """Does the page give some of it as the speaker's own words?"""
        return bool(self.quoted) or self.instance.form not in (Form.INDIRECT, Form.UNSUPPORTED)

    @property
    def place(self) -> int:
        return self.instance.passage.spans[0].start


@dataclass(frozen=True, slots=True)
class Rendered:
    """All that a page has of one utterance: its words, and those that it quotes, passage by passage and in a row."""

    keys: tuple[str, ...]
    stems: frozenset[str]
    passages: tuple[tuple[str, ...], ...]
    quoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What is asked of a page. ``told`` are its words outside quotations and residue, in order, ``runs`` their rows.

    ``rendered`` is what it has of each utterance, by its id; ``first`` where it first tells it.
    """

    page: str
    outlet: str | None
    telling: Telling
    making: Making
    told: Wording
    pieces: tuple[Piece, ...]
    names: frozenset[Name]
    keys: frozenset[str]
    figures: frozenset[tuple[str, str]]
    credits: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    rendered: Mapping[str, Rendered]
    first: Mapping[str, int]

    @property
    def article(self) -> Article:
        return self.telling.reading.article

    @property
    def language(self) -> str:
        return self.article.language

    @property
    def quotes(self) -> float:
        """The share of its passages that are quoted."""
        return sum(each.is_quoted for each in self.pieces) / (len(self.pieces) or 1)

    def before(self, other: Story) -> bool:
        """Can it have been published before the other page?"""
        mine, theirs = self.article.published, other.article.published
        return (mine.earliest if mine else date.min) <= (theirs.latest if theirs else date.max)


def stories(
    tellings: Sequence[Telling], utterances: Sequence[Utterance], made: Mapping[str, Making]
) -> dict[str, Story]:
    """The pages of an occasion as stories, by their ids."""
    held: dict[str, list[Piece]] = {each.page: [] for each in tellings}
    texts = {each.page: each for each in tellings}
    for utterance in utterances:
        for instance in utterance.instances:
            if instance.passage.page in held:
                held[instance.passage.page].append(_piece(texts[instance.passage.page], utterance.id, instance))
    named = outlets_of(tellings)
    outlets = _outlets(named, made)
    return {page: _story(named[page], each, made[page], held[page], outlets) for page, each in texts.items()}


def _outlets(named: Mapping[str, Outlet], made: Mapping[str, Making]) -> dict[Name, list[str]]:
    """The pages of each outlet, by its short name; who kept the record is credited for nothing."""
    out: dict[Name, list[str]] = {}
    for page, outlet in named.items():
        if made[page].access is not Access.RECORD and outlet.keys:
            out.setdefault(outlet.keys, []).append(page)
    return out


def _piece(telling: Telling, utterance: str, instance: Instance) -> Piece:
    spans = instance.passage.spans
    marks = within(spans, quoted(telling.text))
    return Piece(utterance, instance, keys_of(telling.text, spans), keys_of(telling.text, marks) if marks else ())


def _story(
    outlet: Outlet,
    telling: Telling,
    making: Making,
    pieces: Sequence[Piece],
    outlets: Mapping[tuple[str, ...], list[str]],
) -> Story:
    page, article = telling.page, telling.reading.article
    body = [
        block.span
        for block in sorted(article.blocks, key=lambda each: each.span)
        if block.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION)
    ]
    whole, ordered = wording(telling.text, body), _ordered(pieces)
    told = _unquoted(whole, quoted(telling.text))
    return Story(
        page=page,
        outlet=outlet.name,
        telling=telling,
        making=making,
        told=told,
        pieces=ordered,
        names=_names(whole, article.language),
        keys=frozenset(whole.keys),
        figures=frozenset(key for figure in telling.reading.figures if (key := figure_key(figure))),
        credits=frozenset(each for each in _credited(telling, outlets) if each != page),
        runs=frozenset(told.keys[i : i + RUN] for i in range(len(told) - RUN + 1)),
        rendered=_rendered(ordered),
        first=_firsts(article, ordered),
    )


def _unquoted(said: Wording, marks: Sequence[Span]) -> Wording:
    """The words that stand in no quotation."""
    kept: list[int] = []
    at = 0
    for number, span in enumerate(said.spans):
        while at < len(marks) and marks[at].end <= span.start:
            at += 1
        if at == len(marks) or span.end <= marks[at].start:
            kept.append(number)
    return Wording(said.text, tuple(said.keys[i] for i in kept), tuple(said.spans[i] for i in kept))


def _ordered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda each: (each.place, each.utterance)))


def _rendered(pieces: Sequence[Piece]) -> dict[str, Rendered]:
    held: dict[str, list[Piece]] = {}
    for piece in pieces:
        held.setdefault(piece.utterance, []).append(piece)
    return {utterance: _whole(theirs) for utterance, theirs in held.items()}


def _whole(pieces: Sequence[Piece]) -> Rendered:
    keys = tuple(key for each in pieces for key in each.keys)
    passages = tuple(each.quoted or each.keys for each in pieces if each.is_quoted)
    return Rendered(
        keys, frozenset(key[:STEM] for key in keys), passages, tuple(key for each in passages for key in each)
    )


def _firsts(article: Article, pieces: Sequence[Piece]) -> dict[str, int]:
    """Where an utterance is first told; a headline may put anything first and counts where it is not told again."""
    out: dict[str, int] = {}
    title = max((each.span.end for each in article.blocks if each.kind is BlockKind.TITLE), default=0)
    for piece in sorted(pieces, key=lambda each: (each.place < title, each.place)):
        out.setdefault(piece.utterance, piece.place)
    return out


def _names(said: Wording, language: str) -> frozenset[tuple[str, ...]]:
    """Rows of words with capitals that do not begin a sentence; days and months are none."""
    out: set[tuple[str, ...]] = set()
    row: list[str] = []
    for number, (key, span) in enumerate(zip(said.keys, said.spans, strict=True)):
        between = said.text[said.spans[number - 1].end : span.start] if number else "."
        if not said.text[span.start].isupper() or (_SENTENCE.search(between) and not row):
            out.add(tuple(row))
            row = []
        elif row and between.strip(" -–'’"):
            out.add(tuple(row))
            row = [key]
        elif key not in _calendar(language):
            row.append(key)
    out.add(tuple(row))
    return frozenset(each for row in out if (each := tuple(key for key in row if len(key) >= _LEAST_NAME)))


@cache
def _calendar(language: str) -> frozenset[str]:
    table = words.load(language, "dates")
    return frozenset(
        key for each in (*table.get("months", ()), *table.get("weekdays", ())) for key in keys_of(str(each))
    )


def _outside(spans: Sequence[Span], marks: Sequence[Span]) -> list[Span]:
    out = []
    for span in spans:
        at = span.start
        for mark in meeting(span, marks):
            if mark.start > at:
                out.append(Span(at, mark.start))
            at = max(at, mark.end)
        if at < span.end:
            out.append(Span(at, span.end))
    return out


def _credited(telling: Telling, outlets: Mapping[Name, list[str]]) -> Iterator[str]:
    """The pages whose outlets a page names, outside quotations and captions; its own outlet's are none."""
    article = telling.reading.article
    own = short(article.outlet or "", article.language)
    told = [article.original_outlet or "", *(each.name for each in article.cites)]
    named = [keys_of(each) for each in told if short(each, article.language)]
    spans = _outside([each.span for each in article.blocks if each.kind is not BlockKind.CAPTION], quoted(telling.text))
    named += [capitalised(span.of(telling.text)) for span in spans]
    at: dict[str, list[tuple[str, ...]]] = {}
    for keys in named:
        for key in set(keys):
            at.setdefault(key, []).append(tuple(keys))
    for name, pages in outlets.items():
        if name != own and any(holds(keys, name) for keys in at.get(name[0], ())):
            yield from pages
