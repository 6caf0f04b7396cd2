"""Every screen in a browser: nothing of a page acts, nothing leaves the machine, axe finds nothing, keys work."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, expect

from onrecord.record.store import Record
from onrecord.serve.web import Settings, create
from tests.browser.conftest import ELSEWHERE, Site, Watched, watch
from tests.serve.web.pages import CAPTURED
from tests.serve.web.serving import serve

pytestmark = pytest.mark.slow

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


def screens(site: Site) -> dict[str, str]:
    """The addresses of all screens, in all their states."""
    agency, hostile, arabic = (
        site.readings[f"{name}"] for name in ("reservoir-agency.txt", "hostile.html", "arabic.txt")
    )
    first = min(agency.statements, key=lambda s: s.content[0].start).id
    return {
        "search": "/search?q=dam",
        "all": "/search",
        "chosen": "/search?q=dam&speaker=Ingrid+Solvane",
        "nothing": "/search?q=zebra",
        "faulty": "/search?q=%22zebra",
        "page": f"/pages/{agency.page.id}",
        "beside": f"/pages/{agency.page.id}?statement={first}&beside=captured#s-{first}",
        "hostile": f"/pages/{hostile.page.id}?beside=captured",
        "right to left": f"/pages/{arabic.page.id}",
        "last part": f"/pages/{site.readings['long.txt'].page.id}?at=1000000",
        "statement": f"/statements/{first}",
        "import": "/import",
        "missing": "/pages/none",
        "occasions": "/occasions",
        "occasion": f"/occasions/{site.occasion}",
        "utterance": f"/utterances/{site.utterance}?word=1",
        "speakers": "/speakers",
        "speaker": f"/speakers/{site.speaker}",
        "timeline": f"/speakers/{site.speaker}/timeline?about=crack",
        "figures": "/figures",
        "check": "/check?q=We+measured+it,+we+wrote+it+down+and+we+told+everybody",
        "audit": "/audit",
        "review": "/review",
        "accuracy": "/accuracy",
        "record": "/record",
        "decisions": "/decisions",
        "doctor": "/doctor",
    }


NAMES = (
    *("search", "all", "chosen", "nothing", "faulty", "page", "beside", "hostile", "right to left", "last part"),
    *("statement", "import", "missing", "occasions", "occasion", "utterance", "speakers", "speaker", "timeline"),
    *("figures", "check", "audit", "review", "accuracy", "record", "decisions", "doctor"),
)


def violations(tab: Watched) -> list[str]:
    """What axe finds on the screen that is shown."""
    found: dict[str, Any] = tab.page.evaluate(
        "async ([source, tags]) => { const made = new Function(source); made.call(window);"
        " return await axe.run(document, {runOnly: tags, iframes: false}) }",
        [AXE, RULES],
    )
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.fixture(scope="module", params=[("desktop", "light"), ("phone", "dark")], ids="-".join)
def shown(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """A browser of one size and look; it takes axe, which our policy would not let in."""
    size, look = request.param
    context = browser.new_context(viewport=SIZES[size], color_scheme=look, bypass_csp=True)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_overflows(shown: BrowserContext, site: Site, name: str) -> None:
    tab = watch(shown)
    tab.page.goto(site.address + screens(site)[name])
    assert violations(tab) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    tab.page.close()


def test_every_screen_loads_our_own_files_alone_and_breaks_no_policy(watched: Watched, site: Site) -> None:
    for name, path in screens(site).items():
        watched.page.goto(site.address + path)
        told = [each for each in watched.errors if "status of 40" not in each]
        assert told == [], name
    assert [each for each in watched.requests if not each.startswith(site.address)] == []


@pytest.mark.parametrize("name", ["hostile.html", "trap.txt"])
def test_nothing_of_a_hostile_page_acts(watched: Watched, site: Site, name: str) -> None:
    reading = site.readings[name]
    paths = [
        f"/pages/{reading.page.id}",
        f"/pages/{reading.page.id}?beside=captured",
        f"/search?q=page:{reading.page.id}",
    ]
    paths += [f"/pages/{reading.page.id}/captured", f"/pages/{reading.page.id}/captured?as=source"]
    paths += [f"/statements/{each.id}" for each in reading.statements]
    for path in paths:
        watched.page.goto(site.address + path)
        for frame in watched.page.frames:
            box = frame.locator("body")
            box.hover(position={"x": 40, "y": 40}, force=True)
            assert frame.evaluate("window.acted === undefined")
        for target in watched.page.locator("main p, main blockquote").all()[:20]:
            target.hover(force=True)
        assert watched.page.evaluate("window.acted === undefined")
    assert [each for each in watched.requests if not each.startswith(site.address)] == []
    assert [each for each in watched.errors if "dialog" in each] == []


def test_the_captured_page_is_of_no_origin_and_runs_nothing(watched: Watched, site: Site) -> None:
    reading = site.readings["hostile.html"]
    watched.page.goto(f"{site.address}/pages/{reading.page.id}?beside=captured")
    frame = watched.page.frames[1]
    assert frame.evaluate("window.origin") == "null"
    assert (
        frame.evaluate("(() => { try { return String(parent.document) } catch (error) { return error.name } })()")
        == "SecurityError"
    )
    watched.page.goto(f"{site.address}/pages/{reading.page.id}/captured")
    assert watched.page.evaluate("window.origin") == "null"


def test_the_captured_page_is_scrolled_to_the_words(watched: Watched, site: Site) -> None:
    reading = site.readings["long.txt"]
    last = max(reading.statements, key=lambda s: s.content[0].start)
    watched.page.goto(f"{site.address}/pages/{reading.page.id}?statement={last.id}&beside=captured#s-{last.id}")
    frame = watched.page.frames[1]
    expect(frame.locator("#words")).to_be_in_viewport()
    expect(watched.page.locator(f"#n-{last.id}")).to_be_in_viewport()
    assert watched.page.locator(".said.asked").first.inner_text() in last.content[0].of(reading.article.text)


def test_right_to_left_text_stands_at_the_right(watched: Watched, site: Site) -> None:
    watched.page.goto(f"{site.address}/pages/{site.readings['arabic.txt'].page.id}")
    block = watched.page.locator(".block").first
    assert block.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_keys_lead_through_the_hits_and_can_be_switched_off(watched: Watched, site: Site) -> None:
    page = watched.page
    page.goto(f"{site.address}/search?q=dam")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-item]").nth(1)).to_have_attribute("data-chosen", "")
    page.keyboard.press("k")
    expect(page.locator("[data-item]").nth(0)).to_have_attribute("data-chosen", "")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_have_value("j")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/**")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/import")
    page.get_by_role("group", name="Single keys").get_by_role("button", name="off").click()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_the_look_that_is_chosen_stays(watched: Watched, site: Site) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.goto(f"{site.address}/search?q=dam&speaker=Ingrid+Solvane")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="dark").click()
    assert page.url.endswith("/search?q=dam&speaker=Ingrid+Solvane")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_reading_and_search_work_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("searchbox").fill("dam")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("complementary").get_by_role("link", name="Ingrid Solvane").first.click()
    page.locator(".hit .words a").first.click()
    assert "#s-" in page.url
    page.locator(".note summary").first.click()
    page.get_by_role("link", name="In the captured page").first.click()
    assert page.frame_locator("iframe").locator("main").inner_text()
    page.goto(site.address + screens(site)["statement"])
    assert page.get_by_role("heading", name="Evidence").is_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_empty_record_is_filled_with_the_examples(browser: Browser, blank: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    tab = watch(context)
    tab.page.goto(blank)
    expect(tab.page.get_by_role("heading", name="Nothing is on record yet")).to_be_visible()
    tab.page.get_by_role("button", name="Read the examples").click()
    tab.page.wait_for_url("**/import/*")
    expect(tab.page.get_by_role("heading", name="All was read")).to_be_visible(timeout=60_000)
    tab.page.get_by_role("link", name="See the statements").click()
    expect(tab.page.locator(".hit").first).to_be_visible()
    assert [each for each in tab.requests if not each.startswith(blank)] == []
    context.close()


def test_files_are_dropped_and_every_page_gets_a_state(browser: Browser, blank: str) -> None:
    context = browser.new_context(bypass_csp=True)
    tab = watch(context)
    tab.page.goto(f"{blank}/import")
    good = FilePayload(name="good.txt", mimeType="text/plain", buffer="“The dam is safe,” said Ada Finch.\n".encode())
    bad = FilePayload(name="bad.png", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n")
    tab.page.set_input_files("#files", [good, bad])
    tab.page.get_by_role("button", name="Read them into the record").click()
    expect(tab.page.get_by_role("heading", name="Read, but for 1 page")).to_be_visible(timeout=60_000)
    expect(tab.page.locator("tr[data-state=refused]")).to_contain_text("binary")
    expect(tab.page.locator("tr[data-state=new]")).to_contain_text("good.txt")
    assert violations(tab) == []
    context.close()


def test_the_review_is_worked_by_keyboard(watched: Watched, own_desk: str) -> None:
    page = watched.page
    page.goto(f"{own_desk}/review")
    page.get_by_role("textbox", name="Who decides").fill("Ada Example")
    page.get_by_role("button", name="Begin").click()
    first = page.locator(".context").inner_text()
    page.keyboard.press("j")
    page.wait_for_url("**/review?at=*")
    page.keyboard.press("k")
    expect(page.locator(".context")).to_have_text(first, use_inner_text=True)
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_contain_text("Rejected")
    page.keyboard.press("u")
    expect(page.locator(".context")).to_have_text(first, use_inner_text=True)
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    page.keyboard.press("L")
    page.wait_for_url("**end=1*")
    page.goto(f"{own_desk}/decisions")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert watched.errors == []


def test_a_word_leads_to_what_every_page_has(watched: Watched, site: Site) -> None:
    page = watched.page
    page.goto(f"{site.address}/occasions/{site.occasion}")
    page.locator(".matrix tbody a").first.click()
    page.wait_for_url("**/utterances/**")
    page.locator(".by-word .word").first.click()
    page.wait_for_url("**word=*")
    expect(page.locator(".at-word dd").first).to_be_visible()


def test_a_draft_is_audited(watched: Watched, site: Site) -> None:
    page = watched.page
    page.goto(f"{site.address}/audit")
    page.get_by_label("The draft").fill('"We measured it and we told everybody," Ingrid Solvane said.')
    page.get_by_role("button", name="Audit").click()
    expect(page.locator("article.draft .audit-mark").first).to_be_visible()
    assert violations(watched) == []


def test_reviewing_and_judging_work_without_scripts(browser: Browser, own_desk: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{own_desk}/review")
    page.get_by_role("textbox", name="Who decides").fill("Ada Example")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Accept").click()
    assert "Accepted" in page.get_by_role("status").inner_text()
    page.goto(f"{own_desk}/speakers")
    page.locator("tbody a.who").first.click()
    page.get_by_label("Name", exact=True).fill("Somebody Else")
    page.get_by_role("button", name="Rename").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Somebody Else"
    context.close()


def test_another_machine_enters_with_the_token_over_plain_http(browser: Browser, site: Site, tmp_path: Path) -> None:
    token = "a token of some length"
    settings = Settings(host="0.0.0.0", token=token, clock=lambda: CAPTURED)
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        for address in serve(create(record, settings)):
            elsewhere = address.replace("127.0.0.1", ELSEWHERE)
            context = browser.new_context()
            tab = watch(context)
            tab.page.goto(f"{elsewhere}/import")
            tab.page.get_by_label("Token").fill("wrong wrong wrong")
            tab.page.get_by_role("button", name="Enter").click()
            expect(tab.page.get_by_role("heading", name="This is not the token")).to_be_visible()
            tab.page.goto(f"{elsewhere}/import")
            tab.page.get_by_label("Token").fill(token)
            tab.page.get_by_role("button", name="Enter").click()
            tab.page.wait_for_url("**/import")
            expect(tab.page.get_by_role("heading", name="Nothing is on record yet")).to_be_visible()
            tab.page.get_by_role("button", name="dark").click()
            expect(tab.page.locator("html")).to_have_attribute("data-look", "dark")
            context.close()
