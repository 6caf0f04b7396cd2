"""Whether what came from elsewhere is what its type says: a reading out of a file is not to be trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.types import Anchor, Reading, Span

Check = Callable[[Any], bool]
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
    return _check(hint)(value)


@cache
def _check(hint: Any) -> Check:  # noqa: ANN401
    """The check of an annotation, made once: readings hold thousands of values of a few kinds."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        either = [_check(part) for part in parts]
        return lambda value: any(check(value) for check in either)
    if origin is tuple:
        return _check_all(_check(parts[0])) if parts[-1:] == (Ellipsis,) else _check_each([*map(_check, parts)])
    if hint is float:
        return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if hint in (None, NoneType):
        return lambda value: value is None
    if _has_fields(hint):
        held = [(name, _check(of)) for name, of in _hints(hint).items()]
        return lambda value: type(value) is hint and all(check(getattr(value, name)) for name, check in held)
    return lambda value: type(value) is hint


def _check_all(check: Check) -> Check:
    return lambda value: isinstance(value, tuple) and all(map(check, value))


def _check_each(checks: list[Check]) -> Check:
    def each(value: object) -> bool:
        if not isinstance(value, tuple) or len(value) != len(checks):
            return False
        return all(check(part) for check, part in zip(checks, value, strict=True))

    return each


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 (a dataclass)
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _spans(value: Any) -> Iterator[Span]:  # noqa: ANN401
    """Every span of the text that stands somewhere in a value; an anchor's other span is of the page."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Anchor):
        yield value.text
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif _has_fields(value):
        kind: Any = type(value)
        for name in _spanning(kind):
            yield from _spans(getattr(value, name))


@cache
def _spanning(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (a dataclass)
    """The fields of a type that a span can stand in."""
    return tuple(name for name, hint in _hints(kind).items() if _holds_span(hint))


def _holds_span(hint: Any) -> bool:  # noqa: ANN401
    if hint is Span:
        return True
    return any(map(_holds_span, _hints(hint).values() if _has_fields(hint) else get_args(hint)))


def _has_fields(hint: Any) -> bool:  # noqa: ANN401
    return is_dataclass(hint)
