"""What is computed from readings and decisions, made anew; what was read and what was said is never touched."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from onrecord.record import schema
from onrecord.record.database import raise_epoch, writing
from onrecord.record.lineage.store import clear
from onrecord.record.pages import UNREADABLE, effective
from onrecord.record.projection import Known, Projection, projection, renew
from onrecord.record.rows import page_row
from onrecord.record.searching import index
from onrecord.record.store import Record


def mend(record: Record) -> int:
    """Makes all computed rows anew, in one transaction; how many pages were read again for it.

    Statements keep their numbers, so that what was computed of their words stays. A page whose reading cannot be read
    again has no rows afterwards: what cannot be proved is not told. Speakers are to be told anew then.

    Raises:
        RecordError: the record cannot be written.
    """
    with writing(record.engine) as connection:
        held = connection.execute(select(schema.statement.c.id, schema.statement.c.number))
        numbers = {row.id: row.number for row in held}
        speakers = _speakers(connection)
        for table in (schema.figure, schema.mention):
            connection.execute(delete(table))
        index.clear(connection, "statement_words")
        index.clear(connection, "page_words")
        known = Known()
        seen: set[str] = set()
        pages = connection.execute(select(schema.page.c.number).order_by(schema.page.c.number)).scalars().all()
        for page in pages:
            rows = _read_again(connection, page)
            if rows is not None:
                renew(connection, page, rows, known, numbers, speakers[page])
                seen.update(rows.words)
        lost = [{"gone": number} for id_, number in numbers.items() if id_ not in seen]
        if lost:
            connection.execute(delete(schema.statement).where(schema.statement.c.number == bindparam("gone")), lost)
        _tell_all(connection)
    return len(pages)


def without_lineage(record: Record) -> bool:
    """Takes out all lineage, so that nothing of it outlives what it was computed from; was there any?"""
    with writing(record.engine) as connection:
        held = connection.execute(select(schema.sketch.c.page).limit(1)).first() is not None
        clear(connection)
    return held


def _read_again(connection: Connection, page: int) -> Projection | None:
    """The rows of a page that its reading gives, its own among them; None where there is no reading to be read."""
    row = connection.execute(select(schema.page).where(schema.page.c.number == page)).one()
    if row.reading is None:
        return None
    try:
        edited = effective(connection, row)
        rows = projection(edited)
    except UNREADABLE:
        return None
    connection.execute(update(schema.page).where(schema.page.c.number == page), page_row(edited.reading))
    return rows


def _speakers(connection: Connection) -> defaultdict[int, dict[int, str | None]]:
    """Who names were told to be, page by page, as far as those speakers are there; damaged ones are given up."""
    known = set()
    for row in connection.execute(select(schema.speaker.c.id, schema.speaker.c.detail)).all():
        try:
            json.loads(row.detail)
            known.add(row.id)
        except ValueError:
            connection.execute(delete(schema.speaker).where(schema.speaker.c.id == row.id))
    out: defaultdict[int, dict[int, str | None]] = defaultdict(dict)
    for mention in connection.execute(select(schema.mention)):
        if mention.speaker in known:
            out[mention.page][mention.name] = mention.speaker
    return out


def _tell_all(connection: Connection) -> None:
    """Everybody who holds rows in memory is to load them again."""
    held = set(connection.execute(select(schema.state.c.key)).scalars())
    for key in schema.STATES:
        if key not in held:
            connection.execute(insert(schema.state), {"key": key, "value": 0})
    raise_epoch(connection)
    raise_epoch(connection, "heard")
