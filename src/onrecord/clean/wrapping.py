"""The lines of a plain text, those of one hard-wrapped paragraph taken together.

A text is wrapped where most of its lines break within a sentence, many are full, and none is longer than a terminal is
wide. Limits: fewer than 45 or more than 100 characters are not taken for wrapped ones. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.types import Span

_VISIBLE = re.compile(r"[^\s\ufeff](?:[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s\ufeff])?")
_WIDTHS = range(45, 101)
_SLACK = 8
"""Characters by which a full line may be shorter than it could be: some programs even their lines out."""


def paragraphs_of(text: str) -> list[Span]:
    """Where the paragraphs stand, ends without white space."""
    lines = [Span(match.start(), match.end()) for match in _VISIBLE.finditer(text)]
    width = max((line.end - line.start for line in lines), default=0)
    if not _is_wrapped(text, lines, width):
        return lines
    joined: list[Span] = []
    for line in lines:
        if joined and text.count("\n", joined[-1].end, line.start) <= 1 and _goes_on(text, joined[-1], line, width):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_wrapped(text: str, lines: Sequence[Span], width: int) -> bool:
    """Most lines break within a sentence, many are full, and what follows them seldom begins with a capital."""
    if len(lines) < 4 or width not in _WIDTHS:
        return False
    broken = sum(text[line.end - 1] not in '.!?:”"»' for line in lines)
    after = [text[line.start] for before, line in pairwise(lines) if _goes_on(text, before, line, width)]
    small = sum(not letter.isupper() for letter in after)
    return broken * 2 > len(lines) and len(after) * 5 >= len(lines) * 2 and small * 2 > len(after)


def _goes_on(text: str, before: Span, line: Span, width: int) -> bool:
    """The line continues the paragraph before it: the first word had no room in that one's last line."""
    last = text.rfind("\n", before.start, before.end) + 1
    filled = before.end - max(last, before.start)
    word = text[line.start : min(line.end, line.start + width)].split(maxsplit=1)[0]
    return filled >= _WIDTHS.start and filled + 1 + len(word) + _SLACK > width and text[line.start] not in "-•*–—"
