"""The lineage of one occasion as rows of the tables, and again from them. Passages name pages and statements by ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from onrecord.record.codec import Json, basis_to_json
from onrecord.record.decisions import written
from onrecord.record.lineage.codec import lineage_to_json
from onrecord.types import (
    Basis,
    Dating,
    Derivation,
    Derived,
    Discrepancy,
    Drift,
    Form,
    Instance,
    Lineage,
    Occasion,
    Passage,
    Span,
    Spans,
    Utterance,
    digest,
)

Values = dict[str, Any]
Found = Row[*tuple[Any, ...]]


def seal(lineage: Lineage) -> str:
    """The digest of all that is told of an occasion."""
    pages = {page for occasion in lineage.occasions for page in occasion.pages}
    return digest(written(lineage_to_json(lineage, {page: page for page in pages}, {})))


def occasion_values(occasion: Occasion) -> Values:
    when = occasion.when
    detail: Json = {"basis": basis_to_json(occasion.basis)}
    if when is not None:
        detail["when"] = {"basis": basis_to_json(when.basis), "evidence": _pairs(when.evidence)}
    return {
        "id": occasion.id,
        "kind": occasion.kind,
        "name": occasion.name,
        "place": occasion.place,
        "earliest": when.earliest.toordinal() if when else None,
        "latest": when.latest.toordinal() if when else None,
        "detail": written(detail),
    }


def occasion_of(row: Found, pages: Iterable[str]) -> Occasion:
    told: Json = json.loads(row.detail)
    when = None
    if row.earliest is not None:
        more = told["when"]
        days = date.fromordinal(row.earliest), date.fromordinal(row.latest)
        when = Dating(*days, _basis(more["basis"]), _spans(more["evidence"]))
    return Occasion(row.id, row.kind, row.name, row.place, when, tuple(sorted(pages)), _basis(told["basis"]))


def utterance_values(lineage: Lineage) -> list[Values]:
    return [
        {
            "id": each.id,
            "occasion": each.occasion,
            "position": position,
            "speaker": each.speaker,
            "reference": _passage_text(each.reference),
        }
        for position, each in enumerate(lineage.utterances)
    ]


def instance_values(lineage: Lineage, numbers: Mapping[str, int]) -> list[Values]:
    return [
        {
            "utterance": utterance.id,
            "position": position,
            "page": numbers[each.passage.page],
            "statement": each.passage.statement,
            "spans": written_spans(each.passage.spans),
            "form": each.form.value,
            "basis": written(basis_to_json(each.basis)),
        }
        for utterance in lineage.utterances
        for position, each in enumerate(utterance.instances)
    ]


def utterance_of(row: Found, instances: Iterable[Instance]) -> Utterance:
    return Utterance(row.id, row.occasion, row.speaker, passage_of(row.reference), tuple(instances))


def instance_of(row: Found, page: str) -> Instance:
    passage = Passage(page, spans_of(row.spans), row.statement)
    return Instance(passage, Form(row.form), _basis(json.loads(row.basis)))


def derivation_values(lineage: Lineage, numbers: Mapping[str, int]) -> list[Values]:
    [occasion] = lineage.occasions
    return [
        {
            "occasion": occasion.id,
            "position": position,
            "page": numbers[each.page],
            "source": numbers[each.source],
            "kind": each.kind.value,
            "proof": each.proof,
            "here": written_spans(each.here),
            "there": written_spans(each.there),
            "basis": written(basis_to_json(each.basis)),
        }
        for position, each in enumerate(lineage.derivations)
    ]


def derivation_of(row: Found, pages: Mapping[int, str]) -> Derivation:
    return Derivation(
        page=pages[row.page],
        source=pages[row.source],
        kind=Derived(row.kind),
        proof=row.proof,
        here=spans_of(row.here),
        there=spans_of(row.there),
        basis=_basis(json.loads(row.basis)),
    )


def discrepancy_values(lineage: Lineage) -> list[Values]:
    [occasion] = lineage.occasions
    return [
        {
            "occasion": occasion.id,
            "position": position,
            "utterance": each.utterance,
            "what": each.what.value,
            "told": each.told,
            "reference": _passage_text(each.reference),
            "departures": written_list(_passage_json(passage) for passage in each.departures),
            "basis": written(basis_to_json(each.basis)),
        }
        for position, each in enumerate(lineage.discrepancies)
    ]


def discrepancy_of(row: Found) -> Discrepancy:
    return Discrepancy(
        utterance=row.utterance,
        what=Drift(row.what),
        reference=passage_of(row.reference),
        departures=tuple(_passage(each) for each in json.loads(row.departures)),
        told=row.told,
        basis=_basis(json.loads(row.basis)),
    )


def passage_of(text: str | None) -> Passage | None:
    """A passage from the text that a row holds."""
    return _passage(json.loads(text)) if text else None


def passages(lineage: Lineage) -> Iterable[tuple[str, Passage]]:
    """All words that a lineage points at, with what points there."""
    for utterance in lineage.utterances:
        told = [utterance.reference, *(each.passage for each in utterance.instances)]
        yield from ((f"utterance {utterance.id}", passage) for passage in told if passage)
    for derivation in lineage.derivations:
        yield "a derivation", Passage(derivation.page, derivation.here)
        yield "a derivation", Passage(derivation.source, derivation.there)
    for each in lineage.discrepancies:
        told = [each.reference, *each.departures]
        yield from ((f"a discrepancy of {each.utterance}", passage) for passage in told if passage)


def spans_of(text: str) -> Spans:
    """Stretches from the text that a row holds."""
    return _spans(json.loads(text))


def written_spans(spans: Spans) -> str:
    return written_list(_pairs(spans))


def written_list(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _passage_text(passage: Passage | None) -> str | None:
    return written(_passage_json(passage)) if passage else None


def _passage_json(passage: Passage) -> Json:
    return {"page": passage.page, "spans": _pairs(passage.spans), "statement": passage.statement}


def _passage(told: Json) -> Passage:
    return Passage(told["page"], _spans(told["spans"]), told["statement"])


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(told: Iterable[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in told)


def _basis(told: Json) -> Basis:
    return Basis(told["rule"], told["detail"], told["score"])
