"""Feeds and sitemaps: whole texts are pages, the rest are links; feeds that are not quite XML are read all the same."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import pages
from onrecord.capture.feed import entries
from onrecord.types import Page, Rejection

THEN = datetime(2026, 1, 1, tzinfo=UTC)
LONG = "The mayor said the tram would run by June. " * 20
MARKED = f"<p>{LONG}</p>"


def taken(feed: str | bytes) -> list[Page | Rejection]:
    return list(pages(["-"], THEN, io.BytesIO(feed if isinstance(feed, bytes) else feed.encode())))


def told(found: list[Page | Rejection]) -> list[str]:
    return [item.reason if isinstance(item, Rejection) else "page" for item in found]


def rss(item: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>The Example</title><language>en</language>'
        "<image><title>Logo</title><url>https://press.example/logo.png</url></image>"
        f"<item>{item}</item></channel></rss>"
    )


def atom(entry: str) -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>'
        f"<entry>{entry}</entry></feed>"
    )


ITEM = (
    "<title>Tram &amp; bridge</title><link>https://press.example/tram</link><guid>x</guid>"
    "<pubDate>Wed, 02 Apr 2025 23:30:00 -0500</pubDate>"
)
ENTRY = (
    '<title>Tram &amp; bridge</title><link rel="self" href="https://press.example/self"/>'
    '<link href="https://press.example/tram"/><published>2025-04-02T23:30:00-05:00</published>'
    "<updated>2025-04-03T08:00:00Z</updated>"
)


@pytest.mark.parametrize(
    ("feed", "kind", "content"),
    [
        (rss(f"{ITEM}<content:encoded><![CDATA[{MARKED}]]></content:encoded>"), "text/html", MARKED),
        (rss(f"{ITEM}<description>teaser</description><yandex:full-text>{LONG}</yandex:full-text>"), "text/html", LONG),
        (rss(f"{ITEM}<description>{MARKED.replace('<', '&lt;')}</description>"), "text/html", MARKED),
        (rss(f"{ITEM}<description>say &nbsp;&#8220;x&#8221; {MARKED}</description>"), "text/html", None),
        (atom(f'{ENTRY}<content type="html">{MARKED.replace("<", "&lt;")}</content>'), "text/html", MARKED),
        (atom(f'{ENTRY}<content type="xhtml"><div a=">">{MARKED}</div></content>'), "text/html", None),
        (atom(f'{ENTRY}<content type="text">{LONG}</content>'), "text/plain", LONG),
        (
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "The Example",
                    "items": [
                        {
                            "id": "1",
                            "url": "https://press.example/tram",
                            "title": "Tram & bridge",
                            "content_html": MARKED,
                            "date_published": "2025-04-02T23:30:00-05:00",
                        }
                    ],
                }
            ),
            "text/html",
            MARKED,
        ),
    ],
)
def test_an_entry_with_its_whole_text_is_a_page(feed: str, kind: str, content: str | None) -> None:
    (page,) = taken(feed)
    assert isinstance(page, Page), page
    assert (page.name, page.address, page.media_type) == ("standard input#1", "https://press.example/tram", kind)
    assert page.given is not None
    assert (page.given.title, page.given.outlet) == ("Tram & bridge", "The Example")
    assert page.given.published == date(2025, 4, 2)
    if content:
        assert page.content.decode() == content.strip()
    else:
        assert MARKED in page.content.decode()


def test_xhtml_is_kept_as_it_was_written() -> None:
    markup = '<div title="a > b">before <b>bold</b> &amp; <!-- note --><br/>' + LONG + "</div>"
    (page,) = taken(atom(f'{ENTRY}<content type="xhtml" xml:lang="x>y">{markup}</content>'))
    assert isinstance(page, Page)
    assert page.content.decode() == markup


@pytest.mark.parametrize(
    "feed",
    [
        rss(f"{ITEM}<description>A teaser of a few words.</description>"),
        rss(f"{ITEM}<description>{LONG} […]</description>"),
        rss(f"{ITEM}<content:encoded>{LONG}...</content:encoded>"),
        rss(ITEM),
        atom(f"{ENTRY}<summary>{LONG[:300]}</summary>"),
        "<urlset><url><loc> https://press.example/tram </loc><lastmod>2025-04-02</lastmod></url></urlset>",
        "<sitemapindex><sitemap><loc>https://press.example/tram</loc></sitemap></sitemapindex>",
    ],
)
def test_an_entry_without_its_text_is_told_as_a_link(feed: str) -> None:
    (found,) = taken(feed)
    assert isinstance(found, Rejection)
    assert found.reason == "link only"
    assert "https://press.example/tram" in found.detail


def test_a_news_sitemap_says_what_it_knows() -> None:
    (entry,), fault = entries(
        b'<?xml version="1.0"?><urlset xmlns:news="x"><url><loc>https://press.example/tram</loc><news:news>'
        b"<news:publication><news:name>The Example</news:name><news:language>en</news:language></news:publication>"
        b"<news:publication_date>2025-04-02</news:publication_date><news:title>Tram</news:title></news:news></url></urlset>"
    )
    assert fault is None
    assert entry.address == "https://press.example/tram"
    assert (entry.given.title, entry.given.outlet, entry.given.language) == ("Tram", "The Example", "en")
    assert entry.given.published == date(2025, 4, 2)


def test_a_syndicated_item_belongs_to_its_source() -> None:
    (entry,), _ = entries(rss(f'{ITEM}<source url="https://other.example/">The Other</source>').encode())
    assert entry.given.outlet == "The Other"
    (entry,), _ = entries(atom(f"{ENTRY}<source><id>x</id><title>The Other</title></source>").encode())
    assert entry.given.outlet == "The Example"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/relative", "ftp://x.example/"])
def test_only_web_addresses_count(address: str) -> None:
    (entry,), _ = entries(rss(f"<title>x</title><link>{address}</link><guid>{address}</guid>").encode())
    assert entry.address is None


BODY = f"{ITEM}<content:encoded><![CDATA[{MARKED}]]></content:encoded>"


@pytest.mark.parametrize(
    "feed",
    [
        "\n  " + rss(BODY),
        rss(BODY).replace("Tram &amp; bridge", "Tram & bridge"),
        rss(BODY).replace("Tram", "T\x0bram"),
        rss(BODY).replace("Tram", "Tram&nbsp;&eacute;"),
        rss(BODY, '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.invalid/rss.dtd">'),
        rss(BODY).replace('"1.0"', '"1.0" encoding="windows-1252"').encode("windows-1252"),
        rss(BODY).replace('"1.0"', '"1.0" encoding="shift_jis"').encode("shift_jis"),
        rss(BODY).replace('"1.0"', '"1.0" encoding="no-such-thing"').encode(),
        rss(BODY).replace('"1.0"', '"1.0" encoding="zlib"').encode(),
        rss(BODY).encode("utf-16"),
        rss(BODY).encode("utf-8-sig"),
    ],
)
def test_feeds_that_are_not_quite_xml_are_read(feed: str | bytes) -> None:
    (page,) = taken(feed)
    assert isinstance(page, Page), page
    assert page.content.decode() == MARKED.strip()


def test_what_stands_before_a_fault_is_kept_and_the_fault_told() -> None:
    feed = rss(f"{BODY}</item><item>{BODY}</wrong>")
    assert told(taken(feed)) == ["page", "page", "broken"]
    assert told(taken(rss(BODY)[:-20])) == ["page", "broken"]
    assert told(taken("<rss></rss>")) == ["empty"]


def _laughs() -> str:
    lines = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY a0 "ha">{lines}]><rss><channel><item><title>&a9;</title></item></channel></rss>'


@pytest.mark.parametrize(
    "feed",
    [
        _laughs(),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]><rss><item/></rss>',
    ],
)
def test_entities_are_refused_unread(feed: str) -> None:
    before = time.process_time()
    with pytest.raises(Exception, match="entities"):
        entries(feed.encode())
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize(
    "feed",
    [
        "<rss>" + "<item>" * 200_000,
        "<rss><item>" + "<description>" * 200_000,
        "<rss><item><description>" + "<" * 300_000,
        "<rss><item><description>" + "&lt;" * 300_000 + "</description></item></rss>",
        "<rss><item><description>" + "&" * 300_000,
        "<rss><item><description><![CDATA[" * 30_000,
        "<rss><item a='" + "x" * 1_000_000,
        rss(f"{ITEM}<description>{'.' * 500_000}</description>"),
    ],
)
def test_hostile_feeds_take_linear_time(feed: str) -> None:
    before = time.process_time()
    entries(feed.encode())
    assert time.process_time() - before < 3


@given(st.text(max_size=300), st.binary(max_size=60))
def test_no_feed_raises(text: str, noise: bytes) -> None:
    entries(b"<rss><channel><item><title>" + noise + text.encode() + b"</title></item></channel></rss>")
