"""schema.org as JSON-LD: pages as ``NewsArticle``, words in marks as ``Quotation``, words retold as ``Claim``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from onrecord.record.codec import Json
from onrecord.record.export.selection import MADE_BY, Found, Selection, Sheet, snapshot_urn, statement_urn
from onrecord.record.export.writing import utc, write_into
from onrecord.types import Manner, SpeakerKind

CONTEXT = "https://schema.org"
_KINDS = {SpeakerKind.PERSON: "Person", SpeakerKind.OUTLET: "NewsMediaOrganization"}
"""What a speaker is there; bodies, offices and groups are organizations."""


def write(selection: Selection, out: BinaryIO) -> None:
    """A data set that holds the articles, each followed by its statements."""
    frame = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": "Statements",
        "description": f"Found by: {selection.query}" if selection.query else "Everything",
        "dateCreated": utc(selection.moment),
        "creator": {"@type": "SoftwareApplication", "name": MADE_BY},
        "size": f"{selection.total} statements",
        "hasPart": [],
    }
    write_into(out, frame, _nodes(selection))


def _nodes(selection: Selection) -> Iterator[Json]:
    for sheet, found in selection.sheets():
        yield _article(sheet)
        yield from (_statement(each) for each in found)


def _article(sheet: Sheet) -> Json:
    article, origin = sheet.article, sheet.article["original_outlet"]
    cites = [_named("NewsMediaOrganization", each) for each in dict.fromkeys(c["name"] for c in article["cites"])]
    return _told(
        {
            "@type": "NewsArticle",
            "@id": _page_urn(sheet),
            "identifier": sheet.page["sha256"],
            "name": sheet.page["name"],
            "headline": article["title"],
            "url": article["address"],
            "archivedAt": snapshot_urn(sheet.page["sha256"]),
            "inLanguage": article["language"],
            "datePublished": _day(*sheet.published),
            "author": [_named("Person", name) for name in article["byline"]],
            "publisher": _named("NewsMediaOrganization", article["outlet"]),
            "isBasedOn": origin and {"@type": "CreativeWork", "publisher": _named("NewsMediaOrganization", origin)},
            "mentions": cites,
        }
    )


def _statement(found: Found) -> Json:
    """Words in marks are quoted; what is told in the page's own words is a claim that the page reports."""
    speaker, quoted = found.statement.speaker, found.statement.manner is not Manner.INDIRECT
    page = {"@id": _page_urn(found.sheet)}
    who = _named(_KINDS.get(speaker.kind, "Organization"), speaker.name) if speaker else None
    return _told(
        {
            "@type": "Quotation" if quoted else "Claim",
            "@id": statement_urn(found.statement.id),
            "text": found.words,
            "spokenByCharacter" if quoted else "author": who,
            "isPartOf" if quoted else "appearance": page,
            "dateCreated": _day(*found.said),
            "inLanguage": found.sheet.article["language"],
            "genre": found.statement.manner.value,
        }
    )


def _page_urn(sheet: Sheet) -> str:
    return f"urn:onrecord:page:{sheet.id}"


def _named(kind: str, name: str | None) -> Json | None:
    return {"@type": kind, "name": name} if name else None


def _day(earliest: date | None, latest: date | None) -> str | None:
    """A day that is known exactly: schema.org has no intervals for what was published or said."""
    return earliest.isoformat() if earliest and earliest == latest else None


def _told(node: Json) -> Json:
    return {name: value for name, value in node.items() if value}
