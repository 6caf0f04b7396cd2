"""Dating of marked-up pages: trust, contradiction, impossible days, local days, and what is printed."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.clean.html_dating import date_html
from onrecord.clean.linked import linked_data
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of
from onrecord.types import Basis, Block, BlockKind, Dating

CAPTURED = date(2026, 11, 22)
STORY = "<p>The harbour board met behind closed doors on Friday and agreed on a plan that its chair called bold.</p>"


def dated(head: str, body: str = "", address: str | None = None) -> tuple[Dating | None, Dating | None, str]:
    markup = f"<html><head>{head}</head><body><h1>Harbour board agrees</h1>{body}{STORY}</body></html>"
    tree = parse(markup)
    text, passages = passages_of(tree)
    blocks = [
        Block(
            BlockKind.TITLE if passage.node.tag == "h1" else BlockKind.PARAGRAPH,
            passage.span,
            passage.place,
            Basis("test"),
        )
        for passage in passages
    ]
    return *date_html(tree, text, blocks, list(linked_data(tree)), "en", CAPTURED, address), text


def linked(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}",{fields}}}</script>'


META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "body", "address", "day"),
    [
        (linked('"datePublished":"2025-06-03T09:00:00+02:00"'), "", None, "2025-06-03"),
        (META.format("2025-06-03T09:00:00+02:00"), "", None, "2025-06-03"),
        ('<meta name="dcterms.issued" content="2025-06-03">', "", None, "2025-06-03"),
        ("", '<span itemprop="datePublished" content="2025-06-03">today</span>', None, "2025-06-03"),
        ("", '<span itemprop="datePublished">3 June 2025</span>', None, "2025-06-03"),
        ("", '<time datetime="2025-06-03T10:00">morning</time>', None, "2025-06-03"),
        ("", "<div>3 June 2025 | 10:00</div>", None, "2025-06-03"),
        ("", "", "https://pier.example/2025/06/03/board", "2025-06-03"),
        ('<script>var page={"publishedAt":"2025-06-03T10:00:00"};</script>', "", None, "2025-06-03"),
        # The page's own address; what publishing systems write in attributes, scripts and citations of their own.
        ('<link rel="canonical" href="https://pier.example/2025/06/03/board">', "", None, "2025-06-03"),
        ('<meta property="og:url" content="https://pier.example/2025/06/03/board">', "", None, "2025-06-03"),
        ("", '<p class="by" data-publish-date="2025-06-03T10:00">By hand</p>', None, "2025-06-03"),
        ("", '<span title="ctx_ver=Z39.88-2004&amp;rft.date=2025-06-03&amp;rft.x=1"></span>', None, "2025-06-03"),
        ('<script>var l={"first-publication":"2025-06-03 15:28"};</script>', "", None, "2025-06-03"),
        ('<script>x.push(["og:article:published_time","2025-06-03T13:52:51Z"])</script>', "", None, "2025-06-03"),
        ("", '<div data-x="{&quot;fullDatePublished&quot;:&quot;2025-06-03&quot;}"></div>', None, "2025-06-03"),
        ("", r"<script>x={\"datePublished\":\"2025-06-03\"}</script>", None, "2025-06-03"),
        ("", "<header>By hand <time>June 3, 2025</time></header>", None, "2025-06-03"),
        # Printed without a space before it, at the foot with its label or alone, at the opening of the story.
        ("", "<div>By Ada Marek<b>2025-06-03 13:52</b></div>", None, "2025-06-03"),
        ("", "<div>-Updated on<b>3.6.2025</b>-15:49</div>", None, "2025-06-03"),
        ("", f"{STORY * 12}<div>Published: 3 June 2025</div>", None, "2025-06-03"),
        ("", f"{STORY * 12}<div>3 June 2025 9:02</div>", None, "2025-06-03"),
        ("", f"<p>3.6.2025 – {STORY[3:]}", None, "2025-06-03"),
        ("", f"<p>Press release of 3 June 2025 | Riga – {STORY[3:]}", None, "2025-06-03"),
        # Numbers with slashes: the month first in the United States and on English pages of no country.
        ("", "<div>06/03/2025</div>", None, "2025-06-03"),
        ("", "<div>03/06/2025</div>", "https://pier.co.uk/board", "2025-06-03"),
        ("", "<div>03.06.2025</div>", None, "2025-06-03"),
        # The article's own data before those of its page; broken data mended.
        (
            linked('"datePublished":"2020-01-05"', "Organization") + linked('"datePublished":"2025-06-03",'),
            "",
            None,
            "2025-06-03",
        ),
        # Impossible days: before the web, after the capture, not in the calendar.
        (META.format("1970-01-01T00:00:00Z"), "<div>3 June 2025</div>", None, "2025-06-03"),
        (META.format("2031-01-05"), "<div>3 June 2025</div>", None, "2025-06-03"),
        (META.format("2025-02-31"), "<div>3 June 2025</div>", None, "2025-06-03"),
        # A clock in universal time yields to the local day: printed, in the address, by the country.
        (META.format("2025-06-02T22:30:00Z"), "<div>3 June 2025</div>", None, "2025-06-03"),
        (META.format("2025-06-02T22:30:00Z"), "", "https://pier.example/2025/06/03/board", "2025-06-03"),
        (META.format("2025-06-02T22:30:00Z"), "", "https://pier.it/board", "2025-06-03"),
        (META.format("2025-06-03T00:00:00Z"), "", "https://pier.ca/board", "2025-06-03"),
        (META.format("2025-06-03T02:30:00Z"), "<div>3 June 2025</div>", "https://pier.ca/board", "2025-06-03"),
        # Day and month exchanged: the story's Friday tells.
        (META.format("2025-03-10T09:00:00+01:00"), "", None, "2025-10-03"),
        (META.format("2025-03-10T09:00:00+01:00"), "<div>10 March 2025</div>", None, "2025-03-10"),
        # A placeholder is no day, and a stated day of change is not that of publication; printed alone, it is near it.
        ('<meta name="date" content="2019-01-01">', "", None, None),
        (linked('"dateModified":"2025-06-03"'), "", None, None),
        ("", "<div>Last updated: 3 June 2025</div>", None, "2025-06-03"),
        ("", "", None, None),
    ],
)
def test_published(head: str, body: str, address: str | None, day: str | None) -> None:
    published, _, _ = dated(head, body, address)
    assert (published.earliest.isoformat() if published and published.earliest == published.latest else None) == day


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (linked('"datePublished":"2025-06-03","dateModified":"2025-06-05"'), "", "2025-06-05"),
        (META.format("2025-06-03") + '<meta property="article:modified_time" content="2025-06-04">', "", "2025-06-04"),
        ("", "<div>3 June 2025</div><div>Updated: 5 June 2025</div>", "2025-06-05"),
        # A change before the publication is none.
        (linked('"datePublished":"2025-06-03","dateModified":"2024-01-05"'), "", None),
    ],
)
def test_updated(head: str, body: str, day: str | None) -> None:
    _, updated, _ = dated(head, body)
    assert (updated.earliest.isoformat() if updated else None) == day


def test_printed_day_is_the_evidence() -> None:
    published, _, text = dated("", "<div>Oslo, 3&nbsp;June 2025</div>")
    assert published is not None
    assert [span.of(text) for span in published.evidence] == ["3 June 2025"]
    assert published.basis.detail == "printed near the headline"


def test_a_page_without_a_story_is_not_dated_by_what_it_prints() -> None:
    """A register's masthead shows the day of the visit."""
    tree = parse("<html><body><h1>Harbour Register</h1><p>Wednesday, August 19, 2026</p></body></html>")
    text, passages = passages_of(tree)
    kinds = (BlockKind.TITLE, BlockKind.RESIDUE)
    blocks = [Block(kind, p.span, p.place, Basis("test")) for kind, p in zip(kinds, passages, strict=True)]
    assert date_html(tree, text, blocks, [], "en", CAPTURED, None) == (None, None)
