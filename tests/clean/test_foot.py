"""What stands behind the last sentence of an article is told from the article's end."""

from __future__ import annotations

import pytest

from onrecord.clean.text import blocks_of
from onrecord.types import BlockKind

STORY = (
    "Quay to stay shut until the spring",
    "The quay will stay shut until the spring, the board said on Monday.",
    "Divers found a crack that is two metres long in one of its feet.",
)


@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        (["Correction: the crack is two metres long.", "We owe that to a reader.", "12 comments"], 0),
        (["About the author: Ann Lee lives by the sea.", "It was a long week.", "© 2025 The Quay"], 0),
        (["Ann Lee, head of the harbour desk.", "Tags: quay, divers"], 0),
        (["Read also: who pays for the breakwater", "It was a long week for the board.", "© 2025 The Quay"], 1),
        (["“It was a long week,” said the mayor.", "12 comments"], 1),
        (["Ann Lee, head of police, said she had been warned twice.", "Tags: quay, divers"], 1),
    ],
)
def test_the_foot_is_residue_and_the_last_sentence_is_not(foot: list[str], kept: int) -> None:
    text = "\n\n".join([*STORY, *foot])
    blocks = blocks_of(text, "en")
    assert [block.kind for block in blocks[:3]] == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert sum(block.kind is not BlockKind.RESIDUE for block in blocks[3:]) == kept
