"""What programs write: the same as in forms, once however often it is sent, by whom the token was given to."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from onrecord.record.store import Record
from onrecord.serve.access import Scope, Tokens
from onrecord.serve.web import Settings, create
from tests.serve.web.conftest import BASE
from tests.serve.web.pages import CAPTURED
from tests.serve.web.test_importing import SAID, over

ONE, OTHER = "Ingrid Solvane", "Marta Okvist"


def decided(client: TestClient, status: int = 201, **said: Any) -> dict[str, Any]:
    """What the app answers to a decision; every answer is as it is described."""
    answer = client.post("/api/decisions", json={"who": "Ada", **said})
    assert answer.status_code == status, answer.text
    as_described(client, "/api/decisions", answer)
    told: dict[str, Any] = answer.json()
    return told


def as_described(client: TestClient, path: str, answer: Response) -> None:
    described = client.get("/openapi.json").json()
    responses = described["paths"][path]["post"]["responses"]
    content = responses.get(str(answer.status_code), responses["default"])["content"]
    kind = answer.headers["content-type"].partition(";")[0]
    schema = {**content[kind]["schema"], "components": described["components"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer.json())] == []


def first(client: TestClient) -> str:
    return str(client.get("/review.json").json()["item"]["id"])


def total(client: TestClient) -> int:
    return int(client.get("/decisions.json").json()["total"])


@pytest.mark.parametrize(("kind", "kept"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_statement_is_decided_on_once_however_often_it_is_sent(desk: TestClient, kind: str, kept: str) -> None:
    id_ = first(desk)
    made = decided(desk, kind=kind, statement=id_, why="seen")
    assert (made["who"], made["kind"], made["target"], made["why"]) == ("Ada", kind, id_, "seen")
    assert decided(desk, 200, kind=kind, statement=id_, why="seen") == made
    assert total(desk) == 1
    assert desk.get(f"/statements/{id_}.json").json()["telling"]["verdict"] == kept


def test_another_word_in_between_makes_it_a_new_one(desk: TestClient) -> None:
    id_ = first(desk)
    decided(desk, kind="accept", statement=id_)
    decided(desk, kind="accept", statement=id_, who="Bea")
    decided(desk, kind="reject", statement=id_)
    decided(desk, kind="accept", statement=id_)
    assert total(desk) == 4


def test_a_correction_holds_beside_one_of_another_field(desk: TestClient) -> None:
    id_ = first(desk)
    named = {"speaker": {"name": "Bruno Falk", "kind": "person"}}
    start, end = desk.get(f"/statements/{id_}.json").json()["telling"]["content"][0]
    cut = {"content": [[start, end - 2]]}
    decided(desk, kind="correct", statement=id_, corrected=named)
    decided(desk, kind="correct", statement=id_, corrected=cut)
    decided(desk, 200, kind="correct", statement=id_, corrected=named)
    decided(desk, 200, kind="correct", statement=id_, corrected=cut)
    told = desk.get(f"/statements/{id_}.json").json()["telling"]
    assert told["who"]["name"] == "Bruno Falk"
    assert told["content"] == [[start, end - 2]]
    decided(desk, kind="correct", statement=id_, corrected={"speaker": None})
    decided(desk, kind="correct", statement=id_, corrected=named)
    assert total(desk) == 4


def test_every_field_that_can_be_corrected(desk: TestClient) -> None:
    id_ = first(desk)
    corrected: dict[str, Any] = {
        "manner": "indirect",
        "cue": [],
        "source": None,
        "addressee": "the council",
        "said": {"earliest": "2026-03-01", "latest": "2026-03-03"},
        "speaker": {"name": "Bruno Falk", "kind": "person", "role": "warden", "aliases": ["Falk"]},
    }
    decided(desk, kind="correct", statement=id_, corrected=corrected)
    told = desk.get(f"/statements/{id_}.json").json()["telling"]
    assert (told["manner"], told["cue"], told["setting"]["addressee"]) == ("indirect", [], "the council")
    assert (told["said"]["earliest"], told["said"]["latest"]) == ("2026-03-01", "2026-03-03")
    assert (told["who"]["role"], told["who"]["aliases"]) == ("warden", ["Falk"])
    assert desk.get(f"/statements/{id_}").status_code == desk.get("/search").status_code == 200


def test_a_decision_is_taken_back_once(desk: TestClient) -> None:
    id_ = first(desk)
    made = decided(desk, kind="reject", statement=id_)
    back = decided(desk, kind="undo", decision=made["hash"])
    assert decided(desk, 200, kind="undo", decision=made["hash"]) == back
    assert desk.get(f"/statements/{id_}.json").json()["telling"]["verdict"] is None
    decided(desk, kind="reject", statement=id_)
    assert total(desk) == 3


def called(desk: TestClient, name: str) -> str:
    return str(desk.get("/speakers.json", params={"q": name}).json()["found"][0]["id"])


def test_people_are_merged_split_and_renamed(desk: TestClient) -> None:
    made = decided(desk, kind="same", one=ONE, other=OTHER)
    assert called(desk, ONE) == called(desk, OTHER)
    assert decided(desk, 422, kind="different", one=ONE, other=OTHER)["detail"]
    assert decided(desk, 200, kind="same", one=ONE, other=OTHER)["hash"] == made["hash"]
    decided(desk, kind="undo", decision=made["hash"])
    decided(desk, kind="different", one=OTHER, other=ONE)
    decided(desk, 200, kind="different", one=OTHER, other=ONE)
    assert called(desk, ONE) != called(desk, OTHER)
    answer = desk.post("/api/decisions", json={"kind": "rename", "one": ONE, "name": "Director Solvane", "who": "Ada"})
    assert desk.get(answer.headers["location"]).json()["name"] == "Director Solvane"
    assert total(desk) == 4


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"kind": "accept", "statement": "none"}, 404),
        ({"kind": "undo", "decision": "none"}, 404),
        ({"kind": "same", "one": ONE, "other": "nobody at all"}, 404),
        ({"kind": "same", "one": ONE, "other": ONE}, 422),
        ({"kind": "accept"}, 422),
        ({"kind": "accept", "statement": "x", "more": 1}, 422),
        ({"kind": "maybe", "statement": "x"}, 422),
        ({"kind": "accept", "statement": "a\0"}, 422),
        ({"kind": "rename", "one": ONE, "name": " "}, 422),
        ([], 422),
        (None, 422),
    ],
)
def test_what_cannot_be_said_is_refused_as_described(desk: TestClient, said: Any, status: int) -> None:
    answer = desk.post("/api/decisions", json={"who": "Ada", **said} if isinstance(said, dict) else said)
    assert answer.status_code == status, answer.text
    as_described(desk, "/api/decisions", answer)
    assert answer.json()["instance"] == "/api/decisions"
    assert total(desk) == 0


@pytest.mark.parametrize(
    "corrected",
    [
        {},
        {"content": []},
        {"content": [[5, 5]]},
        {"content": [[9, 12], [2, 4]]},
        {"content": [[0, 10_000_000]]},
        {"cue": [[-1, 4]]},
        {"manner": "loud"},
        {"manner": None},
        {"speaker": {"name": "x", "kind": "ghost"}},
        {"said": {"earliest": "2026-03-03", "latest": "2026-03-01"}},
        {"inside": "x"},
    ],
)
def test_corrections_that_fit_no_page_are_refused(desk: TestClient, corrected: dict[str, Any]) -> None:
    decided(desk, 422, kind="correct", statement=first(desk), corrected=corrected)
    assert total(desk) == 0


def test_nothing_is_decided_without_a_name(desk: TestClient) -> None:
    answer = desk.post("/api/decisions", json={"kind": "accept", "statement": first(desk), "who": " "})
    assert (answer.status_code, answer.json()["title"]) == (400, "Who decides?")


WRITES = ("/api/decisions", "/api/imports", "/api/imports/x/stop", "/api/relating", "/api/examination", "/api/speakers")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": BASE},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    ],
)
def test_no_other_site_can_write(desk: TestClient, headers: dict[str, str]) -> None:
    said = {"kind": "accept", "statement": first(desk), "who": "Mallory"}
    for path in WRITES:
        answer = desk.post(path, json=said, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json"), path
    assert total(desk) == 0


def test_a_name_made_to_lead_here_writes_nothing(desk: TestClient) -> None:
    said = {"kind": "accept", "statement": first(desk), "who": "Mallory"}
    for path in WRITES:
        assert desk.post(path, json=said, headers={"host": "evil.example"}).status_code == 421, path
    assert total(desk) == 0


def test_all_that_writes_in_json_is_in_that_list(desk: TestClient) -> None:
    described = desk.get("/openapi.json").json()["paths"]
    assert {each.replace("{id}", "x") for each in described if each.startswith("/api/")} == set(WRITES)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_is_not_taken_for_json(desk: TestClient, kind: str) -> None:
    raw = f'{{"kind": "accept", "statement": "{first(desk)}", "who": "Mallory"}}'
    answer = desk.post("/api/decisions", content=raw.encode(), headers={"content-type": kind})
    assert answer.status_code == 415
    as_described(desk, "/api/decisions", answer)
    assert total(desk) == 0


def test_half_of_a_character_is_refused(desk: TestClient) -> None:
    id_ = first(desk).encode()
    for raw in (
        b'{"kind": "\\ud800", "statement": "\\udfff", "who": "\\ud800"}',
        b'{"kind": "accept", "statement": "%b", "who": "\\ud800"}' % id_,
        b'{"kind": "accept", "statement": "%b", "who": "\xed\xa0\x80"}' % id_,
        b'{"kind": "correct", "statement": "%b", "who": "a", "corrected": {"addressee": "\\udc00"}}' % id_,
    ):
        answer = desk.post("/api/decisions", content=raw, headers={"content-type": "application/json"})
        assert answer.status_code == 422
        as_described(desk, "/api/decisions", answer)
    assert total(desk) == 0


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 50_000, b"1" * 6_000, b"\xff\xfe", b"{"])
def test_what_no_parser_takes_is_told_off(desk: TestClient, raw: bytes) -> None:
    answer = desk.post("/api/decisions", content=raw, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    as_described(desk, "/api/decisions", answer)


def test_too_much_json_is_turned_away(desk: TestClient) -> None:
    big = b'"' + b"x" * (3 << 20) + b'"'
    assert desk.post("/api/decisions", content=big, headers={"content-type": "application/json"}).status_code == 413


@pytest.fixture
def shared(filled: Path, tmp_path: Path) -> Iterator[tuple[TestClient, Tokens]]:
    """The app where others reach it, over a record that can be written to, and the tokens that they have."""
    tokens = Tokens(tmp_path / "tokens")
    with (
        Record.open(str(shutil.copy(filled, tmp_path / "record.db"))) as record,
        TestClient(
            create(record, Settings(host="0.0.0.0", tokens=tokens, clock=lambda: CAPTURED)), base_url=BASE
        ) as client,
    ):
        yield client, tokens


@pytest.mark.parametrize(
    ("told", "kept"), [("", "news desk"), ("news desk", "news desk"), ("Ada", "Ada (token of news desk)")]
)
def test_a_decision_bears_the_name_of_the_token(shared: tuple[TestClient, Tokens], told: str, kept: str) -> None:
    client, tokens = shared
    bearing = {"authorization": f"Bearer {tokens.add('news desk', Scope.REVIEW)}"}
    id_ = client.get("/review.json", headers=bearing).json()["item"]["id"]
    said = {"kind": "accept", "statement": id_, "who": told}
    assert client.post("/api/decisions", json=said, headers=bearing).json()["who"] == kept
    form = {"id": id_, "verdict": "reject", "who": told}
    assert client.post("/review/decide", data=form, headers=bearing, follow_redirects=False).status_code == 303
    names = [each["who"] for each in client.get("/decisions.json", headers=bearing).json()["decisions"]]
    assert names == [kept, kept]


def test_a_token_for_reading_writes_nothing(shared: tuple[TestClient, Tokens]) -> None:
    client, tokens = shared
    bearing = {"authorization": f"Bearer {tokens.add('reader', Scope.READ)}"}
    id_ = client.get("/review.json", headers=bearing).json()["item"]["id"]
    said = {"kind": "accept", "statement": id_}
    assert client.post("/api/decisions", json=said, headers=bearing).status_code == 403
    bare = client.post("/api/decisions", json=said)
    assert (bare.status_code, bare.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/decisions.json", headers=bearing).json()["total"] == 0


def test_files_and_texts_are_imported(empty: TestClient) -> None:
    files = [{"name": "../good.txt", "content": base64.b64encode(SAID.encode()).decode()}]
    sent = {"files": files, "texts": ["“It holds,” said Bea Lund.\n"]}
    answer = empty.post("/api/imports", json=sent)
    assert answer.status_code == 202
    as_described(empty, "/api/imports", answer)
    where = answer.headers["location"].removesuffix(".json")
    told = over(empty, where)
    assert told["job"]["counts"] == {"new": 2}
    again = empty.post("/api/imports", json=sent).headers["location"].removesuffix(".json")
    assert over(empty, again)["job"]["counts"] == {"known": 2}
    stopped = empty.post(f"/api{where.replace('/import/', '/imports/')}/stop")
    assert (stopped.status_code, stopped.json()["job"]["state"]) == (202, "done")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"texts": ["  "]}, 400),
        ({"files": [{"name": "a", "content": "no base 64"}]}, 422),
        ({"addresses": ["a b"]}, 422),
        ({"addresses": [f"http://a.example/{n}" for n in range(201)]}, 422),
    ],
)
def test_nothing_to_import_is_said(empty: TestClient, sent: dict[str, Any], status: int) -> None:
    answer = empty.post("/api/imports", json=sent)
    assert answer.status_code == status
    as_described(empty, "/api/imports", answer)
    assert empty.get("/import.json").json()["imports"] == []


@pytest.mark.parametrize(("path", "where"), [("relating", "/occasions.json"), ("examination", "/doctor.json")])
def test_long_work_is_begun_and_can_be_followed(empty: TestClient, path: str, where: str) -> None:
    answer = empty.post(f"/api/{path}")
    assert (answer.status_code, answer.headers["location"]) == (202, where)
    as_described(empty, f"/api/{path}", answer)
    assert answer.json()["state"] == "running"
    assert empty.get(where).status_code == 200


def test_who_is_who_is_told_anew(desk: TestClient) -> None:
    answer = desk.post("/api/speakers")
    assert (answer.status_code, answer.json()) == (200, False)
    as_described(desk, "/api/speakers", answer)
