"""What is answered about a quotation: the verdict, and every place of the record that it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from onrecord.link.verdicts import Change, Rendering, What
from onrecord.record.codec import Json
from onrecord.types import Form, Spans


class Verdict(StrEnum):
    """What the record has of a quotation."""

    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    SPLICED = "spliced"
    PARAPHRASE = "paraphrase"
    MISATTRIBUTED = "misattributed"
    UNATTRIBUTED = "unattributed"
    NOT_HELD = "not held"

    @property
    def as_said(self) -> bool:
        """Are these the words that the record has, from whom they are credited to?"""
        return self in (Verdict.VERBATIM, Verdict.TRIMMED)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that has words: where it stands, whom it credits, and when that was.

    ``spans`` point into the page's text, ``words`` are what stands there with what lies between. ``statement`` is None
    where the page credits the words to nobody, ``speaker`` where it does not tell to whom; ``rule`` is what found the
    statement. Days are ISO dates.
    """

    page: str
    name: str
    address: str | None
    title: str | None
    outlet: str | None
    published: tuple[str, str] | None
    statement: str | None
    rule: str | None
    speaker: str | None
    kind: str | None
    manner: str | None
    said: tuple[str, str] | None
    spans: Spans
    words: str
    quoted: bool
    """Does the page show them as the speaker's own words, and not as its report of them?"""
    named: bool | None = None
    """Is this who was asked for? None where nobody was, or the page names nobody."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the quotation and what the page has in their place; empty where it has none."""

    what: What
    quoted: str
    held: str

    @property
    def told(self) -> str:
        kind = "" if self.what is What.WORD else f" ({self.what.value})"
        if not self.quoted:
            return f"left out: “{self.held}”{kind}"
        if not self.held:
            return f"not there: “{self.quoted}”{kind}"
        return f"“{self.quoted}” where the page has “{self.held}”{kind}"


@dataclass(frozen=True, slots=True)
class Variant:
    """A page that has the quotation in some form; ``share`` is how much of it, ``rendering`` the alignment."""

    place: Place
    form: Form
    share: float
    differences: tuple[Difference, ...]
    rendering: Rendering

    @property
    def is_transcript(self) -> bool:
        return (self.place.rule or "").startswith("turn")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the quotation that stand in a place of their own."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Near:
    """A statement that says the like in other words; ``nearness`` from 0 to 1."""

    place: Place
    nearness: float


@dataclass(frozen=True, slots=True)
class Retold:
    """What lineage knows of the words: the utterance (its id) that they are a telling of, said on what occasion.

    ``origins`` are the names of the pages that all tellings go back to, ``counted`` says it: "4 pages, 1 origin".
    ``differs`` are sentences on what the tellings disagree on.
    """

    utterance: str
    speaker: str | None
    occasion: str
    pages: int
    origins: tuple[str, ...]
    counted: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to one quotation. ``reference`` is the page that has it best, ``first`` the one dated earliest.

    ``others`` are those whom pages credit that are not who was asked for. ``whole`` is False where the quotation is so
    long that only its beginning was compared. ``retold`` is None where no second page is known to tell the words.
    ``unread`` counts the statements whose meaning was not compared, where that was asked and not yet read.
    """

    quotation: str
    by: str | None
    verdict: Verdict
    reference: Variant | None = None
    first: Variant | None = None
    variants: tuple[Variant, ...] = ()
    parts: tuple[Part, ...] = ()
    near: tuple[Near, ...] = ()
    others: tuple[str, ...] = ()
    whole: bool = True
    retold: Retold | None = None
    unread: int = 0


def answer_to_json(checked: Checked) -> Json:
    """An answer as JSON; spans are lists of [start, end], days pairs of ISO dates."""
    return {
        "quotation": checked.quotation,
        "by": checked.by,
        "verdict": checked.verdict.value,
        "reference": _variant(checked.reference),
        "first": _variant(checked.first),
        "variants": [_variant(each) for each in checked.variants],
        "parts": [{"words": part.words, "place": _place(part.place)} for part in checked.parts],
        "near": [{"nearness": round(near.nearness, 3), "place": _place(near.place)} for near in checked.near],
        "others": list(checked.others),
        "whole": checked.whole,
        "retold": asdict(checked.retold) if checked.retold else None,
        "unread": checked.unread,
    }


def _variant(variant: Variant | None) -> Json | None:
    if variant is None:
        return None
    return {
        "form": variant.form.value,
        "share": round(variant.share, 3),
        "goes_on": {"before": variant.rendering.before, "after": variant.rendering.after},
        "differences": [
            {"what": each.what.value, "quoted": each.quoted, "held": each.held, **_spans(change)}
            for each, change in zip(variant.differences, variant.rendering.changes, strict=True)
        ],
        "place": _place(variant.place),
    }


def _spans(change: Change) -> Json:
    places = {"quoted_span": change.quoted, "held_span": change.held}
    return {name: [span.start, span.end] if span else None for name, span in places.items()}


def _place(place: Place) -> Json:
    return {
        "page": {
            "id": place.page,
            "name": place.name,
            "address": place.address,
            "title": place.title,
            "outlet": place.outlet,
            "published": place.published,
        },
        "statement": place.statement,
        "speaker": {"name": place.speaker, "kind": place.kind} if place.speaker else None,
        "named": place.named,
        "manner": place.manner,
        "quoted": place.quoted,
        "said": place.said,
        "spans": [[span.start, span.end] for span in place.spans],
        "words": place.words,
    }
