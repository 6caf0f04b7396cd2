"""Plain text to labelled blocks: exact spans, whole cover, the order of a reader, and linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.text import blocks_of
from onrecord.clean.wrapping import paragraphs_of
from onrecord.types import BlockKind

PAGE = """\
Chip in to keep the Herald free of paywalls
Harbour bridge to stay shut until spring
By Ann Dubois
12 hours ago
612 views 3 comment(s)

The harbour bridge will stay closed until spring, the council said on Friday.

“We found cracks in two of the pillars,” engineer Karl Weiss told reporters.

READ ALSO: Ferry stuck again

What comes next

Ann Dubois, Photo: Herald
Ann Dubois, Photo: Herald

The council will vote on the repair in March.

Read also
Nine bridges to see before you die
Why the ferry is always late

Source link

The post Harbour bridge to stay shut until spring appeared first on Harbour Herald.
"""

KINDS = [
    ("residue", "Chip in"),
    ("title", "Harbour bridge"),
    ("residue", "By Ann"),
    ("residue", "12 hours"),
    ("residue", "612 views"),
    ("paragraph", "The harbour"),
    ("paragraph", "“We found"),
    ("residue", "READ ALSO"),
    ("heading", "What comes"),
    ("caption", "Ann Dubois"),
    ("caption", "Ann Dubois"),
    ("paragraph", "The council"),
    ("residue", "Read also"),
    ("residue", "Nine bridges"),
    ("residue", "Why the ferry"),
    ("residue", "Source link"),
    ("residue", "The post"),
]


def kinds(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in blocks_of(text, language)]


def title(text: str) -> str | None:
    return next((words for kind, words in kinds(text) if kind == "title"), None)


def test_a_page_with_everything_around_it() -> None:
    found = kinds(PAGE)
    assert [(kind, words[: len(start)]) for (kind, words), (_, start) in zip(found, KINDS, strict=True)] == KINDS


def test_every_block_says_why() -> None:
    assert all(block.basis.rule and 0 < block.basis.score <= 1 for block in blocks_of(PAGE, "en"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["OPINION", "The price of a bridge", "There is a bridge that I like very much."], "The price of a bridge"),
        (["MINISTRY OF FISHERIES", "Lisbon, 4 May 2025", "Quotas: what changes", "Quotas change in June, it said."],
         "Quotas: what changes"),
        (["Home » News", "Harbour bridge stays shut", "It stays shut, the council said."], "Harbour bridge stays shut"),
        (["Bridge shut; ", "Cracks were found in two pillars.", "The council said so on Friday."], "Bridge shut;"),
        (["Watch This: Bridge Stays Shut.", "The council said so on Friday."], "Watch This: Bridge Stays Shut."),
        (["The bridge stays shut until spring. The council said so on Friday after it met.", "It votes soon."], None),
        (["The council said on Friday that it would not open the bridge before the spring.", "It votes soon."], None),
    ],
)  # fmt: skip
def test_titles(lines: list[str], expected: str | None) -> None:
    assert title("\n\n".join(lines)) == expected


def test_the_list_of_other_articles_ends_at_the_next_sentence() -> None:
    text = "Bridge shut\n\nIt was shut, they said.\nRead also\nNine bridges to see\nIt will open in spring, they said."
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "residue", "residue", "paragraph"]


def test_the_note_on_the_author_follows_the_byline() -> None:
    text = "A bridge too near\n\nBy Ann Dubois\n\nI never liked that bridge at all.\n\nAnn Dubois teaches statics."
    assert kinds(text)[-1][0] == "residue"
    assert kinds(text.replace("By Ann Dubois\n\n", ""))[-1][0] == "paragraph"


def test_clock_marks_of_a_live_report_stay() -> None:
    text = "Harbour bridge: live\n\nThe council has met, officials said.\n\n9:40 p.m.\n\nIt has voted to repair it."
    assert kinds(text)[2][0] != "residue"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The harbour bridge will stay closed until the spring because\n"
        "engineers found cracks in two of its pillars, the council said\n"
        "on Friday.\n\n"
        "It will vote on the repair at its next meeting in March, when\n"
        "the costs are known.\n"
    )
    assert [words.count("\n") for _, words in kinds(wrapped)] == [2, 1]


@given(st.text())
def test_blocks_are_exact_in_order_and_cover_all_that_is_visible(text: str) -> None:
    at = 0
    for block in blocks_of(text, "en"):
        start, end = block.span.start, block.span.end
        assert not text[at:start].strip("\ufeff \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029").strip()
        assert block.span.of(text).strip() == block.span.of(text)
        assert [(anchor.text, anchor.page) for anchor in block.place] == [(block.span, block.span)]
        at = end
    assert not text[at:].replace("\ufeff", "").strip()


@given(st.lists(st.sampled_from(PAGE.split("\n"))))
def test_at_most_one_title_and_always_the_same_answer(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = blocks_of(text, "en")
    assert found == blocks_of(text, "en")
    assert sum(block.kind is BlockKind.TITLE for block in found) <= 1


def test_a_page_of_one_sentence_is_a_page() -> None:
    assert kinds("The bridge is shut.") == [("paragraph", "The bridge is shut.")]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "\n",
        "“",
        ".",
        "a ",
        "a. ",
        "a\n",
        "»",
        "a|",
        "1",
        "Read also\n",
        "By A\n",
        "Photo: ",
        "\ufeff",
        "\t\n",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def cost(times: int) -> float:
        text = unit * times
        start = time.process_time()
        blocks_of(text, "en")
        return time.process_time() - start

    cost(1000)
    small, large = cost(8_000), cost(48_000)
    assert large < 15 * max(small, 0.005)


def test_wrapping_finds_only_the_paragraphs_that_are_there() -> None:
    assert paragraphs_of("") == []
    assert paragraphs_of(" \n\n ") == []
