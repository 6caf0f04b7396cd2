"""A record with the examples and some traps, read by rules, and the app over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.pipeline import identify, read
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from onrecord.types import Reading
from tests.serve.web.pages import CAPTURED, all_pages

BASE = "http://127.0.0.1:8765"


@dataclass(frozen=True, slots=True)
class Held:
    """A record, and what was read into it, by the names of the pages; refused ones are not among them."""

    record: Record
    readings: dict[str, Reading]


def fill(where: Path) -> dict[str, Reading]:
    """Makes the record that the screens are tested with."""
    readings = {}
    with Record.open(str(where), create=True) as record:
        for page in all_pages():
            outcome = read(page, trained=False)
            record.keep(page, outcome, "tests")
            if isinstance(outcome, Reading):
                readings[page.name] = outcome
        identify(record)
    return readings


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record that is filled, to be copied."""
    where = tmp_path_factory.mktemp("filled") / "record.db"
    fill(where)
    return where


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The app over a record of one's own that can be written to; no redirection is followed."""
    where = str(shutil.copy(filled, tmp_path / "record.db"))
    with (
        Record.open(where) as record,
        TestClient(create(record, Settings(clock=lambda: CAPTURED)), base_url=BASE, follow_redirects=False) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A record that nobody writes to."""
    where = tmp_path_factory.mktemp("held") / "record.db"
    readings = fill(where)
    with Record.open(str(where)) as record:
        yield Held(record, readings)


@pytest.fixture(scope="session")
def client(held: Held) -> Iterator[TestClient]:
    """The app over it, asked as from this machine."""
    with TestClient(create(held.record, Settings(clock=lambda: CAPTURED)), base_url=BASE) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The app over a record that holds nothing, to be written to."""
    with (
        Record.open(str(tmp_path / "record.db"), create=True) as record,
        TestClient(
            create(record, Settings(clock=lambda: CAPTURED, trained=False, relates=False)), base_url=BASE
        ) as client,
    ):
        yield client
