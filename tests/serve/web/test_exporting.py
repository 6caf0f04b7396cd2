"""Exports from a screen: every format, exactly what the query finds, byte for byte as the command writes it."""

from __future__ import annotations

import io

import pytest
from fastapi.testclient import TestClient

from onrecord.record.export import FORMATS, export
from tests.serve.web.conftest import Held
from tests.serve.web.pages import CAPTURED


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_what_the_command_writes(client: TestClient, held: Held, form: str) -> None:
    query = "dam manner:direct"
    answer = client.get("/export", params={"q": query, "as": form})
    wanted = io.BytesIO()
    export(held.record, wanted, form, query, CAPTURED)
    assert answer.content == wanted.getvalue()
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="onrecord-{form}.')
    assert not answer.headers["content-disposition"].endswith('.bin"')


def test_every_format_is_offered_on_the_search(client: TestClient) -> None:
    html = client.get("/search", params={"q": "dam"}).text
    for form in FORMATS:
        assert f"/export?q=dam&amp;as={form}" in html


@pytest.mark.parametrize(
    ("params", "told"), [({"as": "docx"}, "docx"), ({"q": '"open', "as": "csv"}, "quotation mark")]
)
def test_what_cannot_be_exported_is_told(client: TestClient, params: dict[str, str], told: str) -> None:
    answer = client.get("/export", params=params)
    assert answer.status_code == 400
    assert told in answer.text
