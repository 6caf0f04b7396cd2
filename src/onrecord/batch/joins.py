"""Pages that share something, found by joins on the engine: `onrecord.batch.alike` says what, and what follows from it.

The engine groups the pages by the hashes that they share, makes pairs of them, brings each pair's sketches together and
keeps the pairs that are near-duplicates. Only these come back: groups are made of them in this process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.batch import alike
from onrecord.batch.engine import Engine
from onrecord.link.occasions import Sketch
from onrecord.link.occasions.sketching import MOST_RUNS


def near_duplicates(engine: Engine, tables: Sequence[str]) -> list[alike.Edge]:
    """The near-duplicates among the pages of these tables, in a fixed order; a page that stands there twice is one."""
    daft = engine.daft
    column, kind = daft.col, daft.DataType
    pages = daft.read_parquet(list(tables)).select("id", "sketch")
    runs = daft.func.batch(return_dtype=kind.binary())(_runs)
    keys = daft.func.batch(return_dtype=kind.list(kind.uint32()))(_keys)
    signed = daft.func.batch(return_dtype=kind.string())(_signed)
    pairs = daft.func.batch(return_dtype=kind.list(kind.string()))(_pairs)
    share = daft.func.batch(return_dtype=kind.float64())(_share)
    held = pages.select(column("id"), runs(column("sketch")).alias("runs")).distinct("id")
    met = (
        held.select(keys(column("runs")).alias("key"), signed(column("id"), column("runs")).alias("page"))
        .explode("key")
        .where(column("key").not_null())
        .groupby("key")
        .agg(column("page").list_agg().alias("pages"))
        .where(column("pages").length() > 1)
        .select(pairs(column("pages")).alias("pair"))
        .explode("pair")
        .distinct()
        .select(column("pair").split_part(" ", 1).alias("a"), column("pair").split_part(" ", 2).alias("b"))
    )
    both = met.join(held.select(column("id").alias("a"), column("runs").alias("first")), on="a").join(
        held.select(column("id").alias("b"), column("runs").alias("second")), on="b"
    )
    scored = both.select("a", "b", share(column("first"), column("second")).alias("share"))
    found = engine.rows(scored.where(column("share").not_null()))
    return sorted((row["a"], row["b"], row["share"]) for row in found)


def _runs(sketches: Any) -> list[bytes]:  # noqa: ANN401 (here and below: a series of the engine)
    return [Sketch.unpack(packed).runs.tobytes() for packed in sketches.to_pylist()]


def _keys(runs: Any) -> list[list[int]]:  # noqa: ANN401
    return [alike.keys(alike.unpacked(each)) for each in runs.to_pylist()]


def _signed(ids: Any, runs: Any) -> list[str]:  # noqa: ANN401
    return [
        alike.signed(id_, alike.unpacked(each)) for id_, each in zip(ids.to_pylist(), runs.to_pylist(), strict=True)
    ]


def _pairs(holders: Any) -> list[list[str]]:  # noqa: ANN401
    return [[f"{a} {b}" for a, b in alike.met(each)] for each in holders.to_pylist()]


def _share(first: Any, second: Any) -> list[float | None]:  # noqa: ANN401
    rows = zip(first.to_pylist(), second.to_pylist(), strict=True)
    return [alike.share(alike.unpacked(a), alike.unpacked(b), MOST_RUNS) for a, b in rows]
