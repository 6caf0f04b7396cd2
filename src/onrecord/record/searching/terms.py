"""Text as the terms that are searched: the same on every database, for every script."""

from __future__ import annotations

import re
import unicodedata

VERSION = "1"
"""Changes whenever the same text would give other terms; a record with another one makes its indexes anew."""
LONGEST = 64
"""Characters of a term that count; what is longer is no word."""

# Scripts that set no spaces between words: each character is a term, and a phrase is their sequence.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
_TERM = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")  # of Latin, Greek and Cyrillic; other scripts' marks tell words apart
# What every character of ASCII becomes: a small letter, a digit, or a blank.
_PLAIN = {ord(each): each.lower() if each.isalnum() else " " for each in map(chr, range(128))}
# Marks of print that only separate: without them most pages in English are plain, and folded ten times as fast.
_PRINTED = re.compile("[\u00a0\u00ab\u00bb\u2013\u2014\u2018-\u201f\u2026]")
# Letters that carry no mark to strip, and that people type otherwise.
_TYPED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_UNMARKED = re.compile(f"[{''.join(_TYPED)}]")


def terms(text: str) -> list[str]:
    """The words of a text in their order, folded: no case, no accents, compatibility forms made one.

    Apostrophes and hyphens separate ("Kallweit's" is two terms), so that a phrase finds all spellings of a dash.
    """
    if not text.isascii():
        text = _PRINTED.sub(" ", text)
    if text.isascii():
        return _cut(text.translate(_PLAIN).split())
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    bare = _UNMARKED.sub(lambda match: _TYPED[match.group()], bare)
    return _cut(_TERM.findall(unicodedata.normalize("NFC", bare)))


def _cut(found: list[str]) -> list[str]:
    return found if max(map(len, found), default=0) <= LONGEST else [term[:LONGEST] for term in found]
