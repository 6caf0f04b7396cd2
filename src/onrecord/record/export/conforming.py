"""Whether what came from elsewhere is what its type says: a reading out of a file is not to be trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.types import Anchor, Reading, Span

_ID = re.compile("[0-9a-f]{16}")


def faults(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, in words: values of another kind, words outside the text, ids that are none."""
    if not conforms(reading, Reading):
        yield "a field holds a value of another kind than it should"
        return
    if any(span.end > len(reading.article.text) for span in _spans(reading)):
        yield "a span ends beyond the text"
    if any(not statement.content for statement in reading.statements):
        yield "a statement has no words"
    ids = [each.id for each in reading.statements]
    if len(set(ids)) < len(ids) or not all(_ID.fullmatch(id_) for id_ in (*ids, *(f.id for f in reading.figures))):
        yield "an id is no digest, or stands twice"


def conforms(value: object, hint: Any) -> bool:  # noqa: ANN401 (a type, however it is written)
    """Whether a value is what an annotation of `onrecord.types` says, all the way down."""
    if get_origin(hint) in (Union, UnionType):
        return any(conforms(value, each) for each in get_args(hint))
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and _holds(value, get_args(hint))
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if hint in (None, NoneType):
        return value is None
    if is_dataclass(hint):
        return type(value) is hint and all(conforms(getattr(value, name), of) for name, of in _hints(hint).items())
    return type(value) is hint


def _holds(values: tuple[object, ...], kinds: tuple[Any, ...]) -> bool:
    if kinds[-1:] == (Ellipsis,):
        return all(conforms(each, kinds[0]) for each in values)
    return len(values) == len(kinds) and all(map(conforms, values, kinds))


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 (a dataclass)
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _spans(value: object) -> Iterator[Span]:
    """Every span of the text that stands somewhere in a value; an anchor's other span is of the page."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Anchor):
        yield value.text
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
