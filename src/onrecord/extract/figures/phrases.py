"""Phrases of a table, looked up where they begin or end in a sentence; a miss costs one look at one word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.words.lexemes import Lexeme

Meaning = TypeVar("Meaning")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Meaning]):
    """Phrases with their meanings; ``by_first`` and ``by_last`` hold the lengths by one word, longest first."""

    meanings: Mapping[Phrase, Meaning]
    by_first: Mapping[str, tuple[int, ...]]
    by_last: Mapping[str, tuple[int, ...]]

    def at(self, sentence: Sequence[Lexeme], i: int) -> tuple[int, Meaning] | None:
        """(lexemes, meaning) of the longest phrase that begins at ``i``."""
        if not 0 <= i < len(sentence):
            return None
        for length in self.by_first.get(sentence[i].low, ()):
            form = tuple([lexeme.low for lexeme in sentence[i : i + length]])
            if len(form) == length and form in self.meanings:
                return length, self.meanings[form]
        return None

    def printed(self, sentence: Sequence[Lexeme], i: int) -> tuple[int, Meaning] | None:
        """The same by the letters as printed, for signs in which the case counts."""
        if not 0 <= i < len(sentence):
            return None
        for length in self.by_first.get(sentence[i].text, ()):
            form = tuple([lexeme.text for lexeme in sentence[i : i + length]])
            if len(form) == length and form in self.meanings:
                return length, self.meanings[form]
        return None

    def before(self, sentence: Sequence[Lexeme], i: int) -> tuple[int, Meaning] | None:
        """(lexemes, meaning) of the longest phrase that ends right before ``i``."""
        if not 0 < i <= len(sentence):
            return None
        for length in self.by_last.get(sentence[i - 1].low, ()):
            if length > i:
                continue
            form = tuple([lexeme.low for lexeme in sentence[i - length : i]])
            if form in self.meanings:
                return length, self.meanings[form]
        return None

    def word(self, low: str) -> Meaning | None:
        """The meaning of a phrase of one word."""
        return self.meanings.get((low,))


def phrases(entries: Iterable[tuple[str, Meaning]]) -> Phrases[Meaning]:
    """The phrases of a table, each cut as a text is cut."""
    meanings = {cut(text): meaning for text, meaning in entries}
    return Phrases(
        meanings,
        _lengths((form[0], len(form)) for form in meanings),
        _lengths((form[-1], len(form)) for form in meanings),
    )


def cut(text: str) -> Phrase:
    """The lexemes of a phrase: hyphens, slashes and signs stand alone."""
    out: list[str] = []
    for word in text.split():
        part = ""
        for letter in word:
            if letter in "-/%°":
                out += [part, letter] if part else [letter]
                part = ""
            else:
                part += letter
        if part:
            out.append(part)
    return tuple(out)


def _lengths(entries: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word, length in entries:
        found.setdefault(word, set()).add(length)
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}
