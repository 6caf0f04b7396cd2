"""What a query finds, in the formats that others speak: exactly that, streamed, with the query in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import BinaryIO

from onrecord.record.export.selection import Selection, selecting
from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the function that writes it, whether a terminal can show it, and what it is."""

    writer: str
    binary: bool
    what: str

    def write(self, selection: Selection, out: BinaryIO) -> None:
        module, _, function = self.writer.partition(":")
        write: Callable[[Selection, BinaryIO], None]
        write = getattr(import_module(f"onrecord.record.export.{module}"), function)
        write(selection, out)


FORMATS = {
    "jsonl": Format("lines:write", False, "onrecord's own JSON lines, which `onrecord import` takes"),
    "annotations": Format("annotations:write", False, "W3C Web Annotations"),
    "csv": Format("separated:write", False, "one statement a line, safe to open in a spreadsheet"),
    "xlsx": Format("workbook:write", True, "the same as a workbook"),
    "csl": Format("csl:write", False, "the pages as CSL-JSON, for bibliographies"),
    "prov": Format("provenance:write", False, "PROV-JSON"),
    "jsonld": Format("linked:write", False, "schema.org as JSON-LD"),
    "parquet": Format("columnar:write_statements", True, "statements as a Parquet table"),
    "parquet-figures": Format("columnar:write_figures", True, "figures as a Parquet table"),
    "parquet-pages": Format("columnar:write_pages", True, "pages as a Parquet table"),
    "lineage": Format("lineage:write", False, "what was said once and retold, as one JSON object"),
    "bundle": Format("bundle:write", True, "an evidence bundle: a ZIP archive that anybody can check offline"),
}
"""What can be asked for; the libraries of each are loaded only when it is."""


def export(record: Record, out: BinaryIO, form: str, query: str, moment: datetime) -> tuple[int, int]:
    """Writes what a query finds, everything where it is empty; how many statements and pages that are.

    ``moment`` is the time that the export bears, where its format has a place for one.

    Raises:
        QueryError: the query has a part that cannot be understood.
        RecordError: the format needs a library that is not installed.
    """
    with selecting(record, query, moment) as selection:
        FORMATS[form].write(selection, out)
        return selection.total, selection.pages
