"""The description holds: what every screen tells as JSON is what its schema says, errors too."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.serve.web.conftest import Held


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/openapi.json").json()
    return told


def validator(described: dict[str, Any], path: str, status: str = "200") -> Draft202012Validator:
    content = described["paths"][path]["get"]["responses"][status]["content"]
    [media] = content.values()
    return Draft202012Validator({**media["schema"], "components": described["components"]})


def addresses(client: TestClient, held: Held) -> dict[str, list[str]]:
    """Addresses of every screen that is described, by the path in the description."""
    readings = held.readings.values()
    pages = [reading.page.id for reading in readings]
    statements = [statement.id for reading in readings for statement in reading.statements[:3]]
    people = [each["id"] for each in client.get("/speakers.json").json()["found"][:4]]
    return {
        "/search.json": ["/search.json", "/search.json?q=dam&speaker=Ingrid+Solvane", "/search.json?start=20"],
        "/pages/{id}.json": [f"/pages/{each}.json" for each in pages],
        "/statements/{id}.json": [f"/statements/{each}.json" for each in statements],
        "/check.json": ["/check.json", "/check.json?q=We+measured+it,+we+wrote+it+down"],
        "/review.json": ["/review.json", "/review.json?q=zebra"],
        "/accuracy.json": ["/accuracy.json", "/accuracy.json?sample=5"],
        "/speakers.json": ["/speakers.json"],
        "/speakers/{id}.json": [f"/speakers/{each}.json" for each in people],
        "/speakers/{id}/timeline.json": [f"/speakers/{each}/timeline.json" for each in people[:2]],
        "/figures.json": ["/figures.json", "/figures.json?q=crack"],
        "/occasions.json": ["/occasions.json"],
        "/audit.json": ["/audit.json"],
        "/record.json": ["/record.json", "/record.json?of=refused"],
        "/decisions.json": ["/decisions.json"],
        "/doctor.json": ["/doctor.json"],
        "/import.json": ["/import.json"],
    }


def test_every_answer_is_as_described(client: TestClient, held: Held, described: dict[str, Any]) -> None:
    found = addresses(client, held)
    own = {"/occasions/{id}.json", "/utterances/{id}.json", "/import/{id}.json"}  # other tests have such records
    assert {path for path, methods in described["paths"].items() if "get" in methods} == set(found) | own
    for path, asked in found.items():
        schema = validator(described, path)
        for address in asked:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert [error.message for error in schema.iter_errors(answer.json())] == [], address


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/pages/{id}.json", "/pages/none.json"),
        ("/search.json", "/search.json?q=said:never"),
        ("/search.json", "/search.json?start=x"),
        ("/check.json", f"/check.json?q={'word+' * 3_000}"),
    ],
)
def test_errors_are_as_described(client: TestClient, described: dict[str, Any], path: str, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code >= 400
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert list(validator(described, path, "default").iter_errors(answer.json())) == []


def test_the_description_is_whole(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            assert operation["x-onrecord-scope"] in ("read", "review", "admin")
            assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
