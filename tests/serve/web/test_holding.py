"""The record's own screens: what it holds, every page with its state, and the examination."""

from __future__ import annotations

import time

from fastapi.testclient import TestClient

from onrecord.serve.web.beside import Beside
from tests.serve.web.conftest import Held
from tests.serve.web.pages import CAPTURED, all_pages


def test_every_page_is_listed_with_its_state_and_the_reason(client: TestClient, held: Held) -> None:
    told = client.get("/record.json").json()
    names = {each["name"]: each["reason"] for each in told["pages"]}
    assert set(names) == {page.name for page in all_pages()}
    assert {name for name, reason in names.items() if reason} == set(names) - set(held.readings)
    refused = client.get("/record.json?of=refused").json()["pages"]
    assert [each["name"] for each in refused] == ["empty.pdf"]
    html = client.get("/record?of=refused").text
    assert refused[0]["reason"] in html
    assert client.get("/record.json?of=read&q=reservoir").json()["total"] == 6
    assert client.get("/record.json?q=%25").json()["total"] == 0


def test_no_decision_yet(client: TestClient) -> None:
    assert client.get("/decisions.json").json() == {"total": 0, "start": 0, "decisions": [], "next": None}
    assert "Nobody has decided anything yet" in client.get("/decisions").text


def test_an_examination_runs_beside_the_screens(client: TestClient) -> None:
    assert client.get("/doctor.json").json()["examined"] is None
    assert client.post("/doctor", follow_redirects=False).headers["location"] == "/doctor"
    until = time.monotonic() + 60
    while client.get("/doctor.json").json()["examined"]["state"] == "running" and time.monotonic() < until:
        time.sleep(0.05)
    told = client.get("/doctor.json").json()["examined"]
    assert told["state"] == "done"
    assert told["made"]["total"] == len(told["made"]["faults"])
    assert client.get("/doctor").status_code == 200
    assert client.get("/record").status_code == 200


def test_work_beside_the_screens_tells_how_it_ended() -> None:
    def broken() -> int:
        raise ZeroDivisionError

    failing = Beside("the test", broken, lambda: CAPTURED)
    assert failing.last is None
    failing.begin()
    until = time.monotonic() + 10
    while (last := failing.last) is not None and last.is_running and time.monotonic() < until:
        time.sleep(0.01)
    assert failing.last is not None
    assert (failing.last.state, failing.last.made) == ("failed", None)
    assert "see the terminal" in str(failing.last.why)
