"""Noun phrases without a tagger: closed classes, endings and short lists tell where a phrase begins and ends.

It is built for speed and for phrases beside a number; a rare verb that the list lacks is taken for a noun.
"""

from __future__ import annotations

from onrecord.extract.figures.quantity import Sentence, low
from onrecord.extract.figures.wordlists import Grammar
from onrecord.words.lexemes import Kind, Lexeme

_LONGEST = 7
_HYPHENS = frozenset("-‐‑/&")
_NO_PLURAL = ("ss", "us", "is", "'s")


def is_plural(lexeme: Lexeme, grammar: Grammar) -> bool:
    form = lexeme.low
    if form in grammar.irregular_plurals:
        return True
    return len(form) > 2 and form[-1] == "s" and form not in grammar.not_plural and not form.endswith(_NO_PLURAL)


def is_function(lexeme: Lexeme, grammar: Grammar) -> bool:
    """Whether a word only binds others; in capitals it is a name ("US", "IT")."""
    return lexeme.low in grammar.function and not (len(lexeme.text) > 1 and lexeme.text.isupper())


def is_adverb(lexeme: Lexeme, grammar: Grammar) -> bool:
    return lexeme.low in grammar.adverbs or (len(lexeme.low) > 5 and lexeme.low.endswith("ly") and not lexeme.capital)


def is_verb(sentence: Sentence, i: int, grammar: Grammar) -> bool:
    """Whether a word can be a finite verb or participle that ends a noun phrase."""
    form = sentence[i].low
    if form in grammar.auxiliaries:
        return not (sentence[i].capital and i > 0)
    if form in grammar.verbs:
        before = low(sentence, i - 1)
        led = before in grammar.determiners and before not in grammar.relatives
        noun = led or low(sentence, i + 1) in grammar.partitive
        return not noun and not (sentence[i].capital and i > 0)
    if not form.endswith("ed") or len(form) < 5 or form in grammar.adjectives_ed:
        return False
    return not sentence[i].capital


def counted(sentence: Sentence, i: int, single: bool, grammar: Grammar) -> int | None:
    """The last lexeme of the noun phrase that begins at ``i`` right behind a number; None where none does.

    After a number other than one it ends at its first plural ("rushing yards", "200 government representatives").
    """
    end: int | None = None
    plural: int | None = None
    for j in range(i, min(len(sentence), i + _LONGEST)):
        here = sentence[j]
        if here.kind is Kind.DIGITS and j > i and _in_name(sentence, j, grammar):
            continue
        if here.kind is Kind.SIGN and _binds(sentence, j):
            continue
        if here.low in grammar.conjunctions and end is not None and not single and _joins(sentence, j, grammar):
            continue
        bound = (here.glued and j > i) or _heads_code(sentence, j)
        if here.kind is not Kind.WORD or not (bound or _is_content(here, single, grammar)):
            break
        if not single and (is_plural(here, grammar) or (bound and here.low == "s")):
            if not _goes_on(sentence, j, grammar):
                return j
            plural = j
        if single and end is not None and is_plural(here, grammar):
            break
        end = j
    return end if single else plural


def _goes_on(sentence: Sentence, j: int, grammar: Grammar) -> bool:
    """Whether a plural only describes the noun behind it: "sports clubs", "Dallas officers"."""
    after = sentence[j + 1] if j + 1 < len(sentence) else None
    if after is None or after.kind is not Kind.WORD:
        return False
    if sentence[j].low in grammar.weak_plurals:
        return is_plural(after, grammar)
    name = sentence[j].capital and not after.capital and not is_verb(sentence, j + 1, grammar)
    return name and _is_content(after, False, grammar)


def _is_content(here: Lexeme, single: bool, grammar: Grammar) -> bool:
    """Whether a word may stand in the phrase behind a number: a plural may look like a verb ("eight changes")."""
    if is_function(here, grammar) or here.low in grammar.adverbs:
        return False
    if here.low in grammar.verbs:
        return not single and is_plural(here, grammar) and here.low not in grammar.verbs_only
    return not (single and here.low.endswith("ed"))


def _in_name(sentence: Sentence, j: int, grammar: Grammar) -> bool:
    """A number inside a name inside the phrase: "Model 3 sedans", "737 Max jets", "A350"."""
    if sentence[j].glued:
        return True
    after = sentence[j + 1] if j + 1 < len(sentence) else None
    capital = sentence[j - 1].capital or (after is not None and after.capital)
    return capital and not is_function(sentence[j - 1], grammar)


def _heads_code(sentence: Sentence, j: int) -> bool:
    """A letter with digits written onto it ("A350")."""
    after = sentence[j + 1] if j + 1 < len(sentence) else None
    return sentence[j].capital and after is not None and after.glued and after.kind is Kind.DIGITS


def _binds(sentence: Sentence, j: int) -> bool:
    glued = sentence[j].glued and j + 1 < len(sentence) and sentence[j + 1].glued
    return sentence[j].text in _HYPHENS and glued


def is_modifier(sentence: Sentence, i: int, grammar: Grammar) -> bool:
    """An adverb or a bare participle before the noun ("recorded songs"), which tells nothing of what is counted."""
    if i + 1 < len(sentence) and sentence[i + 1].text in _HYPHENS:
        return False
    form = sentence[i].low
    return is_adverb(sentence[i], grammar) or (len(form) > 4 and form.endswith("ed") and not sentence[i].capital)


def _joins(sentence: Sentence, j: int, grammar: Grammar) -> bool:
    """Whether a plural closes the second half: "digital and physical sales"."""
    return any(
        is_plural(sentence[k], grammar) and not is_verb(sentence, k, grammar)
        for k in range(j + 1, min(len(sentence), j + 4))
        if not any(sentence[m].low in grammar.function for m in range(j + 1, k))
    )


def phrase_after(
    sentence: Sentence, i: int, grammar: Grammar, taken: frozenset[int] = frozenset()
) -> tuple[int, int] | None:
    """The noun phrase that begins at ``i``, determiner left aside: (first, last). Lexemes in ``taken`` end it."""
    while low(sentence, i) in grammar.determiners:
        i += 1
    last = None
    j = i
    while j < min(len(sentence), i + _LONGEST):
        here = sentence[j]
        if here.kind is Kind.SIGN:
            if here.text in _HYPHENS and here.glued and j + 1 < len(sentence) and sentence[j + 1].glued:
                j += 1
                continue
            break
        if is_function(here, grammar) or here.low in grammar.time_nouns or j in taken:
            break
        if is_adverb(here, grammar) and not (j > i and here.glued):
            break
        if j > i and is_verb(sentence, j, grammar):
            break
        if here.kind is Kind.WORD:
            last = j
        j += 1
    return None if last is None else (i, last)


def phrase_before(
    sentence: Sentence, i: int, grammar: Grammar, taken: frozenset[int] = frozenset()
) -> tuple[int, int] | None:
    """The noun phrase that ends at ``i``: (first, last). Lexemes in ``taken`` end it."""
    first = None
    j = i
    while j >= max(0, i - _LONGEST):
        here = sentence[j]
        if here.kind is Kind.SIGN:
            if here.text in _HYPHENS and here.glued and j > 0:
                j -= 1
                continue
            break
        if is_function(here, grammar) or j in taken or is_verb(sentence, j, grammar):
            break
        if is_adverb(here, grammar) and not (j > 0 and here.glued):
            break
        if here.kind is Kind.WORD:
            first = j
        j -= 1
    return None if first is None else (first, i)
