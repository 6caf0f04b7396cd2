"""The captured page: of no origin, drawn by us, scrolled to the words; a test fails if the policy goes."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.body import markup_tree
from onrecord.serve.web import copying
from onrecord.serve.web.copying import SHOWN, copy, source
from onrecord.serve.web.snapshots import Snapshot
from onrecord.types import Span
from tests.serve.web.conftest import Held
from tests.serve.web.pages import HOSTILE
from tests.serve.web.test_page import Tags

DRAWN = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "mark",
    "span",
    "br",
    "u",
    "b",
    "i",
    "pre",
    "div",
    "p",
}
DRAWN |= {"blockquote", *(f"h{level}" for level in range(1, 7))}
ATTRIBUTES = {"lang", "dir", "charset", "class", "id", "tabindex", "title"}


def snapshot(markup: str, *, is_plain: bool = False) -> Snapshot:
    return Snapshot("page", markup, (), is_plain, "en")


def test_the_copy_is_of_no_origin_and_may_do_nothing(client: TestClient, held: Held) -> None:
    for reading in held.readings.values():
        for form in ("copy", "source"):
            headers = client.get(f"/pages/{reading.page.id}/captured?as={form}").headers
            policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
            style = policy.pop("style-src")
            assert re.fullmatch(r"'sha256-[\w+/]+=*'", style)
            assert policy == {
                "sandbox": "",
                "default-src": "'none'",
                "base-uri": "'none'",
                "form-action": "'none'",
                "frame-ancestors": "'self'",
            }
            assert headers["x-frame-options"] == "SAMEORIGIN"


def test_the_frame_is_a_sandbox_without_any_right(client: TestClient, held: Held) -> None:
    reading = held.readings["hostile.html"]
    html = client.get(f"/pages/{reading.page.id}?beside=captured").text
    frame = re.search(r"<iframe[^>]*>", html)
    assert frame
    assert " sandbox " in frame[0]
    assert "allow" not in frame[0]
    assert "srcdoc" not in frame[0]


def test_only_our_own_tags_are_sent(client: TestClient, held: Held) -> None:
    for form in ("copy", "source"):
        html = client.get(f"/pages/{held.readings['hostile.html'].page.id}/captured?as={form}").text
        seen = Tags(html)
        assert set(seen.tags) <= DRAWN
        assert {key for key, _ in seen.attributes} <= ATTRIBUTES


@given(st.text(alphabet="<>/\"'= abimgscriptonld&;#x27\u202e\x00", max_size=200))
def test_no_markup_becomes_a_tag_of_ours(markup: str) -> None:
    for html in (copy(snapshot(markup), None), source(snapshot(markup), Span(0, len(markup)) if markup else None)):
        seen = Tags(html)
        assert set(seen.tags) <= DRAWN
        assert {key for key, _ in seen.attributes} <= ATTRIBUTES


def test_the_words_are_marked_where_they_stand(client: TestClient, held: Held) -> None:
    reading = held.readings["hostile.html"]
    assert reading.statements
    for statement in reading.statements:
        span = statement.content[0]
        html = client.get(f"/pages/{reading.page.id}/captured?start={span.start}&end={span.end}").text
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL))
        seen = re.sub(r"<[^>]+>", "", marked)
        assert without_blanks(unescape(seen)) == without_blanks(boxed(span.of(reading.article.text)))
        assert html.count('id="words"') == 1


def boxed(text: str) -> str:
    from onrecord.serve.web.visible import ODD

    return ODD.sub(lambda match: f"U+{ord(match.group()):04X}", text)


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_all_that_is_visible_is_drawn() -> None:
    html = unescape(re.sub(r"<[^>]+>", "", copy(snapshot(HOSTILE), None)))
    for run in markup_tree(HOSTILE).runs:
        for start, end, _ in run.pieces:
            assert without_blanks(boxed(unescape(HOSTILE[start:end]))) in without_blanks(html)


def test_a_large_page_is_cut_around_the_words() -> None:
    markup = "<p>" + "</p><p>".join(f"Paragraph {n} of a page without end" for n in range(30_000)) + "</p>"
    at = markup.index("Paragraph 20000 ")
    html = copy(snapshot(markup), Span(at, at + 15))
    assert len(html.encode()) < 2 * SHOWN
    assert '<mark id="words">Paragraph 20000</mark>' in html
    assert html.count("more characters are not shown here") == 2


@pytest.mark.parametrize("content", ["x" * 10_000_000, "<p>" * 3_000_000, "\u202e" * 1_000_000, "<" * 4_000_000])
def test_ten_megabytes_are_never_sent(content: str) -> None:
    for is_plain in (True, False):
        html = copy(snapshot(content, is_plain=is_plain), Span(500_000, 500_020))
        assert len(html.encode()) < 300_000
        assert 'id="words"' in html


def test_a_page_without_characters_says_so() -> None:
    assert "cannot be shown" in copy(Snapshot("page", "", (), True, "en", "binary"), None)


def test_the_policy_names_the_very_style_that_is_sent() -> None:
    html = copy(snapshot("<p>One</p>"), None)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    assert copying._hash(style[1]) in copying.HEADERS["content-security-policy"]
