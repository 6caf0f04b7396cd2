"""What was retold: occasions, utterances word by word, positions over time, and the ways between them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from onrecord import relating
from onrecord.pipeline import relate
from onrecord.record import schema
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from tests.serve.web.conftest import BASE
from tests.serve.web.pages import CAPTURED


@pytest.fixture(scope="module")
def related(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app over a record whose pages are related."""
    where = str(shutil.copy(filled, tmp_path_factory.mktemp("related") / "record.db"))
    with Record.open(where) as record:
        relate(record)
        with TestClient(create(record, Settings(clock=lambda: CAPTURED, trained=False)), base_url=BASE) as client:
            yield client


@pytest.fixture(scope="module")
def dam(related: TestClient) -> dict[str, object]:
    """The occasion with most pages."""
    found = related.get("/occasions.json").json()["found"]
    told: dict[str, object] = related.get(f"/occasions/{max(found, key=lambda o: o['pages'])['id']}.json").json()
    return told


def test_occasions_of_several_pages_are_listed(related: TestClient) -> None:
    told = related.get("/occasions.json").json()
    assert told["total"] == len(told["found"]) >= 2
    assert all(each["pages"] > 1 for each in told["found"])
    assert told["standing"]["apart"] == told["standing"]["waiting"] == 0
    assert "No occasion is called so" in related.get("/occasions?q=zebra").text


def test_the_matrix_holds_every_page_and_every_telling(related: TestClient, dam: dict[str, object]) -> None:
    columns, rows = dam["columns"], dam["rows"]
    assert isinstance(columns, list)
    assert isinstance(rows, list)
    assert len({column["id"] for column in columns}) == len(columns) > 2
    assert all(len(row["cells"]) == len(columns) for row in rows)
    shared = [row for row in rows if sum(cell["form"] is not None for cell in row["cells"]) > 1]
    assert shared
    first = [column["origin"] for column in columns]
    assert first == sorted(first, reverse=True)
    ElementTree.fromstring(str(dam["chart"]))
    html = related.get(f"/occasions/{dam['id']}").text
    assert all(f"/utterances/{row['id']}" in html for row in rows)


def test_an_utterance_leads_from_its_words_to_what_each_page_has(related: TestClient, dam: dict[str, object]) -> None:
    rows = dam["rows"]
    assert isinstance(rows, list)
    told = related.get(f"/utterances/{rows[0]['id']}.json").json()
    assert len({each["page"] for each in told["tellings"]}) == sum(
        cell["form"] is not None for cell in rows[0]["cells"]
    )
    differing = [n for n, word in enumerate(told["words"]) if any(p["what"] != "same" for p in word["places"])]
    for number in differing[:3]:
        html = related.get(f"/utterances/{rows[0]['id']}?word={number}").text
        assert "on each page" in html
        assert related.get(f"/utterances/{rows[0]['id']}.json?word={number}").json()["chosen"] == number
    assert related.get(f"/utterances/{rows[0]['id']}.json?word=99999").json()["chosen"] is None


def test_a_statement_leads_to_what_others_tell_of_it(related: TestClient, dam: dict[str, object]) -> None:
    rows = dam["rows"]
    assert isinstance(rows, list)
    told = related.get(f"/utterances/{rows[0]['id']}.json").json()
    statement = next(each["statement"] for each in told["tellings"] if each["statement"])
    shown = related.get(f"/statements/{statement}.json").json()
    assert rows[0]["id"] in [each["id"] for each in shown["retold"]]


@pytest.mark.parametrize("path", ["/occasions/none", "/utterances/none", "/speakers/none/timeline"])
def test_what_is_not_there(related: TestClient, path: str) -> None:
    assert related.get(path).status_code == 404
    assert related.get(f"{path}.json").headers["content-type"].startswith("application/problem+json")


def test_an_occasion_that_is_gathered_and_not_compared_yet_is_told_so(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relating, "_compute_all", lambda *_: (0, []))
    with Record.open(str(shutil.copy(filled, tmp_path / "record.db"))) as record:
        relate(record)
        with record.engine.connect() as connection:
            waiting = connection.execute(select(schema.occasion.c.id)).scalars().first()
        with TestClient(create(record), base_url=BASE) as client:
            assert client.get("/occasions.json").json()["total"] == 0
            answer = client.get(f"/occasions/{waiting}")
    assert answer.status_code == 404
    assert "not told yet" in answer.text


def test_positions_stand_in_the_order_in_which_they_were_said(related: TestClient) -> None:
    speaker = related.get("/speakers.json?q=solvane").json()["found"][0]["id"]
    told = related.get(f"/speakers/{speaker}/timeline.json").json()
    days = [each["entry"]["said"][1] for each in told["positions"] if each["entry"]["said"]]
    assert days == sorted(days)
    assert len(days) > 3
    about = related.get(f"/speakers/{speaker}/timeline.json?about=crack").json()
    assert 0 < len(about["positions"]) < len(told["positions"])
    assert "Nothing that is about this" in related.get(f"/speakers/{speaker}/timeline?about=zebra+lighthouse").text


def test_pages_that_are_not_related_are_told_and_can_be(desk: TestClient) -> None:
    assert "not related yet" in desk.get("/occasions").text
    assert desk.post("/occasions/relate").headers["location"] == "/occasions"
    until = time.monotonic() + 120
    while (run := desk.get("/occasions.json").json()["relating"])["state"] == "running" and time.monotonic() < until:
        time.sleep(0.1)
    assert run["state"] == "done"
    assert desk.get("/occasions.json").json()["total"] >= 2
