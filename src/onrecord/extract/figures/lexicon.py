"""The words of one language that surround quantities, loaded once from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import words
from onrecord.extract.figures.phrases import Phrases, phrases


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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the reader of quantities looks up; phrases are tuples of lower-case words."""

    language: str
    english: bool
    capital_nouns: bool
    adjective_endings: tuple[str, ...]
    hedge_before: Phrases[str]
    hedge_after: Phrases[str]
    signs_before: Mapping[str, str]
    moves: Moves
    range_to: frozenset[str]
    range_between: Phrases[frozenset[str]]
    dashes: frozenset[str]
    either: frozenset[str]
    percent: Phrases[str]
    percent_before: frozenset[str]
    points: Phrases[str]
    per: frozenset[str]
    per_loose: frozenset[str]
    per_nouns: frozenset[str]
    no_rate: frozenset[str]
    age_after: Phrases[str]
    rounding: frozenset[str]
    spanning: frozenset[str]
    fraction_counts: bool
    ages_before: frozenset[str]
    aged_at: frozenset[str]
    aged_verbs: frozenset[str]
    votes: frozenset[str]
    tally: frozenset[str]
    participles: frozenset[str]
    participle_unit: str
    weights: Mapping[str, str]
    weighing: frozenset[str]
    often: Mapping[str, float]
    multiples: Multiples
    shares: Shares
    compared_times: Phrases[str]
    counting: frozenset[str]
    measures: Phrases[str]
    signs: Phrases[str]
    glued_signs: Mapping[str, str]
    currency_words: Phrases[Currency]
    currency_signs: Mapping[str, Currency]
    currency_behind: Mapping[str, Currency]
    grammar: Grammar
    apart: Apart


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; where it has no table only signs and digits are read."""
    table = words.load(language, "figures")
    unit, spread = table.get("unit", {}), table.get("range", {})
    rest = table.get("apart", {})
    signs = words.facts("units")
    currencies, currency_signs = _currencies()
    shared = {word: tuple(codes) for word, codes in table.get("currency", {}).get("shared", {}).items()}
    currency_words = phrases(
        (word, _named(currencies, code, word, shared.get(word, ())))
        for word, code in table.get("currencies", {}).items()
    )
    behind = {
        word: _named(currencies, code, word, ()) for word, code in table.get("currency", {}).get("behind", {}).items()
    }
    often, multiples = _values(unit, "often"), _multiples(table.get("multiples", {}))
    return Lexicon(
        language=language,
        english=table.get("chunks") == "english",
        capital_nouns=bool(table.get("capital_nouns", False)),
        adjective_endings=tuple(map(str, table.get("adjective_endings", ()))),
        hedge_before=_told(table, "hedge_before"),
        hedge_after=_told(table, "hedge_after"),
        signs_before=dict(table.get("signs_before", _SIGNS_BEFORE)),
        moves=Moves(**{name: _forms(table.get("trend", {}), name) for name in Moves.__dataclass_fields__}),
        range_to=_forms(spread, "to"),
        range_between=phrases((word, frozenset(ends)) for word, ends in spread.get("between", {}).items()),
        dashes=frozenset(spread.get("dashes", "-–—−‑")),
        either=_forms(spread, "or"),
        percent=phrases((form, "%") for form in unit.get("percent", ["%"])),
        percent_before=_forms(table, "percent_before"),
        points=_listed(unit, "points"),
        per=_forms(unit, "per") | {"/"},
        per_loose=_forms(unit, "per_loose"),
        per_nouns=_forms(unit, "per_nouns"),
        no_rate=_forms(unit, "no_rate"),
        age_after=phrases((str(form), name) for name, forms in unit.get("ages", {}).items() for form in forms),
        rounding=_forms(unit, "rounding"),
        spanning=_forms(unit, "spanning"),
        fraction_counts=bool(unit.get("fraction_counts", True)),
        ages_before=_forms(unit, "ages_before"),
        aged_at=_forms(unit, "aged_at"),
        aged_verbs=_forms(unit, "aged_verbs"),
        votes=_forms(unit, "votes"),
        tally=_forms(unit, "tally"),
        participles=_forms(unit, "participles"),
        participle_unit=str(unit.get("participle_unit", "{}")),
        weights=dict(unit.get("weights", {})),
        weighing=_forms(unit, "weighing"),
        often=often,
        multiples=multiples,
        shares=Shares(*(_listed(table.get("shares", {}), name) for name in Shares.__dataclass_fields__)),
        compared_times=_listed(table.get("windows", {}), "compared"),
        counting=frozenset().union(often, multiples.always, multiples.leading, multiples.moving),
        measures=_told(table, "measures"),
        signs=phrases(signs["signs"].items()),
        glued_signs=dict(signs["glued"]),
        currency_words=currency_words,
        currency_signs=currency_signs,
        currency_behind=behind,
        grammar=_grammar(table.get("grammar", {})),
        apart=_apart(rest),
    )


_SIGNS_BEFORE = {"~": "about", "≈": "about", ">": "more than", "≥": "at least", "<": "less than", "≤": "at most"}


def _grammar(table: Mapping[str, Any]) -> Grammar:
    sets = {name: _forms(table, name) for name in Grammar.__dataclass_fields__}

    def union(*names: str) -> frozenset[str]:
        return frozenset().union(*(sets[name] for name in names))

    sets["function"] = union("determiners", "prepositions", "conjunctions", "relatives", "pronouns", "auxiliaries")
    sets["small"] = union("prepositions", "conjunctions", "determiners", "time_nouns")
    sets["adverbial"] = union("prepositions", "determiners", "time_nouns") - sets["relatives"]
    sets["unlike_noun"] = union("determiners", "verbs", "auxiliaries")
    return Grammar(**sets)


def _multiples(table: Mapping[str, Any]) -> Multiples:
    values = [_values(table, name) for name in ("always", "leading", "moving")]
    return Multiples(*values, _forms(table, "followers"), _forms(table, "not_behind"))


def _apart(table: Mapping[str, Any]) -> Apart:
    sets: dict[str, Any] = {name: _forms(table, name) for name in Apart.__dataclass_fields__}
    for name in ("idioms", "pronoun_after", "to_clock"):
        sets[name] = _listed(table, name)
    return Apart(**sets)


@cache
def _currencies() -> tuple[dict[str, str], dict[str, Currency]]:
    names, signs = {}, {}
    for code, entry in words.facts("currencies").items():
        names[code] = str(entry["name"])
        for sign in entry["signs"]:
            signs[sign] = Currency(code, names[code], tuple(entry.get("shared", {}).get(sign, ())))
    return names, signs


def _named(names: Mapping[str, str], code: str, word: str, shared: tuple[str, ...]) -> Currency:
    return Currency(code, names.get(code, word), shared)


def _forms(table: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(map(str, table.get(name, ())))


def _values(table: Mapping[str, Any], name: str) -> dict[str, float]:
    return {word: float(value) for word, value in table.get(name, {}).items()}


def _told(table: Mapping[str, Any], name: str) -> Phrases[str]:
    return phrases((form, str(meaning)) for form, meaning in table.get(name, {}).items())


def _listed(table: Mapping[str, Any], name: str) -> Phrases[str]:
    return phrases((str(form), name) for form in table.get(name, ()))
