"""What a page can render an utterance with."""

from __future__ import annotations

import pytest

from onrecord.link.utterances.parts import parts
from onrecord.types import Manner
from tests.link.utterances.occasion import COLUMN, REPORT, TRANSCRIPT, parts_of, telling


def test_statements_and_what_a_page_tells_by_itself_stand_in_their_order() -> None:
    found = parts_of(REPORT.replace("The mayor", "The dam is a hundred years old. The mayor"))
    assert found == sorted(found, key=lambda part: part.place)
    told = [part.text for part in found if part.manner is None]
    assert told[-1] == "The dam is a hundred years old."
    assert not any("drank" in text for text in told)


def test_a_short_line_tells_nothing() -> None:
    assert parts_of("Water News\n\nMore soon.") == []


def test_the_paragraphs_of_a_transcript_are_whole() -> None:
    found = [part for part in parts_of(TRANSCRIPT) if part.turn]
    assert [len(part.sentences) for part in found] == [2, 1, 1, 1, 1]
    assert all(part.manner is Manner.DIRECT for part in found)


def test_a_report_of_a_report_is_one_part() -> None:
    (part,) = [part for part in parts_of(COLUMN) if part.inner]
    assert part.text == "that the mayor had told her he would visit the kindergarten"
    page = telling(COLUMN)[0]
    assert part.inner is not None
    assert page.words(part.inner.passage) == "he would visit the kindergarten"


def test_a_quotation_has_clauses_that_touch_no_blanks() -> None:
    page = telling(COLUMN)[0]
    (quoted,) = [part for part in parts(page) if part.manner is Manner.DIRECT]
    assert [clause.span.of(page.text) for clause in quoted.clauses] == [
        '"We will not raise the price of water,',
        'and I have a board to run and a dam to mend,"',
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It cost 1,284 crowns, Ida Brandvold said.", {"1284"}),
        ("Half of the eleven wells are dry, Ida Brandvold said.", {"0.5", "11"}),
        ("They lost 2.6 million litres, Ida Brandvold said.", {"2.6e+06"}),
    ],
)
def test_figures_are_told_by_their_values(text: str, wanted: set[str]) -> None:
    assert frozenset().union(*(part.numbers for part in parts_of(text))) >= wanted


def test_clauses_are_looked_for_in_time_that_grows_with_the_text() -> None:
    many = ", ".join(["the dam at Skarn will hold"] * 200)
    marks = ", ! ; " * 20_000
    (long,) = [part for part in parts_of(f'"{many}," Ida Brandvold said.') if part.manner is Manner.DIRECT]
    assert long.clauses == ()
    assert all(
        part.clauses == () or len(part.clauses) < 3 for part in parts_of(f'"We hope{marks}," Ida Brandvold said.')
    )
