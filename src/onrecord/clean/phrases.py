"""The tables of residue phrases of one language, made ready for comparison: indexed by their first word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.words import load

Phrasing = tuple[tuple[str, str], ...]
"""Phrases that share their first word, the longest first, each with its reason."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tables of one language, and of English, made ready for comparison."""

    lines: Mapping[str, str]
    related: Mapping[str, Phrasing]
    begins: Mapping[str, Phrasing]
    holds: Mapping[str, Phrasing]
    hints: frozenset[str]
    persons: frozenset[str]
    counters: frozenset[str]
    calendar: frozenset[str]
    clock: frozenset[str]
    institutions: frozenset[str]
    byline: tuple[str, ...]
    journalists: frozenset[str]
    copulas: frozenset[str]
    predicates: frozenset[str]
    posts: frozenset[str]
    authors: tuple[str, ...]
    credit: re.Pattern[str]
    signature: re.Pattern[str]
    pictures: frozenset[str]
    translation: tuple[tuple[str, ...], tuple[str, ...]]


@cache
def phrases_of(language: str) -> Phrases:
    """The tables of a language joined with those of English."""
    tables = [load("en", "residue")] if language == "en" else [load(language, "residue"), load("en", "residue")]

    def joined(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(small(item) for table in tables for item in table.get(key, ())))

    def reasons(key: str) -> dict[str, str]:
        return {
            small(phrase): reason
            for table in reversed(tables)
            for reason, phrases in table.get(key, {}).items()
            for phrase in phrases
        }

    credits_ = "|".join(sorted(map(re.escape, joined("credits")), key=len, reverse=True)) or "(?!)"
    by = "|".join(map(re.escape, joined("byline")))
    return Phrases(
        lines=reasons("lines"),
        related=_by_first_word(dict.fromkeys(joined("related"), "related")),
        begins=_by_first_word(reasons("begins")),
        holds=_by_first_word(reasons("holds")),
        hints=frozenset(joined("hints")),
        persons=frozenset(joined("persons")),
        counters=frozenset(joined("counters")),
        calendar=frozenset(joined("calendar")),
        clock=frozenset(joined("clock")),
        institutions=frozenset(joined("institutions")),
        byline=joined("byline"),
        journalists=frozenset(joined("journalists")),
        copulas=frozenset(joined("copulas")),
        predicates=frozenset(joined("predicates")),
        posts=frozenset(joined("posts")),
        authors=joined("authors"),
        credit=re.compile(
            rf"(?:^|[\s(\[|.,;/–—-])(?:{credits_})\s?(?:[:©/|]|(?:{by})\s(?-i:[^\Wa-z_]))"
            rf"|(?:^|[.!?…)]\s)(?:{credits_})\.\s(?-i:[^\Wa-z_])",
            re.IGNORECASE,
        ),
        signature=re.compile(
            rf"(?:[.!?…]\s(?:{credits_})\.?(?:\s(?-i:[^\W\d_a-zа-яіїєґ])\w{{1,20}}){{2,4}}"
            rf"|\((?:{credits_})\.?\s[^()]{{3,40}}\))$",
            re.IGNORECASE,
        ),
        pictures=frozenset(joined("credits")),
        translation=(joined("translation"), joined("machine")),
    )


def small(text: str) -> str:
    """Lower case, with one letter for the Turkish i with a dot and without: capitals do not tell which is meant."""
    return text.replace("İ", "i").lower().replace("ı", "i")


def _by_first_word(phrases: Mapping[str, str]) -> Mapping[str, Phrasing]:
    index: dict[str, list[tuple[str, str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        index.setdefault(phrase.split()[0], []).append((f" {phrase} ", phrases[phrase]))
    return {word: tuple(items) for word, items in index.items()}


def begun(words: Sequence[str], joined: str, index: Mapping[str, Phrasing]) -> tuple[str, str] | None:
    """The longest phrase that the line begins with, and its reason."""
    items = index.get(words[0], ()) if words else ()
    return next(((phrase.strip(), reason) for phrase, reason in items if joined.startswith(phrase)), None)


def held(words: Sequence[str], joined: str, index: Mapping[str, Phrasing]) -> tuple[str, str] | None:
    """The first phrase that the line holds anywhere, and its reason."""
    for word in words:
        for phrase, reason in index.get(word, ()):
            if phrase in joined:
                return phrase.strip(), reason
    return None
