"""What a quantity measures in the languages without a chunker: phrases beside it, told by links, endings and capitals.

"1 200 tonnes de blé", "1.200 Tonnen Getreide", "40 процентов избирателей", "un taux de 4,1 %", "die Preise stiegen um
2 Prozent". Verbs are known only where they tell of a move, so the subject of another clause is found only at the head
of its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Quantity, Sentence, UnitKind, low
from onrecord.words.lexemes import Kind

Stretch = tuple[int, int]

_CHAIN = 2
_REACH = 9
_ADJECTIVES = 2
_NAME = 4
_HEAD = 12
_HYPHENS = frozenset("-‐‑")
_STOPS = frozenset(",;:()")
_MEASURED = frozenset((UnitKind.CURRENCY, UnitKind.PERCENT, UnitKind.MEASURE))


@dataclass(frozen=True, slots=True)
class Links:
    """How a language ties a noun to a number: table ``[about]`` of its figures.

    ``behind`` stands between a quantity and what it is of, ``purpose`` between a sum and what it is for, ``before``
    between a noun and its number. Where ``bare`` is "genitive" the noun follows any unit without a link, where it is
    "measure" only a measure. ``owners`` are endings of a genitive right before the number.
    """

    behind: frozenset[str]
    purpose: frozenset[str]
    before: frozenset[str]
    bare: str
    owners: tuple[str, ...]


@cache
def _links(language: str) -> Links:
    table: Mapping[str, object] = words.load(language, "figures").get("about", {})

    def forms(name: str) -> list[str]:
        found = table.get(name, [])
        return [str(form) for form in found] if isinstance(found, list) else []

    return Links(
        behind=frozenset(forms("behind")),
        purpose=frozenset(forms("purpose")),
        before=frozenset(forms("before")),
        bare=str(table.get("bare", "")),
        owners=tuple(forms("owners")),
    )


class _Reader:
    """One sentence with its quantities; their lexemes belong to no concept."""

    __slots__ = ("grammar", "lexicon", "links", "sentence", "taken")

    def __init__(self, sentence: Sentence, found: Sequence[Quantity], lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.grammar = lexicon.grammar
        self.links = _links(lexicon.language)
        self.taken = frozenset(i for quantity in found for i in range(quantity.first, quantity.last + 1))

    def is_content(self, i: int) -> bool:
        """Whether the word may belong to a noun phrase; in German its noun bears a capital, which ``noun`` looks at."""
        if not 0 <= i < len(self.sentence) or i in self.taken:
            return False
        here = self.sentence[i]
        if here.kind is not Kind.WORD or here.low in self.grammar.function or here.low in self.grammar.adverbs:
            return False
        known = self.lexicon.moves.has(here.low) or here.low in self.grammar.verbs or here.low in self.grammar.partitive
        return not known and self.lexicon.measures.word(here.low) is None and here.low not in self.links.behind

    def is_adjective(self, i: int) -> bool:
        here = self.sentence[i]
        if here.low in self.grammar.additional:
            return True
        if self.lexicon.capital_nouns:
            return not here.capital
        return not here.capital and here.low.endswith(self.lexicon.adjective_endings)

    def after(self, i: int) -> Stretch | None:
        """The noun phrase that begins at ``i``, determiner left aside."""
        while low(self.sentence, i) in self.grammar.determiners:
            i += 1
        for j in range(i, i + _ADJECTIVES + 1):
            if not self.is_content(j):
                return None
            if not self.is_adjective(j):
                return i, self._past_name(j)
        return None

    def _past_name(self, j: int) -> int:
        """The last lexeme of the noun at ``j`` with capitalised words and hyphened parts behind it."""
        last = j
        for k in range(j + 1, j + _NAME):
            if k >= len(self.sentence):
                break
            hyphen = self.sentence[k].text in _HYPHENS and self.sentence[k].glued
            if hyphen and k + 1 < len(self.sentence) and self.sentence[k + 1].glued and self.is_content(k + 1):
                continue
            name = self.sentence[k].capital and (self.sentence[j].capital or self.sentence[k].glued)
            tail = self.sentence[k].glued and self.sentence[k - 1].text in _HYPHENS
            if not (self.is_content(k) and (name or tail)):
                break
            last = k
        return last

    def before(self, j: int) -> Stretch | None:
        """The noun phrase that ends at ``j``."""
        if not self.is_content(j) or (self.lexicon.capital_nouns and not self.sentence[j].capital):
            return None
        first = j
        while j - first < _ADJECTIVES and self.is_content(first - 1):
            first -= 1
        return first, j

    def chain(self, j: int) -> list[Stretch]:
        """The phrase that ends at ``j`` with those that it hangs on ("inflation", then "taux")."""
        out: list[Stretch] = []
        while len(out) < _CHAIN:
            stretch = self.before(j)
            if stretch is None:
                break
            out.append(stretch)
            j = stretch[0] - 1
            if low(self.sentence, j) not in self.links.behind:
                break
            j -= 1
        return out


def complements(sentence: Sentence, found: Sequence[Quantity], lexicon: Lexicon) -> list[list[Stretch]]:
    """For each quantity the stretches that say what is measured, nearest first; empty where no rule tells."""
    reader = _Reader(sentence, found, lexicon)
    return [
        _distinct([*_behind(reader, q), *_before(reader, q), *(_moved(reader, q) or _head(reader, q))]) for q in found
    ]


def _distinct(stretches: Sequence[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for first, last in stretches:
        if not any(first <= other[1] and other[0] <= last for other in out):
            out.append((first, last))
    return out


def _behind(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The phrase behind the quantity: tied by a link, or bare where the language writes it so."""
    i, links, unit = quantity.last + 1, reader.links, quantity.unit.kind
    if unit is UnitKind.AGE:
        return []
    link = low(reader.sentence, i)
    if link in links.behind or (link in links.purpose and unit is UnitKind.CURRENCY):
        # "Des", "der" are links and articles at once.
        found = reader.after(i + 1)
    elif (links.bare == "genitive" and unit in _MEASURED) or (links.bare == "measure" and unit is UnitKind.MEASURE):
        found = reader.after(i)
    else:
        found = None
    return [] if found is None else [found]


def _before(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The phrase that the number is tied to ("Inflation von 4,1 Prozent"), or its owner in the genitive."""
    j = quantity.first - 1
    while low(reader.sentence, j) in reader.grammar.determiners and low(reader.sentence, j) not in reader.links.before:
        j -= 1
    if reader.links.owners and low(reader.sentence, j).endswith(reader.links.owners):
        owner = reader.before(j)
        return [] if owner is None else [owner]
    if low(reader.sentence, j) not in reader.links.before:
        return []
    return reader.chain(j - 1)


def _moved(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The subject of the verb of movement before the quantity: behind it ("sank der Gewinn um"), else before it."""
    sentence = reader.sentence
    for verb in range(quantity.first - 1, max(-1, quantity.first - _REACH), -1):
        if sentence[verb].text in _STOPS:
            return []
        if reader.lexicon.moves.has(sentence[verb].low):
            break
    else:
        return []
    if low(sentence, verb + 1) in reader.grammar.determiners:
        subject = reader.after(verb + 1)
        if subject is not None and subject[1] < quantity.first:
            return [subject]
    j = verb - 1
    while j > 0 and (
        sentence[j].low in reader.grammar.auxiliaries
        or sentence[j].low in reader.grammar.adverbs
        or sentence[j].low in reader.grammar.pronouns
    ):
        j -= 1
    return reader.chain(j)


def _head(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The phrase that opens the sentence behind its article, where no stop parts it from the quantity."""
    sentence = reader.sentence
    if low(sentence, 0) not in reader.grammar.determiners or quantity.first > _HEAD:
        return []
    if any(sentence[k].text in _STOPS for k in range(quantity.first)):
        return []
    head = reader.after(0)
    return [] if head is None or head[1] >= quantity.first else [head]
