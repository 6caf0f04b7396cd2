"""A reading again from its JSON: what `codec` wrote, as the types that the rest of the program knows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from onrecord.record.codec import Json
from onrecord.types import (
    Anchor,
    Article,
    Basis,
    Block,
    BlockKind,
    Cite,
    Dating,
    Figure,
    Given,
    Manner,
    Page,
    Period,
    Reading,
    Setting,
    Span,
    Spans,
    Speaker,
    SpeakerKind,
    Statement,
    Value,
)


def from_json(told: Json, content: bytes, given: Given | None = None) -> Reading:
    """The reading of a page with these bytes; written again it gives the same JSON.

    Scores come back as they were written, to three digits.

    Raises:
        KeyError, TypeError, ValueError: the JSON is not that of a reading.
        InvalidSpan: a span in it is empty or inverted.
    """
    page = page_from_json(told["page"], content, given)
    id_ = page.id  # a digest of all bytes, each time that it is asked for
    return Reading(
        page=page,
        article=_article(told["article"], id_),
        statements=tuple(statement_from_json(each, id_) for each in told["statements"]),
        figures=tuple(_figure(each, id_) for each in told["figures"]),
    )


def page_from_json(told: Json, content: bytes, given: Given | None = None) -> Page:
    """The page with these bytes, as its reading tells of it."""
    return Page(
        name=told["name"],
        content=content,
        captured=datetime.fromisoformat(told["captured"]),
        media_type=told["media_type"],
        address=told["address"],
        given=given,
    )


def _article(told: Json, page: str) -> Article:
    return Article(
        page=page,
        address=told["address"],
        outlet=told["outlet"],
        original_outlet=told["original_outlet"],
        language=told["language"],
        title=told["title"],
        byline=tuple(told["byline"]),
        published=_dating(told["published"]),
        updated=_dating(told["updated"]),
        text=told["text"],
        blocks=tuple(_block(each) for each in told["blocks"]),
        cites=tuple(Cite(each["name"], Span(*each["span"])) for each in told["cites"]),
        translated=told["translated"],
        partial=told["partial"],
    )


def _block(told: Json) -> Block:
    span = Span(*told["span"])
    place = (
        (Anchor(span, span),)
        if told["place"] is None
        else tuple(Anchor(Span(a, b), Span(c, d)) for a, b, c, d in told["place"])
    )
    return Block(BlockKind(told["kind"]), span, place, Basis(told["reason"], told["detail"], told["score"]))


def statement_from_json(told: Json, page: str) -> Statement:
    """One statement of the page with this id."""
    speaker, occasion = told["speaker"], told["occasion"]
    return Statement(
        id=told["id"],
        article=page,
        manner=Manner(told["manner"]),
        content=_spans(told["content"]),
        cue=_spans(told["cue"]),
        source=_spans(told["source"]),
        speaker=speaker and _speaker(speaker),
        addressee=told["addressee"],
        occasion=occasion and Setting(occasion["kind"], occasion["name"], occasion["place"]),
        said=_dating(told["said"]),
        via=tuple(each["name"] for each in told["via"]),
        inside=told["inside"],
        basis=_basis(told["basis"]),
        attitude=told.get("attitude", False),
    )


def _speaker(told: Json) -> Speaker:
    return Speaker(told["name"], SpeakerKind(told["kind"]), told["role"], tuple(told["aliases"]))


def _figure(told: Json, page: str) -> Figure:
    period = told["period"]
    return Figure(
        id=told["id"],
        article=page,
        span=Span(*told["span"]),
        value=_value(told["value"]),
        hedge=told["hedge"],
        unit=told["unit"],
        of=told["of"],
        period=period and Period(date.fromisoformat(period["earliest"]), date.fromisoformat(period["latest"])),
        basis=_basis(told["basis"]),
        measure=told["measure"],
        trend=told["trend"],
        concept=_spans(told["concept"]),
        evidence=_spans(told["evidence"]),
    )


def _value(told: Any) -> Value:  # noqa: ANN401 (JSON)
    return (told[0], told[1]) if isinstance(told, list) else told


def _dating(told: Json | None) -> Dating | None:
    if told is None:
        return None
    return Dating(
        date.fromisoformat(told["earliest"]),
        date.fromisoformat(told["latest"]),
        _basis(told["basis"]),
        _spans(told["evidence"]),
    )


def _basis(told: Json) -> Basis:
    return Basis(told["rule"], told["detail"], told["score"])


def _spans(told: list[list[int]] | None) -> Spans:
    return tuple(Span(start, end) for start, end in told or ())
