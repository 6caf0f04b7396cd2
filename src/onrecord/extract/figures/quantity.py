"""A quantity while it is being read: lexemes of one sentence with their value, unit and hedge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from onrecord.types import Value
from onrecord.words.lexemes import Lexeme

Sentence = Sequence[Lexeme]


class UnitKind(Enum):
    """What sort of unit a number bears; it decides what may be inherited, merged and told apart."""

    CURRENCY = "currency"
    PERCENT = "percent"
    MEASURE = "measure"
    NOUN = "noun"
    AGE = "age"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a number: lexemes ``first`` to ``last`` around it, its name as shown and its normal name.

    ``attributive`` says that it describes a noun that follows ("a 6-inch screen"); ``note`` states a doubt.
    """

    first: int
    last: int
    name: str | None
    measure: str | None
    kind: UnitKind
    attributive: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Lexemes ``first`` to ``last`` of a sentence; ``at`` is its first numeral, ``to`` the last."""

    first: int
    last: int
    at: int
    to: int
    value: Value
    scale: float
    unit: Unit
    hedge: str = "exactly"
    vague: bool = False
    changed: bool = False
    trend: str | None = None
    whole: tuple[int, int] | None = None


def low(sentence: Sentence, i: int) -> str:
    """The lower-case lexeme at ``i``; empty outside the sentence."""
    return sentence[i].low if 0 <= i < len(sentence) else ""


def starts(
    sentence: Sentence, i: int, phrases: Mapping[tuple[str, ...], object] | frozenset[tuple[str, ...]], longest: int
) -> int:
    """How many lexemes the longest known phrase has that begins at ``i``; 0 for none."""
    for length in range(min(longest, len(sentence) - i), 0, -1):
        if tuple(sentence[i + k].low for k in range(length)) in phrases:
            return length
    return 0


def ends(sentence: Sentence, i: int, phrases: Mapping[tuple[str, ...], object], longest: int) -> int:
    """How many lexemes the longest known phrase has that ends right before ``i``; 0 for none."""
    for length in range(min(longest, i), 0, -1):
        if tuple(sentence[k].low for k in range(i - length, i)) in phrases:
            return length
    return 0


def phrase(sentence: Sentence, i: int, length: int) -> tuple[str, ...]:
    return tuple(sentence[i + k].low for k in range(length))


def written(sentence: Sentence, first: int, last: int) -> str:
    """The lexemes as one string, blanks where the text has any white space."""
    out = sentence[first].text
    for i in range(first + 1, last + 1):
        out += sentence[i].text if sentence[i].glued else " " + sentence[i].text
    return out
