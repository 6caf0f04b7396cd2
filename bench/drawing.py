"""Measurements as SVG: lines over a grid, each with its name in its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _FOOT, _EDGE = 720, 260, 64, 40, 16
_COLOURS = ("#33638d", "#dc7f3c", "#5a9c5a", "#8d5a9c")

Mark = tuple[float, str]
"""Where on an axis, as a share of it, stands what."""


@dataclass(frozen=True, slots=True)
class Line:
    """Its name, and its points as shares of the width and of the height, each from 0 to 1."""

    name: str
    points: Sequence[tuple[float, float]]


def chart(title: str, lines: Sequence[Line], across: Sequence[Mark], up: Sequence[Mark], unit: str) -> str:
    """An SVG of its own; ``unit`` is that of the horizontal axis."""
    wide, high = _WIDTH - _LEFT - _EDGE, _HEIGHT - _FOOT - _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    ]
    for share, name in up:
        y = _EDGE + high * (1 - share)
        parts.append(f'<path d="M{_LEFT} {y:.0f}h{wide}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{escape(name)}</text>')
    for share, name in across:
        x = _LEFT + wide * share
        anchor = "end" if share == 1 else "middle"
        parts.append(f'<text x="{x:.0f}" y="{_HEIGHT - 22}" text-anchor="{anchor}">{escape(name)}</text>')
    for number, (line, colour) in enumerate(zip(lines, _COLOURS, strict=False)):
        places = " ".join(f"{_LEFT + wide * x:.1f},{_EDGE + high * (1 - y):.1f}" for x, y in line.points)
        parts.append(f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        at = _LEFT + 110 * number
        parts.append(f'<text x="{at}" y="{_HEIGHT - 6}" fill="{colour}">{escape(line.name)}</text>')
    parts.append(f'<text x="{_WIDTH - _EDGE}" y="{_HEIGHT - 6}" text-anchor="end">{escape(unit)}</text></svg>\n')
    return "".join(parts)
