"""Words that weigh something, found in a wording: conditions, denials, modal verbs, quantities, loaded words.

The tables are ``words/<language>/drift.toml``: phrases of lower-case words; a word that ends in ``*`` stands for all
words that begin so, as inflected languages need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord import words
from onrecord.link.align import Wording, keys_of
from onrecord.types import Span

_LEAST_BEGINNING = 2


class Sort(StrEnum):
    """What a word does to what is said; the value is the name of its table."""

    CONDITION = "conditions"
    CONTRAST = "contrasts"
    EXCEPTION = "exceptions"
    LIMIT = "limits"
    NEGATION = "negations"
    DENIAL = "denials"
    POSSIBLE = "possible"
    SHIFTED = "shifted"
    CERTAIN = "certain"
    SOME = "some"
    ALL = "all"
    PLEDGE = "pledges"
    DECISION = "decisions"
    BLAME = "blame"
    LOADED = "loaded"
    HARMLESS = "harmless"
    SELF = "self"
    ANAPHOR = "anaphors"


_DISARMED = frozenset({Sort.NEGATION, Sort.ALL})
"""What a harmless phrase ("no later than", "all the same") only seems to hold."""


_MODAL = frozenset({Sort.POSSIBLE, Sort.CERTAIN})
_BEGINS = ".!?…:\"“„«»‘'\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase of a table in a wording: its words ``first`` up to, not including, ``last``, and their place."""

    sort: Sort
    first: int
    last: int
    span: Span
    phrase: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language by their first words; ``begun`` those that open with a beginning of a word."""

    exact: dict[str, list[tuple[tuple[str, ...], Sort]]]
    begun: dict[str, list[tuple[tuple[str, ...], Sort]]]

    def findings(self, said: Wording) -> Iterator[Finding]:
        """The phrases that stand there, of each sort the longest at a place. Linear in the words."""
        harmless = 0
        for first in range(len(said.keys)):
            best: dict[Sort, tuple[str, ...]] = {}
            for phrase, sort in self._candidates(said.keys[first]):
                if len(phrase) > len(best.get(sort, ())) and _stands(phrase, said.keys, first):
                    best[sort] = phrase
            harmless = max(harmless, first + len(best.pop(Sort.HARMLESS, ())))
            for sort, phrase in best.items():
                span = said.stretch(first, first + len(phrase))
                if span is None or (first < harmless and sort in _DISARMED):
                    continue
                if sort not in _MODAL or not _is_name(said.text, span):
                    yield Finding(sort, first, first + len(phrase), span, " ".join(phrase))

    def _candidates(self, key: str) -> Iterator[tuple[tuple[str, ...], Sort]]:
        yield from self.exact.get(key, ())
        for length in range(_LEAST_BEGINNING, len(key) + 1):
            yield from self.begun.get(key[:length], ())


def _is_name(text: str, span: Span) -> bool:
    """Does a word have a capital and begin no sentence ("in May", "Will Hunt")?"""
    before = text[max(0, span.start - 5) : span.start].rstrip()
    return text[span.start].isupper() and bool(before) and before[-1] not in _BEGINS


@cache
def lexicon(language: str) -> Lexicon:
    """The tables of a language; empty where it has none."""
    table = words.load(language, "drift")
    out = Lexicon({}, {})
    for sort in Sort:
        for written in table.get(sort.value, ()):
            phrase = _folded(written)
            opening = phrase[0]
            (out.begun if opening.endswith("*") else out.exact).setdefault(opening.rstrip("*"), []).append(
                (phrase, sort)
            )
    return out


def _folded(written: str) -> tuple[str, ...]:
    return tuple(
        _folded_word(part.rstrip("*")) + ("*" if part.endswith("*") else "")
        for part in written.replace("-", " ").split()
    )


def _folded_word(part: str) -> str:
    """As a wording folds it; an apostrophe at its end stays ("n'*")."""
    return "".join(keys_of(part)) + ("'" if part.endswith("'") else "")


def _stands(phrase: Sequence[str], keys: Sequence[str], first: int) -> bool:
    if first + len(phrase) > len(keys):
        return False
    return all(
        key.startswith(part[:-1]) if part.endswith("*") else key == part
        for part, key in zip(phrase, keys[first:], strict=False)
    )
