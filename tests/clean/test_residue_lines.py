"""Lines of sites in eleven languages, in the places where sites print them: residue is found, the story is kept.

``residue_lines.toml`` holds, for each language, lines that stand below the headline, between the paragraphs and at the
foot, and lines of a story that look like them. All were written for this test, as sites of those countries word them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from onrecord.clean.language import language_of
from onrecord.clean.text import blocks_of
from onrecord.types import BlockKind

LINES: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
    (Path(__file__).parent / "residue_lines.toml").read_text(encoding="utf-8")
)
LEAST_FOUND, MOST_LOST = 0.95, 0.005
APART = (BlockKind.RESIDUE, BlockKind.CAPTION)


def pages(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[list[str], set[str]]]:
    """Pages as lists of lines, with those lines that are no part of the story."""
    first, second, third = table["prose"]
    story = table["body"]
    for number, places in enumerate(zip_longest(table["head"], table["middle"], table["foot"])):
        head, middle, foot = ([line] if line else [] for line in places)
        own = [story[number % len(story)], story[(number + 3) % len(story)]]
        rest = [own[0], third, f"{first[:-1]}; {second}", own[1], second]
        yield [*table["title"], *head, first, second, *middle, *rest, *foot], {*head, *middle, *foot}


@pytest.mark.parametrize("code", LINES)
def test_residue_is_found_and_the_story_kept(code: str) -> None:
    missed, lost = [], []
    found = kept = 0
    for lines, residue in pages(LINES[code]):
        text = "\n\n".join(lines)
        for block in blocks_of(text, language_of(text)):
            line, apart = block.span.of(text), block.kind in APART
            if line in residue:
                found += apart
                missed += [] if apart else [line]
            else:
                kept += not apart
                lost += [(line, block.basis)] if apart else []
    assert found >= LEAST_FOUND * (found + len(missed)), missed
    assert len(lost) <= MOST_LOST * (kept + len(lost)), lost
