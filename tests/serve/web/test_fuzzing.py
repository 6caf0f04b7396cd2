"""Whatever the description lets a program send, and what it does not: no fault of ours, every answer as described."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from tests.serve.web.pages import CAPTURED
from tests.serve.web.serving import serve

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {GenerationMode.POSITIVE: 14, GenerationMode.NEGATIVE: 10}
"""For each operation; raise them to look harder."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """Where the app is served over a record of its own, its description, and ids that stand there."""

    address: str
    described: dict[str, Any]
    ids: list[str]


@pytest.fixture(scope="module")
def aimed(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aimed]:
    where = str(shutil.copy(filled, tmp_path_factory.mktemp("aimed") / "record.db"))
    with pytest.MonkeyPatch.context() as patched, Record.open(where) as record:
        patched.setattr("onrecord.capture.fetch.fetch", lambda *_: iter(()))  # nothing is asked of the network
        for address in serve(create(record, Settings(clock=lambda: CAPTURED, trained=False, relates=False))):
            asked = partial(requests.get, timeout=60)
            told = asked(f"{address}/search.json").json()["found"]
            people = asked(f"{address}/speakers.json").json()["found"]
            ids = [told[0]["id"], told[1]["id"], told[0]["page"], people[0]["id"], people[1]["id"]]
            yield Aimed(address, asked(f"{address}/openapi.json").json(), ids)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(EXAMPLES))
def test_no_operation_fails_whatever_is_sent(aimed: Aimed, mode: GenerationMode) -> None:
    seen = 0
    with requests.Session() as session:
        for found in schemathesis.openapi.from_dict(aimed.described).get_all_operations():
            assert isinstance(found, Ok)
            for case in cases(found.ok(), mode, aimed.ids):
                seen += 1
                case.call_and_validate(aimed.address, session, checks=CHECKS)
    assert seen > 100


def cases(operation: Any, mode: GenerationMode, ids: list[str]) -> list[Any]:
    """What is sent to an operation: the same on every run; every other time with ids that stand in the record."""
    out: list[Any] = []

    @seed(8)
    @settings(
        max_examples=EXAMPLES[mode],
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from([None, *ids]))
    def drawn(case: Any, id_: str | None) -> None:
        if id_ and case.path_parameters:
            case.path_parameters["id"] = id_
        if id_ and isinstance(case.body, dict) and "statement" in case.body:
            case.body["statement"] = id_
        out.append(case)

    with suppress(Unsatisfiable):  # an operation without parameters can be sent nothing that is wrong
        drawn()
    return out
