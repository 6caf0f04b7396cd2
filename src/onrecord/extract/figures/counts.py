"""Counted nouns as units: "200 government representatives", "one of the largest ports", "two 9mm pistols"."""

from __future__ import annotations

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.nouns import counted, is_modifier
from onrecord.extract.figures.quantity import Sentence, Unit, UnitKind, low, written
from onrecord.words.lexemes import Kind
from onrecord.words.numbers import Form, Numeral

_HYPHENS = frozenset("-‐‑–")
_ADJECTIVES = 3


def noun_unit(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit:
    """A counted noun, or the bare rate of "20 per week"."""
    grammar = lexicon.grammar
    if i >= len(sentence) or (numeral.form is Form.FRACTION and not lexicon.fraction_counts):
        return _none(numeral)
    here = sentence[i]
    if here.low in lexicon.per - lexicon.per_loose and low(sentence, i + 1) in lexicon.per_nouns:
        return Unit(numeral.first, i + 1, written(sentence, i, i + 1), None, UnitKind.MEASURE)
    if here.low in lexicon.participles:
        return Unit(numeral.first, i, lexicon.participle_unit.format(here.low), None, UnitKind.NOUN)
    if hyphen and here.kind is Kind.WORD and here.low not in grammar.function | lexicon.apart.prefixes:
        return Unit(numeral.first, i, here.text, None, UnitKind.NOUN, attributive=True)
    if hyphen or (here.glued and here.kind is Kind.WORD):
        return _none(numeral)
    if here.low in grammar.partitive and low(sentence, numeral.first) in lexicon.apart.pronoun:
        return _ranked(sentence, numeral, i + 1, lexicon)
    start = i
    if numeral.form is Form.VAGUE or numeral.scale > 1 or low(sentence, numeral.last) in lexicon.rounding:
        while low(sentence, start) in grammar.partitive:
            start += 1
        # "35 million of its devices" counts devices; "dozens of the guests" may count a part.
        if start > i and numeral.scale > 1 and low(sentence, start) in grammar.determiners:
            start += 1
        elif start > i and low(sentence, start) in grammar.determiners:
            return _none(numeral)
    return _counted_noun(sentence, numeral, start, lexicon)


def _none(numeral: Numeral) -> Unit:
    return Unit(numeral.first, numeral.last, None, None, UnitKind.NONE)


def _ranked(sentence: Sentence, numeral: Numeral, i: int, lexicon: Lexicon) -> Unit:
    """ "One of the largest ports": a rank that counts one; "one of the guests" counts nothing."""
    grammar = lexicon.grammar
    while low(sentence, i) in grammar.determiners and low(sentence, i) not in grammar.superlatives:
        i += 1
    start = i + 1 if low(sentence, i).endswith("'s") else i
    rank = low(sentence, start)
    best = rank in grammar.superlatives or (rank.endswith("est") and rank not in grammar.not_superlative)
    start += rank in grammar.superlatives and rank in grammar.determiners
    last = counted(sentence, start, False, grammar) if best and start < len(sentence) else None
    if last is None:
        return _none(numeral)
    return Unit(numeral.first, last, written(sentence, start, last), None, UnitKind.RANK)


def _counted_noun(sentence: Sentence, numeral: Numeral, i: int, lexicon: Lexicon) -> Unit:
    start = i
    while low(sentence, start) in lexicon.grammar.additional:
        start += 1
    measured = _past_attribute(sentence, start)
    start = measured or start
    if start >= len(sentence) or sentence[start].kind is not Kind.WORD:
        return _none(numeral)
    last = noun_end(sentence, start, numeral.value == 1, lexicon)
    if last is None:
        return _none(numeral)
    measure = lexicon.measures.word(sentence[last].low) if last > numeral.last + 1 else None
    if measure is not None:
        return Unit(numeral.first, last, sentence[last].text, measure, UnitKind.MEASURE)
    while start < last and is_modifier(sentence, start, lexicon.grammar):
        start += 1
    # A size between the number and its noun is a figure of its own, so the stretch ends before it.
    end = numeral.last if measured else last
    return Unit(numeral.first, end, written(sentence, start, last), None, UnitKind.NOUN)


def _past_attribute(sentence: Sentence, i: int) -> int | None:
    """The lexeme behind a size that describes the noun ("9mm", "500-pound"); None where none begins at ``i``."""
    if i + 1 >= len(sentence) or sentence[i].kind is not Kind.DIGITS or not sentence[i + 1].glued:
        return None
    j = i + 1
    if sentence[j].text in _HYPHENS:
        j += 1
    if j >= len(sentence) or not sentence[j].glued or sentence[j].kind is not Kind.WORD:
        return None
    while j < len(sentence) and sentence[j].glued and (sentence[j].kind is Kind.WORD or sentence[j].text in _HYPHENS):
        j += 1
    return j


def noun_end(sentence: Sentence, start: int, single: bool, lexicon: Lexicon) -> int | None:
    """The last lexeme of the noun phrase that begins at ``start``; None where none does."""
    if start >= len(sentence):
        return None
    if lexicon.english:
        return counted(sentence, start, single, lexicon.grammar)
    return _simple_noun(sentence, start, lexicon)


def _simple_noun(sentence: Sentence, start: int, lexicon: Lexicon) -> int | None:
    """The noun behind a number where no chunker is at hand: past words that end or are written as adjectives."""
    for i in range(start, min(len(sentence), start + _ADJECTIVES)):
        here = sentence[i]
        if here.kind is not Kind.WORD or here.low in lexicon.grammar.function or here.low in lexicon.grammar.adverbs:
            return None
        if here.low in lexicon.grammar.verbs:
            return None
        adjective = not here.capital if lexicon.capital_nouns else here.low.endswith(lexicon.adjective_endings)
        if not adjective:
            return i
        following = sentence[i + 1] if i + 1 < len(sentence) else None
        if following is None or following.kind is not Kind.WORD or following.low in lexicon.grammar.function:
            return None if lexicon.capital_nouns else i
    return None
