"""The JSON of a lineage. Names of keys are kept, for other tools rely on them; more stands beside them."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.record.codec import Json, basis_to_json
from onrecord.types import Derivation, Discrepancy, Instance, Lineage, Occasion, Passage, Spans, Utterance


def lineage_to_json(lineage: Lineage, names: Mapping[str, str], speakers: Mapping[str, str]) -> Json:
    """A lineage as one object; ``names`` are those of pages, ``speakers`` those of speakers, both by their ids."""
    return {
        "occasions": [_occasion(each, names) for each in lineage.occasions],
        "utterances": [_utterance(each, names, speakers) for each in lineage.utterances],
        "derivations": [_derivation(each, names) for each in lineage.derivations],
        "independent": [names[page] for page in lineage.independent],
        "discrepancies": [_discrepancy(each, names) for each in lineage.discrepancies],
    }


def _occasion(occasion: Occasion, names: Mapping[str, str]) -> Json:
    when = occasion.when
    return {
        "id": occasion.id,
        "kind": occasion.kind,
        "name": occasion.name,
        "place": occasion.place,
        "when": [when.earliest.isoformat(), when.latest.isoformat()] if when else None,
        "pages": [names[page] for page in occasion.pages],
        "basis": basis_to_json(occasion.basis),
    }


def _utterance(utterance: Utterance, names: Mapping[str, str], speakers: Mapping[str, str]) -> Json:
    speaker = utterance.speaker
    return {
        "id": utterance.id,
        "occasion": utterance.occasion,
        "speaker": speakers.get(speaker, speaker) if speaker else None,
        "reference": _passage(utterance.reference, names),
        "instances": [_instance(each, names) for each in utterance.instances],
    }


def _instance(instance: Instance, names: Mapping[str, str]) -> Json:
    passage = instance.passage
    return {
        "page": names[passage.page],
        "content": _spans(passage.spans),
        "statement": passage.statement,
        "form": instance.form.value,
        "basis": basis_to_json(instance.basis),
    }


def _derivation(derivation: Derivation, names: Mapping[str, str]) -> Json:
    return {
        "page": names[derivation.page],
        "from": names[derivation.source],
        "kind": derivation.kind.value,
        "proof": derivation.proof,
        "here": _spans(derivation.here),
        "there": _spans(derivation.there),
        "basis": basis_to_json(derivation.basis),
    }


def _discrepancy(discrepancy: Discrepancy, names: Mapping[str, str]) -> Json:
    return {
        "utterance": discrepancy.utterance,
        "what": discrepancy.what.value,
        "pages": list(dict.fromkeys(names[each.page] for each in discrepancy.departures)),
        "reference": _passage(discrepancy.reference, names),
        "departures": [_passage(each, names) for each in discrepancy.departures],
        "told": discrepancy.told,
        "basis": basis_to_json(discrepancy.basis),
    }


def _passage(passage: Passage | None, names: Mapping[str, str]) -> Json | None:
    if passage is None:
        return None
    return {"page": names[passage.page], "content": _spans(passage.spans), "statement": passage.statement}


def _spans(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
