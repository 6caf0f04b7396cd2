"""What a page can render an utterance with: its statements, and sentences that retell without naming a source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import words
from onrecord.link.align import keys_of, wording
from onrecord.link.identity.sounds import readings
from onrecord.link.tellings import Telling
from onrecord.types import BlockKind, Manner, Passage, Span, Spans, SpeakerKind, Statement
from onrecord.words.lexemes import sentences, stretch
from onrecord.words.numbers import numerals_in, numerals_within

STEM = 5
"""Letters at which a word is cut, so that endings do not keep two forms of it apart."""
BONES = 4
"""Consonants at which a word's sound is cut: names, and words that two languages borrowed, sound alike in both."""
MOST_CLAUSES = 60
"""Of a quotation; one of more is not looked through for splices."""
_LEAST_BONES, _LEAST_DIGITS, _LEAST_SENTENCE, _LEAST_CLAUSE = 3, 3, 4, 4
_CLAUSE_END = re.compile(r"[,;:.!?…—–][\"”»’')\]]*(?=\s)")
_LEFT_OUT = (BlockKind.RESIDUE, BlockKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a quotation up to a comma or a stop, with its words."""

    span: Span
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Inner:
    """A statement inside another, and who made it."""

    passage: Passage
    speaker: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a page that may render an utterance, with what is compared of them.

    ``block`` is the number of the paragraph. ``manner`` is None for a sentence that the page tells by itself, ``kind``
    the speaker's. A report of what somebody else said has it as ``inner``. ``turn`` tells that a transcript has the
    words. ``clauses`` are those of a quotation; ``sentences`` the passage's own texts, one for each sentence.
    """

    page: str
    language: str
    translated: bool
    passage: Passage
    block: int
    manner: Manner | None
    speaker: str | None
    kind: SpeakerKind | None
    inner: Inner | None
    turn: bool
    clauses: tuple[Clause, ...]
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
    """Statements, each with the one inside it."""
    inner = {each.inside: each for each in telling.reading.statements if each.inside}
    for statement in telling.reading.statements:
        if not statement.inside:
            yield _part(telling, statement.content, statement, inner.get(statement.id))


def _told(telling: Telling) -> Iterator[Part]:
    """Sentences no part of which is credited to anybody."""
    taken = [span for statement in telling.reading.statements for span in statement.content]
    for block in telling.reading.article.blocks:
        if block.kind not in _LEFT_OUT:
            for span in sentences_of(telling, (block.span,)):
                if (
                    not any(span.meets(each) for each in taken)
                    and len(keys_of(telling.text, (span,))) >= _LEAST_SENTENCE
                ):
                    yield _part(telling, (span,), None, None)


def sentences_of(telling: Telling, spans: Spans) -> list[Span]:
    """The sentences that stretches hold, each within its stretch."""
    known = _abbreviations(telling.reading.article.language)
    found = (stretch(telling.text, span.start, span.end) for span in spans)
    return [Span(each[0].start, each[-1].end) for words_ in found for each in sentences(words_, known)]


def _part(telling: Telling, spans: Spans, statement: Statement | None, inside: Statement | None) -> Part:
    language = telling.reading.article.language
    own = sentences_of(telling, spans) if len(spans) == 1 else []
    text = " ".join(span.of(telling.text) for span in spans)
    keys = keys_of(telling.text, spans)
    return Part(
        page=telling.page,
        language=language,
        translated=telling.reading.article.translated,
        passage=Passage(telling.page, spans, statement.id if statement else None),
        block=_block(telling, spans[0].start),
        manner=statement.manner if statement else None,
        speaker=telling.who(statement) if statement else None,
        kind=statement.speaker.kind if statement and statement.speaker else None,
        inner=_inner(telling, inside),
        turn=bool(statement and statement.basis.rule.startswith("turn")),
        clauses=tuple(_clauses(telling, spans)) if statement and statement.manner is not Manner.INDIRECT else (),
        sentences=tuple(span.of(telling.text) for span in own) if len(own) > 1 else (text,),
        words=tuple(key[:STEM] for key in keys),
        numbers=frozenset(_numbers(telling, spans)),
        sounds=frozenset().union(*[_sounds(key, language) for key in keys]),
    )


def _inner(telling: Telling, inside: Statement | None) -> Inner | None:
    who = telling.who(inside) if inside else None
    return Inner(Passage(telling.page, inside.content, inside.id), who) if inside and who else None


def _clauses(telling: Telling, spans: Spans) -> list[Clause]:
    """The clauses of stretches, none where they are too many; one of few words goes on into the next."""
    found = [clause for span in spans for clause in _clauses_of(telling.text, span)]
    return found if len(found) <= MOST_CLAUSES else []


def _clauses_of(text: str, span: Span) -> Iterator[Clause]:
    said = wording(text, (span,))
    first = last = 0
    for end in (*(match.end() for match in _CLAUSE_END.finditer(text, span.start, span.end)), span.end):
        while last < len(said) and said.spans[last].end <= end:
            last += 1
        if last - first >= _LEAST_CLAUSE:
            start = said.spans[first].start if first else span.start
            yield Clause(Span(start, end), frozenset(key[:STEM] for key in said.keys[first:last]))
            first = last


def _block(telling: Telling, at: int) -> int:
    """The number of the block that a place stands in; -1 for none."""
    blocks = telling.reading.article.blocks
    number = bisect_right(blocks, at, key=lambda block: block.span.start) - 1
    return number if number >= 0 and at < blocks[number].span.end else -1


def _numbers(telling: Telling, spans: Spans) -> Iterator[str]:
    """Values; and the digits alone of longer ones, since a translation may keep another language's marks."""
    text, language = telling.text, telling.reading.article.language
    if len(spans) == 1:
        found = numerals_within(text, spans[0].start, spans[0].end, language)
    else:
        text = " ".join(span.of(text) for span in spans)
        found = numerals_in(text, language)
    for start, end, value in found:
        if value is not None:
            yield f"{value:.6g}"
        digits = "".join(each for each in text[start:end] if each.isdigit())
        if len(digits) >= _LEAST_DIGITS:
            yield digits


@lru_cache(maxsize=65_536)
def _sounds(key: str, language: str) -> tuple[str, ...]:
    return tuple(each.bones[:BONES] for each in readings(key, language) if len(each.bones) >= _LEAST_BONES)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(words.load(language, "grammar").get("abbreviations", "").split())
