"""A press without end, as a faultless reader would have it: occasions that several outlets tell of, made from a seed.

Every statement is credited, and what one outlet made of it is known. Planted are *retellings* (own sentences around the
same statements: whole, cut, indirect in partly other words, with a word or an amount changed), *reprints* (another
title, a paragraph gone, some words changed, the outlet that had it first named or not), and *look-alikes* (the same
people at the same place weeks later, saying other things). Background paragraphs stand on unrelated pages of a subject.
A page has some ten statements; names, words and outlets follow Zipf's law. The words are real ones, of several
languages: what meanings cost depends on whether the vocabulary of meanings knows a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from random import Random

from bench.archive import REPRINTED, RETOLD, SUBJECTS, TWINNED
from bench.made import BEGINNING, CAPTURED, DAYS, READER, Vocabulary
from onrecord.meaning.commonness import share
from onrecord.meaning.unigram import BLANK
from onrecord.types import (
    Anchor,
    Article,
    Basis,
    Block,
    BlockKind,
    Cite,
    Dating,
    Figure,
    Manner,
    Page,
    Reading,
    Setting,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    digest,
)

SAID, LEAST_TOLD, MOST_TOLD = 14, 8, 12
"""Statements that are made on an occasion, and how many of them a page tells."""
WORDS = 12_000
CITED = 0.6
"""Of reprints: those that name the outlet that had it first."""
WAYS = {"whole": 0.45, "cut": 0.15, "indirect": 0.3, "changed": 0.1}
_OFFICES = ("minister", "mayor", "spokeswoman", "director", "professor", "governor", "union leader")
_PLACES = ("Harbour", "Bridge", "Hospital", "Railway", "Reservoir", "Airport", "University", "Museum", "Market")
_KINDS = ("press conference", "interview", "speech", "statement")
_QUOTING = (
    (("content", "“{words},”"), ("", " "), ("source", "{who}"), ("", " "), ("cue", "said"), ("", ".")),
    (("content", "“{words},”"), ("", " "), ("cue", "said"), ("", " {role} "), ("source", "{who}"), ("", ".")),
    (("source", "{who}"), ("", " "), ("cue", "told reporters"), ("", ": "), ("content", "“{words}.”")),
)
_REPORTING = (
    (("source", "{who}"), ("", " "), ("cue", "said"), ("", " "), ("content", "that {words}"), ("", ".")),
    (("cue", "According to"), ("", " "), ("source", "{who}"), ("", ", "), ("content", "{words}"), ("", ".")),
)
_BASIS = Basis(READER, "name", 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """A page with what is known of it: the occasion that it tells of, and the report that it prints or reprints."""

    reading: Reading
    occasion: int
    report: int


@dataclass(frozen=True, slots=True)
class _Said:
    who: Speaker
    words: tuple[str, ...]
    amount: int | None
    counted: str


@dataclass(frozen=True, slots=True)
class _Occasion:
    number: int
    subject: int
    day: date
    setting: Setting
    cast: tuple[Speaker, ...]
    said: tuple[_Said, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph; the stretches of a statement and of its amount count from its beginning."""

    text: str
    manner: Manner | None = None
    speaker: Speaker | None = None
    parts: tuple[tuple[str, Span], ...] = ()
    amount: tuple[Span, int, str] | None = None


class Press:
    """The words, names, outlets and subjects of one seed."""

    def __init__(self, seed: int = 17) -> None:
        self._rng = Random(seed)
        self._vocabulary = Vocabulary(self._rng, given=written())
        self._background = [self._narrated(60) for _ in range(SUBJECTS)]

    def pages(self) -> Iterator[Told]:
        """Pages without end, those of one occasion behind one another."""
        rng, report, twin = self._rng, 0, None
        for number in range(2**31):
            held = self._occasion(number, twin)
            twin = held if rng.random() < TWINNED else None
            for _ in range(rng.randint(2, 8) if rng.random() < RETOLD else 1):
                copies = rng.choice((1, 1, 1, 2, 2, 3, 5, 12)) if rng.random() < REPRINTED else 0
                yield from self._reported(held, report, copies)
                report += 1

    def crowd(self, pages: int) -> Iterator[Told]:
        """So many pages that all tell of one occasion."""
        held, rng = self._occasion(0, None), self._rng
        return islice((told for n in range(pages) for told in self._reported(held, n, rng.choice((0, 0, 1)))), pages)

    def _reported(self, held: _Occasion, report: int, copies: int) -> Iterator[Told]:
        title, paragraphs = self._titled(held), self._report(held)
        outlet, day = self._vocabulary.outlet(self._rng), held.day + timedelta(days=self._rng.randrange(2))
        yield Told(_reading(held, outlet, day, title, paragraphs, None), held.number, report)
        for _ in range(copies):
            yield Told(self._reprint(held, outlet, day, title, paragraphs), held.number, report)

    def _occasion(self, number: int, twin: _Occasion | None) -> _Occasion:
        rng, names = self._rng, self._vocabulary
        cast = twin.cast if twin else tuple(self._speaker() for _ in range(rng.randint(2, 4)))
        place = f"{rng.choice(names.names).split()[1]} {rng.choice(_PLACES)}"
        later = timedelta(days=rng.randrange(14, 90) if twin else rng.randrange(DAYS))
        said = (names.some(rng, rng.randint(9, 26)) for _ in range(SAID))
        return _Occasion(
            number=number,
            subject=twin.subject if twin else rng.randrange(SUBJECTS),
            day=(twin.day if twin else BEGINNING) + later,
            setting=twin.setting if twin else Setting(rng.choice(_KINDS), None, place),
            cast=cast,
            said=tuple(
                _Said(
                    rng.choice(cast),
                    tuple(words),
                    rng.randrange(11, 9_000) if rng.random() < 0.35 else None,
                    rng.choice(names.words[60:400]),
                )
                for words in said
            ),
        )

    def _speaker(self) -> Speaker:
        return Speaker(self._vocabulary.name(self._rng), SpeakerKind.PERSON, self._rng.choice(_OFFICES))

    def _titled(self, held: _Occasion) -> str:
        return " ".join(self._vocabulary.some(self._rng, 6)).capitalize() + f" at {held.setting.place}"

    def _report(self, held: _Occasion) -> list[_Paragraph]:
        rng = self._rng
        told = rng.sample(held.said, rng.randint(LEAST_TOLD, MOST_TOLD))
        out = [self._telling(each) for each in told]
        out += [self._narrated(rng.randint(12, 45), held.setting.place or "") for _ in range(rng.randint(3, 8))]
        rng.shuffle(out)
        return [*out, self._background[held.subject]] if rng.random() < 0.3 else out

    def _narrated(self, words: int, place: str = "") -> _Paragraph:
        told = self._vocabulary.some(self._rng, words)
        return _Paragraph(f"{' '.join(told).capitalize()} {place}".strip() + ".")

    def _telling(self, said: _Said) -> _Paragraph:
        """A statement as one outlet has it."""
        rng, words, amount = self._rng, list(said.words), said.amount
        way = rng.choices(list(WAYS), list(WAYS.values()))[0]
        if way == "cut":
            start = rng.randrange(len(words) // 3)
            words = words[start : start + max(6, len(words) // 2)]
        elif way == "indirect":
            for at in rng.sample(range(len(words)), len(words) // 4):
                words[at] = self._vocabulary.some(rng, 1)[0]
        elif way == "changed" and amount is not None:
            amount += rng.randrange(1, amount)
        elif way == "changed":
            words[rng.randrange(len(words))] = self._vocabulary.some(rng, 1)[0]
        if amount is not None:
            words[3:3] = [f"{amount:,}", said.counted]
        return self._credited(replace(said, words=tuple(words), amount=amount), indirect=way == "indirect")

    def _credited(self, said: _Said, *, indirect: bool) -> _Paragraph:
        rng, who, told = self._rng, said.who, " ".join(said.words)
        name = who.name if rng.random() < 0.5 else who.name.split()[1]
        text, parts = "", []
        for kind, form in rng.choice(_REPORTING if indirect else _QUOTING):
            part = form.format(words=told, who=name, role=who.role)
            if kind:
                parts.append((kind, Span(len(text), len(text) + len(part))))
            text += part
        figure = None
        if said.amount is not None:
            at = text.index(f"{said.amount:,} {said.counted}")
            figure = Span(at, at + len(f"{said.amount:,}")), said.amount, said.counted
        return _Paragraph(text, Manner.INDIRECT if indirect else Manner.DIRECT, who, tuple(parts), figure)

    def _reprint(self, held: _Occasion, first: str, day: date, title: str, paragraphs: list[_Paragraph]) -> Reading:
        """The same report elsewhere."""
        rng = self._rng
        told = list(paragraphs)
        if rng.random() < 0.5:
            del told[rng.randrange(len(told))]
        for _ in range(rng.randrange(4)):
            at = rng.randrange(len(told))
            if told[at].manner is None:
                words = told[at].text.split(" ")
                words[rng.randrange(len(words) - 1)] = self._vocabulary.some(rng, 1)[0]
                told[at] = replace(told[at], text=" ".join(words))
        if rng.random() < 0.3:
            told.insert(0, self._narrated(20))
        cited = first if rng.random() < CITED else None
        later = day + timedelta(days=rng.randrange(2))
        return _reading(
            held, self._vocabulary.outlet(rng), later, title if rng.random() < 0.5 else self._titled(held), told, cited
        )


@cache
def written() -> tuple[str, ...]:
    """Words that the vocabulary of meanings knows, the commonest first."""
    kept = files("onrecord.models").joinpath("meaning", "pieces.txt").read_text(encoding="utf-8").split("\n")
    found = {piece.removeprefix(BLANK) for piece in kept if piece.startswith(BLANK)}
    plain = (word for word in found if len(word) > 1 and word.isascii() and word.isalpha() and word.islower())
    return tuple(sorted(plain, key=lambda word: (-share(word), word))[:WORDS])


def readings(pages: int, seed: int = 17) -> list[Told]:
    """So many pages, mixed; the same for the same number and seed."""
    made = list(islice(Press(seed).pages(), pages))
    Random(f"{seed} order").shuffle(made)
    return made


def _reading(
    held: _Occasion, outlet: str, day: date, title: str, paragraphs: list[_Paragraph], cited: str | None
) -> Reading:
    """The page of an outlet and all that a reader would find on it."""
    naming = [_Paragraph(f"{cited} had reported this before.")] if cited else []
    laid = [_Paragraph(title), _Paragraph(f"{outlet}, {day:%d %B %Y}"), *paragraphs, *naming]
    starts, at = [], 0
    for paragraph in laid:
        starts.append(at)
        at += len(paragraph.text) + 2
    text = "\n\n".join(paragraph.text for paragraph in laid) + "\n"
    spans = [Span(start, start + len(each.text)) for start, each in zip(starts, laid, strict=True)]
    host = outlet.lower().replace(" ", "")
    address = f"https://{host}.example/{day:%Y/%m/%d}/{digest(text)}"
    page = Page(f"{host}-{digest(text)}.txt", text.encode(), CAPTURED, address=address)
    kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * (len(laid) - 1)
    placed = list(zip(starts, laid, strict=True))
    return Reading(
        page=page,
        article=Article(
            page=page.id,
            address=address,
            outlet=outlet,
            original_outlet=None,
            language="en",
            title=title,
            byline=(),
            published=Dating(day, day, Basis("dateline", "", 0.95), (Span(starts[1], starts[2] - 2),)),
            updated=None,
            text=text,
            blocks=tuple(
                Block(kind, span, (Anchor(span, span),), Basis("text", "", 0.9))
                for kind, span in zip(kinds, spans, strict=True)
            ),
            cites=(Cite(cited, Span(starts[-1], starts[-1] + len(cited))),) if cited else (),
            translated=False,
        ),
        statements=tuple(_statement(page.id, start, each, held) for start, each in placed if each.manner),
        figures=tuple(_figure(page.id, start, *each.amount) for start, each in placed if each.amount),
    )


def _statement(page: str, start: int, told: _Paragraph, held: _Occasion) -> Statement:
    assert told.manner is not None
    parts = {kind: (_moved(span, start),) for kind, span in told.parts}
    when = Dating(held.day, held.day, Basis("day", "", 0.8))
    tells_when = len(told.text) % 2 == 0
    return Statement(
        id=digest(page, str(parts["content"][0].start)),
        article=page,
        manner=told.manner,
        content=parts["content"],
        cue=parts["cue"],
        source=parts["source"],
        speaker=told.speaker,
        addressee=None,
        occasion=held.setting if tells_when else None,
        said=when if tells_when else None,
        via=(),
        inside=None,
        basis=_BASIS,
    )


def _figure(page: str, start: int, span: Span, value: int, counted: str) -> Figure:
    return Figure(
        id=digest(page, "figure", str(start + span.start)),
        article=page,
        span=_moved(span, start),
        value=float(value),
        hedge="exactly",
        unit=counted,
        of=None,
        period=None,
        basis=Basis("figure:noun", "", 0.9),
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
