"""RSS (0.9 to 2.0, RDF), Atom (RFC 4287) and sitemaps, read as one stream of elements; no entity is ever expanded.

Feeds are often not quite XML. Names count by their usual prefixes, declared or not; HTML's named characters are known;
a feed with stray ampersands or control characters is mended once. What stands before any other fault is kept.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from onrecord.errors import Unreadable

QUOTED, UNQUOTED = "<![CDATA[", "]]>"
STRAY = re.compile(r"&(?!#?\w{1,32};)")
CONTROLS = dict.fromkeys({*range(0x20), 0x7F, 0xFFFE, 0xFFFF} - {9, 10, 13}, " ")
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
START_TAG = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
MARKED_UP = frozenset({"title", "content", "content:encoded", "yandex:full-text", "description", "summary"})
KEPT_PREFIXES = frozenset({"content", "dc", "news", "media", "yandex", "itunes", "image", "video"})
ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
GROUPS = frozenset({"rss", "rdf", "channel", "feed", "urlset", "sitemapindex", "news:news", "news:publication"})


@dataclass(slots=True)
class Element:
    """A feed or one of its entries: the texts of the elements in it by their name, the first of each name."""

    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    address: str | None = None

    def first(self, *names: str) -> str | None:
        return next((self.texts[name] for name in names if self.texts.get(name)), None)


@dataclass(frozen=True, slots=True)
class Feed:
    """``fault`` says why the entries end early, where they do."""

    about: Element
    entries: list[Element]
    fault: str | None


def parsed(content: bytes) -> Feed:
    """What a feed holds.

    Raises:
        Unreadable: ``entities``, the document defines its own.
    """
    text = _text(content).lstrip()
    feed = _Reader(text).feed()
    if feed.fault and (mended := _mended(text)) != text:
        return _Reader(mended).feed()
    return feed


def _text(content: bytes) -> str:
    """By the mark, the declaration, or as UTF-8; what does not fit is U+FFFD."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    declared = DECLARED.match(content.lstrip()[:400])
    name = declared.group(1).decode() if declared else "utf-8"
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode(name, "replace")
    except (LookupError, UnicodeError):  # not known, or not a way to write text
        return content.decode("utf-8", "replace")


def _mended(text: str) -> str:
    """The text without control characters, and with stray ampersands written out where they are not quoted."""
    text = text.translate(CONTROLS)
    pieces: list[str] = []
    at = 0
    while (quoted := text.find(QUOTED, at)) >= 0 and (end := text.find(UNQUOTED, quoted)) >= 0:
        pieces += STRAY.sub("&amp;", text[at:quoted]), text[quoted:end]
        at = end
    pieces.append(STRAY.sub("&amp;", text[at:]))
    return "".join(pieces)


class _Reader:
    """Collects the texts of a feed's and its entries' children, while expat goes over the document."""

    def __init__(self, text: str) -> None:
        self._raw = text.encode("utf-8", "replace")
        self._about = Element()
        self._entries: list[Element] = []
        self._entry: Element | None = None
        self._path: list[str] = []
        self._gathering: str | None = None  # the name of the element whose text is gathered
        self._depth = 0  # of that element in the path
        self._pieces: list[str] = []
        self._start_at = 0  # its place in the raw text
        self._nested = False  # whether there are elements in it

    def feed(self) -> Feed:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # or a named character of HTML would end the reading
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.DefaultHandlerExpand = self._other
        parser.EntityDeclHandler = _refuse_entities
        self._parser = parser
        fault = None
        try:
            parser.Parse(self._raw, True)
        except expat.ExpatError as error:
            fault = f"{expat.ErrorString(error.code)} in line {error.lineno}"
        return Feed(self._about, self._entries, fault)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = _plain(name)
        self._path.append(plain)
        if self._gathering:
            self._nested = True
            return
        holder = self._entry or self._about
        if plain in ENTRIES and self._entry is None:
            self._entry = Element()
            self._entries.append(self._entry)
        elif plain == "link" and attributes.get("href"):
            if attributes.get("rel", "alternate") == "alternate" and not holder.address:
                holder.address = attributes["href"].strip()
        elif plain not in GROUPS:
            self._gathering, self._depth, self._nested = plain, len(self._path), False
            self._start_at = self._parser.CurrentByteIndex
            self._pieces.clear()
            holder.kinds.setdefault(plain, attributes.get("type") or attributes.get("isPermaLink") or "")

    def _end(self, _name: str) -> None:
        if self._gathering and len(self._path) == self._depth:
            holder = self._entry or self._about
            holder.texts.setdefault(self._gathering, self._gathered())
            self._gathering = None
        elif self._path[-1] in ENTRIES and not self._gathering:
            self._entry = None
        self._path.pop()

    def _gathered(self) -> str:
        """The text of the element that ends here, as written where markup stands in it."""
        if not self._nested:
            return "".join(self._pieces).strip()
        opening = START_TAG.match(self._raw, self._start_at)
        if self._gathering not in MARKED_UP or not opening:
            return ""
        return self._raw[opening.end() : self._parser.CurrentByteIndex].decode().strip()

    def _other(self, text: str) -> None:
        if text.startswith("&"):
            self._pieces.append(html.unescape(text))


def _refuse_entities(*_declaration: object) -> None:
    raise Unreadable("entities", "the feed defines entities of its own, which are never expanded")


def _plain(name: str) -> str:
    prefix, colon, local = name.lower().rpartition(":")
    return f"{prefix}:{local}" if colon and prefix in KEPT_PREFIXES else local
