"""Paragraphs to reports: quotations that lean on a neighbour, and speech told apart from other things in marks."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.reports import is_speech, reports_in, sorted_with_links
from onrecord.types import Manner
from tests.factories import Row, paragraph_of, rows, statements
from tests.strategies import press_text

D, I = Manner.DIRECT.value, Manner.INDIRECT.value  # noqa: E741


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“We left.”", True),
        ("“We left the old bridge behind us in the rain”", True),
        ("“Is it so?”", True),
        ("“A Winter in Osterby”", False),
        ("“green line”", False),
        ("“experts”", False),
        ("“Stop!”", False),
    ],
)
def test_speech_is_told_apart(text: str, speech: bool) -> None:
    p = paragraph_of(text)
    assert is_speech(p, p.quotes[0]) is speech


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We paid,” Kallweit said.\n“And we will pay again, whatever it costs.”",
            [
                ("“We paid,”", "said", "Kallweit", D),
                ("“And we will pay again, whatever it costs.”", "said", "Kallweit", D),
            ],
        ),
        (
            "“We paid,” Kallweit said. “We will pay again.” And so it was. “We always pay our bills.”",
            [
                ("“We paid,”", "said", "Kallweit", D),
                ("“We will pay again.”", "said", "Kallweit", D),
                ("“We always pay our bills.”", "said", "Kallweit", D),
            ],
        ),
        (
            "Kallweit was angry. “We paid for this bridge twice.”",
            [("“We paid for this bridge twice.”", "", "Kallweit", D)],
        ),
        (
            "Ines Kallweit had this to add:\n“We paid for this bridge twice.”",
            [("“We paid for this bridge twice.”", "", "Ines Kallweit", D)],
        ),
    ],
)
def test_quotations_that_lean_on_a_neighbour(text: str, expected: list[Row]) -> None:
    found = rows(text)
    assert [(row[0], row[3]) for row in found] == [(row[0], row[3]) for row in expected]
    assert {row[2] for row in found} <= {expected[0][2], ""}


def test_a_quotation_over_paragraphs_stays_with_its_speaker() -> None:
    text = "Ines Kallweit said: “We paid for it.\n“We will not pay again.\n“That is all.”\nThe port was silent."
    found = statements(text)
    assert [s.content[0].of(whole) for s, whole in found] == [
        "“We paid for it.",
        "“We will not pay again.",
        "“That is all.”",
    ]
    assert {s.speaker.name for s, _ in found if s.speaker} == {"Ines Kallweit"}
    assert all(s.speaker and s.manner is Manner.DIRECT for s, _ in found)


def test_a_lost_mark_hides_only_its_own_paragraph() -> None:
    text = "“We paid, said Ines Kallweit.\nOleg Trusov said the cranes were old.\n“They fell,” Trusov added."
    assert [row[2] for row in rows(text)][-2:] == ["Oleg Trusov", "Trusov"]


def test_a_report_inside_direct_speech() -> None:
    found = statements("Brandvold said: “Trusov told me that the cranes were old.”")
    (outer, text), (inner, _) = found
    assert inner.inside == outer.id
    assert inner.content[0].of(text) == "that the cranes were old"
    assert inner.source[0].of(text) == "Trusov"


@pytest.mark.parametrize(
    "said", ["“I think that it is late.”", "“We said that it was late.”", "“You know that it is late.”"]
)
def test_what_the_speaker_says_of_himself_is_no_report_of_another(said: str) -> None:
    assert len(rows(f"Brandvold said: {said}")) == 1


@given(press_text())
def test_links_point_to_a_report_that_encloses(text: str) -> None:
    p = paragraph_of(text)
    found = reports_in(p, "en", None, None)
    for index, report in enumerate(found):
        assert report.inside is None or (report.inside < len(found) and report.inside != index)
        for span in (*report.content, *report.cue, *([report.source] if report.source else [])):
            assert p.span.covers(span)
    assert sorted_with_links(found) == found
