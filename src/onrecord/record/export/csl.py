"""CSL-JSON for bibliographies: one item a page (Citation Style Language 1.0.2, ``article-newspaper``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from onrecord.record.codec import Json
from onrecord.record.export.selection import MADE_BY, Found, Selection, Sheet
from onrecord.record.export.writing import utc, write_array


def write(selection: Selection, out: BinaryIO) -> None:
    """The pages in the order of the first statement found on each; ``custom`` holds what CSL has no field for."""
    write_array(out, _items(selection))
    out.write(b"\n")


def _items(selection: Selection) -> Iterator[Json]:
    made = {"query": selection.query, "made": utc(selection.moment), "made_by": MADE_BY}
    for sheet, found in selection.sheets():
        yield _item(sheet) | {"custom": {**_custom(sheet, found), **made}}


def _item(sheet: Sheet) -> Json:
    article = sheet.article
    item = {
        "id": sheet.id,
        "type": "article-newspaper",
        "title": article["title"],
        "container-title": article["outlet"],
        "author": [{"literal": name} for name in article["byline"]],
        "issued": _issued(*sheet.published),
        "accessed": _date(sheet.captured.date()),
        "URL": article["address"],
        "language": article["language"],
        "source": article["original_outlet"],
        "note": "translated" if article["translated"] else None,
    }
    return {name: value for name, value in item.items() if value}


def _custom(sheet: Sheet, found: tuple[Found, ...]) -> Json:
    return {
        "page": sheet.page["name"],
        "sha256": sheet.page["sha256"],
        "statements": [each.statement.id for each in found],
    }


def _issued(earliest: date | None, latest: date | None) -> Json | None:
    """A day, or a range of days; none where one end is open, for the format has no word for that."""
    if earliest is None or latest is None:
        return None
    return _date(earliest) if earliest == latest else _date(earliest, latest)


def _date(*days: date) -> Json:
    return {"date-parts": [[day.year, day.month, day.day] for day in days]}
