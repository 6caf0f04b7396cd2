"""A quantity while it is being read: lexemes of one sentence with their value, unit and hedge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from onrecord.types import Value
from onrecord.words.lexemes import Lexeme

Sentence = Sequence[Lexeme]


TIMES = frozenset(
    ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
)


class UnitKind(Enum):
    """What sort of unit a number bears; it decides what may be inherited, merged and told apart."""

    CURRENCY = "currency"
    PERCENT = "percent"
    MEASURE = "measure"
    NOUN = "noun"
    RANK = "rank"
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


def written(sentence: Sentence, first: int, last: int) -> str:
    """The lexemes as one string, blanks where the text has any white space."""
    out = sentence[first].text
    for i in range(first + 1, last + 1):
        out += sentence[i].text if sentence[i].glued else " " + sentence[i].text
    return out
