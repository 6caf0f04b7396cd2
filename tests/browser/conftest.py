"""A real server and a real browser: Debian's Chromium, driven by Playwright; skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from onrecord.pipeline import relate
from onrecord.record.lineage.reading import lineages
from onrecord.record.people import people
from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from onrecord.types import Reading
from tests.serve.web.conftest import fill
from tests.serve.web.pages import CAPTURED
from tests.serve.web.serving import serve

ELSEWHERE = "press.example"
"""A name that the browser takes for another machine: this one."""
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Site:
    """The app as it is served: its address, what was read into its record, and ids of what others tell of, too."""

    address: str
    readings: dict[str, Reading]
    occasion: str
    utterance: str
    speaker: str


@dataclass(slots=True)
class Watched:
    """A tab, the requests that left it, and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    where = tmp_path_factory.mktemp("site") / "record.db"
    readings = fill(where)
    with Record.open(str(where)) as record:
        relate(record)
        with record.engine.connect() as connection:
            lineage = max(lineages(connection), key=lambda each: len(each.utterances))
            told = max(lineage.utterances, key=lambda each: len(each.instances))
            speaker = people(connection)[0].id
        for address in serve(create(record, Settings(clock=lambda: CAPTURED))):
            yield Site(address, readings, lineage.occasions[0].id, told.id, speaker)


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[str]:
    """The address of the app over a record that can be decided on."""
    where = tmp_path / "desk.db"
    fill(where)
    with Record.open(str(where)) as record:
        yield from serve(create(record, Settings(clock=lambda: CAPTURED, trained=False)))


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[str]:
    """The address of the app over a record that holds nothing."""
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        yield from serve(create(record, Settings(clock=lambda: CAPTURED, trained=False)))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    return watch(context)


def watch(context: BrowserContext) -> Watched:
    """A new tab whose every request and error is written down."""
    tab = Watched(context.new_page())

    def asked(request: Request) -> None:
        tab.requests.append(request.url)

    context.on("request", asked)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.page.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
    tab.page.on("dialog", lambda dialog: tab.errors.append(f"dialog: {dialog.message}"))
    return tab
