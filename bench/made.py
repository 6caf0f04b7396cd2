"""Readings without end, for measuring what keeps and searches them: made up from a seed, in the shape of news.

Words follow Zipf's law, a page has some twenty statements in some five thousand characters, speakers and outlets are
few that are heard often and many that are heard once, as in the annotated news that the readers were measured on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from onrecord.types import (
    Anchor,
    Article,
    Basis,
    Block,
    BlockKind,
    Dating,
    Figure,
    Manner,
    Page,
    Reading,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    digest,
)

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
BEGINNING = date(2024, 1, 1)
DAYS = 1_000
READER = "made for measuring"
_COMMON = re.findall(
    r"\w+",
    "the of to and a in that is was for on with as it by at from be has have will not are this an were which been or "
    "their they more would about after there new also one had its two other when who than some could first over",
)
_ONSETS = re.findall(r"\w+", "b br c ch d dr f g gr h j k l m n p pl r s sh st t tr v w")
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oo"]
_ENDS = ["", "n", "r", "s", "t", "l", "nd", "ck", "m"]
_OFFICES = ("minister", "mayor", "spokeswoman", "director", "professor", "union leader")
_BASIS = Basis(READER, "name", 0.9)


class Vocabulary:
    """Words, names and outlets, by how often they come; words are made up unless they are ``given``."""

    def __init__(
        self, rng: Random, words: int = 12_000, names: int = 4_000, outlets: int = 120, given: Sequence[str] = ()
    ) -> None:
        made = sorted({_word(rng) for _ in range(2 * words)})
        rng.shuffle(made)
        self.words = list(given) or [*_COMMON, *made[:words]]
        self.names = sorted({f"{_word(rng).title()} {_word(rng).title()}{_word(rng)}" for _ in range(names)})
        self.outlets = sorted(
            {f"{_word(rng).title()} {rng.choice(('Post', 'Herald', 'News'))}" for _ in range(outlets)}
        )
        rng.shuffle(self.names)
        rng.shuffle(self.outlets)
        self._weights = [_zipf(len(each)) for each in (self.words, self.names, self.outlets)]

    def some(self, rng: Random, number: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self._weights[0], k=number)

    def name(self, rng: Random) -> str:
        return rng.choices(self.names, cum_weights=self._weights[1])[0]

    def outlet(self, rng: Random) -> str:
        return rng.choices(self.outlets, cum_weights=self._weights[2])[0]


def readings(pages: int, seed: int = 1) -> Iterator[Reading]:
    """So many pages as a reader would give them; the same for the same seed."""
    rng = Random(seed)
    vocabulary = Vocabulary(rng)
    for number in range(pages):
        yield _reading(rng, vocabulary, number)


@dataclass(slots=True)
class _Draft:
    """A page while it is being written; statements and figures before the page's id is known."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    said: list[tuple[Manner, Span, Span, Span, Speaker]] = field(default_factory=list)
    figures: list[tuple[Span, float, str]] = field(default_factory=list)

    def add(self, paragraph: str, kind: BlockKind = BlockKind.PARAGRAPH) -> int:
        """Adds a paragraph; the place where it begins."""
        start = len(self.text)
        span = Span(start, start + len(paragraph))
        self.text += paragraph + "\n\n"
        self.blocks.append(Block(kind, span, (Anchor(span, span),), Basis("text", "", 0.9)))
        return start


def _reading(rng: Random, vocabulary: Vocabulary, number: int) -> Reading:
    draft = _Draft()
    title = " ".join(vocabulary.some(rng, 7)).capitalize()
    draft.add(title, BlockKind.TITLE)
    cast = [Speaker(vocabulary.name(rng), SpeakerKind.PERSON, rng.choice(_OFFICES)) for _ in range(rng.randint(2, 6))]
    for _ in range(rng.randint(14, 26)):
        draft.add(" ".join(vocabulary.some(rng, rng.randint(10, 30))).capitalize() + ".")
        _state(rng, vocabulary, rng.choice(cast), draft)
    page = Page(f"made-{number:06}.txt", draft.text.encode(), CAPTURED, address=f"https://made.example/{number}")
    day = BEGINNING + timedelta(days=rng.randrange(DAYS))
    statements = tuple(_statement(page.id, each, rng, day) for each in draft.said)
    return Reading(
        page, _article(page, draft, title, vocabulary.outlet(rng), day), statements, _figures(page.id, draft)
    )


def _state(rng: Random, vocabulary: Vocabulary, who: Speaker, draft: _Draft) -> None:
    words = vocabulary.some(rng, rng.randint(6, 28))
    amount = rng.randint(2, 900) if rng.random() < 0.25 else None
    counted = rng.choice(vocabulary.words[60:400])
    if amount:
        words[3:3] = [str(amount), counted]
    said = " ".join(words)
    if rng.random() < 0.4:
        manner, line, content = Manner.DIRECT, f"“{said},” {who.name} said.", f"“{said},”"
    else:
        manner, line, content = Manner.INDIRECT, f"{who.name} said that {said}.", f"that {said}"
    start = draft.add(line)
    places = [start + line.index(content), start + line.index(" said") + 1, start + line.index(who.name)]
    spans = [Span(at, at + len(part)) for at, part in zip(places, (content, "said", who.name), strict=True)]
    draft.said.append((manner, spans[0], spans[1], spans[2], who))
    if amount:
        at = start + line.index(f"{amount} {counted}")
        draft.figures.append((Span(at, at + len(str(amount))), float(amount), counted))


def _statement(page: str, said: tuple[Manner, Span, Span, Span, Speaker], rng: Random, day: date) -> Statement:
    manner, content, cue, source, who = said
    when = day - timedelta(days=rng.randrange(3))
    return Statement(
        id=digest(page, str(content.start)),
        article=page,
        manner=manner,
        content=(content,),
        cue=(cue,),
        source=(source,),
        speaker=who,
        addressee=None,
        occasion=None,
        said=Dating(when, when, Basis("day", "", 0.8)) if rng.random() < 0.5 else None,
        via=(),
        inside=None,
        basis=_BASIS,
    )


def _article(page: Page, draft: _Draft, title: str, outlet: str, day: date) -> Article:
    return Article(
        page=page.id,
        address=page.address,
        outlet=outlet,
        original_outlet=None,
        language="en",
        title=title,
        byline=(),
        published=Dating(day, day, Basis("dateline", "", 0.95)),
        updated=None,
        text=draft.text,
        blocks=tuple(draft.blocks),
        cites=(),
        translated=False,
    )


def _figures(page: str, draft: _Draft) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            id=digest(page, "figure", str(span.start)),
            article=page,
            span=span,
            value=value,
            hedge="exactly",
            unit=counted,
            of=None,
            period=None,
            basis=Basis("figure:noun", "", 0.9),
        )
        for span, value, counted in draft.figures
    )


def _word(rng: Random) -> str:
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_ENDS) for _ in range(rng.choice((1, 2, 2, 3)))
    )


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(3, number + 3)))
