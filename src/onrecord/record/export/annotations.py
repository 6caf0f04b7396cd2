"""W3C Web Annotations: every statement pinned to its words, by quotation and by position.

Web Annotation Data Model and Vocabulary, W3C Recommendations of 23 February 2017. Positions count code points of the
article's text, as the standard asks; the quotation, with the characters around it, finds the words in the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.record.codec import Json
from onrecord.record.export.selection import MADE_BY, Found, Selection, snapshot_urn, statement_urn
from onrecord.record.export.writing import utc, write_into
from onrecord.types import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and suffix."""


def write(selection: Selection, out: BinaryIO) -> None:
    """One collection, with all annotations in its one page."""
    made = utc(selection.moment)
    frame = {
        "@context": CONTEXT,
        "id": "urn:onrecord:export",
        "type": "AnnotationCollection",
        "label": f"Statements found by: {selection.query}" if selection.query else "All statements",
        "creator": {"type": "Software", "name": MADE_BY},
        "created": made,
        "total": selection.total,
        "first": {"id": "urn:onrecord:export:1", "type": "AnnotationPage", "startIndex": 0, "items": []},
    }
    write_into(out, frame, _annotations(selection, made))


def _annotations(selection: Selection, made: str) -> Iterator[Json]:
    for found in selection.found():
        yield {
            "id": statement_urn(found.statement.id),
            "type": "Annotation",
            "motivation": "describing",
            "created": made,
            "generator": {"type": "Software", "name": MADE_BY},
            "body": list(_bodies(found)),
            "target": [_target(found, span) for span in found.statement.content],
        }


def _bodies(found: Found) -> Iterator[Json]:
    speaker = found.statement.speaker
    if speaker:
        yield _body("identifying", speaker.name)
    yield _body("classifying", found.statement.manner.value)
    if found.verdict:
        yield _body("assessing", found.verdict)


def _body(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(found: Found, span: Span) -> Json:
    """One stretch of the words; a statement in two stretches has two targets."""
    sheet, text = found.sheet, found.sheet.text
    quotation = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": sheet.source,
        "state": {
            "type": "TimeState",
            "sourceDate": utc(sheet.captured),
            "cached": snapshot_urn(sheet.page["sha256"]),
        },
        "selector": [quotation, {"type": "TextPositionSelector", "start": span.start, "end": span.end}],
    }
