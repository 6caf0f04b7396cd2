"""Values of one thing on one scale, a row each: a dot where a value is told, a line as far as the hedge reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.serve.charts.drawing import drawing, element, fitting, text, titled

WIDTH = 720
_LABEL, _ROW, _TOP, _DOT, _RIGHT = 250, 24, 12, 5, 96
_OPEN = 46
"""How far a line reaches where the hedge leaves an end open."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value, or a range of them, as somebody told it: who, and the words."""

    label: str
    words: str
    low: float
    high: float
    hedge: str


def strip(points: Sequence[Point], title: str) -> str:
    """The points as SVG, in their order, in the colour of what surrounds them."""
    values = [value for point in points for value in (point.low, point.high)]
    low, high = min(values), max(values)
    scale = (WIDTH - _LABEL - _RIGHT - 2 * _OPEN) / ((high - low) or 1)
    left = _LABEL + _OPEN + (0 if high > low else (WIDTH - _LABEL - _RIGHT) / 2 - _OPEN)
    parts = [part for number, point in enumerate(points) for part in _row(number, point, left, low, scale)]
    told = " ".join(f"{point.label}: {point.words}." for point in points)
    return drawing((WIDTH, 2 * _TOP + _ROW * len(points)), title, told, parts)


def _row(number: int, point: Point, left: float, low: float, scale: float) -> Iterator[str]:
    y = _TOP + _ROW * number + _ROW / 2
    first, last = left + (point.low - low) * scale, left + (point.high - low) * scale
    yield element("line", x1=_LABEL, x2=WIDTH - _RIGHT, y1=y, y2=y, stroke="currentColor", stroke_opacity=0.15)
    yield text(fitting(point.label, _LABEL - 14), _LABEL - 10, y + 4, text_anchor="end")
    start = first - (_OPEN if point.hedge in ("less than", "at most") else 0)
    end = last + (_OPEN if point.hedge in ("more than", "at least") else 0)
    if end > start:
        yield element("line", x1=start, x2=end, y1=y, y2=y, stroke="currentColor", stroke_width=2.5)
    exact = point.hedge in ("exactly", "at least", "at most")
    yield element(
        "circle",
        titled(point.words),
        cx=(first + last) / 2 if first == last else first,
        cy=y,
        r=_DOT,
        fill="currentColor" if exact else "none",
        stroke="currentColor",
        stroke_width=2,
    )
    yield text(fitting(point.words, _RIGHT - 6), WIDTH - _RIGHT + 6, y + 4)
