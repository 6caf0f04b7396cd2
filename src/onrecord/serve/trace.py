"""The lineage of something that was said: of a statement, an utterance, or words that a page has."""

from __future__ import annotations

from sqlalchemy import Connection, select

from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.lineage.reading import utterances_with
from onrecord.record.store import Record
from onrecord.serve.check import Checker
from onrecord.serve.lineages import Telling, Traced, told, touching_at

MOST = 8
"""Utterances that are told of some words."""


def trace(record: Record, asked: str) -> list[Traced]:
    """The utterances that a statement or an utterance (by its id), or a page's words, are a telling of.

    Empty where the record has the words, and no second page tells them.

    Raises:
        RecordError: the record has neither such an id nor the words, or was not related yet.
    """
    with record.engine.connect() as connection:
        found = _by_id(connection, asked)
    if found is None:
        found = _by_words(record, asked)
    with record.engine.connect() as connection:
        return told(connection, found)


def traced_to_json(traced: Traced) -> Json:
    """An utterance as JSON; spans are lists of [start, end], days pairs of ISO dates."""
    occasion = traced.occasion
    when = occasion.when
    return {
        "id": traced.id,
        "speaker": traced.speaker,
        "words": traced.words,
        "counted": traced.counted,
        "reference": traced.reference,
        "origins": list(traced.origins),
        "occasion": {
            "id": occasion.id,
            "kind": occasion.kind,
            "name": occasion.name,
            "place": occasion.place,
            "when": [when.earliest.isoformat(), when.latest.isoformat()] if when else None,
        },
        "tellings": [_telling_to_json(each) for each in traced.tellings],
        "differences": [
            {
                "what": each.what,
                "told": each.told,
                "reference": each.reference,
                "departures": [{"page": page, "words": words} for page, words in each.departures],
            }
            for each in traced.differences
        ],
    }


def _by_id(connection: Connection, asked: str) -> list[str] | None:
    """The utterances that an id names; None where it is none."""
    known = connection.execute(select(schema.utterance.c.id).where(schema.utterance.c.id == asked)).scalar()
    if known is not None:
        return [asked]
    held = connection.execute(select(schema.statement.c.id).where(schema.statement.c.id == asked)).scalar()
    return utterances_with(connection, [asked]).get(asked, []) if held is not None else None


def _by_words(record: Record, words: str) -> list[str]:
    answer = Checker(record).check(words)
    places = [variant.place for variant in answer.variants] or [part.place for part in answer.parts]
    if not places:
        raise RecordError(f"no page of the record has these words, and no statement this id: {words!r}")
    statements = [place.statement for place in places if place.statement]
    with record.engine.connect() as connection:
        by_statement = utterances_with(connection, statements)
        found = [id_ for each in statements for id_ in by_statement.get(each, [])]
        at = {place.page: place.spans for place in places}
        touching = touching_at(connection, at)
    meant = [id_ for id_ in dict.fromkeys(found) if id_ in touching]
    return (meant or list(touching) or list(dict.fromkeys(found)))[:MOST]


def _telling_to_json(telling: Telling) -> Json:
    sheet = telling.sheet
    return {
        "page": {
            "id": sheet.id,
            "name": sheet.name,
            "address": sheet.address,
            "title": sheet.title,
            "outlet": sheet.outlet,
            "language": sheet.language,
            "published": sheet.published,
            "lent": sheet.lent,
        },
        "form": telling.form.value,
        "spans": [[span.start, span.end] for span in telling.spans],
        "words": telling.words,
        "statement": telling.statement,
        "because": telling.because,
        "from": telling.source,
        "kind": telling.kind,
        "proof": telling.proof,
        "origin": telling.origin,
    }
