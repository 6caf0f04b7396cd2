"""What can go wrong, in words for the person who meets it: what happened, where, and what to do next."""

from __future__ import annotations


class OnrecordError(Exception):
    """The root of every error that onrecord raises on purpose."""


class InvalidSpan(OnrecordError, ValueError):
    """A span that is empty, inverted or negative; it never reaches a reader."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"no words stand at [{start}, {end}): a span must hold at least one character")


class Unreadable(OnrecordError):
    """A page or path that cannot be read; ``reason`` is a short fixed word, the message tells the rest."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class WordsError(OnrecordError):
    """A table of a language that is missing or broken."""


class Contradiction(OnrecordError):
    """Judgements that cannot all hold; the message names them, so that one can be taken back."""


class RecordError(OnrecordError):
    """A record that cannot be opened, read or written, and what to do about it."""


class QueryError(OnrecordError):
    """A query that cannot be answered as it stands; ``at`` is the place in it, in characters."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at
