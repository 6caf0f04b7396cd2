"""The model's reports and the rules' in one list: who leads, what is added, what encloses what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.extract.merging import merged
from onrecord.extract.reports import Report, reports_in
from onrecord.types import Span
from tests.factories import paragraph_of


def seen(text: str, source: str, cue: str, content: str) -> Report:
    """What a model might say: words of the text by where they first stand."""
    parts = [Span(text.index(part), text.index(part) + len(part)) for part in (source, cue, content)]
    return Report((parts[2],), (parts[1],), parts[0], parts[0], "model", 0.9)


def together(text: str, *tagged: Report) -> list[tuple[str, str, int | None]]:
    """Rule, words and the place of the enclosing report, report by report."""
    p = paragraph_of(text)
    found = merged(p, tagged, reports_in(p, "en", None, None), "en")
    return [(report.rule, " … ".join(span.of(text) for span in report.content), report.inside) for report in found]


def test_the_model_leads_where_both_read() -> None:
    text = "Kallweit said the bridge was safe, and the port closed."
    assert together(text, seen(text, "Kallweit", "said", "the bridge was safe")) == [
        ("model", "the bridge was safe", None)
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("“We will pay for this bridge,” said Ines Kallweit.", "inverted"),
        ("Kallweit denied that she knew of it.", "that"),
        ("According to Kallweit, the bridge was safe.", "according"),
    ],
)
def test_the_rules_add_what_the_model_leaves_out(text: str, rule: str) -> None:
    assert [row[0] for row in together(text)] == [rule]


@pytest.mark.parametrize("text", ["On “Harbour Talk Tonight,” Kallweit said.", "Kallweit praised the old bridge."])
def test_the_rules_do_not_add_what_is_doubtful(text: str) -> None:
    assert together(text) == []


@pytest.mark.parametrize(
    ("score", "source", "kept"), [(0.5, "Kallweit", True), (0.5, "", False), (0.6, "", True), (0.5, "He hopes", False)]
)
def test_words_of_nobody_and_attitudes_need_a_better_score(score: float, source: str, kept: bool) -> None:
    text = "Kallweit told us the bridge was safe. He hopes the port will close."
    who, cue, words = (
        ("He", "hopes", "the port will close")
        if source == "He hopes"
        else ("Kallweit", "told us", "the bridge was safe")
    )
    report = replace(seen(text, who, cue, words), score=score)
    p = paragraph_of(text)
    report = report if source else replace(report, source=None, credited=None)
    assert bool(merged(p, [report], [], "en")) is kept


def test_an_outlet_that_retells_encloses_what_the_model_read() -> None:
    text = "“We will pay,” Kallweit told a radio programme, as quoted by the Osterby Courier."
    (rule, _, inside), (outer, words, _) = together(
        text, seen(text, "Kallweit", "told a radio programme", "“We will pay,”")
    )
    assert (rule, inside, outer) == ("model", 1, "according")
    assert words == "“We will pay,” Kallweit told a radio programme"


def test_words_that_only_point_are_no_content() -> None:
    text = "The bridge is safe. This was stated by Ines Kallweit."
    assert together(text, seen(text, "Ines Kallweit", "stated", "This was")) == [
        ("anaphora", "The bridge is safe", None)
    ]


def test_the_rule_tells_whom_the_model_left_out() -> None:
    text = "Kallweit told reporters that the bridge was safe."
    p = paragraph_of(text)
    (report,) = merged(
        p, [seen(text, "Kallweit", "told", "that the bridge was safe")], reports_in(p, "en", None, None), "en"
    )
    assert report.addressee is not None and report.addressee.of(text) == "reporters"
