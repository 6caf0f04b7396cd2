"""The tables of a run as Parquet. The one module here that imports pyarrow.

A row group holds a fixed number of rows or bytes, counted from the first row on, so that the same rows in the same
order give the same bytes, whatever they came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

Row = Mapping[str, Any]
Columns = Mapping[str, type]

ROWS, BYTES = 1_000, 32 << 20
"""A row group ends at so many rows, or so many bytes of text."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    bytes: pa.binary(),
}


class Writer:
    """A table that is written a row group at a time; use it in a ``with``."""

    def __init__(self, out: BinaryIO, columns: Columns) -> None:
        self._schema = pa.schema([(name, _KINDS[kind]) for name, kind in columns.items()])
        self._writer = parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._bytes = 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_error: object) -> None:
        self.flush()
        self._writer.close()

    def add(self, row: Row) -> None:
        self._rows.append({name: _whole(row.get(name)) for name in self._schema.names})
        self._bytes += sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
        if len(self._rows) >= ROWS or self._bytes >= BYTES:
            self.flush()

    def flush(self) -> None:
        """Ends the row group."""
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._bytes = [], 0

    def tell(self, about: Mapping[str, str]) -> None:
        """Writes something about the table into its foot."""
        self._writer.add_key_value_metadata(about)


class Table:
    """A table in a file that can seek, read a row group at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        self._file = parquet.ParquetFile(stream)

    def __len__(self) -> int:
        """How many row groups it has."""
        return int(self._file.num_row_groups)

    def about(self) -> dict[str, str]:
        """What was told of the table."""
        found = self._file.schema_arrow.metadata or self._file.metadata.metadata or {}
        return {key.decode(): value.decode() for key, value in found.items()}

    def groups(self, column: str) -> list[str | None]:
        """For each row group the one value that a column of text has in it; None where it has several."""
        metadata = self._file.metadata
        at = self._file.schema_arrow.get_field_index(column)
        told = (metadata.row_group(number).column(at).statistics for number in range(metadata.num_row_groups))
        return [each.min if each is not None and each.min == each.max else None for each in told]

    def rows(self, groups: Iterable[int], columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of these row groups, in their order."""
        for number in groups:
            yield from self._file.read_row_group(number, columns=columns).to_pylist()


def _whole(cell: object) -> object:
    """A cell as UTF-8 can hold it: half a surrogate pair shows its number."""
    if not isinstance(cell, str) or cell.isascii():
        return cell
    try:
        cell.encode()  # much faster than the search, and nearly always right
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda match: f"<U+{ord(match.group()):04X}>", cell)
    return cell
