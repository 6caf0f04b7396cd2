"""Answers as JSON: the fields of the dataclass, whatever text they hold."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.web.screens.page import PageShown
from onrecord.serve.web.screens.search import SearchShown
from onrecord.serve.web.screens.statement import StatementShown
from onrecord.serve.web.telling import told
from onrecord.types import Manner, Span
from tests.serve.web.conftest import Held


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    span: Span
    day: date | None
    manner: Manner
    pairs: dict[str, tuple[int, ...]]


@given(st.text(max_size=40))
def test_any_text_survives(text: str) -> None:
    answer = Answer(text, Span(1, 4), date(2026, 3, 1), Manner.DIRECT, {"a": (1, 2)})
    assert json.loads(told(answer)) == {
        "text": text,
        "span": [1, 4],
        "day": "2026-03-01",
        "manner": "direct",
        "pairs": {"a": [1, 2]},
    }


def test_the_twin_of_a_screen_has_the_fields_of_its_answer(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    twins: dict[str, type[PageShown | StatementShown | SearchShown]] = {
        f"/pages/{reading.page.id}.json": PageShown,
        f"/statements/{reading.statements[0].id}.json": StatementShown,
        "/search.json?q=dam": SearchShown,
    }
    for path, shown in twins.items():
        assert set(client.get(path).json()) == {field.name for field in fields(shown)}


def test_every_screen_leads_to_its_twin_and_to_itself(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    for path in (f"/pages/{reading.page.id}", f"/statements/{reading.statements[0].id}", "/search"):
        html = client.get(path).text
        assert f'href="{path}.json"' in html
        assert f'href="{path}"' in html
