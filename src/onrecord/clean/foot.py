"""What stands after the last sentence of an article: notes on its author, corrections, tools, lists, small print.

Read from the end upwards, as long as it is residue. A line that nothing tells of may stand among it: where the line
above can only come behind an article, it belongs to the foot too. Time is linear in the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.lines import Line
from onrecord.clean.phrases import Phrases
from onrecord.clean.residue import evidence
from onrecord.types import Basis, BlockKind

Label = tuple[BlockKind, Basis]

STOP = re.compile(r"[.!?…。][\"'”’»“)\]]*$")
"""The end of a closed sentence."""

_FOOT_WORDS, _NOTE_WORDS, _UNTOLD_WORDS = 16, 26, 30
_CLOSING = frozenset(
    ("author", "author note", "correction", "tags", "agency credit", "comments", "breadcrumbs", "copyright", "counter")
)
"""Reasons of lines that come behind an article, never within it."""


def label_foot(
    lines: Sequence[Line], labels: list[Label | None], phrases: Phrases, first: int, names: frozenset[str]
) -> None:
    """Labels what stands after the last sentence; ``names`` are the words of the byline."""
    index = _climb(lines, labels, phrases, first, names, len(lines) - 1)
    while first + 1 < index < len(lines) - 1 and labels[index] is None:
        untold, above = lines[index], labels[index - 1]
        basis = above[1] if above else evidence(lines[index - 1], phrases, edge=True)
        if untold.quoted or len(untold.words) > _UNTOLD_WORDS or basis is None or basis.rule not in _CLOSING:
            return
        labels[index] = (BlockKind.RESIDUE, Basis("among the notes at the foot", "", 0.7))
        index = _climb(lines, labels, phrases, first, names, index - 1)


def _climb(
    lines: Sequence[Line],
    labels: list[Label | None],
    phrases: Phrases,
    first: int,
    names: frozenset[str],
    last: int,
) -> int:
    """Labels from a line upwards; gives the line where residue ends."""
    for index in range(last, first, -1):
        if labels[index] is None:
            labels[index] = _at_foot(lines[index], phrases, names)
        label = labels[index]
        if label is None or label[0] is BlockKind.PARAGRAPH:
            return index
    return first


def _at_foot(line: Line, phrases: Phrases, names: frozenset[str]) -> Label | None:
    basis = evidence(line, phrases, edge=True)
    if basis:
        return BlockKind.RESIDUE, basis
    if len(line.words) <= _NOTE_WORDS and not line.quoted and _speaks_of(line, names):
        return BlockKind.RESIDUE, Basis("author note", line.text[:40], 0.75)
    closed = STOP.search(line.text[-8:]) or line.text.startswith(("(", "[", "-", "–", "•", "*"))
    if len(line.words) <= _FOOT_WORDS and not line.quoted and not closed:
        return BlockKind.RESIDUE, Basis("after the last sentence", "", 0.7)
    return None


def _speaks_of(line: Line, names: frozenset[str]) -> bool:
    """Its first words are those of the byline."""
    tokens = [token.removesuffix("'s").removesuffix("’s").strip(",.") for token in line.text.split()[:2]]
    return len(tokens) == 2 and all(token in names for token in tokens)
