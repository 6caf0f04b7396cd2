"""Whose or what a quantity measures: the noun beside it and the subject of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.figures.complements import complements
from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.nouns import is_adverb, is_function, is_plural, is_verb, phrase_after, phrase_before
from onrecord.extract.figures.quantity import Quantity, Sentence, UnitKind, low
from onrecord.extract.figures.rates import past_bracket
from onrecord.extract.figures.wordlists import Grammar
from onrecord.words.lexemes import Kind

Stretch = tuple[int, int]

_STOPS = frozenset(";:")
_SKIPPED = frozenset("=,()[]\"“”'’‘«»–—-")
_HYPHENS = frozenset("-‐‑")
_CHAIN = 3
_APPOSITION = 14
_CLAUSE = 80
_CLIMB = 5


class _Reader:
    """One sentence with its quantities; ``rest`` holds the subjects found so far, in their order.

    The lexemes of one quantity belong to no other one's concept.
    """

    __slots__ = ("found", "grammar", "lexicon", "rest", "sentence", "taken")

    def __init__(self, sentence: Sentence, found: Sequence[Quantity], lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.found = found
        self.lexicon = lexicon
        self.grammar: Grammar = lexicon.grammar
        self.taken = frozenset(i for quantity in found for i in range(quantity.first, quantity.last + 1))
        self.rest: list[list[Stretch]] = []

    def before(self, i: int) -> Stretch | None:
        return phrase_before(self.sentence, i, self.grammar, self.taken)

    def after(self, i: int) -> Stretch | None:
        return phrase_after(self.sentence, i, self.grammar, self.taken)

    def is_time(self, stretch: Stretch) -> bool:
        return stretch[0] == stretch[1] and self.sentence[stretch[1]].low in self.grammar.time_nouns


def concepts(sentence: Sentence, found: Sequence[Quantity], lexicon: Lexicon) -> list[list[Stretch]]:
    """For each quantity the stretches that say what is counted or measured, nearest first; empty where nothing does.

    A quantity that only small words part from the one before it speaks of the same ("fell 2 % to 13,176", "7 miles
    (11 km)").
    """
    if not lexicon.english:
        return complements(sentence, found, lexicon)
    reader = _Reader(sentence, found, lexicon)
    out: list[list[Stretch]] = []
    for k, quantity in enumerate(found):
        if quantity.unit.kind is UnitKind.RANK:
            reader.rest.append([])
            out.append([])
            continue
        own = _beside(reader, quantity)
        if k and _follows(reader, found[k - 1], quantity):
            bracket = low(sentence, quantity.first - 1) == "("
            rest = out[-1] if bracket or not reader.rest[-1] else reader.rest[-1]
        else:
            rest = _apposed(reader, quantity) or _subject(reader, quantity)
        reader.rest.append(rest)
        out.append(_distinct([*own, *rest], quantity))
    return out


def _distinct(stretches: Sequence[Stretch], quantity: Quantity) -> list[Stretch]:
    out: list[Stretch] = []
    for first, last in stretches:
        if quantity.whole is None and first <= quantity.last and quantity.first <= last:
            continue
        if not any(first <= other[1] and other[0] <= last for other in out):
            out.append((first, last))
    return out


def _follows(reader: _Reader, before: Quantity, quantity: Quantity) -> bool:
    grammar, lexicon = reader.grammar, reader.lexicon
    return all(
        lexeme.kind is not Kind.WORD
        or lexeme.low in grammar.small
        or lexicon.moves.has(lexeme.low)
        or lexeme.low.endswith("ed")
        or is_adverb(lexeme, grammar)
        for lexeme in reader.sentence[before.last + 1 : quantity.first]
    )


def _beside(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The noun that the unit describes, the noun behind "of", the noun before "of" or right before the number."""
    sentence, grammar = reader.sentence, reader.grammar
    out: list[Stretch] = [] if quantity.whole is None else [quantity.whole]
    i = past_bracket(sentence, quantity.last + 1)
    money = quantity.unit.kind in (UnitKind.PERCENT, UnitKind.CURRENCY)
    if quantity.unit.attributive or money:
        described = _described(reader, i)
        if described is not None:
            out.append(described)
            i = described[1] + 1
    if low(sentence, i) in (grammar.links_behind if out or money else grammar.partitive):
        i += 1
        while i in reader.taken:
            i += 1
        after = reader.after(i)
        if after is not None:
            out.append(after)
    j = quantity.first - 1
    while low(sentence, j) in grammar.determiners:
        j -= 1
    linked = low(sentence, j) in grammar.links_before
    before = reader.before(j - 1 if linked else j) if linked or money else None
    if before is not None and not reader.is_time(before):
        out.append(before)
    return out


def _described(reader: _Reader, i: int) -> Stretch | None:
    """The noun right behind a unit that describes it ("a 6-inch screen", "37 m-long skeleton")."""
    sentence, grammar = reader.sentence, reader.grammar
    while i < len(sentence) and (low(sentence, i) in _HYPHENS or (sentence[i].glued and sentence[i].kind is Kind.WORD)):
        i += 1
    if i >= len(sentence) or sentence[i].low in grammar.unlike_noun:
        return None
    if reader.lexicon.moves.has(sentence[i].low):
        return None
    return reader.after(i)


def _apposed(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The noun right before a move or a sign: "Unite Group, down 68", "Dow +0.2%", "Total cost: $5"."""
    sentence, i = reader.sentence, quantity.first - 1
    lexicon = reader.lexicon
    moved = sentence[quantity.first].text in "+-"
    while i >= 0 and (sentence[i].text in ",:(" or lexicon.moves.has(sentence[i].low)):
        moved = True
        i -= 1
    if i < 0 or not moved or is_function(sentence[i], reader.grammar) or is_verb(sentence, i, reader.grammar):
        return []
    stretch = reader.before(i)
    if stretch is None or reader.is_time(stretch):
        return []
    j = stretch[0] - 1
    while low(sentence, j) in reader.grammar.determiners:
        j -= 1
    return [] if low(sentence, j) in reader.grammar.prepositions else _chain(reader, i)


def _subject(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """The subject of the clause that holds the quantity; nothing where the quantity is the subject itself."""
    sentence, grammar = reader.sentence, reader.grammar
    verb = _verb_before(reader, quantity.first)
    if verb is None:
        return _head_before(reader, quantity)
    objects: list[Stretch] = []
    for _ in range(_CLIMB):
        if verb is None:
            break
        i = verb
        while i > 0 and _is_light(reader, i - 1):
            i -= 1
        if i == 0:
            return objects
        bare = sentence[i].low in grammar.infinitive
        head = _past_time(reader, (_past_aside(reader, i) if sentence[i].text == "," else i) - 1)
        here = low(sentence, head)
        if here in grammar.relatives:
            while head > 0 and (sentence[head].text in _SKIPPED or sentence[head].low in grammar.relatives):
                head -= 1
            return objects + (_chain(reader, head) or _first(reader, head))
        if here in grammar.pronouns and not sentence[head].capital:
            return objects + _antecedent(reader, head)
        chain = _of_quantity(reader, head) if head in reader.taken else _chain(reader, head)
        if chain and not bare:
            return objects + chain
        objects += chain
        verb = _verb_before(reader, i)
    return objects


def _past_time(reader: _Reader, head: int) -> int:
    """Leftward over adverbials of time between the subject and its verb ("Dell on Monday announced")."""
    sentence, grammar = reader.sentence, reader.grammar
    while head > 0:
        digits = sentence[head].kind is Kind.DIGITS and head not in reader.taken
        if not digits and sentence[head].low not in grammar.adverbial:
            break
        head -= 1
    return head


def _past_aside(reader: _Reader, comma: int) -> int:
    """Where the aside begins that ends at this comma (", which is made of carbon,"); the comma itself for none."""
    for j in range(comma - 1, max(0, comma - _APPOSITION), -1):
        if reader.sentence[j].text == ",":
            return j
    return comma


def _of_quantity(reader: _Reader, head: int) -> list[Stretch]:
    """Where the subject is a quantity: what it counts ("the five launches"), else what it is about."""
    for k, quantity in enumerate(reader.found[: len(reader.rest)]):
        if quantity.first <= head <= quantity.last:
            if quantity.unit.kind is UnitKind.NOUN:
                return [(quantity.first, quantity.last)]
            return reader.rest[k] or _head_before(reader, quantity)
    return []


def _antecedent(reader: _Reader, pronoun: int) -> list[Stretch]:
    """A pronoun of the third person stands for the first noun phrase of its sentence, "they" for the last plural."""
    form = reader.sentence[pronoun].low
    if form not in reader.grammar.third_person:
        return []
    if form in reader.grammar.third_plural:
        for j in range(pronoun - 1, -1, -1):
            if is_plural(reader.sentence[j], reader.grammar) and j not in reader.taken:
                return _chain(reader, j)
    return _first(reader, pronoun)


def _first(reader: _Reader, end: int) -> list[Stretch]:
    """The first noun phrase of the sentence, if it ends before ``end``."""
    i = 0
    while i < end and (
        reader.sentence[i].kind is not Kind.WORD
        or reader.sentence[i].low in reader.grammar.prepositions
        or is_adverb(reader.sentence[i], reader.grammar)
    ):
        i += 1
    first = reader.after(i) if i < end else None
    return [first] if first is not None and first[1] < end else []


def _is_light(reader: _Reader, i: int) -> bool:
    here = reader.sentence[i]
    if here.low in reader.grammar.infinitive or is_adverb(here, reader.grammar):
        return True
    return here.text in _SKIPPED or (here.kind is Kind.WORD and is_verb(reader.sentence, i, reader.grammar))


def _verb_before(reader: _Reader, i: int) -> int | None:
    for j in range(i - 1, max(-1, i - _CLAUSE), -1):
        here = reader.sentence[j]
        if here.text in _STOPS:
            return None
        if here.kind is Kind.WORD and j not in reader.taken and is_verb(reader.sentence, j, reader.grammar):
            return j
    return None


def _chain(reader: _Reader, i: int) -> list[Stretch]:
    """The phrase that ends at ``i`` with those that it hangs on: "shares", "of", "the retail giant"."""
    sentence, grammar = reader.sentence, reader.grammar
    out: list[Stretch] = []
    while i >= 0 and len(out) < _CHAIN:
        stretch = reader.before(i)
        if stretch is None:
            break
        if not reader.is_time(stretch):
            out.append(stretch)
        i = stretch[0] - 1
        while i >= 0 and sentence[i].low in grammar.determiners:
            i -= 1
        if i < 1 or sentence[i].low not in grammar.prepositions:
            break
        i -= 1
    return out


def _head_before(reader: _Reader, quantity: Quantity) -> list[Stretch]:
    """Without a verb: the noun before the number ("Homes from $5"), and the one that opens the sentence."""
    i = quantity.first - 1
    sentence = reader.sentence
    while i >= 0 and (sentence[i].kind is Kind.SIGN or sentence[i].low in reader.grammar.prepositions):
        i -= 1
    return [*_chain(reader, i), *_first(reader, i)] if i >= 0 else []
