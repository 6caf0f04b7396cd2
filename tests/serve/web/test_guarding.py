"""Who may ask, from where, how much; and what every answer bears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.serve.access import Scope, Tokens, pass_of
from onrecord.serve.web import Settings, create
from onrecord.serve.web.guarding import COOKIE, POLICY
from tests.serve.web.conftest import BASE, Held

TOKEN = "a token of some length"
BEGUN = ("/api/relating", "/api/speakers")
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture
def guarded(held: Held) -> Iterator[TestClient]:
    settings = Settings(host="0.0.0.0", token=TOKEN)
    with TestClient(create(held.record, settings), base_url="http://press.example") as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "localhost:1", "[::1]:8765"])
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/search", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost@evil.example", "10.0.0.1"]
)
def test_other_names_are_not(client: TestClient, host: str) -> None:
    answer = client.get("/search", headers={"host": host})
    assert answer.status_code == 421
    assert "Solvane" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", **NAVIGATION}, 403),
        ({"origin": BASE}, 303),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": ""}, 403),
        ({}, 303),
    ],
)
def test_changes_are_asked_for_by_our_own_screens(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/look", data={"look": "auto"}, headers=headers, follow_redirects=False)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", **NAVIGATION}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 200),
    ],
)
def test_links_lead_here_from_anywhere_but_nothing_is_embedded(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert client.get("/search", headers=headers).status_code == status


def test_every_answer_is_sealed(client: TestClient) -> None:
    statement = client.get("/search.json").json()["found"][0]
    paths = ["/search", "/search.json", f"/pages/{statement['page']}", f"/statements/{statement['id']}", "/import"]
    paths += ["/nothing", "/search?q=%22", "/export?as=csv", "/static/app.css", "/openapi.json"]
    for path in paths:
        headers = client.get(path).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy == POLICY, path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert headers["cross-origin-resource-policy"] == "same-origin", path


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    allowed = {source for sources in POLICY.values() for source in sources.split()}
    assert allowed == {"'none'", "'self'", "data:"}
    assert POLICY["script-src"] == POLICY["style-src"] == "'self'"


def test_without_the_token_nothing_is_told(guarded: TestClient) -> None:
    for path in ("/", "/search", "/import", "/export", "/openapi.json"):
        answer = guarded.get(path, follow_redirects=False)
        assert answer.status_code == 401
        assert "Solvane" not in answer.text
    assert guarded.get("/search.json").json()["status"] == 401
    assert guarded.get("/static/app.css").status_code == 200


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {pass_of(TOKEN)}", "Bearer é"]
)
def test_a_wrong_token_is_no_token(guarded: TestClient, said: str) -> None:
    assert guarded.get("/search", headers={b"authorization": said.encode()}).status_code == 401


def test_programs_bear_the_token(guarded: TestClient) -> None:
    assert guarded.get("/search", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_browser_enters_once(guarded: TestClient) -> None:
    assert guarded.post("/enter", data={"token": "wrong"}).status_code == 401
    answer = guarded.post("/enter", data={"token": TOKEN, "to": "/import"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/import")
    assert TOKEN not in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert guarded.cookies[COOKIE] == pass_of(TOKEN)
    assert guarded.get("/search").status_code == 200


def test_a_link_with_the_token_leaves_none_of_it_in_the_address(guarded: TestClient) -> None:
    answer = guarded.get("/enter", params={"token": TOKEN}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert guarded.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "http://evil.example", "/\t/evil.example", "", "javascript:1"]
)
def test_nobody_is_sent_elsewhere(client: TestClient, to: str) -> None:
    answer = client.post("/look", data={"look": "dark", "to": to}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    client.cookies.clear()


@pytest.mark.parametrize("path", ["/pages/a%00b", "/search.json?q=page:%00", "/review?at=%00", "/export?q=%00"])
def test_what_no_database_can_hold_is_not_asked_of_it(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/review/decide", {"id": "a\0", "verdict": "accept"}),
        ("/speakers/rename", {"id": "a", "one": "b", "name": "\0"}),
    ],
)
def test_nor_is_it_in_a_form(client: TestClient, path: str, sent: dict[str, str]) -> None:
    assert client.post(path, data={**sent, "who": "Ada"}).status_code == 400


def test_too_much_is_turned_away_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/look", content=b"", headers={"content-length": str(10**12)})
    assert answer.status_code == 413
    assert client.post("/look", content=b"", headers={"content-length": "-5"}).status_code == 413


def test_more_than_was_announced_is_not_taken(client: TestClient) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/look", content=(b"x" * 100_000 for _ in range(40)), headers=form)
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_off_on_a_screen(client: TestClient, method: str) -> None:
    answer = client.request(method, "/search")
    assert answer.status_code == 405
    assert "<h1>" in answer.text


@pytest.fixture
def shared(held: Held, tmp_path: Path) -> Iterator[tuple[TestClient, Tokens]]:
    """The app where others reach it, and the tokens that they have."""
    tokens = Tokens(tmp_path / "tokens")
    settings = Settings(host="0.0.0.0", tokens=tokens)
    with TestClient(create(held.record, settings), base_url="http://press.example", follow_redirects=False) as client:
        yield client, tokens


@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", "/search", Scope.READ),
        ("GET", "/figures.json", Scope.READ),
        ("POST", "/audit.json", Scope.READ),
        ("POST", "/review/decide", Scope.REVIEW),
        ("POST", "/speakers/judge", Scope.REVIEW),
        ("POST", "/speakers/tell", Scope.ADMIN),
        ("POST", "/import", Scope.ADMIN),
        ("POST", "/doctor", Scope.ADMIN),
        ("POST", "/occasions/relate", Scope.ADMIN),
        ("POST", "/api/decisions", Scope.REVIEW),
        ("POST", "/api/imports", Scope.ADMIN),
        ("POST", "/api/relating", Scope.ADMIN),
        ("POST", "/api/speakers", Scope.ADMIN),
        ("POST", "/api/whatever", Scope.ADMIN),
        ("DELETE", "/search", Scope.ADMIN),
    ],
)
@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_is_good_for_its_scope_and_no_more(
    shared: tuple[TestClient, Tokens], method: str, path: str, needed: Scope, scope: Scope
) -> None:
    client, tokens = shared
    token = tokens.add("Ada", scope)
    bearing = {"authorization": f"Bearer {token}", "sec-fetch-site": "same-origin"}
    if scope.covers(needed) and path in ("/doctor", "/occasions/relate", "/speakers/tell", *BEGUN):
        return  # nothing is begun here: that it may be is what other tests of these screens show
    form = {"data": {"text": " "} if method == "POST" else None}
    sent: dict[str, Any] = {"json": {}} if path.startswith("/api/") else form
    answer = client.request(method, path, headers=bearing, **sent)
    assert (answer.status_code == 403) is not scope.covers(needed)
    assert client.request(method, path, headers={"sec-fetch-site": "same-origin"}).status_code == 401


def test_a_token_that_was_taken_away_opens_nothing(shared: tuple[TestClient, Tokens]) -> None:
    client, tokens = shared
    token = tokens.add("Ada", Scope.READ)
    entered = client.get("/enter", params={"token": token})
    assert entered.cookies[COOKIE] == pass_of(token)
    assert client.get("/search").status_code == 200
    tokens.remove("Ada")
    assert client.get("/search").status_code == 401
    assert client.get("/enter", params={"token": token}).status_code == 401


def test_tokens_that_cannot_be_read_let_nobody_in(shared: tuple[TestClient, Tokens], tmp_path: Path) -> None:
    client, tokens = shared
    token = tokens.add("Ada", Scope.ADMIN)
    (tmp_path / "tokens").write_text("nonsense")
    answer = client.get("/search.json", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 503
    assert "no file of tokens" in answer.json()["detail"]
