"""Speakers: who is heard, and what editors say of names."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

ONE, OTHER = "Ingrid Solvane", "Marta Okvist"


def called(desk: TestClient, name: str) -> dict[str, str]:
    found: list[dict[str, str]] = desk.get("/speakers.json", params={"q": name}).json()["found"]
    return found[0]


def key(desk: TestClient, name: str) -> str:
    told = desk.get(f"/speakers/{called(desk, name)['id']}.json").json()
    return str(told["names"][0]["key"])


def test_speakers_are_listed_by_how_often_they_are_heard(client: TestClient) -> None:
    told = client.get("/speakers.json").json()
    counts = [each["statements"] for each in told["found"]]
    assert counts == sorted(counts, reverse=True)
    assert told["total"] >= len(counts) > 5
    assert ONE in [each["name"] for each in told["found"]]
    assert "Nobody in the record is called so" in client.get("/speakers?q=zebra").text


def test_each_speaker_has_a_screen(client: TestClient) -> None:
    for each in client.get("/speakers.json").json()["found"]:
        told = client.get(f"/speakers/{each['id']}.json").json()
        assert told["statements"] == each["statements"] == sum(number for _, number in told["forms"])
        assert client.get(f"/speakers/{each['id']}").status_code == 200
    assert client.get("/speakers/none").status_code == 404


def test_two_names_are_made_one_and_two_again(desk: TestClient) -> None:
    first = called(desk, ONE)
    data = {"id": first["id"], "one": key(desk, ONE), "other": OTHER, "who": "Ada", "why": "<i>same</i>"}
    answer = desk.post("/speakers/judge", data={**data, "verdict": "same"})
    assert answer.status_code == 303
    merged = desk.get(f"{answer.headers['location']}.json").json()
    assert {ONE, OTHER} <= {form for form, _ in merged["forms"]}
    assert "&lt;i&gt;same&lt;/i&gt;" in desk.get(answer.headers["location"]).text
    [said] = merged["decisions"]
    desk.post("/speakers/undo", data={"id": merged["id"], "hash": said["hash"], "who": "Ada"})
    assert called(desk, ONE)["id"] != called(desk, OTHER)["id"]


def test_what_contradicts_an_earlier_decision_is_refused_with_the_reason(desk: TestClient) -> None:
    data = {"id": called(desk, ONE)["id"], "one": key(desk, ONE), "other": OTHER, "who": "Ada"}
    assert desk.post("/speakers/judge", data={**data, "verdict": "different"}).status_code == 303
    answer = desk.post("/speakers/judge", data={**data, "verdict": "same"})
    assert answer.status_code == 422
    assert "nothing was written down" in answer.text.lower()
    assert desk.get("/decisions.json").json()["total"] == 1


def test_a_speaker_is_renamed(desk: TestClient) -> None:
    first = called(desk, ONE)
    data = {"id": first["id"], "one": key(desk, ONE), "name": "Director Solvane", "who": "Ada"}
    answer = desk.post("/speakers/rename", data=data)
    assert desk.get(f"{answer.headers['location']}.json").json()["name"] == "Director Solvane"


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("judge", {"verdict": "same", "one": "person:nobody at all", "other": OTHER}, 404),
        ("judge", {"verdict": "maybe", "one": ONE, "other": OTHER}, 422),
        ("undo", {"hash": "none"}, 404),
        ("rename", {"one": "person:ingrid solvane", "name": "X", "who": ""}, 400),
    ],
)
def test_what_cannot_be_said_is_refused(desk: TestClient, path: str, data: dict[str, str], status: int) -> None:
    answer = desk.post(f"/speakers/{path}", data={"id": "x", "who": "Ada", **data})
    assert answer.status_code == status
    assert desk.get("/decisions.json").json()["total"] == 0
