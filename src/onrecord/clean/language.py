"""Which language a page is written in, by its function words (after Cavnar's and Grefenstette's small-word method).

Limits: only the languages that have tables in ``words`` are known; a page without known words, or one
in which no language leads, is ``und``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from onrecord.words import languages, load

UNKNOWN = "und"

LEAD = 1.15
"""How much more than the next language the best one must explain."""

_SAMPLE = 6_000
_ENOUGH = 300
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _owners() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For every function word the languages that use it, the weight shared among them."""
    users: dict[str, list[str]] = defaultdict(list)
    for language in languages():
        for word in load(language, "common").get("function_words", ()):
            users[word].append(language)
    return {word: tuple((language, 1 / len(users)) for language in users) for word, users in users.items()}


@cache
def _letters() -> Mapping[str, tuple[str, ...]]:
    """For every telling letter the languages that write it."""
    users: dict[str, list[str]] = defaultdict(list)
    for language in languages():
        for letter in load(language, "common").get("letters", ""):
            users[letter].append(language)
    return {letter: tuple(users) for letter, users in users.items()}


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text is in, or ``und``."""
    counts = Counter(_WORD.findall(text[:_SAMPLE].lower())[:_ENOUGH])
    owners = _owners()
    scores: dict[str, float] = defaultdict(float)
    for word in counts.keys() & owners.keys():
        for language, weight in owners[word]:
            scores[language] += weight * counts[word]
    if not scores:
        return UNKNOWN
    sample = text[:_SAMPLE]
    for letter, users in _letters().items():
        if letter in sample:
            for language in users:
                scores[language] *= 1.1
    first, second = sorted([*scores.values(), 0.0], reverse=True)[:2]
    return (
        max(sorted(scores), key=scores.__getitem__)
        if first > LEAD * second and first * 50 >= counts.total()
        else UNKNOWN
    )
