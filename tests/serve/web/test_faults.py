"""What goes wrong: on a designed page or as problem details, with nothing given away, and sealed like all else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import OnrecordError, QueryError, RecordError
from onrecord.serve.web import Settings, create
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import Fault, fault_of, missing, of_status
from onrecord.serve.web.guarding import HEADERS
from onrecord.serve.web.screen import Screens
from tests.serve.web.conftest import BASE, Held

ERRORS: dict[str, Exception] = {
    "bug": ZeroDivisionError("/home/secret/path.py"),
    "full": RecordError("the record cannot be written: database or disk is full"),
    "query": QueryError("speker: is no field", 3),
    "other": OnrecordError("that does not go together"),
    "missing": missing("page", "<b>1</b>"),
}


@pytest.fixture(scope="module")
def failing(held: Held) -> Iterator[TestClient]:
    screens = Screens()

    @screens.at("/fails/{how}", "search.html")
    def fails(desk: Desk, how: str) -> object:
        raise ERRORS[how]

    app = create(held.record, Settings())
    app.include_router(screens.router)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("how", "status"), [("bug", 500), ("full", 503), ("query", 400), ("other", 422), ("missing", 404)]
)
def test_each_error_has_its_status_and_two_forms(failing: TestClient, how: str, status: int) -> None:
    page, problem = failing.get(f"/fails/{how}"), failing.get(f"/fails/{how}.json")
    assert page.status_code == problem.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert problem.headers["content-type"] == "application/problem+json"
    told = problem.json()
    assert told["status"] == status
    assert told["instance"] == f"/fails/{how}.json"
    assert {"type", "title", "detail"} <= told.keys()
    for answer in (page, problem):
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "<b>1" not in page.text
        for name, value in HEADERS.items():
            assert answer.headers[name] == value


def test_programs_that_ask_for_json_get_it(failing: TestClient) -> None:
    for accept in ("application/json", "application/problem+json"):
        answer = failing.get("/nothing", headers={"accept": accept})
        assert answer.headers["content-type"] == "application/problem+json"
    assert failing.get("/nothing", headers={"accept": "text/html,*/*"}).headers["content-type"].startswith("text/html")


def test_a_query_tells_the_place_of_its_fault() -> None:
    assert fault_of(QueryError("no such field", 7)).problem("/search.json")["at"] == 7


def test_every_status_has_words() -> None:
    for status in (400, 401, 404, 405, 413, 500, 503):
        assert of_status(status).title
        assert isinstance(of_status(status), Fault)


def test_a_fault_is_told_as_a_sentence() -> None:
    assert fault_of(OnrecordError("the disk is full")).detail == "The disk is full."
    assert fault_of(OnrecordError("Is it full?")).detail == "Is it full?"
