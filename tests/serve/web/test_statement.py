"""The statement: its words where they stand, its evidence, and what editors said."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from onrecord.pipeline import decide, read
from onrecord.types import DecisionKind, Reading
from tests.serve.web.conftest import Held
from tests.serve.web.pages import CAPTURED, page


def test_every_statement_has_its_screen_with_its_words_and_evidence(client: TestClient, held: Held) -> None:
    for name in ("reservoir-agency.txt", "hostile.html", "arabic.txt"):
        reading = held.readings[name]
        for statement in reading.statements:
            told = client.get(f"/statements/{statement.id}.json").json()
            text = reading.article.text
            assert told["telling"]["words"] == " … ".join(span.of(text) for span in statement.content)
            for part in ("content", "cue", "source"):
                marked = "".join(piece["text"] for piece in told["pieces"] if part in piece["parts"])
                assert marked == "".join(span.of(text) for span in getattr(statement, part))
            assert told["telling"]["reason"]["rule"] == statement.basis.rule
            html = client.get(f"/statements/{statement.id}").text
            assert statement.id in html
            assert f"/pages/{reading.page.id}?statement={statement.id}" in html


def test_the_export_of_a_statement_is_that_statement_alone(client: TestClient, held: Held) -> None:
    statement = held.readings["reservoir-agency.txt"].statements[1]
    told = client.get(f"/statements/{statement.id}.json").json()
    rows = list(csv.DictReader(StringIO(client.get("/export", params={"q": told["query"], "as": "csv"}).text)))
    assert [row["id"] for row in rows] == [statement.id]


def test_a_rejected_statement_is_exported_too(desk: TestClient) -> None:
    first = desk.get("/review.json").json()["item"]["id"]
    desk.post("/review/decide", data={"id": first, "verdict": "reject", "who": "Ada"})
    told = desk.get(f"/statements/{first}.json").json()
    answer = desk.get("/export", params={"q": told["query"], "as": "csv"})
    assert [row["id"] for row in csv.DictReader(StringIO(answer.text))] == [first]


def test_the_statements_of_a_page_follow_each_other(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    first = min(reading.statements, key=lambda s: (s.content[0], s.id))
    seen, told = [], client.get(f"/statements/{first.id}.json").json()
    while told["later"]:
        seen.append(told["telling"]["id"])
        later = client.get(f"/statements/{told['later']['id']}.json").json()
        assert later["earlier"]["id"] == told["telling"]["id"]
        told = later
    assert len(seen) == len(reading.statements) - 1


def test_reports_inside_reports_lead_to_each_other(client: TestClient, held: Held) -> None:
    inner = next(s for reading in held.readings.values() for s in reading.statements if s.inside)
    told = client.get(f"/statements/{inner.id}.json").json()
    assert told["enclosing"]["id"] == inner.inside
    outer = client.get(f"/statements/{inner.inside}.json").json()
    assert inner.id in [each["id"] for each in outer["enclosed"]]


def test_figures_stand_with_the_statement_that_holds_them(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    found = [(figure, reading.holder(figure)) for figure in reading.figures]
    figure, holder = next((figure, holder) for figure, holder in found if holder)
    told = client.get(f"/statements/{holder.id}.json").json()
    assert figure.span.of(reading.article.text) in [each["words"] for each in told["figures"]]


def test_decisions_are_told_with_who_and_why_and_whether_they_stand(empty: TestClient) -> None:
    record = empty.app.state.desk.record  # type: ignore[attr-defined]
    source = page("one.txt", "“The dam is safe,” said Ada Finch.\n")
    outcome = read(source, trained=False)
    assert isinstance(outcome, Reading)
    record.keep(source, outcome, "tests")
    id_ = outcome.statements[0].id
    address = f"/statements/{id_}"
    assert "Nothing yet" in empty.get(address).text
    said = decide(record, DecisionKind.REJECT, id_, who="Zoë <b>", moment=CAPTURED, why="not <i>said</i>")
    html = empty.get(address).text
    assert "Zoë &lt;b&gt;" in html
    assert "not &lt;i&gt;said&lt;/i&gt;" in html
    decide(record, DecisionKind.UNDO, said.hash, who="Zoë", moment=CAPTURED)
    told = empty.get(f"{address}.json").json()
    assert told["decisions"][0]["undone"] is True
    assert told["telling"]["verdict"] is None


def test_a_very_long_statement_is_cut_and_leads_on(client: TestClient, empty: TestClient) -> None:
    record = empty.app.state.desk.record  # type: ignore[attr-defined]
    source = page("speech.txt", f"Ada Finch said: “{'We shall go on. ' * 20_000}”\n")
    outcome = read(source, trained=False)
    assert isinstance(outcome, Reading)
    record.keep(source, outcome, "tests")
    assert outcome.statements
    for statement in outcome.statements:
        for path in (f"/statements/{statement.id}", f"/pages/{source.id}", "/search"):
            assert len(empty.get(path).content) < 300_000


@pytest.mark.parametrize("path", ["/statements/none", "/statements/none.json"])
def test_statements_that_are_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_answer_that_was_seen_is_not_sent_again(client: TestClient, held: Held) -> None:
    statement = held.readings["reservoir-agency.txt"].statements[0].id
    for path in (f"/statements/{statement}", f"/statements/{statement}.json", "/search?q=dam"):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_look_that_was_chosen_is_another_answer(client: TestClient) -> None:
    first = client.get("/search")
    client.post("/look", data={"look": "dark", "keys": "off"}, follow_redirects=False)
    dark = client.get("/search", headers={"if-none-match": first.headers["etag"]})
    client.cookies.clear()
    assert dark.status_code == 200
    assert re.search(r'<html[^>]*data-look="dark" data-keys="off"', dark.text)
    assert dark.headers["vary"] == "cookie"
