"""Where quotation marks stand around words on a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from onrecord.types import Span, Spans

_LONGEST = 2_000
"""Characters in one pair of marks; an opening mark that is not closed so soon opens nothing."""
_SHORTEST_SINGLE = 3
# Single marks count only where they cannot be apostrophes; nothing runs over a line.
_QUOTED = re.compile(
    rf"\"[^\"\n]{{1,{_LONGEST}}}\"|“[^“”\"\n]{{1,{_LONGEST}}}[”\"]|„[^„”“\"\n]{{1,{_LONGEST}}}[”“\"]|«[^«»\n]{{1,{_LONGEST}}}»"
    rf"|''[^'\n]{{1,{_LONGEST}}}''|``[^`'\n]{{1,{_LONGEST}}}''"
    rf"|(?<!\w)[‘'](?=\w)[^\n‘’'\"“”«»]{{{_SHORTEST_SINGLE},300}}(?:(?<=\w)[’'](?=\w)[^\n‘’'\"“”«»]{{1,100}}){{0,4}}(?<=\S)[’'](?!\w)"
)


@lru_cache(maxsize=256)
def quoted(text: str) -> Spans:
    """The stretches of a text that stand in quotation marks, marks included, in order."""
    return tuple(Span(*match.span()) for match in _QUOTED.finditer(text))


def meeting(span: Span, stretches: Sequence[Span]) -> Spans:
    """The stretches that a span shares a character with; they are in order and apart."""
    first = bisect_right(stretches, span.start, key=lambda each: each.end)
    last = bisect_left(stretches, span.end, key=lambda each: each.start)
    return tuple(stretches[first:last])


def within(spans: Sequence[Span], stretches: Sequence[Span]) -> Spans:
    """What of some spans lies in the stretches; both are in order and apart."""
    return tuple(
        Span(max(span.start, each.start), min(span.end, each.end))
        for span in spans
        for each in meeting(span, stretches)
    )


def without(text: str) -> str:
    """A text with a blank for every quotation."""
    return _QUOTED.sub(" ", text)
