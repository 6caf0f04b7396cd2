"""What programs send where they write: JSON of these shapes, nothing beside them, each within its bounds."""

from __future__ import annotations

import base64
import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from onrecord.types import Manner, SpeakerKind

MOST_ADDRESSES = 200
"""Addresses that one import fetches."""
_FILES = 500
_HALF = re.compile("[\ud800-\udfff]")
Place = Annotated[int, Field(ge=0, le=1 << 31)]


def _in_order(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that hold something, follow each other and do not overlap."""
    if any(start >= end for start, end in spans) or any(one[1] > other[0] for one, other in pairwise(spans)):
        raise ValueError("spans are [start, end] with start before end, in the order of the text, and do not overlap")
    return spans


def _any_of_them(schema: dict[str, Any]) -> None:
    """Of a correction's fields some are sent; what is not sent has no value of its own."""
    schema["minProperties"] = 1
    for each in schema["properties"].values():
        each.pop("default", None)


def _storable(text: str) -> str:
    if "\0" in text or (not text.isascii() and _HALF.search(text)):
        raise ValueError("a text cannot hold the character U+0000, or half of one")
    return text


def _is_base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("it is not base64") from error
    return text


Base64 = Annotated[str, AfterValidator(_is_base64), Field(json_schema_extra={"contentEncoding": "base64"})]
Storable = Annotated[str, AfterValidator(_storable)]
Id = Annotated[Storable, Field(min_length=1, max_length=64)]
Name = Annotated[Storable, Field(min_length=1, max_length=300, pattern=r"\S")]
Text = Annotated[Storable, Field(max_length=600)]
Who = Annotated[Storable, Field(max_length=200, description="Who decides; the token's name where it has one.")]
Places = Annotated[list[tuple[Place, Place]], Field(max_length=200), AfterValidator(_in_order)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Said(_Body):
    who: Who = ""
    why: Text = ""


class Credited(_Body):
    """Who is credited."""

    name: Name
    kind: SpeakerKind
    role: Annotated[Storable, Field(max_length=300)] | None = None
    aliases: Annotated[list[Name], Field(max_length=50)] = []


class SaidOn(_Body):
    """The days, both included, on which something was said."""

    earliest: date
    latest: date

    @model_validator(mode="after")
    def _forwards(self) -> SaidOn:
        if self.earliest > self.latest:
            raise ValueError("earliest is later than latest")
        return self


class Corrected(_Body):
    """What of a statement is otherwise; a field that is not sent stays as it is, null is nobody or nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_any_of_them)

    content: Annotated[Places, Field(min_length=1)] = []
    cue: Places | None = None
    source: Places | None = None
    manner: Manner = Manner.DIRECT
    speaker: Credited | None = None
    addressee: Name | None = None
    said: SaidOn | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Corrected:
        if not self.model_fields_set:
            raise ValueError("nothing is corrected: send at least one field")
        return self

    def value(self, who: str) -> dict[str, Any]:
        """The fields that were sent, as a statement's JSON has them."""
        told = self.model_dump(mode="json", include=self.model_fields_set)
        if told.get("said"):
            basis = {"rule": "editor", "detail": who, "score": 1.0}
            told["said"] |= {"basis": basis, "evidence": []}
        return {name: value or None for name, value in told.items()}


class OnStatement(_Said):
    """A statement is right as it is told, or is none."""

    kind: Literal["accept", "reject"]
    statement: Id


class Correction(_Said):
    """A statement is right but for some fields."""

    kind: Literal["correct"]
    statement: Id
    corrected: Corrected


class OnNames(_Said):
    """Two names are one speaker, or two. A name is told by its key, or is the id or a name of a speaker."""

    kind: Literal["same", "different"]
    one: Text
    other: Text


class Renaming(_Said):
    """What a speaker is to be called."""

    kind: Literal["rename"]
    one: Text
    name: Name


class Undoing(_Said):
    """A decision, told by its hash, is taken back."""

    kind: Literal["undo"]
    decision: Id


Judgement = Annotated[OnStatement | Correction | OnNames | Renaming | Undoing, Field(discriminator="kind")]


class Sent(_Body):
    """A file: a page, or what holds pages (an archive, a feed, a table). ``content`` is base64 (RFC 4648)."""

    name: Annotated[Storable, Field(min_length=1, max_length=500)]
    content: Base64

    @property
    def raw(self) -> bytes:
        return base64.b64decode(self.content)


class Importing(_Body):
    """What is to be imported: files, texts, addresses to be fetched, the example pages."""

    files: Annotated[list[Sent], Field(max_length=_FILES)] = []
    texts: Annotated[list[str], Field(max_length=_FILES)] = []
    addresses: Annotated[list[Annotated[Storable, Field(pattern=r"^\S+$")]], Field(max_length=MOST_ADDRESSES)] = []
    examples: bool = False
