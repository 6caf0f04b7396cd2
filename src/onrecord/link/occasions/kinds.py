"""Which kinds of occasion a page tells of: those that statements were made at, and those that its beginning names."""

from __future__ import annotations

import re
from functools import cache

from onrecord import words
from onrecord.types import BlockKind, Reading

SPOKEN = ("interview", "press conference", "speech", "hearing", "rally", "debate")
"""Kinds at which people speak, and of which one occasion is hardly ever two."""
_LEAD = 600
"""Letters at the beginning of a page where the kind of an occasion is named."""


def settings(reading: Reading) -> tuple[str, ...]:
    """The kinds at which people speak that the page tells of, in the order of ``SPOKEN``."""
    told = told_at(reading) | named_in(lead(reading), reading.article.language)
    return tuple(kind for kind in SPOKEN if kind in told)


def told_at(reading: Reading) -> set[str]:
    """The kinds of occasion at which the page has statements made."""
    return {each.occasion.kind for each in reading.statements if each.occasion and each.occasion.kind}


def named_in(text: str, language: str) -> set[str]:
    """The kinds whose nouns stand in a text."""
    pattern, kinds = _nouns(language)
    return {kinds[match.group().casefold()] for match in pattern.finditer(text)} if kinds else set()


def lead(reading: Reading) -> str:
    """The beginning of what the page tells, its title first."""
    text = reading.article.text
    parts = (b.span.of(text) for b in reading.article.blocks if b.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION))
    out = reading.article.title or ""
    for part in parts:
        out += f"\n{part}"
        if len(out) > _LEAD:
            break
    return out[:_LEAD]


@cache
def _nouns(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The nouns of occasions in a language, the longest first, and the kinds that they stand for."""
    table = words.load(language, "occasions").get("kinds", {})
    kinds = {noun.casefold(): kind for noun, kind in table.items()}
    nouns = sorted(kinds, key=lambda noun: (-len(noun), noun))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, nouns))})(?!\w)", re.IGNORECASE), kinds
