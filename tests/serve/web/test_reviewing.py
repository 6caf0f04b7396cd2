"""The review queue: one statement after the other, each decision on disk, none without a name."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

EDITOR = "Zoë Ångström"


@pytest.fixture(autouse=True)
def signed(desk: TestClient) -> None:
    """Somebody who decides."""
    desk.post("/editor", data={"who": EDITOR, "to": "/review"})


def waiting(desk: TestClient, **asked: str) -> dict[str, object]:
    told: dict[str, object] = desk.get("/review.json", params=asked).json()
    return told


def ids(desk: TestClient, most: int = 20) -> list[str]:
    """The beginning of the queue."""
    out: list[str] = []
    told = waiting(desk)
    while told["item"] and len(out) < most:
        out.append(str(told["item"]["id"]))  # type: ignore[index]
        if told["next"] is None:
            break
        told = waiting(desk, at=str(told["next"]))
    return out


def test_the_queue_goes_by_score_and_back_the_same_way(desk: TestClient) -> None:
    found = ids(desk, 6)
    scores = [desk.get(f"/statements/{each}.json").json()["telling"]["reason"]["score"] for each in found]
    assert scores == sorted(scores)
    for before, after in pairwise(found):
        assert waiting(desk, at=after)["previous"] == before
    assert waiting(desk)["previous"] is None


@pytest.mark.parametrize(("verdict", "kept"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_is_kept_with_the_name_and_leads_on(desk: TestClient, verdict: str, kept: str) -> None:
    first, second = ids(desk, 2)
    before = waiting(desk)["waiting"]
    answer = desk.post("/review/decide", data={"id": first, "verdict": verdict, "who": EDITOR})
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["at"] == [second]
    told = waiting(desk, at=second, made=asked["made"][0])
    assert told["made"] == {"kind": kept.capitalize(), "hash": asked["made"][0], "target": first}
    assert told["waiting"] == int(str(before)) - 1
    [said] = desk.get("/decisions.json").json()["decisions"]
    assert (said["who"], said["target"], said["kind"]) == (EDITOR, first, verdict)
    assert ids(desk, 1) == [second]


def test_a_decision_can_be_taken_back(desk: TestClient) -> None:
    first = ids(desk, 1)[0]
    answer = desk.post("/review/decide", data={"id": first, "verdict": "reject", "who": EDITOR})
    made = parse_qs(urlsplit(answer.headers["location"]).query)["made"][0]
    back = desk.post("/review/undo", data={"hash": made, "who": EDITOR})
    assert f"at={first}" in back.headers["location"]
    assert ids(desk, 1) == [first]


@pytest.mark.parametrize(
    ("path", "data"),
    [("decide", {"verdict": "accept"}), ("speaker", {"speaker": "nobody"}), ("ends", {"start": "1"})],
)
def test_nothing_is_decided_without_a_name(desk: TestClient, path: str, data: dict[str, str]) -> None:
    first = ids(desk, 1)[0]
    answer = desk.post(f"/review/{path}", data={"id": first, "who": "  ", **data})
    assert answer.status_code == 400
    assert "Who decides?" in answer.text
    assert desk.get("/decisions.json").json()["total"] == 0


def test_the_speaker_is_corrected(desk: TestClient) -> None:
    first = ids(desk, 1)[0]
    data = {"id": first, "speaker": "other", "name": "Bruno <Falk>", "kind": "person", "who": EDITOR}
    assert desk.post("/review/speaker", data=data).status_code == 303
    told = desk.get(f"/statements/{first}.json").json()
    assert told["telling"]["who"]["name"] == "Bruno <Falk>"
    assert told["decisions"][0]["changed"] == ["speaker"]
    assert "Bruno &lt;Falk&gt;" in desk.get(f"/statements/{first}").text


@pytest.mark.parametrize("speaker", ["other", "99", "-1", "x"])
def test_a_speaker_that_cannot_be_is_refused(desk: TestClient, speaker: str) -> None:
    first = ids(desk, 1)[0]
    answer = desk.post("/review/speaker", data={"id": first, "speaker": speaker, "who": EDITOR})
    assert answer.status_code == 400
    assert desk.get("/decisions.json").json()["total"] == 0


def test_ends_are_looked_at_before_they_are_kept(desk: TestClient) -> None:
    first = next(
        each
        for each in ids(desk)
        if waiting(desk, at=each, end="-1")["item"]["content"] != waiting(desk, at=each)["item"]["content"]  # type: ignore[index]
    )
    was = waiting(desk, at=first)["item"]["content"]  # type: ignore[index]
    moved = waiting(desk, at=first, end="-1")["item"]["content"]  # type: ignore[index]
    assert moved[-1][1] < was[-1][1]
    assert waiting(desk, at=first)["item"]["content"] == was  # type: ignore[index]
    desk.post("/review/ends", data={"id": first, "end": "-1", "who": EDITOR})
    assert desk.get(f"/statements/{first}.json").json()["telling"]["content"] == moved


def test_ends_that_were_not_moved_are_no_correction(desk: TestClient) -> None:
    answer = desk.post("/review/ends", data={"id": ids(desk, 1)[0], "who": EDITOR})
    assert answer.status_code == 400


def test_a_query_narrows_the_queue(desk: TestClient) -> None:
    told = waiting(desk, q="speaker:solvane")
    assert 0 < int(str(told["waiting"])) < int(str(waiting(desk)["waiting"]))
    assert waiting(desk, q="zebra")["item"] is None
    assert "Nothing waits" in desk.get("/review?q=zebra").text
    assert desk.get("/review?q=said:never").status_code == 400


def test_how_often_statements_were_right(desk: TestClient) -> None:
    assert "Nothing of this was decided" in desk.get("/accuracy").text
    for number, each in enumerate(ids(desk, 4)):
        desk.post("/review/decide", data={"id": each, "verdict": "reject" if number == 3 else "accept", "who": EDITOR})
    shares = desk.get("/accuracy.json").json()["found"]["shares"]
    assert [(each["accepted"], each["rejected"]) for each in shares if each["manner"] == "all"] == [(3, 1)]
    html = desk.get("/accuracy").text
    assert "75.0 %" in html
    assert "do not speak for the rest" in html


@pytest.mark.parametrize("path", ["/review?at=none", "/review.json?at=none"])
def test_a_statement_that_is_not_there(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


def test_who_decides_stays_and_is_shown(desk: TestClient) -> None:
    assert f"You decide as <b><bdi>{EDITOR}</bdi></b>" in desk.get("/review").text
    away = desk.post("/editor", data={"who": "", "to": "//elsewhere.example"})
    assert away.headers["location"] == "/"
    assert "Who decides?" in desk.get("/review").text
