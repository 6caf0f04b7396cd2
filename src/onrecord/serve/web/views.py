"""Parts that the answers of several screens are made of, built from a reading as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.record.cells import stretch
from onrecord.record.codec import Json
from onrecord.types import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding was made: the rule, what it saw, how sure it is."""

    rule: str
    detail: str
    score: float


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, open ends None, with the words that it rests on."""

    earliest: date | None
    latest: date | None
    reason: Reason | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as a page calls them."""

    name: str
    kind: str
    role: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """To whom, where and through whom something was said."""

    addressee: str | None
    occasion: str | None
    place: str | None
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A page as it is named wherever something of it is shown."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    address: str | None
    language: str | None
    published: Days | None

    @property
    def called(self) -> str:
        """Its title, else its name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement as a card tells it: who said it and how, and why we think so.

    ``number`` counts the statements of its page from 1; ``words`` are all its words, with … between stretches.
    """

    id: str
    number: int
    who: Who | None
    manner: str
    attitude: bool
    words: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    said: Days | None
    setting: Setting
    inside: str | None
    reason: Reason
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text around a statement; ``parts`` says what of the statement it is: content, cue, source."""

    text: str
    parts: tuple[str, ...]


MOST_WORDS = 4_000
"""Characters of a statement that are shown anywhere but on its page."""


def reason_of(told: Json) -> Reason:
    return Reason(told["rule"], told["detail"], told["score"])


def days_of(told: Json | None, text: str = "") -> Days | None:
    """An interval from its JSON; ``text`` is what its evidence points into."""
    if told is None:
        return None
    first, last = stretch(date.fromisoformat(told["earliest"]), date.fromisoformat(told["latest"]))
    evidence = tuple(text[start:end] for start, end in told.get("evidence") or ()) if text else ()
    return Days(first, last, reason_of(told["basis"]) if told.get("basis") else None, evidence)


def who_of(told: Json | None) -> Who | None:
    return Who(told["name"], told["kind"], told["role"], tuple(told["aliases"])) if told else None


def spans_of(told: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in told or ())


def paper_of(id_: str, told: Json) -> Paper:
    """How a page is named, from its reading."""
    article = told["article"]
    return Paper(
        id=id_,
        name=told["page"]["name"],
        title=article["title"],
        outlet=article["outlet"],
        address=article["address"] or told["page"]["address"],
        language=article["language"],
        published=days_of(article["published"], article["text"]),
    )


def telling_of(told: Json, number: int, text: str) -> Telling:
    """A statement of a page, from its JSON."""
    occasion = told["occasion"] or {}
    content = spans_of(told["content"])
    return Telling(
        id=told["id"],
        number=number,
        who=who_of(told["speaker"]),
        manner=told["manner"],
        attitude=told["attitude"],
        words=clipped(" … ".join(span.of(text) for span in content)),
        content=content,
        cue=spans_of(told["cue"]),
        source=spans_of(told["source"]),
        said=days_of(told["said"], text),
        setting=Setting(
            told["addressee"],
            occasion.get("name") or occasion.get("kind"),
            occasion.get("place"),
            tuple(each["name"] for each in told["via"]),
        ),
        inside=told["inside"],
        reason=reason_of(told["basis"]),
        verdict=told.get("verdict"),
    )


def clipped(text: str, most: int = MOST_WORDS) -> str:
    """The beginning of a text that is too long for a card."""
    return text if len(text) <= most else text[:most].rstrip() + " …"


def in_pieces(text: str, parts: Mapping[str, Sequence[Span]], window: Span) -> tuple[Piece, ...]:
    """What stands in a window of a text, cut wherever a part of a statement begins or ends."""
    edges = {window.start, window.end} | {edge for spans in parts.values() for s in spans for edge in (s.start, s.end)}
    places = sorted(edge for edge in edges if window.start <= edge <= window.end)
    return tuple(
        Piece(text[a:b], tuple(name for name, spans in parts.items() if any(s.covers(Span(a, b)) for s in spans)))
        for a, b in pairwise(places)
    )
