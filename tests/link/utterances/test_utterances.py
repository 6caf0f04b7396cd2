"""Passages that render one utterance, on a small occasion of our own."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.tellings import Telling, tellings
from onrecord.link.utterances import grouped
from onrecord.pipeline import read_by_rules
from onrecord.types import Reading
from tests.factories import page

TRANSCRIPT = """Transcript: news conference of the Lowmere Water Board

IDA BRANDVOLD: The dam at Skarn lost forty litres a second in October. We will not raise the price of water.

QUESTION: Is the water safe to drink?

IDA BRANDVOLD: I drank from that tap this morning and I shall drink from it tonight.

QUESTION: Will you resign?

IDA BRANDVOLD: I have a board to run and a dam to mend.
"""
REPORT = """Water board rules out dearer water

"We will not raise the price of water," Ida Brandvold, chair of the Lowmere Water Board, told reporters.

The dam at Skarn had lost forty litres a second in October, she said.

Brandvold said she drank from the tap that morning.

The mayor, Olle Tvedt, said he would visit the kindergarten on Friday.
"""


def telling(*texts: str) -> list[Telling]:
    read = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    return tellings([each for each in read if isinstance(each, Reading)], "water")


def words(tellings: Sequence[Telling]) -> list[list[str]]:
    by_page = {each.page: each for each in tellings}
    return [[by_page[passage.page].words(passage) for passage in group.passages] for group in grouped(tellings)]


def together(groups: list[list[str]], one: str, other: str) -> bool:
    return any(any(one in text for text in group) and any(other in text for text in group) for group in groups)


def test_a_quotation_joins_the_words_of_the_transcript() -> None:
    found = words(telling(TRANSCRIPT, REPORT))
    assert together(found, "raise the price of water,", "We will not raise the price of water.")
    assert together(found, "had lost forty litres", "lost forty litres a second in October.")
    assert together(found, "she drank from the tap", "I drank from that tap")


def test_what_nobody_else_tells_is_an_utterance_of_its_own() -> None:
    assert [each for each in words(telling(TRANSCRIPT, REPORT)) if any("kindergarten" in text for text in each)] == [
        ["he would visit the kindergarten on Friday"]
    ]


def test_the_order_of_pages_changes_nothing() -> None:
    pages = telling(TRANSCRIPT, REPORT)
    assert grouped(pages) == grouped(pages[::-1])


def test_no_page_has_no_utterance() -> None:
    assert grouped([]) == []
