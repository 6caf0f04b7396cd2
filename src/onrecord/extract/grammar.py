"""The small words of a language, by what they do: where a noun phrase or a clause begins and ends.

``words/<language>/grammar.toml`` holds them; a language that lacks a kind of word leaves its line out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from onrecord import words


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings that tell what a word does; an empty tuple where the language has no such ending."""

    adverb: tuple[str, ...]
    participle: tuple[str, ...]
    finite: tuple[str, ...]
    possessive: tuple[str, ...]
    contracted: tuple[str, ...]
    plural: tuple[str, ...]
    past: tuple[str, ...]
    infinitive: tuple[str, ...]
    """An infinitive behind a verb of saying opens what was said: "dijo haber pedido …"."""
    nominal: tuple[str, ...]
    """A verb made the object of the sentence's last verb: "… düştüğünü söyledi"."""
    demonym: tuple[str, ...]
    """Where every noun is written with a capital: how nouns for somebody's origin end ("die Estin")."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sets of words in lower case, apostrophes straight."""

    language: str
    endings: Endings
    determiners: frozenset[str]
    definite: frozenset[str]
    articles: frozenset[str]
    """Left out of the name of a body; a language without any has bare nouns as sources."""
    genitives: frozenset[str]
    """Determiners that go on with a noun phrase: "die Sprecherin des Ministeriums"."""
    oblique: frozenset[str]
    """Determiners that never begin a subject."""
    proclitics: frozenset[str]
    """Pronouns between a subject and its verb: "la ministra le dijo"."""
    indefinite: frozenset[str]
    standing: frozenset[str]
    plural_determiners: frozenset[str]
    pronouns: frozenset[str]
    subject_pronouns: frozenset[str]
    object_pronouns: frozenset[str]
    empty: frozenset[str]
    nobody: frozenset[str]
    author: frozenset[str]
    first_person: frozenset[str]
    second_person: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    plural: frozenset[str]
    neuter: frozenset[str]
    relatives: frozenset[str]
    complementizers: frozenset[str]
    as_words: frozenset[str]
    """They open a clause that only credits: "…, wie X sagte", "comme l'a dit X"."""
    perfects: frozenset[str]
    """They make a perfect with a participle that may stand far behind: "hat … gesagt"."""
    subjunctives: frozenset[str]
    """Verb forms of indirect speech: after a comma they show that a clause was said."""
    conditionals: frozenset[str]
    """Forms that stand for a subjunctive there, and elsewhere for a condition."""
    elisions: frozenset[str]
    """Short words with their apostrophe, written onto the next: "l'", "dell'"."""
    clitics: frozenset[str]
    """What is written onto a word behind a hyphen or an apostrophe: "-t-il", "'e"."""
    infinitives: frozenset[str]
    additives: frozenset[str]
    name_links: frozenset[str]
    links: frozenset[str]
    of: frozenset[str]
    prepositions: frozenset[str]
    bound_prepositions: frozenset[str]
    time_prepositions: frozenset[str]
    comparatives: frozenset[str]
    participle_openers: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    clause_breaks: frozenset[str]
    valued: frozenset[str]
    """Between a thing and its quantity: "put the damage at 5 million"."""
    counts: frozenset[str]
    """Numbers in words."""
    conditions: frozenset[str]
    """They open a condition: what stands behind them need not be so."""
    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    adverbs: frozenset[str]
    negations: frozenset[str]
    steps: frozenset[str]
    abbreviations: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]

    def is_adverb(self, low: str) -> bool:
        """An adverb by the table or by its ending."""
        return low in self.adverbs or (len(low) > 4 and low.endswith(self.endings.adverb))

    def opens_noun(self, low: str) -> bool:
        """Nothing in the tables says that the word cannot stand inside a noun phrase."""
        return not (
            low in self.prepositions
            or low in self.conjunctions
            or low in self.subordinators
            or low in self.subject_pronouns
            or low in self.auxiliaries
        )


@cache
def grammar(language: str) -> Grammar:
    """The small words of a language; every set is empty for one without a table."""
    table = words.load(language, "grammar")
    endings = table.get("endings", {})
    sets = {
        field.name: frozenset(str(table.get(field.name, "")).split())
        for field in fields(Grammar)
        if field.name not in ("language", "endings")
    }
    return Grammar(
        language=language,
        endings=Endings(**{field.name: tuple(endings.get(field.name, ())) for field in fields(Endings)}),
        **sets,
    )
