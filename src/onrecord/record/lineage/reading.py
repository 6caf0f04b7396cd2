"""Lineage read back: of occasions, of statements, of pages; and how much of it waits to be computed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, func, select

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.lineage.rows import derivation_of, discrepancy_of, instance_of, occasion_of, utterance_of
from onrecord.record.lineage.store import NOTHING, WAITS
from onrecord.types import Instance, Lineage, Utterance

BATCH = 200
"""Occasions that are in memory at a time."""
_ASKED = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """How far lineage is: pages that were read, those of them in no occasion yet, occasions, those that wait."""

    pages: int
    apart: int
    occasions: int
    waiting: int


def standing(connection: Connection) -> Standing:
    read = schema.page.c.reading.is_not(None)
    pages = _count(connection, schema.page, read)
    held = connection.execute(
        select(func.count())
        .select_from(schema.telling)
        .join(schema.page, schema.page.c.number == schema.telling.c.page)
        .where(read)
    ).scalar_one()
    waiting = schema.occasion.c.inputs == WAITS
    return Standing(
        pages, pages - held, _count(connection, schema.occasion), _count(connection, schema.occasion, waiting)
    )


def lineages(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Lineage]:
    """What is told of occasions, each by itself, in the order of their ids; of all that were computed, unless told.

    One whose pages were brought together and not compared yet is left out.
    """
    if ids is None:
        computed = schema.occasion.c.inputs != WAITS
        ids = connection.execute(select(schema.occasion.c.id).where(computed)).scalars()
    ordered = sorted(ids)
    for at in range(0, len(ordered), BATCH):
        yield from _batch(connection, ordered[at : at + BATCH])


def is_gathered(connection: Connection, occasion: str) -> bool:
    """Is there such an occasion, whether or not it was computed yet?"""
    return _count(connection, schema.occasion, schema.occasion.c.id == occasion) > 0


def lineage_of_pages(connection: Connection, pages: Iterable[str]) -> list[Lineage]:
    """What is told of the occasions that these pages (ids) tell of."""
    return list(lineages(connection, set(occasions_of(connection, pages).values())))


def occasions_of(connection: Connection, pages: Iterable[str]) -> dict[str, str]:
    """The id of the occasion that each of these pages tells of, where that is known."""
    telling, page = schema.telling.c, schema.page.c
    asked = select(page.id, telling.occasion).join(schema.page, page.number == telling.page)
    return {row.id: row.occasion for row in _in_parts(connection, asked, page.id, pages)}


def utterances_with(connection: Connection, statements: Iterable[str]) -> dict[str, list[str]]:
    """The utterances that these statements (ids) tell, by their ids; a splice tells several."""
    instance = schema.instance.c
    asked = select(instance.statement, instance.utterance).order_by(instance.utterance)
    out: defaultdict[str, list[str]] = defaultdict(list)
    for row in _in_parts(connection, asked, instance.statement, statements):
        if row.utterance not in out[row.statement]:
            out[row.statement].append(row.utterance)
    return dict(out)


def occasion_of_utterance(connection: Connection, utterance: str) -> str | None:
    asked = select(schema.utterance.c.occasion).where(schema.utterance.c.id == utterance)
    found: str | None = connection.execute(asked).scalar()
    return found


def said_by(connection: Connection, speaker: str) -> dict[str, list[str]]:
    """The utterances of a speaker, by the ids of their occasions."""
    utterance = schema.utterance.c
    asked = select(utterance.occasion, utterance.id).where(utterance.speaker == speaker)
    out: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(asked.order_by(utterance.occasion, utterance.position)):
        out[row.occasion].append(row.id)
    return dict(out)


def lent(connection: Connection, pages: Iterable[str]) -> dict[str, Json]:
    """By the ids of pages that tell no day: the day that others of their occasion lend them, as JSON of a dating."""
    telling, page = schema.telling.c, schema.page.c
    asked = select(page.id, telling.detail).join(schema.page, page.number == telling.page)
    found = _in_parts(connection, asked.where(telling.detail.is_not(None)), page.id, pages)
    return {row.id: json.loads(row.detail) for row in found}


def page_names(connection: Connection) -> dict[str, str]:
    """What pages are called, by their ids."""
    return {row.id: row.name for row in connection.execute(select(schema.page.c.id, schema.page.c.name))}


def speaker_names(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, str]:
    """What speakers are called across pages, by their ids; all of them, unless told."""
    row = schema.speaker.c
    asked = select(row.id, row.name)
    found = connection.execute(asked) if ids is None else _in_parts(connection, asked, row.id, ids)
    return {each.id: each.name for each in found}


def _batch(connection: Connection, ids: Sequence[str]) -> Iterator[Lineage]:
    held, page = schema.occasion.c, schema.page.c
    # Of pages that were brought together and wait to be compared nothing is told yet; a kind some occasions never have.
    known = held.id.in_(ids), held.detail != NOTHING
    rows = connection.execute(select(schema.occasion).where(*known).order_by(held.id)).all()
    told = select(page.id, page.number, schema.telling.c.occasion, schema.telling.c.independent)
    members = _by_occasion(
        connection.execute(
            told.join(schema.page, page.number == schema.telling.c.page)
            .where(schema.telling.c.occasion.in_(ids))
            .order_by(page.id)
        )
    )
    pages = {row.number: row.id for rows_of in members.values() for row in rows_of}
    utterances = _utterances(connection, ids, pages)
    derived, differ = (_of(connection, table, ids) for table in (schema.derivation, schema.discrepancy))
    for row in rows:
        here = members.get(row.id, [])
        yield Lineage(
            occasions=(occasion_of(row, [each.id for each in here]),),
            utterances=tuple(utterances.get(row.id, ())),
            derivations=tuple(derivation_of(each, pages) for each in derived.get(row.id, ())),
            independent=tuple(each.id for each in here if each.independent),
            discrepancies=tuple(discrepancy_of(each) for each in differ.get(row.id, ())),
        )


def _utterances(connection: Connection, ids: Sequence[str], pages: Mapping[int, str]) -> dict[str, list[Utterance]]:
    instance, utterance = schema.instance.c, schema.utterance.c
    instances: defaultdict[str, list[Instance]] = defaultdict(list)
    asked = (
        select(schema.instance)
        .join(schema.utterance, utterance.id == instance.utterance)
        .where(utterance.occasion.in_(ids))
        .order_by(instance.utterance, instance.position)
    )
    for row in connection.execute(asked):
        instances[row.utterance].append(instance_of(row, pages[row.page]))
    return {
        occasion: [utterance_of(row, instances[row.id]) for row in rows]
        for occasion, rows in _of(connection, schema.utterance, ids).items()
    }


def _of(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Row[*tuple[Any, ...]]]]:
    """The rows of some occasions, by their ids, in their order."""
    asked = select(table).where(table.c.occasion.in_(ids)).order_by(table.c.occasion, table.c.position)
    return _by_occasion(connection.execute(asked))


def _by_occasion(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[str, list[Row[*tuple[Any, ...]]]]:
    out: defaultdict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        out[row.occasion].append(row)
    return dict(out)


def _in_parts(
    connection: Connection,
    asked: Any,  # noqa: ANN401 (a select)
    column: ColumnElement[Any],
    values: Iterable[str],
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows that hold one of the values, a part of them at a time, for databases bound what a query holds."""
    ordered = sorted(set(values))
    for at in range(0, len(ordered), _ASKED):
        yield from connection.execute(asked.where(column.in_(ordered[at : at + _ASKED])))


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
