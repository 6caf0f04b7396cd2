"""Fifty readers at once while an import runs: every screen is answered, and the import comes to its end."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from onrecord.pipeline import examine
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from tests.serve.web.pages import CAPTURED, long_text
from tests.serve.web.serving import serve

READERS, EACH = 50, 8
IMPORTED = 120
OVER = ("done", "failed", "stopped")


def addresses(client: httpx2.Client) -> list[str]:
    """Every kind of screen of the record, and its JSON."""
    found = client.get("/search.json").json()["found"]
    person = client.get("/speakers.json").json()["found"][0]["id"]
    statement, page = found[0]["id"], found[0]["page"]
    screens = ["/search", "/search?q=dam", "/search?speaker=Ingrid+Solvane", "/speakers", f"/speakers/{person}"]
    screens += [f"/pages/{page}", f"/statements/{statement}", f"/speakers/{person}/timeline", "/occasions", "/figures"]
    screens += ["/check?q=We+measured+it", "/review", "/accuracy", "/record", "/decisions", "/import", "/audit"]
    twins = [f"{path}.json{mark}{asked}" for path, mark, asked in (each.partition("?") for each in screens)]
    return [*screens, *twins, "/export?as=csv&q=dam", f"/pages/{page}/captured", "/openapi.json"]


async def crowd(address: str, paths: list[str]) -> tuple[list[tuple[str, int]], int]:
    """What all readers are told, each going through the screens from another one on, while an import runs; and how
    many of these answers came before it was over."""
    limits = httpx2.Limits(max_connections=READERS, max_keepalive_connections=READERS)
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=300) as client:
        told: list[tuple[str, int]] = []

        async def reader(number: int) -> None:
            for step in range(EACH):
                path = paths[(number + step * 5) % len(paths)]
                told.append((path, (await client.get(path)).status_code))

        async def meanwhile() -> int:
            while True:
                [job] = (await client.get("/import.json")).json()["imports"]
                if job["state"] in OVER:
                    return len(told)
                await asyncio.sleep(0.1)

        texts = [f"{long_text(2)}\n“Call {number} was late,” said Ada Finch.\n" for number in range(IMPORTED)]
        answer = await client.post("/api/imports", json={"texts": texts})
        assert answer.status_code == 202, answer.text
        during = asyncio.create_task(meanwhile())
        await asyncio.gather(*(reader(number) for number in range(READERS)))
        return told, await during


@pytest.mark.slow
def test_fifty_readers_are_answered_while_an_import_runs(filled: Path, tmp_path: Path) -> None:
    where = str(shutil.copy(filled, tmp_path / "record.db"))
    with Record.open(where) as record:
        before = record.counts()["page"]
        app = create(record, Settings(clock=lambda: CAPTURED, trained=False, relates=False))
        for address in serve(app):
            with httpx2.Client(base_url=address, timeout=300) as client, ThreadPoolExecutor(1) as pool:
                # In a thread of its own: a browser that other tests drive leaves its event loop in this one.
                told, during = pool.submit(asyncio.run, crowd(address, addresses(client))).result()
                [job] = client.get("/import.json").json()["imports"]
        assert len(told) == READERS * EACH
        assert during > READERS // 2
        assert [each for each in told if each[1] != 200] == []
        assert (job["state"], job["counts"]) == ("done", {"new": IMPORTED})
        assert record.counts()["page"] == before + IMPORTED
        assert not list(examine(record))
