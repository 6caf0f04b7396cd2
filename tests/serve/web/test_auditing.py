"""A draft held against the record: marked in its text, kept nowhere."""

from __future__ import annotations

import io

from fastapi.testclient import TestClient

from tests.serve.web.conftest import Held

DRAFT = """Water chief: nobody was told

"We measured it, we wrote it down and we told everybody," Ingrid Solvane said on Tuesday.
Mayor <b>Ada Finch</b> said: "Zebras govern the purple lighthouse of Antwerp by night."
"""


def test_a_draft_is_marked_where_it_differs(client: TestClient, held: Held) -> None:
    before = client.get("/record.json").json()["counts"]
    response = client.post("/audit", data={"text": DRAFT})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert 'data-standing="differs"' in response.text
    assert 'data-standing="not held"' in response.text
    assert "everybody" in response.text
    assert "<b>Ada Finch</b>" not in response.text
    assert client.get("/record.json").json()["counts"] == before


def test_programs_get_the_items_with_their_places(client: TestClient) -> None:
    told = client.post("/audit.json", files={"file": ("draft.md", io.BytesIO(DRAFT.encode()))}).json()
    assert told["fine"] is False
    standings = {item["words"].split()[0]: item["standing"] for item in told["items"] if item["kind"] == "quotation"}
    assert standings == {"We": "differs", "Zebras": "not held"}


def test_what_is_no_draft_is_refused(client: TestClient) -> None:
    assert client.post("/audit", data={"text": "  "}).status_code == 400
    assert client.post("/audit.json", data={"text": ""}).json()["status"] == 400
    assert client.post("/audit", files={"file": ("a.txt", io.BytesIO(b"x" * ((1 << 20) + 1)))}).status_code == 413
    binary = client.post("/audit.json", files={"file": ("a.bin", io.BytesIO(bytes(range(32)) * 9))})
    assert (binary.status_code, "cannot be read" in binary.json()["detail"]) == (422, True)
    assert client.get("/audit").status_code == 200
    assert client.get("/audit.json").json()["answer"] is None
