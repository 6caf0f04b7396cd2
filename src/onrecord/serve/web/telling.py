"""Answers as JSON: the fields of a dataclass under their names, spans as [start, end], days as ISO dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from onrecord.record.export.writing import as_bytes
from onrecord.types import Span


def told(answer: object) -> bytes:
    """An answer as UTF-8; the same bytes for the same answer."""
    return as_bytes(plain(answer))


def plain(value: object) -> Any:  # noqa: ANN401 (whatever JSON can hold)
    """A value of an answer as JSON has it."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
