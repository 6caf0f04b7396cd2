"""A long page cut into parts, so that no screen of it outgrows what a browser shows at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.serve.web.visible import cost
from onrecord.types import Span

MOST = 200_000
"""Bytes of HTML that one part may come to, about; a screen has some 20,000 around it."""
_CHUNK = 4_000
"""Characters that are weighed at a time."""
_BLOCK, _STATEMENT = 160, 1_800
"""Bytes that a block, and a statement with its card, add."""


def parts_of(text: str, blocks: Sequence[Span], starts: Sequence[int]) -> list[Span]:
    """Stretches of a text that are shown one at a time, in order; each ends with a block, or at a space within one.

    ``starts`` are where statements begin, ascending. A text that is short enough is one part.
    """
    parts: list[Span] = []
    begin, size = 0, 0
    for chunk, weight in _chunks(text, blocks, starts):
        if size and size + weight > MOST:
            parts.append(Span(begin, chunk.start))
            begin, size = chunk.start, 0
        size += weight
    return [*parts, Span(begin, len(text))] if text else []


def part_at(parts: Sequence[Span], at: int) -> int:
    """Which part holds a character; the last one where it lies beyond the text."""
    return max(0, bisect_right([part.start for part in parts], at) - 1)


def _chunks(text: str, blocks: Sequence[Span], starts: Sequence[int]) -> Iterator[tuple[Span, int]]:
    for block in blocks:
        at = block.start
        while at < block.end:
            end = _end(text, at, block.end)
            chunk = Span(at, end)
            weight = _weight(text, chunk, starts)
            while weight > MOST and end - at > 1:
                end = at + max(1, (end - at) // 2)
                chunk = Span(at, end)
                weight = _weight(text, chunk, starts)
            yield chunk, weight + (_BLOCK if at == block.start else 0)
            at = end


def _end(text: str, at: int, last: int) -> int:
    """Where a chunk ends: with its block, else behind a space if one is near."""
    if last - at <= _CHUNK:
        return last
    space = text.rfind(" ", at + _CHUNK // 2, at + _CHUNK)
    return space + 1 if space >= 0 else at + _CHUNK


def _weight(text: str, chunk: Span, starts: Sequence[int]) -> int:
    statements = bisect_left(starts, chunk.end) - bisect_left(starts, chunk.start)
    return cost(chunk.of(text)) + statements * _STATEMENT
