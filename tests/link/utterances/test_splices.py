"""Quotations put together from two utterances."""

from __future__ import annotations

import pytest

from onrecord.link.utterances.evidence import Evidence
from onrecord.link.utterances.parts import parts
from onrecord.link.utterances.splices import cut, passages
from tests.link.utterances.occasion import TRANSCRIPT, telling

WHOLE = '"I drank from that tap this morning and I shall drink from it tonight," Ida Brandvold said.\n'
TWO = '"I have a board to run and a dam to mend. We will not raise the price of water," Ida Brandvold said.\n'
THREE = (
    '"We will not raise the price of water, I drank from that tap this morning, and I have a board to run," she said.\n'
)
OTHER = '"I have a board to run and a dam to mend. We shall paint the reservoir green," Ida Brandvold said.\n'


def pieces(quotation: str) -> list[str]:
    """The stretches of a column's quotation, in the order of the utterances of the transcript."""
    column, transcript = sorted(telling(TRANSCRIPT, "Water\n\n" + quotation), key=lambda each: "QUESTION" in each.text)
    found = [*parts(transcript), *parts(column)]
    quoted = next(number for number, part in enumerate(found) if part.page == column.page and part.manner is not None)
    homes = {number: number for number, part in enumerate(found) if part.page == transcript.page}
    evidence = Evidence(found)
    shares = evidence.words_there(frozenset(found[quoted].words))
    home = max(homes, key=lambda number: float(shares[number]))
    held = cut(found, evidence, homes, quoted, home)
    return [" … ".join(span.of(column.text) for span in held[number]) for number in sorted(held)]


@pytest.mark.parametrize(
    ("quotation", "wanted"),
    [
        (WHOLE, ['"I drank from that tap this morning and I shall drink from it tonight,"']),
        (TWO, ['We will not raise the price of water,"', '"I have a board to run and a dam to mend.']),
        (
            THREE,
            [
                '"We will not raise the price of water,',
                "I drank from that tap this morning,",
                'and I have a board to run,"',
            ],
        ),
        (OTHER, ['"I have a board to run and a dam to mend. We shall paint the reservoir green,"']),
    ],
)
def test_each_clause_goes_to_the_words_that_it_was_taken_from(quotation: str, wanted: list[str]) -> None:
    assert pieces(quotation) == wanted


def test_of_a_report_of_a_report_the_inner_one_counts_where_it_is_the_groups_speaker() -> None:
    (page,) = telling(
        "Water\n\nAccording to the Lowmere Courier, Ida Brandvold said the dam would hold for a century.\n"
    )
    found = [part for part in parts(page) if part.manner is not None]
    assert len(found) == 1
    inner = found[0].inner
    assert inner is not None
    evidence = Evidence(found)
    assert passages(found, evidence, [[0]], [inner.speaker]) == [[inner.passage]]
    assert passages(found, evidence, [[0]], [found[0].speaker]) == [[found[0].passage]]
