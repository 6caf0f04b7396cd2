"""Import: files, text and addresses in the background, with a state and a reason for every page."""

from __future__ import annotations

import gzip
import io
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import RecordError
from onrecord.pipeline import examine
from onrecord.record.people import people
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create, jobs
from onrecord.serve.web.jobs import Source
from onrecord.types import Page, Rejection
from tests.serve.web.conftest import BASE
from tests.serve.web.pages import CAPTURED, EXAMPLES, page

SAID = "“The dam is safe,” said Ada Finch.\n"


def over(client: TestClient, location: str, seconds: float = 60) -> dict[str, Any]:
    """An import when it has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told: dict[str, Any] = client.get(f"{location}.json").json()
        if told["job"]["state"] in ("done", "stopped", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def begun(client: TestClient, **form: Any) -> str:
    answer = client.post("/import", follow_redirects=False, **form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def states(told: dict[str, Any]) -> dict[str, str]:
    return {line["name"]: line["state"] for line in told["lines"]}


def test_an_empty_record_offers_examples_and_three_ways_in(empty: TestClient) -> None:
    assert empty.get("/", follow_redirects=False).headers["location"] == "/import"
    html = empty.get("/import").text
    assert "Nothing is on record yet" in html
    assert 'name="examples"' in html
    for name in ("files", "text", "addresses"):
        assert f'name="{name}"' in html
    assert "Nothing in the record fits" in empty.get("/search").text


def test_the_examples_are_read_in_the_background(empty: TestClient) -> None:
    told = over(empty, begun(empty, data={"examples": "yes"}))
    assert told["job"]["state"] == "done"
    assert told["job"]["counts"] == {"new": len(EXAMPLES)}
    assert {line["name"] for line in told["lines"]} == {path.name for path in EXAMPLES}
    assert empty.get("/", follow_redirects=False).headers["location"] == "/search"
    assert empty.get("/search.json").json()["total"] == told["job"]["statements"] > 0
    again = over(empty, begun(empty, data={"examples": "yes"}))
    assert again["job"]["counts"] == {"known": len(EXAMPLES)}


def test_each_file_gets_a_state_and_a_reason(empty: TestClient) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("inside.txt", "“Inside too,” said Ada Finch.\n")
    sent = {
        "good.txt": SAID.encode(),
        "packed.txt.gz": gzip.compress(b"\xe2\x80\x9cPacked,\xe2\x80\x9d said Ada Finch.\n"),
        "archive.zip": archive.getvalue(),
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "empty.txt": b"",
    }
    told = over(empty, begun(empty, files=[("files", (name, content)) for name, content in sent.items()]))
    assert states(told) == {
        "good.txt": "new",
        "packed.txt.gz": "new",
        "archive.zip/inside.txt": "new",
        "picture.png": "refused",
        "empty.txt": "refused",
    }
    reasons = {line["name"]: line["reason"] for line in told["lines"] if line["reason"]}
    assert reasons == {"picture.png": "binary", "empty.txt": "empty"}
    assert told["lines"][0]["state"] == "refused"  # what needs a look stands first
    assert told["job"]["read"] == told["job"]["sources"] == len(sent)


def test_a_name_is_only_told_and_never_opened(empty: TestClient) -> None:
    names = ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\x00b.txt", "<b>.txt", "x" * 300]
    sent = [("files", (name, f"“Page {at} is safe,” said Ada Finch.\n".encode())) for at, name in enumerate(names)]
    told = over(empty, begun(empty, files=sent))
    assert set(states(told).values()) == {"new"}
    assert len(told["lines"]) == len(names)
    assert not [name for name in states(told) if "/" in name or "\\" in name]
    assert "<b>" not in empty.get(f"/import/{told['job']['id']}").text


def test_a_pasted_text_is_a_page_and_twice_the_same_one(empty: TestClient) -> None:
    first = over(empty, begun(empty, data={"text": SAID}))
    again = over(empty, begun(empty, data={"text": SAID.replace("\n", "\r\n")}))
    assert first["job"]["counts"] == {"new": 1}
    assert again["job"]["counts"] == {"known": 1}
    assert first["lines"][0]["statements"] == 1
    assert first["lines"][0]["page"] == again["lines"][0]["page"]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "http://127.0.0.1/a", "http://[::1]/", "nothing", "file:///etc/passwd"]
)
def test_addresses_that_may_not_be_fetched_are_told_so(empty: TestClient, address: str) -> None:
    told = over(empty, begun(empty, data={"addresses": f"{address}\n"}))
    assert states(told) == {address: "refused"}


def test_nothing_is_asked_of_the_network_without_addresses(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.capture.fetch.fetch", lambda *_: pytest.fail("the network was asked"))
    assert over(empty, begun(empty, data={"text": SAID, "addresses": " \n"}))["job"]["state"] == "done"


def test_nothing_to_import_is_said(empty: TestClient) -> None:
    answer = empty.post("/import", data={"text": "  \n"})
    assert answer.status_code == 400
    assert "Choose files" in answer.text


def test_too_many_addresses_are_turned_away(empty: TestClient) -> None:
    many = "\n".join(f"http://a.example/{number}" for number in range(201))
    assert empty.post("/import", data={"addresses": many}).status_code == 400


def failing() -> Iterator[Page | Rejection]:
    yield page("before.txt", SAID)
    raise RecordError("the disk is full")


def broken() -> Iterator[Page | Rejection]:
    yield page("before.txt", SAID)
    raise ZeroDivisionError("a bug")


@pytest.mark.parametrize(("pages", "told"), [(failing, "the disk is full"), (broken, "a fault of onrecord")])
def test_an_import_that_fails_says_why_and_the_next_one_runs(empty: TestClient, pages: jobs.Pages, told: str) -> None:
    imports = empty.app.state.desk.imports  # type: ignore[attr-defined]
    failed = over(empty, f"/import/{imports.add([Source('failing', pages)])}")
    assert failed["job"]["state"] == "failed"
    assert told in failed["job"]["fault"]
    assert over(empty, begun(empty, data={"text": SAID}))["job"]["state"] == "done"


def test_an_import_can_be_stopped_and_what_was_kept_stays(empty: TestClient) -> None:
    imports = empty.app.state.desk.imports  # type: ignore[attr-defined]

    def endless() -> Iterator[Page | Rejection]:
        number = 0
        while True:
            number += 1
            yield page(f"{number}.txt", f"“There are {number} of them,” said Ada Finch.\n")

    id_ = imports.add([Source("endless", endless)])
    while not empty.get(f"/import/{id_}.json").json()["job"]["counts"].get("new"):
        time.sleep(0.05)
    answer = empty.post(f"/import/{id_}/stop", follow_redirects=False)
    assert answer.headers["location"] == f"/import/{id_}"
    told = over(empty, f"/import/{id_}")
    assert told["job"]["state"] == "stopped"
    kept = told["job"]["counts"]["new"]
    assert empty.app.state.desk.record.counts()["page"] >= kept  # type: ignore[attr-defined]
    assert "See the statements" in empty.get(f"/import/{id_}").text


@pytest.mark.parametrize("many", [0, 10**9])
def test_names_are_joined_at_the_end_here_or_apart(
    empty: TestClient, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(jobs, "MANY", many)
    assert over(empty, begun(empty, data={"text": SAID}))["job"]["state"] == "done"
    record = empty.app.state.desk.record  # type: ignore[attr-defined]
    with record.engine.connect() as connection:
        assert [person.name for person in people(connection)] == ["Ada Finch"]


def test_names_that_could_not_be_joined_are_told(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MANY", 0)
    monkeypatch.setattr(jobs, "_identify", sys.exit)
    told = over(empty, begun(empty, data={"text": SAID}))
    assert told["job"]["state"] == "failed"
    assert "doctor --repair" in told["job"]["fault"]
    assert told["job"]["counts"] == {"new": 1}


def test_progress_is_asked_for_anew_until_it_is_over(empty: TestClient) -> None:
    location = begun(empty, data={"text": SAID})
    over(empty, location)
    html = empty.get(location).text
    assert "hx-trigger" not in html
    assert 'http-equiv="refresh"' not in html
    assert 'role="status"' in html


def test_screens_answer_while_an_import_runs(empty: TestClient) -> None:
    location = begun(empty, data={"examples": "yes"})
    while empty.get(f"{location}.json").json()["job"]["state"] in ("waiting", "running", "joining"):
        for path in ("/search", "/import", "/search?q=dam", location):
            assert empty.get(path).status_code == 200


def test_what_was_imported_is_related_by_itself(tmp_path: Path) -> None:
    settings = Settings(clock=lambda: CAPTURED, trained=False)
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        with TestClient(create(record, settings), base_url=BASE) as client:
            location = begun(client, data={"examples": "yes"})
            over(client, location)
            end = time.monotonic() + 120
            while (run := client.get("/import.json").json()["relating"]) is None or run["state"] == "running":
                assert time.monotonic() < end
                time.sleep(0.1)
            assert (run["state"], run["made"]["sketched"]) == ("done", len(EXAMPLES))
            assert client.get("/occasions.json").json()["total"] == run["made"]["shared"] > 0
            for path in (location, "/import"):
                assert "Related 1 November 2026" in client.get(path).text, path
            over(client, begun(client, data={"examples": "yes"}))
            assert client.get("/import.json").json()["relating"] == run  # nothing new came
        assert not list(examine(record))


@pytest.mark.parametrize("path", ["/import/none", "/import/none.json"])
def test_imports_that_are_not_there(empty: TestClient, path: str) -> None:
    assert empty.get(path).status_code == 404
    assert empty.post("/import/none/stop").status_code == 404
