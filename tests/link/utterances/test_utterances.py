"""Passages that render one utterance, on a small occasion of our own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from onrecord.link.tellings import Telling
from onrecord.link.utterances import grouped
from tests.link.utterances.occasion import COLUMN, GERMAN, REPORT, TRANSCRIPT, telling


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
    assert not together(found, "raise the price of water,", "I drank from that tap")


def test_a_translation_joins_what_it_translates() -> None:
    found = words(telling(TRANSCRIPT, GERMAN))
    assert together(found, "Wasserpreis", "raise the price of water")
    assert together(found, "vierzig Liter", "forty litres")


def test_what_nobody_else_tells_is_an_utterance_of_its_own() -> None:
    assert [each for each in words(telling(TRANSCRIPT, REPORT)) if any("kindergarten" in text for text in each)] == [
        ["he would visit the kindergarten on Friday"]
    ]


def test_a_splice_stands_in_both_groups_each_part_in_its_own() -> None:
    found = words(telling(TRANSCRIPT, REPORT, COLUMN))
    assert together(found, '"We will not raise the price of water,', "We will not raise the price of water.")
    assert together(found, 'and I have a board to run and a dam to mend,"', "I have a board to run and a dam to mend.")
    assert not together(found, "I have a board", "We will not raise the price of water.")


def test_an_utterance_has_its_speaker() -> None:
    pages = {page.page: page for page in telling(TRANSCRIPT, REPORT)}
    said = {each.id: page.who(each) for page in pages.values() for each in page.reading.statements}
    for group in grouped(list(pages.values())):
        assert group.speaker in {said[passage.statement] for passage in group.passages if passage.statement}


def test_the_order_of_pages_changes_nothing() -> None:
    pages = telling(TRANSCRIPT, REPORT, GERMAN)
    first, *others = [grouped(order) for order in permutations(pages)]
    assert all(other == first for other in others)


def test_every_statement_has_an_utterance() -> None:
    pages = telling(TRANSCRIPT, REPORT, COLUMN)
    held = {passage.statement for group in grouped(pages) for passage in group.passages}
    assert held >= {each.id for page in pages for each in page.reading.statements if not each.inside}


def test_a_page_alone_retells_nobody() -> None:
    pages = telling(REPORT + '\n"We will not raise the price of water," Brandvold repeated.\n')
    assert all(len(group.passages) == 1 for group in grouped(pages))


def test_no_page_has_no_utterance() -> None:
    assert grouped([]) == []
