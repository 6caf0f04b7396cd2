"""Names of people in a paragraph: capitalised words apart from their titles, with the role that stands beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.extract.callings import PeopleWords, bare, people_words
from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.tokens import Paragraph

MAX_ROLE = 9
HEADLINE_WORDS = 4
"""How many words with a capital tell a headline."""


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: the words of the name itself, apart from titles; ``role`` is what the page puts beside it.

    ``led`` is the preposition that leads to it ("about", "of"), or ""; ``owner``: it only owns what follows.
    """

    words: tuple[str, ...]
    start: int
    end: int
    titles: tuple[str, ...]
    role: str | None
    led: str = ""
    owner: bool = False
    opens: bool = False
    """It stands where any word would have a capital."""

    @property
    def plain(self) -> bool:
        """It may be the subject of its sentence."""
        return not self.led and not self.owner


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


def is_headline(p: Paragraph, language: str) -> bool:
    """Do all but the small words have a capital, as in an English headline? Capitals are no sign of a name there."""
    small, capitals = _small_words(language), 0
    for word, low in zip(p.word, p.low, strict=True):
        if word[0].isupper():
            capitals += 1
        elif word[0].isalpha() and low not in small:
            return False
    return capitals >= HEADLINE_WORDS


@cache
def _small_words(language: str) -> frozenset[str]:
    g = grammar(language)
    return g.determiners | g.prepositions | g.conjunctions | g.subordinators | g.infinitives


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
    if (p.quote[k] >= 0 and _is_whole_quote(p, k, stop)) or (k and _is_body(p, k - 1, table)):
        return None
    places = [i for i in range(k, stop) if p.word[i] != "."]
    low = [bare(p.low[i]) for i in places]
    cut = _titles(p, places, low, g, table)
    kept = [bare(p.word[i]) for i in places[cut:]]
    if len(kept) > 2 and _opens_sentence(p, k) and kept[0].lower() in table.persons:
        kept = kept[1:]
    if not _can_name(kept, table) or (len(kept) == 1 and not cut and not _alone(kept[0], _opens_sentence(p, k), table)):
        return None
    before = _role_before(p, k, places[cut], g)
    role = before[1] if before else _role_after(p, stop, g, table)
    if role and all(w.rstrip(".") in table.titles and w not in table.persons for w in role.lower().split()):
        role = None  # "Ms" is no role
    called = _is_called(p, places, low, table)
    shaped = tuple(w.capitalize() if called and w.isalpha() else _shaped(w) for w in kept)
    led = _led(p, before[0] if before else k, g)
    owner = p.low[stop - 1].endswith(g.endings.possessive)
    opens = not cut and (_opens_sentence(p, k) or not p.word[k - 1][0].isalnum())
    return Name(shaped, p.start[places[cut]], p.end[stop - 1], tuple(low[:cut]), role, led, owner, opens)


def _shaped(word: str) -> str:
    """Block letters as a name is mostly written."""
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 3 else word


def _is_body(p: Paragraph, k: int, table: PeopleWords) -> bool:
    """ "the company Halcyon Box", "agencja Wybrzeże": a body's noun in small letters before its name."""
    return p.word[k].islower() and (p.low[k] in table.bodies or p.low[k] in table.outlets)


def _led(p: Paragraph, k: int, g: Grammar) -> str:
    """The preposition before a phrase, its determiner skipped."""
    if k and p.low[k - 1] in g.determiners:
        k -= 1
    return p.low[k - 1] if k and p.low[k - 1] in g.prepositions else ""


def _titles(p: Paragraph, places: list[int], low: list[str], g: Grammar, table: PeopleWords) -> int:
    """How many of the words are titles and acronyms before the name: "NATO Secretary General", "Minister of Health"."""
    cut = 0
    shouted = len(places) > 2 and all(p.word[n].isupper() for n in places)
    shouted = shouted or _is_called(p, places, low, table)
    for n, w in enumerate(low[:-1]):
        if w in table.titles:
            cut = min(n + 3, len(low) - 1) if low[n + 1] in g.of else n + 1
        elif _is_acronym(p.word[places[n]]) and not shouted:
            cut = max(cut, n + 1)
    real = any(low[n] not in table.portfolios for n in range(cut))
    return cut if real or len(low) - cut > 1 else 0  # "Trade Wind" is nobody's title


def _is_called(p: Paragraph, places: list[int], low: list[str], table: PeopleWords) -> bool:
    """A given name and another word that is no body's, in block letters: "LENA BERG", as transcripts label turns."""
    if len(places) != 2 or not all(p.word[n].isupper() and len(p.word[n]) > 1 for n in places):
        return False
    given = low[0] in table.male_names.words or low[0] in table.female_names.words
    return given and low[1] not in table.bodies


def _can_name(kept: list[str], table: PeopleWords) -> bool:
    """No body, outlet or bare title, no figures, neither too many words nor too few letters."""
    last = kept[-1].lower() if kept else ""
    if not kept or len(kept) > 5 or last in table.bodies or last in table.outlets or last in table.titles:
        return False
    first = kept[0].lower()
    if len(kept) > 1 and " ".join(kept).lower() in table.places:
        return False
    if len(kept) > 1 and any(w.lower() in table.outlets for w in kept[:-1]) and first not in table.male_names.words:
        return first in table.female_names.words
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


def _role_before(p: Paragraph, k: int, name: int, g: Grammar) -> tuple[int, str] | None:
    """ "crane driver Siebe Maartens", "its chief economist, Anna Berg": where the words before the name begin."""
    table, frames = people_words(g.language), lexicon(g.language).frames
    if k > 1 and p.word[k - 1] in (",", "("):
        described = _description_before(p, k - 1, g, table)
        if described is not None:
            return described, p.text[p.start[described] : p.end[k - 2]]
    last, begin = name, k
    if name == k and (not k or not _is_described(p, k - 1, g, table)):
        return None
    while begin and k - begin < MAX_ROLE and _in_role(p, begin - 1, g):
        if p.low[begin - 1] in frames and p.low[begin - 1] not in table.human:
            break
        if p.low[begin - 1] in g.of and begin > 1 and bare(p.low[begin - 2]) not in table.human:
            break
        if p.low[begin - 1] in g.of and g.articles and any(p.low[n] in table.persons for n in range(begin, k)):
            break  # "the wife of candidate Karl Berg"
        begin -= 1
    if last <= begin or not any(bare(p.low[n]) in table.human for n in range(begin, last)):
        return None
    return begin, p.text[p.start[begin] : p.end[last - 1]]


def _is_described(p: Paragraph, k: int, g: Grammar, table: PeopleWords) -> bool:
    """A noun for one person ends here; its genitives may stand behind it ("міністр праці", "minister of labour")."""
    floor = k if g.articles else max(0, k - MAX_ROLE // 2)
    if g.articles and k > 1 and p.low[k - 1] in g.of and p.word[k][0].islower() and _in_role(p, k, g):
        k = floor = k - 2
    while k > floor and p.low[k] not in table.human and p.low[k] not in table.bodies and _in_role(p, k, g):
        k -= 1
    return bare(p.low[k]) in table.human


def _description_before(p: Paragraph, comma: int, g: Grammar, table: PeopleWords) -> int | None:
    """ "The governor of the council, Maarja Tamsalu": where the description begins whose head is one person."""
    k = comma - 1
    while k >= 0 and comma - k <= MAX_ROLE + 2 and (p.word[k][0].isalnum() or p.word[k] in "'’"):
        w = p.low[k]
        small = w in g.auxiliaries or w in g.subject_pronouns or w in g.conjunctions or w in g.subordinators
        if small or p.quote[k] >= 0:
            return None
        if _opens_description(p, k, g, table):
            head = k
            while head < comma and p.low[head] not in g.prepositions:
                head += 1
            noun = p.low[head - 1] if g.articles else p.low[k]
            if head > k and (bare(noun) in table.persons or bare(p.low[head - 1]) in table.persons):
                return k
        k -= 1
    return None


def _opens_description(p: Paragraph, k: int, g: Grammar, table: PeopleWords) -> bool:
    if k == 0 or not p.word[k - 1][0].isalnum():
        return True
    before = p.low[k - 1]
    led = before in g.prepositions and before not in g.of
    start = k - 1 if before in g.determiners else k
    if g.articles and start > 1 and p.low[start - 1] in g.prepositions and bare(p.low[start - 2]) in table.persons:
        return False  # "a spokeswoman for the minister, Anna Berg": she is the spokeswoman
    return before in g.determiners or bare(before) != before or before in g.subordinators or led


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
    if p.low[k].endswith(g.endings.participle) and p.low[k] not in table.titles and g.endings.participle:
        return None
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
