"""The groups of words that the reader of quantities looks up; ``lexicon`` fills them from a language's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.figures.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code, the name that is shown, and the codes that share the same sign or bare word."""

    code: str
    name: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words that end a noun phrase or a clause; the last four are unions of the others.

    ``function`` ends a noun phrase, ``small`` may part two quantities of one thing, ``adverbial`` may stand between a
    subject and its verb, ``unlike_noun`` begins no noun that a unit describes.
    """

    determiners: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    verbs: frozenset[str]
    adjectives_ed: frozenset[str]
    irregular_plurals: frozenset[str]
    verbs_only: frozenset[str]
    superlatives: frozenset[str]
    not_superlative: frozenset[str]
    not_plural: frozenset[str]
    weak_plurals: frozenset[str]
    abbreviations: frozenset[str]
    time_nouns: frozenset[str]
    partitive: frozenset[str]
    links_before: frozenset[str]
    links_behind: frozenset[str]
    third_person: frozenset[str]
    third_plural: frozenset[str]
    infinitive: frozenset[str]
    additional: frozenset[str]
    function: frozenset[str]
    small: frozenset[str]
    adverbial: frozenset[str]
    unlike_noun: frozenset[str]


@dataclass(frozen=True, slots=True)
class Moves:
    """Words that tell which way a figure moved.

    ``up`` and ``down`` stand before the number, small words (``between``) aside; ``up_by`` and ``down_by`` only where
    "by" (``measured_by``) tells how far; ``up_behind`` and ``down_behind`` follow the number, unless it is compared
    (``than``). After ``levels`` the number is the one reached. A ``drifting`` verb takes its way from its particle.
    """

    up: frozenset[str]
    down: frozenset[str]
    between: frozenset[str]
    levels: frozenset[str]
    measured_by: frozenset[str]
    up_by: frozenset[str]
    down_by: frozenset[str]
    up_behind: frozenset[str]
    down_behind: frozenset[str]
    than: frozenset[str]
    drifting: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether the word tells of a move by itself."""
        return word in self.up or word in self.down


@dataclass(frozen=True, slots=True)
class Shares:
    """Words that let a bare number count what the one before it counted.

    ``part`` stands before it ("of which"), ``part_behind`` behind it ("of them"), ``compared`` parts two states of one
    thing ("from", "to"), ``turning`` two states at different times ("compared with", "up from").
    """

    part: Phrases[str]
    part_behind: Phrases[str]
    compared: Phrases[str]
    turning: Phrases[str]


@dataclass(frozen=True, slots=True)
class Multiples:
    """Words that are a multiple by themselves, each with its factor.

    ``always`` are nothing else ("fivefold"), ``leading`` only before ``followers`` ("twice as", "double the"),
    ``moving`` are verbs ("doubled") unless a word of ``not_behind`` gives them another sense ("doubled down").
    """

    always: Mapping[str, float]
    leading: Mapping[str, float]
    moving: Mapping[str, float]
    followers: frozenset[str]
    not_behind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Apart:
    """What is written as a number and is no figure."""

    sections: frozenset[str]
    streets: frozenset[str]
    year_before: frozenset[str]
    idioms: Phrases[str]
    pronoun: frozenset[str]
    pronoun_after: Phrases[str]
    pronoun_before: frozenset[str]
    clock_after: frozenset[str]
    clock_before: frozenset[str]
    to_clock: Phrases[str]
    months: frozenset[str]
    signed: frozenset[str]
    plus: frozenset[str]
    ranked: frozenset[str]
    prefixes: frozenset[str]
    first: frozenset[str]
    aged: frozenset[str]
    ago: frozenset[str]
    eras: frozenset[str]
    house_numbers: frozenset[str]
    year_counted: frozenset[str]
    standalone: frozenset[str]
