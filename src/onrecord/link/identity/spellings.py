"""A name as it is compared: its words folded and in order, apart from titles, particles and generations.

What is cut off stays told: the sex that a title gives, "junior" and "senior". Names longer than `LONGEST` characters
are cut, and of very long ones the first words count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onrecord import words
from onrecord.types import SpeakerKind

LONGEST = 120
MOST_WORDS = 8
_ONE_BODY = 4

_APART = re.compile(r"[\s\-‐‑‒–—.,;:/|()\[\]{}\"“”„«»‹›!?*_@]+")
_QUOTED = re.compile(r"[\"“„«(][^\"“”„«»()]*[\"”“»)]")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`´ʹ")
_KEPT_APART = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е"}
)
_I_RUN = re.compile(r"[ijy]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """``words`` are in small letters with their marks, the given name first where ``has_given``.

    ``generation`` is "jr" and the like, ``sex`` what a title tells ("m", "f" or nothing).
    """

    words: tuple[str, ...]
    language: str
    has_given: bool
    generation: str = ""
    sex: str = ""

    @property
    def full(self) -> bool:
        """A given name, or its initial, and a surname."""
        return self.has_given and len(self.words) > 1

    @property
    def spelt(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Small letters without marks. Cyrillic й and ї stay, as do the marks of scripts that write vowels with them."""
    whole = unicodedata.normalize("NFC", text.casefold()).translate(_KEPT_APART)
    return "".join(c if "Ѐ" <= c <= "ӿ" else _bare(c) for c in whole)


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(c for c in plain if not "\u0300" <= c <= "\u036f").translate(_KEPT_APART)


@lru_cache(maxsize=65536)
def smooth(word: str) -> str:
    """Folded, each run of i, j and y as one i: the ending that romanisations differ over."""
    return _I_RUN.sub("i", fold(word))


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name as written, without marks of punctuation, control and format characters."""
    plain = unicodedata.normalize("NFKC", name[:LONGEST]).translate(_APOSTROPHES)
    if not plain.isprintable():
        plain = "".join(c for c in plain if c.isspace() or c.isprintable())
    return tuple(word for word in _APART.split(plain) if word)


def name_key(name: str, kind: SpeakerKind) -> str:
    """What judgements call a name: its kind and its folded words, as in ``person:volodymyr zelensky``."""
    return f"{kind.value}:{fold(' '.join(tokens(name)))}"


@lru_cache(maxsize=65536)
def person_name(name: str, language: str) -> PersonName:
    """The parts of a person's name; ``language`` is that of the page, whose titles and order are known."""
    text = _QUOTED.sub(" ", unicodedata.normalize("NFKC", name[:LONGEST]))
    head, comma, tail = text.partition(",")
    if comma and head.strip() and tail.strip() and fold(tail.strip(" .")) not in _generations():
        text = f"{tail} {head}"  # "Smith, John"
    parts = [word for chunk in text.split() for word in _without_article(chunk)]
    parts = _surname_last(_initials(parts))
    titles, parts = _titles(parts, language)
    generation = ""
    if len(parts) > 1 and fold(parts[-1]) in _generations():
        generation = _generations()[fold(parts.pop())]
    has_given = bool(parts) and not (len(parts) > 1 and fold(parts[0]) in _words("particles"))
    kept = [part.casefold() for part in parts if fold(part) not in _words("particles")]
    kept = kept or [part.casefold() for part in parts]
    sexes = {sex for title in titles if (sex := _sex_of_title(title, language))}
    return PersonName(tuple(kept[:MOST_WORDS]), language, has_given, generation, sexes.pop() if len(sexes) == 1 else "")


def person_words(name: str, language: str) -> tuple[str, ...]:
    """The folded words of a person's name."""
    return tuple(fold(word) for word in person_name(name, language).words)


@lru_cache(maxsize=65536)
def body_words(name: str, language: str) -> tuple[str, ...]:
    """The folded words that tell a body from others: no articles, no links, no legal form."""
    plain = [fold(word) for word in tokens(name)]
    little = _words("links") | _words("legal") | _table(language, "grammar", "articles")
    return tuple(word for word in plain if word not in little)[:MOST_WORDS] or tuple(plain[:MOST_WORDS])


@lru_cache(maxsize=65536)
def is_common(name: str, language: str) -> bool:
    """Could any town or country have a body of this name ("the ministry", "Health Ministry", "police")?

    Acronyms of four letters and more ("НАТО") name one body.
    """
    if is_acronym(name) and len(name) >= _ONE_BODY:
        return False
    known = frozenset().union(*(_table(language, "people", row) for row in ("bodies", "titles", "persons", "groups")))
    return all(word in known for word in body_words(name, language)) or name[:1].islower()


def is_acronym(name: str) -> bool:
    """ "NATO", "U.N.", "SPD": two to eight capitals and nothing else."""
    plain = name.strip().replace(".", "")
    return 2 <= len(plain) <= 8 and plain.isalpha() and plain.isupper()


def rotated(name: PersonName, by: int) -> PersonName:
    """The words from another one on: "Orbán Viktor" as "Viktor Orbán"."""
    return replace(name, words=name.words[by:] + name.words[:by])


@cache
def given_names(language: str) -> dict[str, str]:
    """Given names of a language and of English, folded, with their sex; of both sexes: nothing."""
    out: dict[str, str] = {}
    for code in {language, "en"}:
        for row, sex in (("male_names", "m"), ("female_names", "f")):
            for word in _table(code, "people", row):
                out[word] = sex if out.get(word, sex) == sex else ""
    return out


def _without_article(chunk: str) -> list[str]:
    """The words of a chunk without blanks; an Arabic article in front is no word of the name."""
    parts = list(tokens(chunk))
    if len(parts) > 1 and fold(parts[0]) in _words("articles"):
        return parts[1:]
    return [] if len(parts) == 1 and parts[0].islower() and parts[0] in _words("articles") else parts


def _initials(parts: list[str]) -> list[str]:
    """ "JD" in "JD Vance" are two initials: two capitals without a vowel, in a name that is not all capitals."""
    if len(parts) < 2 or len(parts[0]) != 2 or not parts[0].isupper() or all(part.isupper() for part in parts):
        return parts
    return parts if set(fold(parts[0])) & set("aeiouy") else [*parts[0], *parts[1:]]


def _surname_last(parts: list[str]) -> list[str]:
    """ "ORBÁN Viktor": capitals in front of a name in small letters are its surname."""
    count = 0
    while count < len(parts) and len(parts[count]) > 1 and parts[count].isupper():
        count += 1
    rest = parts[count:]
    return [*rest, *parts[:count]] if count and rest and all(not part.isupper() for part in rest) else parts


def _titles(parts: list[str], language: str) -> tuple[list[str], list[str]]:
    """Titles in front and the rest; a given name that is a title too ("Dean") is none here."""
    titles = _table(language, "people", "titles")
    cut = 0
    while cut < len(parts) - 1 and fold(parts[cut]) in titles and fold(parts[cut]) not in given_names(language):
        cut += 1
    return [fold(part) for part in parts[:cut]], parts[cut:]


def _sex_of_title(title: str, language: str) -> str:
    male, female = (title in _table(language, "people", row) for row in ("male", "female"))
    return "m" if male and not female else "f" if female and not male else ""


@cache
def _generations() -> dict[str, str]:
    """The words that tell father and son apart, with the one that stands for each."""
    rows = [str(row).split() for row in words.facts("naming")["generations"]]
    return {fold(word): row[0] for row in rows for word in row}


@cache
def _words(row: str) -> frozenset[str]:
    return frozenset(fold(word) for word in str(words.facts("naming")[row]).split())


@cache
def _table(language: str, theme: str, row: str) -> frozenset[str]:
    """Folded words of a row in a language, or in English where its name is unknown."""
    return frozenset(fold(word) for word in str(words.load(language or "en", theme).get(row, "")).split())
