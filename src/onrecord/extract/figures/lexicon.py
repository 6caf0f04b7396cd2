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
    up: frozenset[str]
    down: frozenset[str]
    trend_between: frozenset[str]
    levels: frozenset[str]
    measured_by: frozenset[str]
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
    ages_before: frozenset[str]
    votes: frozenset[str]
    tally: frozenset[str]
    participles: frozenset[str]
    participle_unit: str
    often: Mapping[str, float]
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
    trend, rest = table.get("trend", {}), table.get("apart", {})
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
    return Lexicon(
        language=language,
        english=table.get("chunks") == "english",
        capital_nouns=bool(table.get("capital_nouns", False)),
        adjective_endings=tuple(map(str, table.get("adjective_endings", ()))),
        hedge_before=_told(table, "hedge_before"),
        hedge_after=_told(table, "hedge_after"),
        signs_before=dict(table.get("signs_before", _SIGNS_BEFORE)),
        up=_forms(trend, "up"),
        down=_forms(trend, "down"),
        trend_between=_forms(trend, "between"),
        levels=_forms(trend, "levels"),
        measured_by=_forms(trend, "measured_by"),
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
        age_after=_listed(unit, "age_after"),
        ages_before=_forms(unit, "ages_before"),
        votes=_forms(unit, "votes"),
        tally=_forms(unit, "tally"),
        participles=_forms(unit, "participles"),
        participle_unit=str(unit.get("participle_unit", "{}")),
        often={word: float(value) for word, value in unit.get("often", {}).items()},
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


def _told(table: Mapping[str, Any], name: str) -> Phrases[str]:
    return phrases((form, str(meaning)) for form, meaning in table.get(name, {}).items())


def _listed(table: Mapping[str, Any], name: str) -> Phrases[str]:
    return phrases((str(form), name) for form in table.get(name, ()))
