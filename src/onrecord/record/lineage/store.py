"""Lineage kept: sketches of pages, which pages tell of one occasion, and what was computed of each occasion.

All of it is computed from readings, decisions and who is who. Each row bears the digest of its inputs, so that what has
changed since is known without reading a page; an occasion whose inputs are empty waits to be computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.database import insert_rows, raise_epoch
from onrecord.record.decisions import decisions, standing, written
from onrecord.record.lineage.rows import (
    derivation_values,
    discrepancy_values,
    instance_values,
    occasion_values,
    seal,
    utterance_values,
)
from onrecord.types import Lineage, SpeakerKind, digest

NOTHING = "{}"
"""What is told of an occasion that was never computed."""
WAITS = ""
"""The inputs of an occasion that is still to be computed."""
Who = Mapping[tuple[SpeakerKind, str], str]
"""Ids of speakers by the kind and name under which a page credits them."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pages (ids) that tell of one occasion, and in words what brought them together."""

    pages: tuple[str, ...]
    grounds: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What was made of one occasion: its lineage (of that one alone), from which inputs, and the days that are lent.

    ``lent`` tells, by the ids of pages that tell no day of their own, the day that the others lend them, as JSON.
    """

    lineage: Lineage
    inputs: str
    lent: Mapping[str, Json]


def page_inputs(connection: Connection) -> dict[str, str]:
    """By the ids of all pages that were read: the digest of what their readings, as edited, are made of."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for decision in standing(decisions(connection)):
        if decision.page:
            said[decision.page].append(decision.hash)
    page = schema.page.c
    asked = select(page.id, page.name, page.reader, page.captured, page.media_type, page.given)
    return {
        row.id: digest(*(cell or "" for cell in row), *said.get(row.id, ()))
        for row in connection.execute(asked.where(page.reading.is_not(None)))
    }


def sketched(connection: Connection, version: str) -> dict[str, str]:
    """By the ids of pages: what their sketches of this version were made of."""
    sketch, page = schema.sketch.c, schema.page.c
    asked = select(page.id, sketch.inputs).join(schema.page, page.number == sketch.page)
    return {row.id: row.inputs for row in connection.execute(asked.where(sketch.version == version))}


def sketches(connection: Connection) -> list[tuple[str, bytes]]:
    """All sketches by the ids of their pages, in the order of the ids."""
    sketch, page = schema.sketch.c, schema.page.c
    asked = select(page.id, sketch.packed).join(schema.page, page.number == sketch.page).order_by(page.id)
    return [(row.id, row.packed) for row in connection.execute(asked)]


def keep_sketches(connection: Connection, made: Mapping[str, tuple[str, bytes]], version: str) -> None:
    """Keeps sketches, with the digests of their inputs, by the ids of pages."""
    page = schema.page.c
    numbers = {
        row.id: row.number for row in connection.execute(select(page.id, page.number).where(page.id.in_(sorted(made))))
    }
    rows = [
        {"page": numbers[id_], "version": version, "inputs": inputs, "packed": packed, "seal": digest(packed)}
        for id_, (inputs, packed) in sorted(made.items())
    ]
    _delete(connection, schema.sketch, "page", [row["page"] for row in rows])
    insert_rows(connection, schema.sketch, rows)


def groups(connection: Connection) -> dict[str, str]:
    """The id of the occasion that each page tells of, by the page's id."""
    telling, page = schema.telling.c, schema.page.c
    asked = select(page.id, telling.occasion).join(schema.page, page.number == telling.page)
    return {row.id: row.occasion for row in connection.execute(asked)}


def regroup(connection: Connection, wanted: Mapping[str, Gathered]) -> int:
    """Brings pages to these occasions, by their ids; how many are others than before.

    What was computed of an occasion whose pages changed is taken out: it waits.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    for page, occasion in groups(connection).items():
        held[occasion].add(page)
    grounds = {
        row.id: row.grounds for row in connection.execute(select(schema.occasion.c.id, schema.occasion.c.grounds))
    }
    changed = [id_ for id_, each in wanted.items() if id_ not in grounds or held.get(id_) != set(each.pages)]
    gone = sorted((grounds.keys() - wanted.keys()) | (grounds.keys() & set(changed)))
    same = wanted.keys() & (grounds.keys() - set(gone))
    retold = [{"id": id_, "grounds": wanted[id_].grounds, "inputs": WAITS} for id_ in sorted(same)]
    _rewrite(connection, schema.occasion, "id", [row for row in retold if row["grounds"] != grounds[row["id"]]])
    if not changed and not gone:
        return 0
    numbers = page_numbers(connection)
    _clear(connection, gone)
    _delete(connection, schema.telling, "occasion", gone)
    _delete(connection, schema.telling, "page", [numbers[page] for id_ in changed for page in wanted[id_].pages])
    _delete(connection, schema.occasion, "id", gone)
    bare = {"kind": "", "detail": NOTHING, "inputs": WAITS, "seal": ""}
    insert_rows(connection, schema.occasion, [{"id": i, "grounds": wanted[i].grounds, **bare} for i in changed])
    rows = [{"page": numbers[page], "occasion": id_} for id_ in changed for page in sorted(wanted[id_].pages)]
    insert_rows(connection, schema.telling, rows)
    raise_epoch(connection, "heard")  # names on pages of one occasion support each other
    return len(changed)


def occasions(connection: Connection) -> dict[str, tuple[Gathered, str]]:
    """The occasions by their ids, each with the digest of what it was computed from."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for page, occasion in sorted(groups(connection).items()):
        pages[occasion].append(page)
    row = schema.occasion.c
    return {
        row.id: (Gathered(tuple(pages[row.id]), row.grounds), row.inputs)
        for row in connection.execute(select(row.id, row.grounds, row.inputs).order_by(row.id))
    }


def credited(connection: Connection) -> dict[str, Who]:
    """Who is credited on each page, by the page's id."""
    mention, name, page = schema.mention.c, schema.name.c, schema.page.c
    asked = (
        select(page.id, name.kind, name.text, mention.speaker)
        .join_from(schema.mention, schema.page, page.number == mention.page)
        .join(schema.name, name.number == mention.name)
        .where(mention.speaker.is_not(None))
    )
    out: defaultdict[str, dict[tuple[SpeakerKind, str], str]] = defaultdict(dict)
    for row in connection.execute(asked):
        out[row.id][SpeakerKind(row.kind), row.text] = row.speaker
    return dict(out)


def inputs_of(gathered: Gathered, made_of: Mapping[str, str], who: Mapping[str, Who], version: str) -> str:
    """The digest of all that the lineage of an occasion is computed from.

    Of a page that stands alone nothing rests on who is who elsewhere.
    """
    parts = [version, gathered.grounds]
    for page in sorted(gathered.pages):
        parts += [page, made_of.get(page, "")]
        if len(gathered.pages) > 1:
            parts += [f"{kind}:{name}={id_}" for (kind, name), id_ in sorted(who.get(page, {}).items())]
    return digest(*parts)


def keep(connection: Connection, computed: Sequence[Computed]) -> None:
    """Writes what was computed of occasions in the place of what was there; one that is another by now is left out."""
    telling, page = schema.telling.c, schema.page.c
    asked = select(page.id, page.number, telling.occasion).join(schema.page, page.number == telling.page)
    held: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(asked.where(telling.occasion.in_([_id(each) for each in computed]))):
        held[row.occasion][row.id] = row.number
    fresh = [each for each in computed if held[_id(each)].keys() == set(each.lineage.occasions[0].pages)]
    _clear(connection, [_id(each) for each in fresh])
    numbers = {id_: number for of_occasion in held.values() for id_, number in of_occasion.items()}
    for each in fresh:
        insert_rows(connection, schema.utterance, utterance_values(each.lineage))
        insert_rows(connection, schema.instance, instance_values(each.lineage, numbers))
        insert_rows(connection, schema.derivation, derivation_values(each.lineage, numbers))
        insert_rows(connection, schema.discrepancy, discrepancy_values(each.lineage))
    of_occasions = [
        occasion_values(each.lineage.occasions[0]) | {"inputs": each.inputs, "seal": seal(each.lineage)}
        for each in fresh
    ]
    _rewrite(connection, schema.occasion, "id", of_occasions)
    _rewrite(connection, schema.telling, "page", [row for each in fresh for row in _tellings(each, numbers)])


def clear(connection: Connection) -> None:
    """Takes out all that was computed of lineage."""
    for table in (
        schema.discrepancy,
        schema.derivation,
        schema.instance,
        schema.utterance,
        schema.telling,
        schema.occasion,
        schema.sketch,
    ):
        connection.execute(delete(table))


def page_numbers(connection: Connection) -> dict[str, int]:
    """The numbers of pages by their ids."""
    return {row.id: row.number for row in connection.execute(select(schema.page.c.id, schema.page.c.number))}


def _id(computed: Computed) -> str:
    return computed.lineage.occasions[0].id


def _tellings(computed: Computed, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    [occasion] = computed.lineage.occasions
    independent = set(computed.lineage.independent)
    return [
        {
            "page": numbers[page],
            "independent": page in independent if len(occasion.pages) > 1 else None,
            "detail": written(computed.lent[page]) if page in computed.lent else None,
        }
        for page in occasion.pages
    ]


def _clear(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out what was computed of some occasions; that pages tell of them stays."""
    gone = [{"gone": id_} for id_ in ids]
    if not gone:
        return
    _delete(connection, schema.discrepancy, "occasion", ids)
    _delete(connection, schema.derivation, "occasion", ids)
    of_occasion = select(schema.utterance.c.id).where(schema.utterance.c.occasion == bindparam("gone"))
    connection.execute(delete(schema.instance).where(schema.instance.c.utterance.in_(of_occasion)), gone)
    _delete(connection, schema.utterance, "occasion", ids)


def _delete(connection: Connection, table: Table, column: str, values: Iterable[object]) -> None:
    rows = [{"gone": value} for value in values]
    if rows:
        connection.execute(delete(table).where(table.c[column] == bindparam("gone")), rows)


def _rewrite(connection: Connection, table: Table, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes cells of rows that are there, found by their key."""
    if rows:
        cells: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
        changed = update(table).where(table.c[key] == cells.pop(key)).values(cells)
        connection.execute(changed, [{f"new_{name}": cell for name, cell in row.items()} for row in rows])
