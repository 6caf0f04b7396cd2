"""A reading as JSON, under the names that other tools rely on (``docs/reading.md`` lists them)."""

from __future__ import annotations

import json
from typing import Any

from onrecord.types import (
    Anchor,
    Article,
    Basis,
    Block,
    Dating,
    Figure,
    Page,
    Period,
    Reading,
    Rejection,
    Setting,
    Span,
    Spans,
    Speaker,
    Statement,
)

Json = dict[str, Any]


def to_line(outcome: Reading | Rejection) -> str:
    """One line of JSON, the same bytes for the same outcome."""
    return json.dumps(to_json(outcome), ensure_ascii=False, separators=(", ", ": "))


def to_json(outcome: Reading | Rejection) -> Json:
    """A reading, or the reason why a page gave none; both bear the same top-level names."""
    if isinstance(outcome, Rejection):
        return {
            "page": {"name": outcome.name, "address": outcome.address, "sha256": outcome.sha256},
            "article": None,
            "statements": [],
            "figures": [],
            "rejection": {"reason": outcome.reason, "detail": outcome.detail},
        }
    return {
        "page": _page(outcome.page),
        "article": _article(outcome.article),
        "statements": [statement_to_json(statement) for statement in outcome.statements],
        "figures": [*map(_figure, outcome.figures, outcome.holders())],
    }


def _page(page: Page) -> Json:
    return {
        "name": page.name,
        "address": page.address,
        "sha256": page.sha256,
        "captured": page.captured.isoformat(),
        "media_type": page.media_type,
    }


def _article(article: Article) -> Json:
    return {
        "address": article.address,
        "title": article.title,
        "outlet": article.outlet,
        "original_outlet": article.original_outlet,
        "byline": list(article.byline),
        "language": article.language,
        "published": _dating(article.published),
        "updated": _dating(article.updated),
        "translated": article.translated,
        "partial": article.partial,
        "cites": [{"name": cite.name, "span": _span(cite.span)} for cite in article.cites],
        "blocks": [_block(block) for block in article.blocks],
        "text": article.text,
    }


def _block(block: Block) -> Json:
    return {
        "kind": block.kind.value,
        "span": _span(block.span),
        "place": _place(block.place),
        "reason": block.basis.rule,
        "detail": block.basis.detail,
        "score": round(block.basis.score, 3),
    }


def _place(place: tuple[Anchor, ...]) -> list[list[int]] | None:
    """Null where the text is the page, character for character."""
    told = [[anchor.text.start, anchor.text.end, anchor.page.start, anchor.page.end] for anchor in place]
    return None if all(each[:2] == each[2:] for each in told) else told


def statement_to_json(statement: Statement) -> Json:
    """One statement, under the names of ``statements[]``."""
    return {
        "id": statement.id,
        "manner": statement.manner.value,
        "attitude": statement.attitude,
        "content": _spans(statement.content),
        "cue": _spans(statement.cue),
        "source": _spans(statement.source),
        "speaker": _speaker(statement.speaker),
        "addressee": statement.addressee,
        "occasion": _occasion(statement.occasion),
        "said": _dating(statement.said),
        "via": [{"name": name} for name in statement.via],
        "inside": statement.inside,
        "basis": basis_to_json(statement.basis),
    }


def _figure(figure: Figure, holder: Statement | None) -> Json:
    value = list(figure.value) if isinstance(figure.value, tuple) else figure.value
    return {
        "id": figure.id,
        "span": _span(figure.span),
        "value": value,
        "hedge": figure.hedge,
        "unit": figure.unit,
        "measure": figure.measure,
        "trend": figure.trend,
        "of": figure.of,
        "concept": _spans(figure.concept),
        "period": _period(figure.period),
        "evidence": _spans(figure.evidence),
        "statement": holder.id if holder else None,
        "basis": basis_to_json(figure.basis),
    }


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "kind": speaker.kind.value, "role": speaker.role, "aliases": list(speaker.aliases)}


def _occasion(occasion: Setting | None) -> Json | None:
    if occasion is None:
        return None
    return {"kind": occasion.kind, "name": occasion.name, "place": occasion.place}


def _dating(dating: Dating | None) -> Json | None:
    return None if dating is None else dating_to_json(dating)


def dating_to_json(dating: Dating) -> Json:
    """An interval of days, with what it rests on."""
    return {
        "earliest": dating.earliest.isoformat(),
        "latest": dating.latest.isoformat(),
        "basis": basis_to_json(dating.basis),
        "evidence": [_span(span) for span in dating.evidence],
    }


def _period(period: Period | None) -> Json | None:
    if period is None:
        return None
    return {"earliest": period.earliest.isoformat(), "latest": period.latest.isoformat()}


def basis_to_json(basis: Basis) -> Json:
    """Why a finding was made."""
    return {"rule": basis.rule, "detail": basis.detail, "score": round(basis.score, 3)}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Spans) -> list[list[int]] | None:
    return [_span(span) for span in spans] or None
