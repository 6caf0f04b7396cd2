"""JSON that is written a piece at a time: any text survives, and the same values give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from onrecord.record.codec import Json

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Sink(Protocol):
    """Something that bytes are written to."""

    def write(self, data: bytes, /) -> int: ...


def as_bytes(value: object) -> bytes:
    """A value as JSON, in UTF-8; half a surrogate pair, which UTF-8 cannot hold, is written as its escape.

    Two halves side by side come back as the one character that they make; no page is decoded to such a text.
    """
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATES.sub(lambda match: f"\\u{ord(match.group()):04x}", written).encode()


def write_array(out: Sink, values: Iterable[Json]) -> None:
    """Writes an array, one value a line."""
    out.write(b"[")
    for number, value in enumerate(values):
        out.write((b",\n" if number else b"\n") + as_bytes(value))
    out.write(b"\n]")


def write_into(out: Sink, frame: Json, values: Iterable[Json]) -> None:
    """Writes an object whose last member, however deep, is an empty list: the values, of any number, fill it."""
    before, after = as_bytes(frame).rsplit(b"[]", 1)
    out.write(before)
    write_array(out, values)
    out.write(after + b"\n")


def shown(text: str) -> str:
    """Text with controls, characters that reorder it and halves of surrogate pairs shown by their number.

    What remains can stand in XML and HTML; ends of lines are one character.
    """
    return _UNSAFE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text).replace("\r\n", "\n")


def whole(text: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair shows its number."""
    return _SURROGATES.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def utc(moment: datetime) -> str:
    """A moment as xsd:dateTime in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
