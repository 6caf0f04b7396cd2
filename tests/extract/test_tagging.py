"""The trained reader on sentences that are written for it: what it must find, and what must not disturb it."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.decoding import Answer
from onrecord.extract.quotes import left_open, quotes_in
from onrecord.extract.reports import Report
from onrecord.extract.tagging import MOST_WINDOWS, read, shipped, tag
from onrecord.extract.tokens import Paragraph, paragraph
from onrecord.extract.windows import CUT, Ints
from onrecord.types import Span


def paragraphs(text: str, language: str = "en") -> list[Paragraph]:
    out, carried = [], False
    for m in re.finditer(r"[^\n]+", text):
        quotes = quotes_in(text, *m.span(), carried)
        carried = left_open(quotes, text, m.end())
        out.append(paragraph(text, Span(*m.span()), quotes, language))
    return out


def reports(text: str) -> list[Report]:
    return [report for found in tag(paragraphs(text), "en") for report in found]


def words(text: str, report: Report) -> tuple[str, str, str | None]:
    content = " | ".join(span.of(text).strip('".,“” ') for span in report.content)
    return content, report.cue[0].of(text), report.source.of(text) if report.source else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The mayor said that the old bridge would reopen in June.",
            ("that the old bridge would reopen in June", "said", "The mayor"),
        ),
        ('"We will not wait any longer," Lena Marsh said.', ("We will not wait any longer", "said", "Lena Marsh")),
        (
            "“The dam is safe,” said Omar Keller, the chief engineer. “Nobody has to leave.”",
            ("The dam is safe", "said", "Omar Keller, the chief engineer"),
        ),
        (
            "According to the ministry, the harvest fell by a third.",
            ("the harvest fell by a third", "According to", "the ministry"),
        ),
        (
            "Ms. Okafor believes the council acted too late.",
            ("the council acted too late", "believes", "Ms. Okafor"),
        ),
    ],
)
def test_who_said_what(text: str, wanted: tuple[str, str, str]) -> None:
    assert words(text, reports(text)[0]) == wanted


def test_a_quotation_that_goes_on_in_a_new_sentence_is_another_statement() -> None:
    text = "“The dam is safe,” said Omar Keller, the chief engineer. “Nobody has to leave.”"
    first, second = reports(text)
    assert words(text, second)[0] == "Nobody has to leave"
    assert (second.cue, second.source) == (first.cue, first.source)


def test_plain_telling_is_no_statement() -> None:
    assert reports("The train left the station at noon and reached the coast two hours later.") == []


def test_a_report_names_its_model_and_its_chance() -> None:
    (report,) = reports("The mayor said that the old bridge would reopen in June.")
    assert report.rule == f"tagger@{shipped().version}"
    assert 0.5 < report.score <= 1
    assert report.credited == report.source
    assert report.inside is None


def test_reports_come_paragraph_by_paragraph_in_the_order_of_the_text() -> None:
    text = "Nothing happened.\nThe mayor said it rained, and Ann Lee replied that it had not.\nAnn Lee said she left."
    found = tag(paragraphs(text), "en")
    assert [len(part) > 0 for part in found] == [False, True, True]
    starts = [report.start for part in found for report in part]
    assert starts == sorted(starts)


def test_another_language_is_left_to_the_rules() -> None:
    text = "Der Bürgermeister sagte, die Brücke bleibe geschlossen."
    assert tag(paragraphs(text, "de"), "de") == [[]]


def test_a_second_reading_is_the_same_whatever_was_read_between() -> None:
    page = "Ann Lee said the road was closed. “It is flooded,” she added.\nThe police confirmed the report."
    first = reports(page)
    reports("An official warned that prices would rise. " * 40)
    assert reports(page) == first


PARTS = [
    '"',
    "“",
    "”",
    "''",
    " said",
    " Ann Lee",
    " the dam broke",
    ".",
    ",",
    "\n",
    "é",
    "\u0301",
    "漢字",
    "😀",
    "\x00",
    "\u202e",
    " ",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_text_gives_spans_within_their_paragraph(parts: list[str]) -> None:
    text = "".join(parts)
    given_paragraphs = paragraphs(text)
    for p, found in zip(given_paragraphs, tag(given_paragraphs, "en"), strict=True):
        for report in found:
            spans = [*report.content, *report.cue, *([report.source] if report.source else [])]
            assert all(p.span.covers(span) for span in spans)
            assert all(one.end <= other.start for one, other in zip(report.content, report.content[1:], strict=False))


@pytest.mark.parametrize("text", ["x" * 1_000_000, "word " * 100_000, '"' * 100_000, "… " * 50_000])
def test_no_page_takes_more_than_its_time(text: str) -> None:
    windows = []

    def run(ids: Ints, _marks: Ints) -> Answer:
        windows.append(len(ids))
        nothing = np.zeros((len(ids), 7), dtype=np.float32)
        nothing[:, 0] = 9
        return Answer(nothing, np.zeros((len(ids), 256), np.float32), np.zeros((len(ids), 128), np.float32))

    page = paragraphs(text)
    began = time.process_time()
    assert read(page, replace(shipped(), run=run)) == [[] for _ in page]
    assert time.process_time() - began < 10
    assert len(windows) <= MOST_WINDOWS
    assert max(windows, default=0) <= CUT + 2
