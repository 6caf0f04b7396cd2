"""Lists that go on while rows are added to them: nothing is told twice, nothing is lost, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert

from bench.made import readings
from onrecord.pipeline import identify
from onrecord.record import schema
from onrecord.record.database import raise_epoch, writing
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create, walking
from onrecord.serve.web.faults import Failure
from onrecord.serve.web.walking import Walks, cursor, place
from onrecord.types import DecisionKind, Reading
from tests.serve.conftest import postgres, where
from tests.serve.web.conftest import BASE
from tests.serve.web.pages import CAPTURED

__all__ = ["postgres", "where"]

MADE = tuple(readings(16, seed=5))
FIRST, ADDED = MADE[::2], MADE[1::2]


@dataclass(frozen=True, slots=True)
class Site:
    """The app over a record that grows."""

    record: Record
    client: TestClient

    def keep(self, coming: Sequence[Reading]) -> None:
        """Adds pages, who is who, a decision on each, and an occasion of every two of them."""
        for reading in coming:
            self.record.keep(reading.page, reading, "made")
            target = reading.statements[0].id
            self.record.decide(DecisionKind.ACCEPT, target, who="Ada", moment=CAPTURED)
        identify(self.record)
        numbers = {row.id: row.number for row in self._pages()}
        with writing(self.record.engine) as connection:
            for one, other in zip(coming[::2], coming[1::2], strict=True):
                bare = {"kind": "speech", "detail": "{}", "grounds": "", "inputs": "", "seal": ""}
                row = {"id": one.page.id, "latest": 739_000 + len(numbers) % 3, **bare}
                connection.execute(insert(schema.occasion), row)
                tellings = [{"page": numbers[each.page.id], "occasion": one.page.id} for each in (one, other)]
                connection.execute(insert(schema.telling), tellings)
            raise_epoch(connection)

    def _pages(self) -> Sequence[Any]:
        with self.record.engine.connect() as connection:
            return connection.execute(schema.page.select()).all()


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for module in ("speaking", "retelling", "holding"):
        monkeypatch.setattr(f"onrecord.serve.web.screens.{module}.SHOWN", 3)
    for module in ("serve.ledger", "serve.web.screens.counting"):
        monkeypatch.setattr(f"onrecord.{module}.PAGES", 3)
    with Record.open(where, create=True) as record:
        app = create(record, Settings(clock=lambda: CAPTURED, trained=False))
        with TestClient(app, base_url=BASE) as client:
            made = Site(record, client)
            made.keep(FIRST)
            yield made


def common() -> str:
    """A word that many statements hold."""
    return "the"


LISTS: dict[str, tuple[str, Callable[[dict[str, Any]], list[str]]]] = {
    "by days": ("/search.json", lambda told: [each["id"] for each in told["found"]]),
    "by facet": ("/search.json?manner=direct", lambda told: [each["id"] for each in told["found"]]),
    "ranked": (f"/search.json?q={common()}", lambda told: [each["id"] for each in told["found"]]),
    "speakers": ("/speakers.json", lambda told: [each["id"] for each in told["found"]]),
    "occasions": ("/occasions.json", lambda told: [each["id"] for each in told["found"]]),
    "record": ("/record.json?of=read", lambda told: [each["id"] for each in told["pages"]]),
    "decisions": ("/decisions.json", lambda told: [each["hash"] for each in told["decisions"]]),
    "figures": (
        "/figures.json",
        lambda told: list({entry["page"] for each in told["accounts"] for entry in each["account"]["entries"]}),
    ),
}


def walked(client: TestClient, address: str, rows: Callable[[dict[str, Any]], list[str]], between: Any) -> list[str]:
    """All that is told on a walk; after its first step something happens."""
    seen: list[str] = []
    at: str | None = address
    while at:
        answer = client.get(at)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        seen += rows(told)
        assert answer.headers.get("link") == (f'<{told["next"]}>; rel="next"' if told["next"] else None)
        if at == address:
            assert told["next"], "there is nothing to walk through"
            between()
        at = told["next"]
    return seen


def test_nothing_is_lost_or_told_twice_while_rows_are_added(site: Site) -> None:
    held = {name: walked(site.client, *way, lambda: None) for name, way in LISTS.items()}
    for name, seen in held.items():
        assert len(seen) == len(set(seen)), name
    begun = {name: walk(site.client, *way) for name, way in LISTS.items()}
    first = {name: next(each) for name, each in begun.items()}
    site.keep(ADDED)
    for name, steps in begun.items():
        seen = first[name] + [row for step in steps for row in step]
        assert len(seen) == len(set(seen)), name
        assert set(held[name]) <= set(seen), name
        if name == "ranked":
            assert seen == held[name]


def walk(client: TestClient, address: str, rows: Callable[[dict[str, Any]], list[str]]) -> Iterator[list[str]]:
    """The steps of a walk, each when it is asked for."""
    at: str | None = address
    while at:
        told = client.get(at).json()
        yield rows(told)
        at = told["next"]


def test_a_ranked_list_that_is_no_longer_held_says_so_once_it_has_changed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, rows = LISTS["ranked"]
    monkeypatch.setattr(walking, "_ROOM", 0)
    whole = [row for step in walk(site.client, address, rows) for row in step]
    first = site.client.get(address).json()
    site.client.get(LISTS["speakers"][0])  # takes the place of the order that was held
    second = site.client.get(first["next"])
    assert rows(first) + rows(second.json()) == whole[: len(rows(first)) + len(rows(second.json()))]
    site.client.get(LISTS["speakers"][0])
    site.keep(ADDED)
    gone = site.client.get(first["next"])
    assert (gone.status_code, gone.headers["content-type"]) == (410, "application/problem+json")


@pytest.mark.parametrize("after", ["x", "!", "W10", cursor(("search", "other"), 1, 2), cursor(("search", ""), "x", 2)])
def test_a_cursor_of_another_list_is_refused(client: TestClient, after: str) -> None:
    assert client.get("/search.json", params={"after": after}).status_code == 400


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("/occasions", cursor(("occasions", ""), 10**30, "x")),
        ("/occasions", cursor(("occasions", ""), -1, "x")),
        ("/record", cursor(("record", "all", ""), "a\0", "b")),
        ("/record", cursor(("record", "all", ""), "a", "\ud800")),
        ("/decisions", cursor(("decisions",), 1 << 31)),
    ],
)
def test_a_cursor_that_was_made_up_asks_no_database(client: TestClient, path: str, after: str) -> None:
    assert client.get(f"{path}.json", params={"after": after}).status_code == 400


def test_a_cursor_leads_to_the_screen_too(client: TestClient) -> None:
    told = client.get("/search.json").json()
    html = client.get(told["next"].replace(".json", "")).text
    assert f"{len(told['found']) + 1} to " in html
    assert client.get(told["next"]).json()["start"] == len(told["found"])


def test_a_place_is_told_back() -> None:
    assert place(cursor(("a", "b"), "é\n", 5), ("a", "b"), str, int) == ["é\n", 5]
    with pytest.raises(Failure):
        place(cursor(("a",), True), ("a",), int)


def test_orders_that_were_asked_for_longest_ago_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    walks = Walks()
    monkeypatch.setattr(walking, "_ROOM", 100)
    one, two = (np.arange(start, start + 10) for start in (0, 100))
    names = walks.hold(one), walks.hold(two)
    assert walks.behind(names[1], 105, lambda: one).tolist() == [106, 107, 108, 109]
    assert walks.behind(names[0], 8, lambda: one).tolist() == [9]
    with pytest.raises(Failure):
        walks.behind(names[0], 8, lambda: two)
    with pytest.raises(Failure):
        walks.behind(names[1], 8, lambda: two)
