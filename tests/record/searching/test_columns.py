"""Columns that grow by what is new are those that would be loaded."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from bench.made import READER, readings
from onrecord.pipeline import identify
from onrecord.record.searching.columns import Columns, load
from onrecord.record.searching.search import Search
from onrecord.record.store import Record


def told(columns: Columns) -> dict[str, Any]:
    """What they say, with the places of names and outlets resolved: their order is no matter."""
    out = {each.name: getattr(columns, each.name) for each in fields(columns)}
    heard = [None if place < 0 else columns.speakers[place] for place in columns.speaker.tolist()]
    outlets = [None if place < 0 else columns.outlets[place] for place in columns.outlet.tolist()]
    plain = {name: value.tolist() for name, value in out.items() if isinstance(value, np.ndarray)}
    return {**plain, "speaker": heard, "outlet": outlets, "length": columns.length}


def test_columns_grow_to_what_would_be_loaded(where: str) -> None:
    made = tuple(readings(6, seed=3))
    with Record.open(where, create=True) as record:
        search = Search(record)
        for number, reading in enumerate(made):
            record.keep(reading.page, reading, READER)
            if number == 2:
                identify(record)
            with record.engine.connect() as connection:
                grown, anew = search.columns(connection), load(connection)
            assert told(grown) == told(anew)
