"""Readings as JSON: the names that other tools rely on, spans as offsets of code points, one line a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given

from onrecord.extract.statements import statements_of
from onrecord.pipeline import read
from onrecord.record.codec import to_json, to_line
from onrecord.types import Basis, Dating, Figure, Period, Reading, Rejection, Span
from tests.factories import article, page
from tests.strategies import PROSE, anything, texts

PAGE = page(
    "Bridge to reopen in March, mayor says\n\n"
    "Ines Kallweit, the mayor of Osterby, told reporters on Monday that the bridge would reopen.\n\n"
    "“We paid 3.5 million crowns for it,” she said in an interview in Osterby.\n",
    "bridge.txt",
)


def reading() -> Reading:
    outcome = read(PAGE)
    assert isinstance(outcome, Reading)
    return outcome


def test_the_names_of_a_reading() -> None:
    told = to_json(reading())
    assert list(told)[:4] == ["page", "article", "statements", "figures"]
    assert told["page"] == {
        "name": "bridge.txt",
        "address": None,
        "sha256": PAGE.sha256,
        "captured": "2026-11-01T00:00:00+00:00",
        "media_type": "text/plain",
    }
    assert {"title", "outlet", "byline", "language", "published", "text", "translated", "blocks", "cites"} <= set(
        told["article"]
    )
    assert told["article"]["text"] == PAGE.content.decode()
    for statement in told["statements"]:
        names = "id manner content cue source speaker addressee occasion said via inside basis"
        assert set(names.split()) <= set(statement)
        assert set(statement["basis"]) == {"rule", "detail", "score"}
    for figure in told["figures"]:
        assert {"span", "value", "hedge", "unit", "of", "period"} <= set(figure)


def test_a_statement_as_json() -> None:
    told = to_json(reading())
    text = told["article"]["text"]
    statement = next(s for s in told["statements"] if s["manner"] == "direct")
    assert [text[a:b] for a, b in statement["content"]] == ["“We paid 3.5 million crowns for it,”"]
    assert [text[a:b] for a, b in statement["cue"]] == ["said in an interview in Osterby"]
    assert [text[a:b] for a, b in statement["source"]] == ["she"]
    assert (statement["speaker"]["name"], statement["speaker"]["kind"]) == ("Ines Kallweit", "person")
    assert statement["occasion"] == {"kind": "interview", "name": "interview", "place": "Osterby"}


def test_offsets_count_code_points() -> None:
    text = "🏗🏗 Ines Kallweit said: “The bridge is 🌉.”"
    outcome = reading()
    made = replace(outcome, article=article(text), statements=statements_of(article(text)), figures=())
    told = json.loads(to_line(made))
    [[start, end]] = told["statements"][0]["content"]
    assert text[start:end] == "“The bridge is 🌉.”"


def test_what_is_not_known_is_null() -> None:
    made = article("“We paid,” she said.")
    told = to_json(replace(reading(), article=made, statements=statements_of(made), figures=()))
    statement = told["statements"][0]
    for name in ("speaker", "addressee", "occasion", "said", "inside"):
        assert statement[name] is None
    assert statement["via"] == []


def test_values_of_figures() -> None:
    basis = Basis("rule")
    base = Figure("f", "a", Span(0, 3), 2.0, "exactly", None, None, None, basis)
    period = Period(date(2025, 1, 1), date(2025, 3, 31))
    figures = (base, replace(base, value=(1.0, 2.0)), replace(base, value=None, hedge="dozens", period=period))
    told = to_json(replace(reading(), figures=figures))["figures"]
    assert [figure["value"] for figure in told] == [2.0, [1.0, 2.0], None]
    assert [figure["hedge"] for figure in told] == ["exactly", "exactly", "dozens"]
    assert told[2]["period"] == {"earliest": "2025-01-01", "latest": "2025-03-31"}


def test_a_dating_with_its_evidence() -> None:
    dating = Dating(date(2025, 4, 2), date(2025, 4, 3), Basis("dateline", "x", 0.91234), (Span(0, 2), Span(5, 9)))
    made = replace(article("The bridge."), published=dating)
    assert to_json(replace(reading(), article=made))["article"]["published"] == {
        "earliest": "2025-04-02",
        "latest": "2025-04-03",
        "basis": {"rule": "dateline", "detail": "x", "score": 0.912},
        "evidence": [[0, 2], [5, 9]],
    }


def test_a_page_that_gave_nothing_says_why() -> None:
    told = to_json(Rejection("x.pdf", "00", "binary", "the first bytes are those of a binary format"))
    assert (told["article"], told["statements"], told["figures"]) == (None, [], [])
    assert told["rejection"] == {"reason": "binary", "detail": "the first bytes are those of a binary format"}
    assert told["page"]["name"] == "x.pdf"


@given(texts)
def test_one_line_of_json_that_reads_back(text: str) -> None:
    line = to_line(read(page(PROSE + text)))
    assert "\n" not in line
    assert "\r" not in line
    told = json.loads(line)
    assert told["page"]["sha256"] == page(PROSE + text).sha256
    assert to_line(read(page(PROSE + text))) == line


@given(anything)
def test_any_text_is_written_as_it_is(text: str) -> None:
    made = article(text)
    told = json.loads(to_line(Reading(page(text), made, (), ())))
    assert told["article"]["text"] == text
