"""What a page can render an utterance with: its statements, and sentences that retell without naming a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.link.align import keys_of
from onrecord.link.identity.sounds import readings
from onrecord.link.tellings import Telling
from onrecord.types import BlockKind, Manner, Passage, Span, Spans, Statement
from onrecord.words.lexemes import lexemes, sentences
from onrecord.words.numbers import numerals_in

STEM = 5
"""Letters at which a word is cut, so that endings do not keep two forms of it apart."""
BONES = 4
"""Consonants at which a word's sound is cut: names, and words that two languages borrowed, sound alike in both."""
_LEAST_BONES, _LEAST_DIGITS, _LEAST_SENTENCE = 3, 3, 4
_LEFT_OUT = (BlockKind.RESIDUE, BlockKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a page that may render an utterance, with what is compared of them.

    ``manner`` is None for a sentence that the page tells by itself. ``sentences`` are the passage's own texts, one for
    each sentence where there are several. ``turn`` tells that a transcript has the words.
    """

    page: str
    language: str
    passage: Passage
    manner: Manner | None
    speaker: str | None
    turn: bool
    inner: bool
    sentences: tuple[str, ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    sounds: frozenset[str]

    @property
    def place(self) -> tuple[int, int]:
        return self.passage.spans[0].start, -self.passage.spans[-1].end

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def parts(telling: Telling) -> list[Part]:
    """All parts of a page in the order in which they stand."""
    found = [*_stated(telling), *_told(telling)]
    return sorted(found, key=lambda part: part.place)


def _stated(telling: Telling) -> Iterator[Part]:
    for statement in telling.reading.statements:
        yield _part(telling, statement.content, statement)


def _told(telling: Telling) -> Iterator[Part]:
    """Sentences no part of which is credited to anybody."""
    taken = [span for statement in telling.reading.statements for span in statement.content]
    for block in telling.reading.article.blocks:
        if block.kind not in _LEFT_OUT:
            for span in sentences_of(telling, (block.span,)):
                if (
                    not any(span.meets(each) for each in taken)
                    and len(keys_of(span.of(telling.text))) >= _LEAST_SENTENCE
                ):
                    yield _part(telling, (span,), None)


def sentences_of(telling: Telling, spans: Spans) -> list[Span]:
    """The sentences that stretches hold, each within its stretch."""
    known = _abbreviations(telling.reading.article.language)
    found = (lexemes(telling.text, span.start, span.end) for span in spans)
    return [Span(each[0].start, each[-1].end) for stretch in found for each in sentences(stretch, known)]


def _part(telling: Telling, spans: Spans, statement: Statement | None) -> Part:
    language = telling.reading.article.language
    own = sentences_of(telling, spans) if len(spans) == 1 else []
    text = " ".join(span.of(telling.text) for span in spans)
    keys = keys_of(text)
    return Part(
        page=telling.page,
        language=language,
        passage=Passage(telling.page, spans, statement.id if statement else None),
        manner=statement.manner if statement else None,
        speaker=telling.who(statement) if statement else None,
        turn=bool(statement and statement.basis.rule.startswith("turn")),
        inner=bool(statement and statement.inside),
        sentences=tuple(span.of(telling.text) for span in own) if len(own) > 1 else (text,),
        words=tuple(key[:STEM] for key in keys),
        numbers=frozenset(_numbers(text, language)),
        sounds=frozenset(_sounds(keys, language)),
    )


def _numbers(text: str, language: str) -> Iterator[str]:
    """Values; and the digits alone of longer ones, since a translation may keep another language's marks."""
    for start, end, value in numerals_in(text, language):
        if value is not None:
            yield f"{value:.6g}"
        digits = "".join(each for each in text[start:end] if each.isdigit())
        if len(digits) >= _LEAST_DIGITS:
            yield digits


def _sounds(keys: Sequence[str], language: str) -> Iterator[str]:
    for key in keys:
        for reading in readings(key, language):
            if len(reading.bones) >= _LEAST_BONES:
                yield reading.bones[:BONES]


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(words.load(language, "grammar").get("abbreviations", "").split())
