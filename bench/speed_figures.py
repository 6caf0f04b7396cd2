"""Sentences read for figures in a second of one core's processor time: ``python -m bench.speed_figures [SENTENCES]``.

SENTENCES is a text file, one sentence a line; without it sentences of our own are read, most of them with numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from onrecord.extract.figures import figures_of
from onrecord.types import Article, Basis, Block, BlockKind, Span

SENTENCES = (
    "Shares in the shipyard fell 7 percent to 31.20 euros after it cut 1,200 of its 9,000 jobs.",
    "About two-thirds of the 340 villages had no power for between three and five days, the ministry said.",
    "The mayor thanked everyone who had stayed through the night to help.",
    "Spending is to reach 5% of national income by 2032, up from less than 2% in 2019.",
    "The bridge, which is 1.4 kilometres (0.9 miles) long, carries 60,000 vehicles a day.",
    "She had no comment on the report and left by a side door.",
)
LEAST_SECONDS = 2.0  # of processor time: below it the clock's steps would show
_COPIES = 200


def rate(sentences: Sequence[str]) -> float:
    """Sentences a second, date expressions included; each round reads a text that was not read before."""
    figures_of(_article(sentences, 0))
    rounds, begun = 0, process_time()
    while (spent := process_time() - begun) < LEAST_SECONDS:
        rounds += 1
        figures_of(_article(sentences, rounds))
    return rounds * len(sentences) / spent


def _article(sentences: Sequence[str], number: int) -> Article:
    text = "\n".join((f"Page {number}.", *sentences))
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(line)), (), Basis("given")))
        at += len(line) + 1
    return Article(
        page=str(number),
        address=None,
        outlet=None,
        original_outlet=None,
        language="en",
        title=None,
        byline=(),
        published=None,
        updated=None,
        text=text,
        blocks=tuple(blocks),
        cites=(),
        translated=False,
    )


def main(arguments: Sequence[str]) -> int:
    lines = Path(arguments[0]).read_text(encoding="utf-8").split("\n") if arguments else SENTENCES * _COPIES
    print(f"{rate([line for line in lines if line.strip()]):.0f} sentences a second of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
