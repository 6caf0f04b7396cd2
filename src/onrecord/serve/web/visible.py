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
_SPECIAL = re.compile("[&<>\"']")
_BOXED, _ESCAPED = 90, 5
"""Bytes that a character in a box, or one that is escaped, comes to."""
_NAMES = {0x00: "NULL", 0x08: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x0D: "CARRIAGE RETURN"}


def visible(text: str) -> Markup:
    """The text, escaped; what could not be seen of it stands in a box."""
    pieces, at = [], 0
    for match in ODD.finditer(text):
        pieces += [escape(text[at : match.start()]), _box(match.group())]
        at = match.end()
    return Markup("").join([*pieces, escape(text[at:])]) if pieces else escape(text)


def named(text: str) -> str:
    """The text as text, where no box can be: what could not be seen of it is told by its number."""
    return ODD.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def cost(text: str) -> int:
    """Bytes of HTML that a text comes to, about and at most."""
    odd = sum(1 for _ in ODD.finditer(text))
    special = sum(1 for _ in _SPECIAL.finditer(text))
    return len(text.encode("utf-8", "surrogatepass")) + odd * _BOXED + special * _ESCAPED


def _box(character: str) -> Markup:
    number = f"U+{ord(character):04X}"
    name: str = _NAMES.get(ord(character), "") or unicodedata.name(character, "control character")
    return Markup('<span class="odd" title="{}">{}</span>').format(name.lower(), number)
