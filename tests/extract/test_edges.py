"""Edges of the model's words: what is cut off, what is added, and what is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.edges import mended
from onrecord.extract.reports import Report, reports_in
from onrecord.types import Span
from tests.factories import paragraph_of
from tests.strategies import press_text


def read_as(text: str, cue: str, content: str, source: str = "") -> Report:
    """What a model might say: words of the text by where they first stand."""
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (content, cue)]
    credited = Span(text.index(source), text.index(source) + len(source)) if source else None
    return Report((spans[0],), (spans[1],), credited, credited, "model", 0.9)


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        (
            "Kallweit told council leaders that the bridge was safe.",
            "told council",
            "leaders that the bridge was safe",
            "that the bridge was safe",
        ),
        (
            "Kallweit denied that the firm, its owner, had paid.",
            "denied",
            "that the firm, its owner",
            "that the firm, its owner, had paid",
        ),
        (
            "Kallweit said that the tolls, which hurt many shops, will end the trade.",
            "said",
            "that the tolls",
            "that the tolls, which hurt many shops, will end the trade",
        ),
        ("Kallweit said it was in the budget.", "said", "it was in the", "it was in the budget"),
        (
            "Kallweit said the bridge was safe and warned of new storms.",
            "said",
            "the bridge was safe and warned of new storms",
            "the bridge was safe",
        ),
        (
            "Kallweit said the bridge was safe, and the port closed.",
            "said",
            "the bridge was safe, and",
            "the bridge was safe",
        ),
        ("Kallweit said it was safe, which few believed.", "said", "it was safe, which", "it was safe"),
        ("Kallweit attacked rules that hurt shops.", "attacked", "rules that hurt shops", "rules that hurt shops"),
        (
            "Kallweit said men who paint and repair were paid.",
            "said",
            "men who paint and repair were paid",
            "men who paint and repair were paid",
        ),
    ],
)
def test_edges(text: str, cue: str, content: str, expected: str) -> None:
    p = paragraph_of(text)
    report = mended(p, read_as(text, cue, content, "Kallweit"), reports_in(p, "en", None, None), "en")
    assert [span.of(text) for span in report.content] == [expected]


@given(press_text(), st.data())
def test_words_stay_in_the_paragraph_and_are_whole(text: str, data: st.DataObject) -> None:
    p = paragraph_of(text)
    if len(p.word) < 3:
        return
    first, middle, last = sorted(
        data.draw(st.lists(st.integers(0, len(p.word) - 1), min_size=3, max_size=3, unique=True))
    )
    cue, content = p.stretch(first, middle), p.stretch(middle, last)
    assert cue and content
    report = mended(p, Report((content,), (cue,), None, None, "model", 0.9), reports_in(p, "en", None, None), "en")
    for span in (*report.content, *report.cue):
        assert p.span.covers(span)
        assert span.start in p.start
        assert span.end in p.end
