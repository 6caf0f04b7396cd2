"""The words of one language that surround quantities, loaded once from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import words
from onrecord.extract.figures.phrases import Phrases, phrases
from onrecord.extract.figures.wordlists import Apart, Currency, Grammar, Moves, Multiples, Shares


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
    sign_ends: frozenset[str]
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
        sign_ends=frozenset(sign[-1] for sign in currency_signs),
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
    return Multiples(
        always=_values(table, "always"),
        leading=_values(table, "leading"),
        moving=_values(table, "moving"),
        followers=_forms(table, "followers"),
        not_behind=_forms(table, "not_behind"),
    )


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
