"""The tools of the Model Context Protocol, asked by the SDK's own client: in memory, and over the installed command."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from onrecord.record.store import Record
from onrecord.serve import mcp
from tests.serve.web.conftest import fill


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "record.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def record(where: Path) -> Iterator[Record]:
    with Record.open(str(where)) as record:
        yield record


def run(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Runs it in a thread of its own: a browser's tests leave a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def asked(record: Record, tool: str, **arguments: object) -> Any:
    """What a tool answers, as structured content; its text where it failed."""

    async def ask() -> Any:
        async with Client(mcp.server(record)) as client:
            result = await client.call_tool(tool, arguments)
            return result.structured_content if not result.is_error else result.content[0].text  # type: ignore[union-attr]

    return run(ask)


def test_there_are_four_tools_and_none_writes(record: Record) -> None:
    async def listed() -> Any:
        async with Client(mcp.server(record)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in run(listed)}
    assert set(tools) == {"search", "check", "trace", "page"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert all(tool.description for tool in tools.values())


def test_search_leads_to_pages(record: Record) -> None:
    found = asked(record, "search", query="speaker:solvane crack", limit=3)
    assert found["total"] >= len(found["statements"]) > 0
    first = found["statements"][0]
    page = asked(record, "page", id=first["page"]["id"])
    assert page["text"][slice(*first["content"][0])] in first["words"]
    assert first["id"] in [each["id"] for each in page["statements"]]


def test_check_tells_the_verdict(record: Record) -> None:
    held = asked(record, "search", query="manner:direct", limit=5)["statements"]
    words = max((each["words"] for each in held), key=len).strip('“”".,')
    assert asked(record, "check", quotation=words)["verdict"] in ("verbatim", "trimmed", "unattributed")
    assert asked(record, "check", quotation="zebras govern the purple lighthouse by night")["verdict"] == "not held"


def test_long_pages_come_in_parts(record: Record) -> None:
    long = asked(record, "search", query="speaker:kallweit", limit=1)["statements"][0]["page"]["id"]
    texts, start = [], 0
    while start is not None:
        part = asked(record, "page", id=long, start=start)
        assert len(part["text"]) <= mcp.PART
        texts.append(part["text"])
        start = part["next"]
    assert len(texts) > 1
    assert "".join(texts) == record.told([long])[long]["article"]["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("page", {"id": "none"}, "holds no page none"),
        ("trace", {"of": "zebras govern the purple lighthouse"}, "no page of the record has these words"),
        ("search", {"query": "said:never"}, "never"),
        ("search", {"query": "dam", "limit": 10_000}, "limit"),
    ],
)
def test_what_cannot_be_answered_says_why(record: Record, tool: str, arguments: dict[str, object], told: str) -> None:
    assert told in asked(record, tool, **arguments)


@pytest.mark.slow
def test_the_command_speaks_the_protocol(where: Path) -> None:
    command = StdioServerParameters(command=str(Path(sys.executable).with_name("onrecord")), args=["mcp", str(where)])

    async def ask() -> Any:
        async with Client(stdio_client(command)) as client:
            return (await client.call_tool("search", {"query": "dam", "limit": 1})).content[0].text  # type: ignore[union-attr]

    assert json.loads(run(ask))["total"] > 0
