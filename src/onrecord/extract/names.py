"""Names of people in a paragraph: capitalised words apart from their titles, with the role that stands beside them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord import words
from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.tokens import Paragraph

MAX_ROLE = 9


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
    """``words/<language>/people.toml``; ``office`` maps a word to the number of its group of one office."""

    titles: Words
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
    office: dict[str, int]


@cache
def people_words(language: str) -> PeopleWords:
    table = words.load(language, "people")
    endings = table.get("endings", {})
    nouns = {
        name: Nouns(frozenset(str(table.get(name, "")).split()), tuple(str(endings.get(name, "")).split()))
        for name in PeopleWords.__dataclass_fields__
        if name not in ("human", "office")
    }
    persons, titles = nouns["persons"], nouns["titles"]
    nouns["human"] = Nouns(persons.words | titles.words, persons.endings + titles.endings)
    sets: dict[str, Any] = {name: row if row.endings else row.words for name, row in nouns.items()}
    sets |= {name: nouns[name] for name in ("male_names", "female_names")}
    office = {fold(w): n for n, row in enumerate(table.get("same_office", ())) for w in row.split()}
    return PeopleWords(**sets, office=office)


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: the words of the name itself, apart from titles; ``role`` is what the page puts beside it."""

    words: tuple[str, ...]
    start: int
    titles: tuple[str, ...]
    role: str | None


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, for comparing spellings."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def bare(word: str) -> str:
    """Without a possessive ending."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word.rstrip("'’") if word.endswith(("'", "’")) else word


def names_in(p: Paragraph, language: str, first: int = 0, last: int | None = None) -> Iterator[Name]:
    """The names of people among the words ``first`` to ``last``; bodies and places are left out where words tell."""
    g, table = grammar(language), people_words(language)
    never = _never_names(language)
    passed, count = first, len(p.word) if last is None else last
    for k in range(first, count):
        if k < passed or not p.word[k][0].isupper() or p.low[k] in never:
            continue
        passed = _run(p, k, g, table)
        name = _name_of(p, k, passed, g, table)
        if name is not None:
            yield name


@cache
def _never_names(language: str) -> frozenset[str]:
    g, table = grammar(language), people_words(language)
    small = g.determiners | g.prepositions | g.pronouns | g.subordinators | g.conjunctions | g.auxiliaries | g.weekdays
    return (
        small
        | {adverb for adverb in g.adverbs if adverb not in table.titles}
        | (g.months - table.female_names.words - table.male_names.words)
    )


def _opens_sentence(p: Paragraph, k: int) -> bool:
    number = bisect_right(p.sentences, k, key=lambda sentence: sentence[0]) - 1
    return number >= 0 and p.sentences[number][0] == k


def _run(p: Paragraph, k: int, g: Grammar, table: PeopleWords) -> int:
    """Up to the end of the capitalised words, particles and initials inside included."""
    stop, count = k + 1, len(p.word)
    if p.word[k].endswith(("'s", "’s")):
        return stop
    while stop < count and p.quote[stop] == p.quote[k]:
        form = p.word[stop]
        if form[0].isupper() and form[0].isalpha() and p.low[stop] not in g.weekdays and p.low[stop] not in g.months:
            stop += 1
            if form.endswith(("'s", "’s")):
                break
        elif form == "." and stop + 1 < count and _is_short(p, stop - 1, g) and p.word[stop + 1][0].isupper():
            stop += 1
        elif p.low[stop] in table.particles and (p.low[stop] not in g.of or p.low[stop - 1] in table.titles):
            after = stop + 1
            while after < count and after < stop + 3 and p.low[after] in table.particles:
                after += 1
            if after >= count or not p.word[after][0].isupper():
                break
            stop = after
        else:
            break
    return stop


def _is_short(p: Paragraph, k: int, g: Grammar) -> bool:
    return p.end[k] == p.start[k + 1] and (len(p.word[k]) == 1 or p.low[k] in g.abbreviations)


def _name_of(p: Paragraph, k: int, stop: int, g: Grammar, table: PeopleWords) -> Name | None:
    if p.quote[k] >= 0 and _is_whole_quote(p, k, stop):
        return None
    places = [i for i in range(k, stop) if p.word[i] != "."]
    low = [bare(p.low[i]) for i in places]
    cut = _titles(p, places, low, g, table)
    kept = [bare(p.word[i]) for i in places[cut:]]
    if len(kept) > 2 and _opens_sentence(p, k) and kept[0].lower() in table.persons:
        kept = kept[1:]
    if not _can_name(kept, table) or (len(kept) == 1 and not cut and not _alone(kept[0], _opens_sentence(p, k), table)):
        return None
    role = _role_before(p, k, places[cut], g) or _role_after(p, stop, g, table)
    shaped = tuple(w.capitalize() if w.isupper() and len(w) > 3 else w for w in kept)
    return Name(shaped, p.start[places[cut]], tuple(low[:cut]), role)


def _titles(p: Paragraph, places: list[int], low: list[str], g: Grammar, table: PeopleWords) -> int:
    """How many of the words are titles and acronyms before the name: "NATO Secretary General", "Minister of Health"."""
    cut = 0
    for n, w in enumerate(low[:-1]):
        if w in table.titles:
            cut = min(n + 3, len(low) - 1) if low[n + 1] in g.of else n + 1
        elif _is_acronym(p.word[places[n]]):
            cut = max(cut, n + 1)
    return cut


def _can_name(kept: list[str], table: PeopleWords) -> bool:
    """No body, outlet or bare title, no figures, neither too many words nor too few letters."""
    last = kept[-1].lower() if kept else ""
    if not kept or len(kept) > 5 or last in table.bodies or last in table.outlets or last in table.titles:
        return False
    return not any(c.isdigit() for w in kept for c in w) and (len(kept) > 1 or len(last) > 2)


def _alone(word: str, opens: bool, table: PeopleWords) -> bool:
    """A single word without a title is a name unless an acronym, a particle, or a noun that opens a sentence."""
    return not (_is_acronym(word) or word.lower() in table.particles or (opens and word.lower() in table.persons))


def _is_whole_quote(p: Paragraph, k: int, stop: int) -> bool:
    """The title of a work in marks is nobody's name."""
    inner = p.quotes[p.quote[k]].inner
    return p.start[k] <= inner.start and p.end[stop - 1] >= inner.end - 1


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and len(word.replace(".", "")) <= 5


def _role_before(p: Paragraph, k: int, name: int, g: Grammar) -> str | None:
    """ "crane driver Siebe Maartens", "its chief economist, Tuomas Rinnekoski": the words before the name."""
    table, frames = people_words(g.language), lexicon(g.language).frames
    stop = k
    if k > 1 and p.word[k - 1] == ",":
        described = _description_before(p, k - 1, g, table)
        if described is not None:
            return described
    last, begin = name, stop
    if name == k and (not k or not _is_described(p, k - 1, g, table)):
        return None
    while begin and stop - begin < MAX_ROLE and _in_role(p, begin - 1, g):
        if p.low[begin - 1] in frames and p.low[begin - 1] not in table.human:
            break
        if p.low[begin - 1] in g.of and begin > 1 and bare(p.low[begin - 2]) not in table.human:
            break
        begin -= 1
    if last <= begin or not any(bare(p.low[n]) in table.human for n in range(begin, last)):
        return None
    return p.text[p.start[begin] : p.end[last - 1]]


def _is_described(p: Paragraph, k: int, g: Grammar, table: PeopleWords) -> bool:
    """A noun for one person ends here; without articles, its genitives may stand behind it ("міністр праці")."""
    floor = k if g.articles else max(0, k - MAX_ROLE // 2)
    while k > floor and p.low[k] not in table.human and p.low[k] not in table.bodies and _in_role(p, k, g):
        k -= 1
    return bare(p.low[k]) in table.human


def _description_before(p: Paragraph, comma: int, g: Grammar, table: PeopleWords) -> str | None:
    """ "The governor of the council, Maarja Tamsalu": the description whose head is a noun for one person."""
    k = comma - 1
    while k >= 0 and comma - k <= MAX_ROLE + 2 and (p.word[k][0].isalnum() or p.word[k] in "'’"):
        w = p.low[k]
        if (
            w in g.auxiliaries
            or w in g.subject_pronouns
            or w in g.conjunctions
            or w in g.subordinators
            or p.quote[k] >= 0
        ):
            return None
        opens = (
            k == 0
            or not p.word[k - 1][0].isalnum()
            or p.low[k - 1] in g.determiners
            or bare(p.low[k - 1]) != p.low[k - 1]
        )
        if opens or p.low[k - 1] in g.subordinators or (p.low[k - 1] in g.prepositions and p.low[k - 1] not in g.of):
            head = k
            while head < comma and p.low[head] not in g.prepositions:
                head += 1
            noun = p.low[head - 1] if g.articles else p.low[k]
            if head > k and (bare(noun) in table.persons or bare(p.low[head - 1]) in table.persons):
                return p.text[p.start[k] : p.end[comma - 1]]
        k -= 1
    return None


def _in_role(p: Paragraph, k: int, g: Grammar) -> bool:
    w = p.low[k]
    if not (p.word[k][0].isalnum()) or w in g.determiners or w in g.pronouns or w in g.subordinators:
        return False
    if w in g.conjunctions or w in g.auxiliaries or w in g.adverbs or w in g.weekdays:
        return False
    return w not in g.prepositions or w in g.of


def _role_after(p: Paragraph, stop: int, g: Grammar, table: PeopleWords) -> str | None:
    """ "Jane Doe, the mayor of Springfield, …": the apposition behind the name."""
    count = len(p.word)
    if stop + 1 >= count or p.word[stop] not in (",", "(") or p.quote[stop] >= 0:
        return None
    k = stop + 1
    begin = k + 1 if (p.low[k] in g.definite or p.low[k] in g.indefinite or p.low[k] in g.relatives) else k
    end, seen = begin, False
    while end < count and end - k < MAX_ROLE + 5 and p.word[end] not in (",", ".", ";", ":", ")", "(", "—", "–"):
        w = bare(p.low[end])
        if p.low[end] in g.auxiliaries or w in g.subject_pronouns or p.quote[end] >= 0:
            return None
        if not seen:
            seen = w in table.persons or (end > begin and w in table.titles)
            if not seen and (end - begin > 4 or w in g.conjunctions or w in g.prepositions):
                return None
        end += 1
    return p.text[p.start[begin] : p.end[end - 1]] if seen else None
