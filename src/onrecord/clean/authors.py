"""The names in a page's byline: "By Ada Ng and Bo Ek", "Reporting by Ada Ng; editing by …".

A name is two to four capitalised words, particles aside. Limits: pseudonyms of one word and scripts without capitals
are not read; editors and places are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.clean.outlets import is_outlet
from onrecord.types import Block, BlockKind
from onrecord.words.dategrammar import cased, either

_LINE = 200
_WORDS = range(2, 5)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*\Z")
_PARTICLES = frozenset(
    (
        "de",
        "la",
        "le",
        "da",
        "do",
        "dos",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "el",
        "al",
        "bin",
        "y",
    )
)


@dataclass(frozen=True, slots=True)
class _Signs:
    by: re.Pattern[str]
    reporting: re.Pattern[str]
    split: re.Pattern[str]
    places: re.Pattern[str]
    newsroom: frozenset[str]


def byline_of(text: str, blocks: Sequence[Block], language: str) -> tuple[str, ...]:
    """Who wrote the page, each once, in the order told."""
    signs = _signs(language)
    found: dict[str, None] = {}
    for block in blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION):
            continue
        line = block.span.of(text) if block.span.end - block.span.start <= _LINE else ""
        for name in _signed(line, block, signs):
            found.setdefault(name)
    return tuple(found)


def names_in(credit: str, language: str) -> tuple[str, ...]:
    """The names of a credit such as "Ada Ng and Bo Ek in Oslo"."""
    return tuple(_names(credit, _signs(language)))


def _signed(line: str, block: Block, signs: _Signs) -> Iterator[str]:
    if match := signs.by.match(line):
        yield from _names(line[match.end() :], signs)
    elif match := signs.reporting.search(line):
        yield from _names(line[match.end() :].split(";")[0], signs)
    elif block.basis.rule == "byline":
        yield from _names(line, signs)


def _names(credit: str, signs: _Signs) -> Iterator[str]:
    """The names at the beginning of a credit; the first part that is none ends them."""
    for part in signs.split.split(credit):
        name = signs.places.split(part.strip(" \t().,;:"))[0].strip()
        if not _is_name(name, signs):
            return
        yield name


def _is_name(name: str, signs: _Signs) -> bool:
    tokens = name.split()
    if len(tokens) not in _WORDS or is_outlet(name) or any(token.casefold() in signs.newsroom for token in tokens):
        return False
    return all(_NAME_WORD.match(token) and (token[0].isupper() or token in _PARTICLES) for token in tokens) and not all(
        token.isupper() and len(token) > 1 for token in tokens
    )


@cache
def _signs(language: str) -> _Signs:
    tables = [words.load(code, "origins") for code in dict.fromkeys((language, "en"))]

    def joined(key: str) -> list[str]:
        return [form for table in tables for form in table.get(key, ())]

    return _Signs(
        by=re.compile(rf"[(\s]?{either(cased(joined('byline')))}:?\s"),
        reporting=re.compile(rf"(?<!\w){either(cased(joined('reporting')))}:?\s"),
        split=re.compile(rf"\s*(?:,|/|&|\||;|\s{either(joined('and'))}\s)\s*"),
        places=re.compile(rf"\s{either(joined('places'))}\s"),
        newsroom=frozenset(joined("newsroom")),
    )
