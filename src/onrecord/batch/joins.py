"""Pages that are alike, found by joins on the engine: `onrecord.batch.alike` says what that is.

The engine groups the pages by what they share, makes pairs of them, and keeps the pairs that are alike. Only these come
back; groups are made of them in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord.batch import alike
from onrecord.link.occasions import Sketch
from onrecord.link.occasions.neighbours import MOST

Frame = Any
"""A frame of the engine, which has no types that a checker could hold."""
Series = Any


def near_duplicates(daft: Any, tables: Sequence[str]) -> Frame:  # noqa: ANN401 (the library)
    """Near-duplicates as rows of ``a``, ``b`` and ``share``; a page that stands in the tables twice is one."""
    column, kind = daft.col, daft.DataType
    runs = daft.func.batch(return_dtype=kind.binary())(_runs)
    keys = daft.func.batch(return_dtype=kind.list(kind.uint32()))(_keys)
    signed = daft.func.batch(return_dtype=kind.string())(_signed)
    share = daft.func.batch(return_dtype=kind.float64())(_share)
    held = _pages(daft, tables).select(column("id"), runs(column("sketch")).alias("runs"))
    pages = held.select(keys(column("runs")).alias("key"), signed(column("id"), column("runs")).alias("page"))
    met = _pairs(daft, _holders(daft, pages, "key"), _met).select("a", "b").distinct()
    both = met.join(held.select(column("id").alias("a"), column("runs").alias("first")), on="a").join(
        held.select(column("id").alias("b"), column("runs").alias("second")), on="b"
    )
    scored = both.select("a", "b", share(column("first"), column("second")).alias("share"))
    return scored.where(column("share").not_null())


def candidates(daft: Any, tables: Sequence[str]) -> Frame:  # noqa: ANN401 (the library)
    """Candidates for retellings as rows of ``a``, ``b`` and ``share``."""
    column, kind = daft.col, daft.DataType
    held = _pages(daft, tables)
    count = held.count_rows()
    things = daft.func.batch(return_dtype=kind.list(kind.uint64()))(_things)
    strength = daft.func.batch(return_dtype=kind.float64())(_strength)

    @daft.func.batch(return_dtype=kind.int64())  # type: ignore[untyped-decorator]
    def weight(thing: Series, holders: Series) -> list[int]:
        rows = zip(thing.to_pylist(), holders.to_pylist(), strict=True)
        return [alike.weight(each, number, count) for each, number in rows]

    pages = held.select(things(column("sketch")).alias("key"), column("id").alias("page"))
    holders = _holders(daft, pages, "key").where(column("pages").length() <= MOST)
    weighed = holders.with_column("points", weight(column("key"), column("pages").length()))
    points = _pairs(daft, weighed, _all_pairs).groupby("a", "b").agg(column("points").sum())
    scored = points.select("a", "b", strength(column("points")).alias("share"))
    return scored.where(column("share").not_null())


def _pages(daft: Any, tables: Sequence[str]) -> Frame:  # noqa: ANN401
    return daft.read_parquet(list(tables)).select("id", "sketch").distinct("id")


def _holders(daft: Any, pages: Frame, key: str) -> Frame:  # noqa: ANN401
    """The pages that hold each thing, where several do."""
    column = daft.col
    held = pages.explode(key).where(column(key).not_null())
    return held.groupby(key).agg(column("page").list_agg().alias("pages")).where(column("pages").length() > 1)


def _pairs(daft: Any, holders: Frame, pairs: Callable[[Series], list[list[str]]]) -> Frame:  # noqa: ANN401
    """A row for each pair of pages that hold a thing, as ``a`` and ``b``."""
    column, kind = daft.col, daft.DataType
    made = daft.func.batch(return_dtype=kind.list(kind.string()))(pairs)
    rows = holders.with_column("pair", made(column("pages"))).exclude("pages").explode("pair")
    rows = rows.where(column("pair").not_null())
    split = {name: column("pair").split_part(" ", place) for place, name in enumerate("ab", 1)}
    return rows.with_columns(split).exclude("pair")


def _runs(sketches: Series) -> list[bytes]:
    return [Sketch.unpack(packed).runs.tobytes() for packed in sketches.to_pylist()]


def _things(sketches: Series) -> list[list[int]]:
    return [alike.things(Sketch.unpack(packed)) for packed in sketches.to_pylist()]


def _keys(runs: Series) -> list[list[int]]:
    return [alike.keys(alike.unpacked(each)) for each in runs.to_pylist()]


def _signed(ids: Series, runs: Series) -> list[str]:
    return [
        alike.signed(id_, alike.unpacked(each)) for id_, each in zip(ids.to_pylist(), runs.to_pylist(), strict=True)
    ]


def _met(holders: Series) -> list[list[str]]:
    return [[f"{a} {b}" for a, b in alike.met(each)] for each in holders.to_pylist()]


def _all_pairs(holders: Series) -> list[list[str]]:
    return [[f"{a} {b}" for a, b in alike.holders_pairs(each)] for each in holders.to_pylist()]


def _share(first: Series, second: Series) -> list[float | None]:
    rows = zip(first.to_pylist(), second.to_pylist(), strict=True)
    return [alike.share(alike.unpacked(a), alike.unpacked(b)) for a, b in rows]


def _strength(points: Series) -> list[float | None]:
    return [alike.strength(each) for each in points.to_pylist()]
