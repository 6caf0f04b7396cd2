"""What a reader makes of a page is borne out by the page; what was changed afterwards is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from onrecord.clean import clean
from onrecord.clean.proof import faults
from onrecord.errors import Unreadable
from onrecord.types import Anchor, Page, Span
from tests.strategies import anything

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MARKUP = Page(
    "tower.html",
    b"<html><body><nav>Home</nav><article><h1>Tower   closes &amp; moves</h1><p>The old&nbsp;tower closes in <b>May</b>"
    b" &#8211; a new one<br>is built, the port said.</p></article></body></html>",
    NOW,
    "text/html",
)
PLAIN = Page("tower.txt", "Tower closes\n\nThe old tower closes in May, the port said.\n".encode("utf-16"), NOW)


@pytest.mark.parametrize("page", [MARKUP, PLAIN], ids=["markup", "plain"])
def test_what_was_read_is_borne_out(page: Page) -> None:
    assert list(faults(page, clean(page))) == []


@given(anything, anything)
def test_whatever_a_page_holds_is_borne_out(one: str, two: str) -> None:
    told = f"<html><body><p>The tower closes {one}</p>{two}<p>in May&nbsp;&lt;{two}</p></body></html>"
    for content, kind in ((told, "text/html"), (one + two, "text/plain")):
        page = Page("page", content.encode("utf-8", "surrogatepass"), NOW, kind)
        try:
            article = clean(page)
        except Unreadable:
            continue
        assert list(faults(page, article)) == []


@pytest.mark.parametrize("page", [MARKUP, PLAIN], ids=["markup", "plain"])
def test_words_that_the_page_does_not_hold(page: Page) -> None:
    article = clean(page)
    assert list(faults(page, replace(article, text=article.text.replace("old", "new"))))
    assert list(faults(page, replace(article, text=article.text + " And more.")))


def test_blocks_that_are_missing_and_places_that_are_wrong() -> None:
    article = clean(MARKUP)
    assert any("belong to no block" in told for told in faults(MARKUP, replace(article, blocks=article.blocks[1:])))
    first = article.blocks[0]
    moved = Anchor(first.place[0].text, Span(0, first.place[0].text.end - first.place[0].text.start))
    told = list(faults(MARKUP, replace(article, blocks=(replace(first, place=(moved,)), *article.blocks[1:]))))
    assert any("do not stand at their place" in each for each in told)
    assert any(
        "no place is told" in each for each in faults(MARKUP, replace(article, blocks=(replace(first, place=()),)))
    )
    beyond = Anchor(first.place[0].text, Span(10_000, 10_004))
    assert list(faults(MARKUP, replace(article, blocks=(replace(first, place=(beyond,)), *article.blocks[1:]))))


def test_a_page_that_is_no_text_any_more() -> None:
    assert list(faults(replace(PLAIN, content=b"\x89PNG"), clean(PLAIN)))
