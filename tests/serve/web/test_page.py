"""The page reader: all of the text, every statement marked where it stands, nothing of the page acting."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from onrecord.serve.web.visible import ODD
from onrecord.types import DecisionKind, Reading
from tests.serve.web.conftest import Held
from tests.serve.web.pages import CAPTURED

LARGEST = 300_000


class Tags(HTMLParser):
    """Every tag and attribute of a screen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def shown(told: dict[str, object]) -> str:
    """The text of a page as its passages show it."""
    return "\n".join("".join(s["text"] for s in p["stretches"]) for p in told["passages"])  # type: ignore[attr-defined]


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_no_character_is_lost_whatever_it_is(client: TestClient, held: Held) -> None:
    for name, reading in held.readings.items():
        told = client.get(f"/pages/{reading.page.id}.json").json()
        text = shown(told)
        for start in told["part"]["starts"][1:]:
            text += shown(client.get(f"/pages/{reading.page.id}.json?at={start}").json())
        assert without_blanks(text) == without_blanks(reading.article.text), name


def test_every_stretch_is_exactly_its_words(client: TestClient, held: Held) -> None:
    for reading in held.readings.values():
        told = client.get(f"/pages/{reading.page.id}.json").json()
        for passage in told["passages"]:
            for stretch in passage["stretches"]:
                assert stretch["text"] == reading.article.text[slice(*stretch["span"])]


def test_statements_are_marked_where_they_stand(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    told = client.get(f"/pages/{reading.page.id}.json").json()
    stretches = [stretch for passage in told["passages"] for stretch in passage["stretches"]]
    for statement in reading.statements:
        marked = {i for s in stretches if statement.id in s["statements"] for i in range(*s["span"])}
        wanted = {i for span in statement.content for i in range(span.start, span.end)}
        assert {i for i in wanted if not reading.article.text[i].isspace()} <= marked <= wanted
    html = client.get(f"/pages/{reading.page.id}").text
    for statement in reading.statements:
        assert html.count(f'id="s-{statement.id}"') == html.count(f'id="n-{statement.id}"') == 1


def test_each_speaker_has_a_hue(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-agency.txt"]
    told = client.get(f"/pages/{reading.page.id}.json").json()
    hues = {voice["who"]["name"]: voice["hue"] for voice in told["voices"] if voice["who"]}
    named = [hue for hue in hues.values() if hue]
    assert len(set(named)) == len(named) > 2
    assert sum(voice["statements"] for voice in told["voices"]) == len(reading.statements)


def test_residue_is_shown_with_its_reason(client: TestClient, held: Held) -> None:
    reading = held.readings["reservoir-portal.txt"]
    html = client.get(f"/pages/{reading.page.id}").text
    residue = [block for block in reading.article.blocks if block.kind == "residue"]
    assert residue
    assert html.count('class="block residue"') == len(residue)
    for block in residue:
        assert block.basis.rule in html


def test_a_long_page_comes_in_parts_and_opens_at_the_words(client: TestClient, held: Held) -> None:
    reading = held.readings["long.txt"]
    told = client.get(f"/pages/{reading.page.id}.json").json()
    assert len(told["part"]["starts"]) > 1
    last = max(reading.statements, key=lambda s: s.content[0].start)
    answer = client.get(f"/pages/{reading.page.id}?statement={last.id}")
    assert f'id="s-{last.id}"' in answer.text
    assert "Part 1</a>" in answer.text or f"Part {len(told['part']['starts']) - 1}</a>" in answer.text
    for start in told["part"]["starts"]:
        assert len(client.get(f"/pages/{reading.page.id}?at={start}").content) <= LARGEST


@pytest.mark.parametrize("name", ["hostile.html", "trap.txt", "arabic.txt"])
def test_nothing_of_a_page_becomes_markup(client: TestClient, held: Held, name: str) -> None:
    page = held.readings[name].page.id
    for path in (f"/pages/{page}", f"/pages/{page}?beside=captured", *(s for s in statements(held.readings[name]))):
        seen = Tags(client.get(path).text)
        assert seen.tags.count("script") == 2  # our own two files
        assert not {"object", "embed", "base", "svg", "template"} & set(seen.tags)
        assert not [key for key, _ in seen.attributes if key.startswith("on")]
        for key, value in seen.attributes:
            if key in ("href", "src", "action"):
                assert re.match(r"[/#]|https://quay\.example/", value or ""), value
        assert "elsewhere.example" not in " ".join(v or "" for k, v in seen.attributes if k in ("src", "href"))


def statements(reading: Reading) -> list[str]:
    return [f"/statements/{each.id}" for each in reading.statements]


@pytest.mark.parametrize("name", ["hostile.html", "trap.txt"])
def test_what_would_hide_or_reorder_is_shown_by_its_number(client: TestClient, held: Held, name: str) -> None:
    reading = held.readings[name]
    html = client.get(f"/pages/{reading.page.id}").text
    assert ODD.search(reading.article.text)
    assert not ODD.search(html)
    assert 'title="right-to-left override">U+202E</span>' in html
    for path in statements(reading):
        assert not ODD.search(client.get(path).text)
    assert not ODD.search(client.get("/search", params={"q": f"page:{reading.page.id}"}).text)


def test_the_address_of_a_page_is_followed_only_to_the_web(client: TestClient, held: Held) -> None:
    trap = client.get(f"/pages/{held.readings['trap.txt'].page.id}").text
    assert "javascript:alert(1)" in trap
    assert 'href="javascript' not in trap
    quay = client.get(f"/pages/{held.readings['hostile.html'].page.id}").text
    assert 'rel="noreferrer noopener external nofollow"' in quay


def test_templates_take_page_text_for_text(client: TestClient, held: Held) -> None:
    text = unescape(client.get(f"/pages/{held.readings['hostile.html'].page.id}").text)
    assert "{{ 7 * 7 }} {% raw %}" in text


def test_right_to_left_pages_run_so(client: TestClient, held: Held) -> None:
    html = client.get(f"/pages/{held.readings['arabic.txt'].page.id}").text
    assert html.count('dir="auto"') > 3
    assert "الجسر" in html


def test_a_page_that_gave_nothing_says_why(client: TestClient, held: Held) -> None:
    refused = next(state for state in held.record.states() if state.reason)
    answer = client.get(f"/pages/{refused.id}")
    assert answer.status_code == 200
    assert str(refused.reason) in answer.text
    told = client.get(f"/pages/{refused.id}.json").json()
    assert told["refusal"]["detail"] == refused.detail
    assert client.get(f"/pages/{refused.id}/captured").status_code == 200


@pytest.mark.parametrize("path", ["/pages/none", "/pages/none.json", "/pages/none/captured", "/pages/..%2f..%2fetc"])
def test_pages_that_are_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_rejected_statement_is_told_and_not_marked(empty: TestClient) -> None:
    record = empty.app.state.desk.record  # type: ignore[attr-defined]
    from onrecord.pipeline import read  # here alone a record is written to
    from tests.serve.web.pages import page

    source = page("one.txt", "“The dam is safe,” said Ada Finch.\n")
    outcome = read(source, trained=False)
    assert isinstance(outcome, Reading)
    record.keep(source, outcome, "tests")
    record.decide(DecisionKind.REJECT, outcome.statements[0].id, who="me", moment=CAPTURED, why="a test")
    html = empty.get(f"/pages/{source.id}").text
    assert 'class="said' not in html
    assert 'data-verdict="rejected"' in html
    assert "reject" in empty.get(f"/statements/{outcome.statements[0].id}").text
