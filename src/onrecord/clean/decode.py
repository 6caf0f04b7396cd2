"""From bytes to characters: byte order marks, declared charsets, UTF-8, UTF-16, else a sniffed legacy charset.

Sources: the WHATWG Encoding Standard (labels; ``iso-8859-1`` means ``windows-1252``) and its prescan of 1,024 bytes,
widened to ``PRESCAN``, because real pages put long comments first.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import Unreadable

MOST_CHARACTERS = 20_000_000
"""The longest page that is read, in code points; a longer one is refused as ``huge``."""

PRESCAN = 4096
"""How many bytes of a page are searched for a declared charset."""

_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3\x00",
)
_DECLARED = re.compile(
    rb"""(?i)<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w:-]{2,40})"""
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_LABELS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_NO_LEGACY = ("utf-", "punycode", "idna", "unicode", "raw-unicode", "mbcs", "oem")
_BROKEN = "\ufffd"


def decode(content: bytes, charset: str | None = None) -> str:
    """The characters of a page, byte order mark aside; newlines stay. ``charset`` is what the sender declared.

    Raises:
        Unreadable: ``empty``, ``binary``, ``huge`` or ``undecodable``.
    """
    if len(content) > 4 * MOST_CHARACTERS:
        raise Unreadable("huge", f"{len(content):,} bytes; at most {MOST_CHARACTERS:,} characters are read")
    if content.startswith(_MAGIC):
        raise Unreadable("binary", "the first bytes are those of a binary format, not of a text")
    text = _characters(content, charset)
    if not text or text.isspace():
        raise Unreadable("empty", "the page holds no visible character")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("huge", f"{len(text):,} characters; at most {MOST_CHARACTERS:,} are read")
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * 20 > len(sample):
        raise Unreadable("binary", "more than one character in twenty is a control character")
    return text


def _characters(content: bytes, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _by_mark(content[len(mark) :], encoding)
    try:
        return content.decode("utf-8") if not _looks_wide(content) else _wide(content)
    except UnicodeDecodeError:
        return _legacy(content, charset)


def _by_mark(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise Unreadable("undecodable", f"the byte order mark says {encoding}, but {error.reason}") from error
        return content.decode(encoding, "replace")


def _looks_wide(content: bytes) -> bool:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    head = content[:400]
    return len(head) >= 8 and max(head[0::2].count(0), head[1::2].count(0)) * 10 > len(head) * 4 > head.count(0) * 5


def _wide(content: bytes) -> str:
    order = "utf-16-be" if content[0:400:2].count(0) > content[1:400:2].count(0) else "utf-16-le"
    return content.decode(order)


def _legacy(content: bytes, charset: str | None) -> str:
    """Not valid UTF-8: nearly UTF-8 with a few broken bytes, else as declared, else as sniffed."""
    nearly = content.decode("utf-8", "replace")
    broken = nearly.count(_BROKEN)
    foreign = sum(character > "\x7f" for character in nearly[:_SAMPLE]) if broken * 1000 < len(nearly) else 0
    if foreign > 4 * broken:
        return nearly
    for label in _declared(content, charset):
        text = content.decode(label, "replace")
        if text.count(_BROKEN) * 1000 <= len(text):
            return text
    return _sniffed(content)


def _declared(content: bytes, charset: str | None) -> list[str]:
    """The charsets that the sender and the page declare, in the order of trust, by names that Python knows."""
    labels = [charset] if charset else []
    labels += [raw.decode("ascii") for raw in _DECLARED.findall(content[:PRESCAN])]
    names = []
    for label in labels:
        try:
            name = codecs.lookup(label).name
            "".encode(name)
        except (LookupError, UnicodeError):
            continue
        names.append(_WEB_LABELS.get(name, name))
    return [name for name in names if not name.startswith(_NO_LEGACY)]


def _sniffed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # costs 30 ms, and most pages are UTF-8

    guess = from_bytes(content[:_SAMPLE]).best()
    if guess is None:
        raise Unreadable("undecodable", "neither UTF-8 nor any charset that explains the bytes")
    try:
        return content.decode(guess.encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "undecodable", f"sniffed as {guess.encoding}, but {error.reason} at byte {error.start}"
        ) from error
