"""Check: the verdict, the words side by side, and the ways to the pages."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.pipeline import relate
from onrecord.record.store import Record
from onrecord.serve.web import create
from onrecord.serve.web.screens.checking import laid
from tests.serve.web.conftest import BASE, Held

SAID = "We told nobody"


def quotation(held: Held) -> str:
    """Words that a page quotes, without their marks."""
    reading = held.readings["reservoir-agency.txt"]
    words = [span.of(reading.article.text) for s in reading.statements if s.manner == "direct" for span in s.content]
    return max(words, key=len).strip('“”".,')


def test_a_quotation_that_is_held_leads_to_its_words(client: TestClient, held: Held) -> None:
    words = quotation(held)
    told = client.get("/check.json", params={"q": words}).json()
    assert told["answer"]["verdict"] in ("verbatim", "trimmed")
    html = unescape(client.get("/check", params={"q": words}).text)
    assert "Held, " in html
    assert f"/pages/{held.readings['reservoir-agency.txt'].page.id}" in html


def test_a_changed_word_is_shown_beside_what_the_page_has(client: TestClient, held: Held) -> None:
    words = quotation(held).split()
    changed = " ".join([*words[:3], "zebra", *words[4:]])
    told = client.get("/check.json", params={"q": changed}).json()
    assert told["answer"]["verdict"] == "altered"
    assert "".join(each["quoted"] for each in told["differing"]) == changed
    assert any(each["quoted"] == "zebra" and each["what"] for each in told["differing"])
    html = client.get("/check", params={"q": changed}).text
    assert re.search(r"<del>zebra</del>", html)


def test_what_no_page_has_is_no_verdict_on_its_truth(client: TestClient) -> None:
    html = client.get("/check", params={"q": "zebras govern the purple lighthouse of Antwerp by night"}).text
    assert "No page of the record has it" in html
    assert "says nothing of whether it was said" in html


def test_somebody_else_is_named(client: TestClient, held: Held) -> None:
    told = client.get("/check.json", params={"q": quotation(held), "by": "Zebedee Nobody"}).json()["answer"]
    assert told["verdict"] == "misattributed"
    assert told["others"]


def test_the_form_keeps_what_was_typed(client: TestClient) -> None:
    html = client.get("/check", params={"q": "a </textarea><script>alert(1)</script>", "by": '"><i>'}).text
    assert "a &lt;/textarea&gt;&lt;script&gt;" in html
    assert "<script>alert(1)" not in html
    assert '"><i>' not in html


@pytest.mark.parametrize("path", ["/check", "/check?q=", "/check?q=%20"])
def test_nothing_asked_is_a_form(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "verdict-of" not in response.text
    assert client.get(path.replace("/check", "/check.json")).json()["answer"] is None


def test_a_quotation_that_is_too_long_is_refused_with_its_reason(client: TestClient) -> None:
    assert client.get("/check", params={"q": "word " * 2_000}).status_code == 422


def test_differences_in_the_order_of_the_quotation() -> None:
    variant = {
        "differences": [
            {"quoted_span": [8, 12], "quoted": "blue", "held": "red", "what": "word"},
            {"quoted_span": [0, 3], "quoted": "The", "held": "A", "what": "word"},
        ]
    }
    found = laid("The sky blue over all", variant)
    assert [(each.quoted, each.held) for each in found] == [
        ("The", "A"),
        (" sky ", " sky "),
        ("blue", "red"),
        (" over all", " over all"),
    ]
    assert laid("words", None) == ()


def test_where_meanings_are_not_read_yet_nobody_waits_for_them(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.serve.web.desk.WAITED_FOR", 1)
    with (
        Record.open(str(shutil.copy(filled, tmp_path / "record.db"))) as record,
        TestClient(create(record), base_url=BASE) as client,
    ):
        asked = {"q": "zebras govern the purple lighthouse of Antwerp by night"}
        assert client.get("/check.json", params=asked).json()["answer"]["unread"] > 1
        assert "were not looked for among" in client.get("/check", params=asked).text
        relate(record)
        assert client.get("/check.json", params=asked).json()["answer"]["unread"] == 0
