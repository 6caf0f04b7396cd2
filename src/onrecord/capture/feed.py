"""Feeds and sitemaps: entries that carry their whole text are pages, the others are links to fetch.

RSS, Atom, JSON Feed 1 and 1.1, sitemaps with Google's news extension. A feed says which outlet it belongs to and when
an entry came out: claims of the feed, kept beside the page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.capture import media, moments, xmlfeed
from onrecord.capture.source import Source, drain
from onrecord.errors import Unreadable
from onrecord.types import Given, Page, Rejection, Sender

WHOLE = 250  # characters of visible text that an element meant for the whole text has at least
WHOLE_SUMMARY = 700  # the same for one meant for a summary, which some feeds use for the whole text
CUT = re.compile(r"(?:…|\.\.\.)[\s\])»”\"]*$")
TAG = re.compile(r"<[^<>]*>")
TAIL = 200
LANGUAGE = ("language", "dc:language", "news:language")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one page; ``text`` is all of the page's text, or None where the feed has only a part."""

    address: str | None
    given: Given
    text: str | None = None
    media_type: str = media.HTML


def pages(source: Source) -> Iterator[Page | Rejection]:
    """The entries with their whole text; for each other one, the address where it can be fetched.

    Raises:
        Unreadable: ``broken``, ``entities`` or ``too big``.
    """
    content = drain(source.stream, source.limits.page)
    found, fault = entries(content)
    for number, entry in enumerate(found, 1):
        if entry.text:
            yield source.page(
                entry.text.encode("utf-8", "replace"),
                entry.media_type,
                item=f"#{number}",
                address=entry.address,
                given=entry.given,
            )
        else:
            where = f"fetch {entry.address}" if entry.address else "it names no address either"
            yield source.refuse("link only", f"the feed does not hold its text: {where}", item=f"#{number}")
    if fault:
        yield source.refuse(
            "broken", f"the feed cannot be followed beyond entry {len(found)}: {fault}", content=content
        )
    elif not found:
        yield source.refuse("empty", "the feed has no entries", content=content)


def entries(content: bytes) -> tuple[list[Entry], str | None]:
    """The entries of a feed or sitemap in its order, and why they end early where they do.

    Raises:
        Unreadable: ``broken`` for a JSON feed that is no JSON; ``entities``.
    """
    if content.lstrip()[:1] == b"{":
        return _of_json(content), None
    feed = xmlfeed.parsed(content)
    return [_of_xml(element, feed.about) for element in feed.entries], feed.fault


def _of_xml(element: xmlfeed.Element, about: xmlfeed.Element) -> Entry:
    text, kind = _xml_text(element)
    return Entry(
        address=_xml_address(element),
        given=Given(
            title=_visible(element.first("title", "news:title", "dc:title")),
            outlet=_visible(element.first("source", "news:name") or about.first("title")),
            published=_day(element.first("pubdate", "published", "issued", "dc:date", "news:publication_date")),
            updated=_day(element.first("updated", "modified", "lastmod")),
            language=element.first("language", "dc:language", "news:language")
            or about.first("language", "dc:language"),
            charset="utf-8",
            sender=Sender.ENTRY,
        ),
        text=text,
        media_type=kind,
    )


def _xml_text(element: xmlfeed.Element) -> tuple[str | None, str]:
    """The whole text and its kind; Atom says the kind, RSS means HTML."""
    for name, least in (("content:encoded", WHOLE), ("yandex:full-text", WHOLE), ("content", WHOLE)):
        text = element.first(name)
        if text and _is_whole(text, least):
            kind = element.kinds.get(name)
            return text, media.PLAIN if name == "content" and kind in ("", "text", "text/plain") else media.HTML
    text = element.first("description", "summary")
    return (text, media.HTML) if text and _is_whole(text, WHOLE_SUMMARY) else (None, media.HTML)


def _is_whole(text: str, least: int) -> bool:
    visible = _visible(text) or ""
    return len(visible) >= least and not CUT.search(visible[-TAIL:])


def _visible(text: str | None) -> str | None:
    """The text without tags, its characters resolved, its white space run together; None where nothing is left."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split()) or None if text else None


def _xml_address(element: xmlfeed.Element) -> str | None:
    guid = element.texts.get("guid") if element.kinds.get("guid") != "false" else None
    return _http(element.texts.get("loc")) or _http(element.address) or _http(element.texts.get("link")) or _http(guid)


def _http(address: object) -> str | None:
    text = address.strip() if isinstance(address, str) else ""
    return text if text.lower().startswith(("http://", "https://")) else None


def _day(written: str | None) -> date | None:
    return moments.day(written) if written else None


def _of_json(content: bytes) -> list[Entry]:
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken", f"this is no JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    return [_of_item(item, feed) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _of_item(item: Mapping[str, object], feed: Mapping[str, object]) -> Entry:
    def told(key: str, of: Mapping[str, object] = item) -> str | None:
        value = of.get(key)
        return value if isinstance(value, str) and value.strip() else None

    markup, plain = told("content_html"), told("content_text")
    text = markup or plain
    return Entry(
        address=_http(item.get("url")) or _http(item.get("external_url")) or _http(item.get("id")),
        given=Given(
            title=told("title"),
            outlet=told("title", feed),
            published=_day(told("date_published")),
            updated=_day(told("date_modified")),
            language=told("language") or told("language", feed),
            charset="utf-8",
            sender=Sender.ENTRY,
        ),
        text=text if text and _is_whole(text, WHOLE) else None,
        media_type=media.HTML if markup else media.PLAIN,
    )
