"""The little of SVG that charts need: elements whose text cannot break out, cut to what fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from onrecord.record.export.writing import shown

WIDE = 1.0
"""Of the size of its letters, what a wide character takes; others take about `NARROW`."""
NARROW = 0.56


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """An element with what it holds, which is markup; dashes of attributes are written as underscores."""
    named = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_told(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{named}>{content}</{name}>" if content else f"<{name}{named}/>"


def text(words: str, x: float, y: float, **attributes: str | float | None) -> str:
    return element("text", escape(shown(words)), x=x, y=y, **attributes)


def titled(words: str) -> str:
    """What is shown of an element, and read aloud, when it is pointed at."""
    return element("title", escape(shown(words)))


def drawing(size: tuple[float, float], title: str, description: str, parts: Iterable[str], *, role: str = "img") -> str:
    """A whole image; one that holds links is a ``group``. Several may stand on one page: their ids differ."""
    width, height = size
    own = f"{crc32(f'{title} {description}'.encode('utf-8', 'replace')):08x}"
    told, longer = f"title-{own}", f"desc-{own}"
    head = element("title", escape(shown(title)), id=told) + element("desc", escape(shown(description)), id=longer)
    return element(
        "svg",
        head + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role=role,
        aria_labelledby=f"{told} {longer}",
        font_family="system-ui, 'Noto Sans', sans-serif",
        font_size=13,
        fill="currentColor",
    )


def fitting(words: str, width: float, size: float = 13) -> str:
    """As much of a text, on one line, as fits into a width; an ellipsis says that it goes on."""
    line = " ".join(words.split())
    taken = 0.0
    for at, character in enumerate(line):
        taken += size * (WIDE if unicodedata.east_asian_width(character) in "WF" else NARROW)
        if taken > width:
            return line[: max(0, at - 1)].rstrip() + "…"
    return line


def _told(value: str | float) -> str:
    return shown(value) if isinstance(value, str) else f"{value:g}"
