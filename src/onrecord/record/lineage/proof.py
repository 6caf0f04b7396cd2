"""Is the lineage that is kept what was computed, and does it point at words and statements that are there?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.lineage import store
from onrecord.record.lineage.reading import BATCH, lineages
from onrecord.record.lineage.rows import passages, seal
from onrecord.types import Lineage, digest


@dataclass(frozen=True, slots=True)
class _Held:
    """What there is to point at: lengths of pages' texts, and the statements of each that were not rejected."""

    sizes: Mapping[str, int]
    statements: Mapping[str, set[str]]


def off(connection: Connection, version: str) -> Iterator[tuple[str, str]]:
    """Where something is off, and what. ``version`` names who computes lineage by now.

    Where the inputs of an occasion changed since, which `relate` mends, it may name statements that are gone.
    """
    yield from _sketches(connection)
    held = _held(connection)
    try:
        made_of, who = store.page_inputs(connection), store.credited(connection)
    except ValueError:  # a decision that cannot be read, which is told with the decisions
        return
    known = store.occasions(connection)
    seals = {row.id: row.seal for row in connection.execute(select(schema.occasion.c.id, schema.occasion.c.seal))}
    for id_, (gathered, _) in known.items():
        if not gathered.pages:
            yield id_, "an occasion without a page"
    for lineage in _whole(connection):
        if isinstance(lineage, str):
            yield lineage, "what was computed of it cannot be read again"
            continue
        [occasion] = lineage.occasions
        gathered, inputs = known[occasion.id]
        if seal(lineage) != seals[occasion.id]:
            yield occasion.id, "what is told of it is not what was computed"
        current = inputs == store.inputs_of(gathered, made_of, who, version)
        yield from ((occasion.id, what) for what in _astray(lineage, held, current=current))


def _whole(connection: Connection) -> Iterator[Lineage | str]:
    """What is told of each occasion that was computed; its id alone where that cannot be read."""
    computed = select(schema.occasion.c.id).where(schema.occasion.c.inputs != store.WAITS)
    ids = connection.execute(computed.order_by(schema.occasion.c.id)).scalars().all()
    for at in range(0, len(ids), BATCH):
        part = ids[at : at + BATCH]
        yield from _readable(connection, part) or (
            each for id_ in part for each in _readable(connection, [id_]) or [id_]
        )


def _readable(connection: Connection, ids: Sequence[str]) -> list[Lineage] | None:
    """What is told of some occasions; None where a part of it is damaged."""
    try:
        return list(lineages(connection, ids))
    except (KeyError, TypeError, ValueError):
        return None


def _astray(lineage: Lineage, held: _Held, *, current: bool) -> Iterator[str]:
    """Words beyond the text of their page, and statements that the page does not tell."""
    for what, passage in passages(lineage):
        size = held.sizes.get(passage.page, 0)
        beyond = [span for span in passage.spans if span.end > size]
        if beyond:
            yield f"{what} points at [{beyond[0].start}, {beyond[0].end}), beyond the {size} characters of its page"
        told = passage.statement is None or passage.statement in held.statements.get(passage.page, ())
        if current and not told:
            yield f"{what} names the statement {passage.statement}, which its page does not tell"


def _sketches(connection: Connection) -> Iterator[tuple[str, str]]:
    sketch, page = schema.sketch.c, schema.page.c
    asked = select(page.id, sketch.packed, sketch.seal).join(schema.page, page.number == sketch.page).order_by(page.id)
    for row in connection.execute(asked):
        if digest(row.packed) != row.seal:
            yield row.id, "its sketch was changed since it was made"


def _held(connection: Connection) -> _Held:
    page, statement = schema.page.c, schema.statement.c
    sizes = {row.id: row.size or 0 for row in connection.execute(select(page.id, page.size))}
    statements: defaultdict[str, set[str]] = defaultdict(set)
    told = select(page.id, statement.id.label("statement"), statement.verdict).join(
        schema.page, page.number == statement.page
    )
    for row in connection.execute(told):
        if row.verdict != "rejected":
            statements[row.id].add(row.statement)
    return _Held(sizes, statements)
