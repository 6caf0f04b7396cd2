"""Where a text says when it was written, told apart from where it tells of other days."""

from __future__ import annotations

import pytest

from onrecord.clean.stamps import Sort, stamps_of
from onrecord.clean.text import blocks_of
from onrecord.words.dates import mentions

STORY = (
    "The harbour board met behind closed doors and agreed on a plan that its chair called the boldest since the "
    "breakwater was built, and members spoke of it for hours."
)


@pytest.mark.parametrize(
    ("lines", "sort", "updated"),
    [
        (f"OSLO, March 12 (Fjord Wire) - {STORY}", Sort.DATELINE, False),
        (f"PORT OSLO, Norway, 12 March 2026 — {STORY}", Sort.DATELINE, False),
        (f"OSLO (Fjord Wire), March 12: {STORY}", Sort.DATELINE, False),
        (f"Published: 12 March 2026\n\n{STORY}", Sort.LABELLED, False),
        (f"{STORY}\n\nLast updated 12 March 2026", Sort.LABELLED, True),
        (f"Thursday, March 12\n\n{STORY}", Sort.LINE, False),
        (
            f"Minutes of the board's sitting of 12 March 2026, as read by its secretary\n\n{STORY}",
            Sort.LETTERHEAD,
            False,
        ),
    ],
)
def test_stamps(lines: str, sort: Sort, updated: bool) -> None:
    text = f"Ferry aground near Oslo\n\n{lines}"
    found = stamps_of(text, blocks_of(text, "en"), mentions(text, "en"), "en")
    assert [(stamp.sort, stamp.updated) for stamp in found] == [(sort, updated)]


@pytest.mark.parametrize(
    "lines",
    [
        f"{STORY} It was founded on 12 March 1926.",
        f"On March 12 it rained. {STORY}",
        f"He came. On March 12 - a Thursday - it rained. {STORY}",
        f"{STORY}\n\nWhat happened on 12 March",
    ],
)
def test_no_stamps(lines: str) -> None:
    text = f"Ferry aground near Oslo\n\n{lines}"
    assert stamps_of(text, blocks_of(text, "en"), mentions(text, "en"), "en") == ()
