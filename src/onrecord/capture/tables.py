"""Tables of pages, a row each: JSON lines, JSON, CSV, TSV and Parquet.

All but a JSON document are read row by row. A row that is broken costs itself, unless the format cannot tell where
the next one begins. JSON by RFC 8259; CSV by RFC 4180 with the separators that spreadsheets write, in UTF-8 or, where
it is none, in Windows-1252.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.capture import media, moments
from onrecord.capture.columns import Columns
from onrecord.capture.source import MIB, Source, drain
from onrecord.errors import Unreadable
from onrecord.types import Given, Page, Rejection, Sender

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData  # type: ignore[import-untyped]

Row = Mapping[str, Any]
SEPARATORS = ",;\t|"
WIDEST = 10_000  # columns
NAMING = ("name", "title", "domain", "id")  # where a nested object says what it is called
BATCH = 64  # rows of Parquet in memory at once


def json_lines(source: Source) -> Iterator[Page | Rejection]:
    """One JSON object a line; blank lines count but give nothing."""
    for number, line in enumerate(_lines(source), 1):
        if line is None:
            yield source.refuse("too big", f"line {number} is longer than a page may be", item=f"#{number}")
        elif line.strip():
            yield _read(source, _object(line), f"#{number}")


def json_document(source: Source) -> Iterator[Page | Rejection]:
    """A list of objects, an object with one such list in it, or a single object.

    Raises:
        Unreadable: ``broken`` or ``too big``.
    """
    value = _parsed(drain(source.stream, source.limits.page))
    if isinstance(value, Unreadable):
        raise value
    rows = _rows(value)
    for number, row in enumerate(rows, 1):
        yield _read(source, row, f"#{number}" if len(rows) > 1 else "")


def separated(source: Source) -> Iterator[Page | Rejection]:
    """CSV with a header; the separator is the one that its first line holds most of.

    A row whose quotes are wrong is refused by itself, with the lines that it swallowed.

    Raises:
        Unreadable: ``columns``, or ``undecodable`` where the encoding changes, which ends the table.
    """
    csv.field_size_limit(max(csv.field_size_limit(), source.limits.page))
    encoding = _encoding(source.head)
    lines = io.TextIOWrapper(source.stream, encoding, newline="")
    separator = _separator(source.head.decode(encoding, "ignore"))
    try:
        yield from _sheet(source, csv.reader(lines, delimiter=separator, strict=True))
    except UnicodeDecodeError as error:
        raise Unreadable("undecodable", "the table is not all in one encoding: save it as UTF-8") from error
    finally:
        lines.detach()


def parquet(source: Source) -> Iterator[Page | Rejection]:
    """A Parquet file, through pyarrow, which is an extra of its own for its size.

    Raises:
        Unreadable: ``reader`` without pyarrow, ``broken``, ``columns`` or ``bomb``.
    """
    try:
        import pyarrow as arrow  # type: ignore[import-untyped]
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise Unreadable("reader", "Parquet needs one more library: pip install 'onrecord[parquet]'") from error
    try:
        file = ParquetFile(source.stream)
        columns = source.columns.among(file.schema_arrow.names)
        _refuse_swollen(source, file.metadata)
        number = 0
        for batch in file.iter_batches(BATCH, columns=columns.names()):
            for row in batch.to_pylist():
                number += 1
                yield _told(source, row, columns, f"#{number}")
    except (arrow.ArrowException, OSError) as error:
        raise Unreadable("broken", f"the Parquet file is damaged: {error}") from error


def _refuse_swollen(source: Source, metadata: FileMetaData) -> None:
    """By what the file says of itself: pyarrow unpacks a whole column of a group of rows at a time.

    Raises:
        Unreadable: ``bomb``.
    """
    for group in range(metadata.num_row_groups):
        told = metadata.row_group(group)
        packed = sum(told.column(at).total_compressed_size for at in range(told.num_columns))
        if told.total_byte_size > max(source.limits.free, source.limits.ratio * packed):
            raise Unreadable("bomb", f"a group of rows unpacks to more than {source.limits.ratio} times its size")


def _sheet(source: Source, rows: Iterator[list[str]]) -> Iterator[Page | Rejection]:
    header = _next(rows)
    if not isinstance(header, list):
        raise header or Unreadable("empty", "the table has no header")
    columns = source.columns.among(header[:WIDEST])
    number = 0
    while (values := _next(rows)) is not None:
        number += 1
        if isinstance(values, Unreadable):
            yield source.refuse(values.reason, f"row {number}: {values.detail}", item=f"#{number}")
        elif any(values):
            # Of two columns with one name the first holds, as it does where names are guessed.
            row = dict(reversed(list(zip(header[:WIDEST], values, strict=False))))
            yield _told(source, row, columns, f"#{number}")


def _next(rows: Iterator[list[str]]) -> list[str] | Unreadable | None:
    """The next row, why it is none, or None at the end; after an error the reader goes on with the next line."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return Unreadable("broken", f"its quotes do not close, or it is longer than a page may be ({error})")


def _lines(source: Source) -> Iterator[bytes | None]:
    """The lines of a stream, None for one that is longer than a page may be."""
    most = source.limits.page
    while line := source.stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.stream.readline(MIB)
        yield None


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        return Unreadable("broken", f"this is no JSON: {error}")


def _object(raw: bytes) -> Row | Unreadable:
    value = _parsed(raw)
    if isinstance(value, dict | Unreadable):
        return value
    return Unreadable("broken", "this is JSON, but no object with named values")


def _rows(value: object) -> list[Row | Unreadable]:
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)]
    if isinstance(value, dict) and len(lists) != 1:
        return [value]
    odd = Unreadable("broken", "this is JSON, but no object with named values")
    return [row if isinstance(row, dict) else odd for row in (lists[0] if lists else [value])]


def _read(source: Source, row: Row | Unreadable, item: str) -> Page | Rejection:
    if isinstance(row, Unreadable):
        return source.refuse(row.reason, row.detail, item=item)
    try:
        columns = source.columns.among(row)
    except Unreadable as error:
        return source.refuse(error.reason, error.detail, item=item)
    return _told(source, row, columns, item)


def _told(source: Source, row: Row, columns: Columns, item: str) -> Page | Rejection:
    """The page that a row holds, with what the row says about it."""

    def cell(name: str | None) -> str | None:
        return _word(row.get(name)) if name else None

    markup = cell(columns.markup)
    text = markup or cell(columns.text)
    if not text:
        return source.refuse("empty", "the row holds no text", item=item)
    content = _whole(text).encode()
    written = cell(columns.captured)
    return source.page(
        content,
        media.HTML if markup else media.text_type(text),
        item=item,
        captured=moments.moment(written) if written else None,
        address=cell(columns.address),
        given=Given(
            title=cell(columns.title),
            outlet=cell(columns.outlet),
            published=moments.day(cell(columns.published) or ""),
            updated=moments.day(cell(columns.updated) or ""),
            language=cell(columns.language),
            charset="utf-8",
            sender=Sender.COLUMN,
        ),
    )


def _word(value: object) -> str | None:
    """A cell as text: an object by its name, a list as its lines; None where it says nothing."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in NAMING if value.get(name)), None)
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if value is None or isinstance(value, bool):
        return None
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text if text.strip() else None


def _whole(text: str) -> str:
    """JSON can write halves of surrogate pairs that no text has; each becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8-sig"


def _separator(head: str) -> str:
    first = head.split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)
