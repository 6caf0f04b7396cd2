"""What a language calls people, bodies and outlets (``words/<language>/people.toml``), and words made comparable."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord import words


@dataclass(frozen=True, slots=True)
class Nouns:
    """Words, and how words end that belong to them too: German compounds, the given names of a sex."""

    words: frozenset[str]
    endings: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.words or (bool(self.endings) and len(word) > 3 and word.endswith(self.endings))


Words = frozenset[str] | Nouns
"""A language without endings is asked by plain sets: they answer in C."""


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """``words/<language>/people.toml``; ``office`` maps a word to the numbers of its groups of one office."""

    titles: Words
    portfolios: Words
    """Words of a title that are none alone: "Trade" of "Trade Minister"."""
    professions: Words
    """What one may be beside an office: "doctor"."""
    styles: Words
    """Titles that stay with a name which is only one word: "Mother Casilda", "Professor Dalgaard"."""
    persons: Words
    male: Words
    female: Words
    groups: Words
    bodies: Words
    outlets: Words
    lesser: Words
    particles: Words
    male_names: Nouns
    female_names: Nouns
    human: Words
    """Titles and nouns for one person together."""
    office: dict[str, frozenset[int]]
    mine: Words
    """What belongs to who speaks or writes."""
    vague: Words
    """They say how many of a group, which is no part of its name."""
    possessed: str
    """How somebody is called by whose they are: "{owner}'s {what}"."""
    reporter: str
    """How someone is called of whom only the outlet is known."""
    places: frozenset[str]
    """States and cities of more than one word, which look like names of people."""
    canonical: dict[str, str]
    """Short names of bodies and states, in lower case, with the name that they go by."""


@cache
def people_words(language: str) -> PeopleWords:
    table = words.load(language, "people")
    endings = table.get("endings", {})
    nouns = {
        name: Nouns(frozenset(str(table.get(name, "")).split()), tuple(str(endings.get(name, "")).split()))
        for name in PeopleWords.__dataclass_fields__
        if name not in ("human", "office", "possessed", "reporter", "places", "canonical")
    }
    persons, titles = nouns["persons"], nouns["titles"]
    nouns["human"] = Nouns(persons.words | titles.words, persons.endings + titles.endings)
    sets: dict[str, Any] = {name: row if row.endings else row.words for name, row in nouns.items()}
    sets |= {name: nouns[name] for name in ("male_names", "female_names")}
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(table.get("same_office", ())):
        for word in row.split():
            groups.setdefault(fold(word), set()).add(number)
    office = {word: frozenset(numbers) for word, numbers in groups.items()}
    return PeopleWords(
        **sets,
        office=office,
        possessed=str(table.get("possessed", "")),
        reporter=str(table.get("reporter", "")),
        places=frozenset(table.get("places", ())),
        canonical=dict(table.get("canonical", {})),
    )


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, for comparing spellings."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def bare(word: str) -> str:
    """Without a possessive ending."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word.rstrip("'’") if word.endswith(("'", "’")) else word
