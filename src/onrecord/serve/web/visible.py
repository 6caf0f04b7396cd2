"""Captured text in HTML: characters that control or reorder are shown in a box, each by its number and name."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

ODD = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Characters without a shape that change what is seen around them, or hide something."""
_NAMES = {0x00: "NULL", 0x08: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x0D: "CARRIAGE RETURN"}


def visible(text: str) -> Markup:
    """The text, escaped; what could not be seen of it stands in a box."""
    pieces, at = [], 0
    for match in ODD.finditer(text):
        pieces += [escape(text[at : match.start()]), _box(match.group())]
        at = match.end()
    return Markup("").join([*pieces, escape(text[at:])]) if pieces else escape(text)


def _box(character: str) -> Markup:
    number = f"U+{ord(character):04X}"
    name: str = _NAMES.get(ord(character), "") or unicodedata.name(character, "control character")
    return Markup('<span class="odd" title="{}">{}</span>').format(name.lower(), number)
