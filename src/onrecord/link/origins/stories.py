"""A page as a story that may have been taken from another: its narrative, names, figures, and what it credits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord import words
from onrecord.link.align import Wording, keys_of, wording
from onrecord.link.candidates import figure_key
from onrecord.link.marks import quoted
from onrecord.link.origins.access import Access, Making
from onrecord.link.tellings import Telling
from onrecord.types import Article, BlockKind, Form, Instance, Span, Utterance

_LEAST_NAME = 4
_SENTENCE = re.compile(r"[.!?…:\n\"“„«]")


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
class Story:
    """What is asked of a page. ``told`` are its words outside quotations and residue, in order."""

    telling: Telling
    making: Making
    told: Wording
    pieces: tuple[Piece, ...]
    names: frozenset[tuple[str, ...]]
    keys: frozenset[str]
    figures: frozenset[tuple[str, str]]
    credits: frozenset[str]

    @property
    def page(self) -> str:
        return self.telling.page

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
    return {each.page: _story(each, made, held[each.page], tellings) for each in tellings}


def _piece(telling: Telling, utterance: str, instance: Instance) -> Piece:
    spans = instance.passage.spans
    marks = [
        Span(max(span.start, each.start), min(span.end, each.end))
        for span in spans
        for each in quoted(telling.text)
        if span.meets(each)
    ]
    return Piece(utterance, instance, keys_of(telling.text, spans), keys_of(telling.text, marks) if marks else ())


def _story(
    telling: Telling,
    made: Mapping[str, Making],
    pieces: Sequence[Piece],
    tellings: Sequence[Telling],
) -> Story:
    article = telling.reading.article
    body = [
        block.span
        for block in sorted(article.blocks, key=lambda each: each.span)
        if block.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION)
    ]
    return Story(
        telling=telling,
        making=made[telling.page],
        told=wording(telling.text, _outside(body, quoted(telling.text))),
        pieces=tuple(sorted(pieces, key=lambda each: (each.place, each.utterance))),
        names=_names(wording(telling.text, body), article.language),
        keys=frozenset(keys_of(telling.text, body)),
        figures=frozenset(key for figure in telling.reading.figures if (key := figure_key(figure))),
        credits=frozenset(
            each.page
            for each in tellings
            if each.page != telling.page
            and made[each.page].access is not Access.RECORD
            and _credits(telling, each.reading.article)
        ),
    )


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
        for mark in marks:
            if mark.meets(span):
                if mark.start > at:
                    out.append(Span(at, mark.start))
                at = max(at, mark.end)
        if at < span.end:
            out.append(Span(at, span.end))
    return out


def _credits(telling: Telling, source: Article) -> bool:
    """Does a page name the outlet of another, outside quotations and captions?"""
    name = _short(source.outlet or "", source.language)
    if not name:
        return False
    article = telling.reading.article
    if article.outlet and keys_of(article.outlet) == keys_of(source.outlet or ""):
        return False
    told = [article.original_outlet or "", *(each.name for each in article.cites)]
    if any(_short(each, article.language) and _holds(keys_of(each), name) for each in told):
        return True
    spans = _outside([each.span for each in article.blocks if each.kind is not BlockKind.CAPTION], quoted(telling.text))
    return any(_holds(_capitalised(span.of(telling.text)), name) for span in spans)


def _capitalised(text: str) -> tuple[str, ...]:
    """The words of a text in their order; those in small letters stand as empty ones."""
    found = wording(text)
    return tuple("" if text[span.start].islower() else key for key, span in zip(found.keys, found.spans, strict=True))


def _holds(keys: Sequence[str], name: Sequence[str]) -> bool:
    size = len(name)
    return any(tuple(keys[i : i + size]) == tuple(name) for i in range(len(keys) - size + 1))


def _short(outlet: str, language: str) -> tuple[str, ...]:
    """The name of an outlet without its article and without the words that say what it is ("agency", "news")."""
    keys = list(keys_of(outlet))
    articles, kinds = _small_words(language)
    while keys and keys[0] in articles:
        keys.pop(0)
    while len(keys) > 1 and keys[-1] in kinds:
        keys.pop()
    return tuple(keys) if any(len(key) >= _LEAST_NAME for key in keys) else ()


@cache
def _small_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    tables = [words.load(code, "origins") for code in dict.fromkeys((language, "en"))]
    articles = {key for table in tables for each in table.get("articles", ()) for key in keys_of(each)}
    kinds = {key for table in tables for each in table.get("kinds", ()) for key in keys_of(each)}
    return frozenset(articles), frozenset(kinds | {"press", "service", "wire", "newswire", "news", "online"})
