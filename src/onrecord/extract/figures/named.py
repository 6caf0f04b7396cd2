"""Numbers that belong to names, addresses and telephones."""

from __future__ import annotations

import re

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Sentence, Unit, UnitKind, low
from onrecord.words.digits import is_grouped
from onrecord.words.lexemes import Kind
from onrecord.words.numbers import Numeral

DASHES = frozenset("-–—−‑")
# "USB 3.0": a version behind a word in capitals.
VERSION = re.compile(r"\d{1,3}\.\d{1,2}")
_JOINS = DASHES | frozenset("/.#@_")
_OPENERS = frozenset("\"'“‘„«([—–-:•*")
# More digits than these bear a separator in print when they count.
_LONGEST_BARE = 4
_LONGEST_CALL, _RUNS_OF_CALL, _DIGITS_OF_CALL = 12, 3, 9
# The share of words with a capital above which a line is a headline, where capitals tell nothing.
_HEADLINE = 0.7


def in_name(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "Robin 2", "S&P 500", "XC40", "TA-35", "49ers": a number that belongs to a name."""
    i, j = numeral.first, numeral.last + 1
    run = sentence[i]
    if j < len(sentence) and sentence[j].glued and sentence[j].kind is Kind.WORD and unit.kind is UnitKind.NONE:
        return True
    if unit.kind is UnitKind.NONE and (_is_code(run.text, sentence, j) or low(sentence, i - 1) in lexicon.apart.ranked):
        return True
    if i == 0:
        return False
    before = sentence[i - 1]
    if run.glued and _tail_of_name(sentence, i, lexicon):
        return True
    if unit.kind is UnitKind.NONE and before.text.isupper() and len(before.text) > 1 and VERSION.fullmatch(run.text):
        return True
    if numeral.first != numeral.last or is_grouped(run.text) or len(run.text) > 4:
        return False
    if unit.kind is UnitKind.NONE and j < len(sentence) and sentence[j].capital and len(run.text) > 1:
        return True
    if len(before.text) == 1 and before.capital and before.low not in lexicon.grammar.function:
        return True  # "G 7"
    if not before.capital or before.low in lexicon.grammar.function or before.low in lexicon.grammar.adverbs:
        return False
    if lexicon.moves.has(before.low) or lexicon.hedge_before.word(before.low):
        return False
    first = i - 1 == 0 or sentence[i - 2].text in _OPENERS or sentence[i - 2].text in ".!?…"
    return not first or unit.kind is UnitKind.NONE


def _is_code(run: str, sentence: Sentence, j: int) -> bool:
    """A long bare number before a name in capitals ("the 90049 ZIP code")."""
    after = sentence[j] if j < len(sentence) else None
    return len(run) > _LONGEST_BARE and run.isdecimal() and after is not None and after.capital


def _tail_of_name(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the digits at ``i`` are written onto a word ("XC40", "TA-35", "A350-900"); "sub-7" is none."""
    before = sentence[i - 1]
    if before.kind is Kind.WORD:
        return True
    if i < 2 or before.text not in _JOINS or not before.glued:
        return False
    word = sentence[i - 2]
    if word.kind is Kind.DIGITS:
        return word.glued and i >= 3 and sentence[i - 3].kind is Kind.WORD
    return word.kind is Kind.WORD and word.low not in lexicon.apart.prefixes


def in_title(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "The Three Gorges", "Group of Seven", "Kick Six": a number word with a capital where few have one."""
    i = numeral.first
    if i == 0 or not sentence[i].capital or sentence[i - 1].text in _OPENERS or sentence[i - 1].text in ".!?…":
        return False
    if unit.kind is UnitKind.NONE and sentence[i - 1].capital:
        return True
    found = [lexeme for lexeme in sentence if lexeme.kind is Kind.WORD and lexeme.low not in lexicon.grammar.function]
    if sum(lexeme.capital for lexeme in found) > _HEADLINE * len(found):
        return False
    behind = numeral.last + 1
    return unit.kind is UnitKind.NONE or (behind < len(sentence) and sentence[behind].capital)


def is_branded(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    """ "7-Eleven", "10-K": a capital hangs on the digits where no unit of that name is written so."""
    i = numeral.last + 1
    if i + 1 >= len(sentence) or sentence[i].text not in DASHES or not (sentence[i].glued and sentence[i + 1].glued):
        return False
    bare = unit.kind is UnitKind.NOUN and unit.attributive
    return sentence[i + 1].capital and (bare or len(sentence[i + 1].text) == 1) and sentence[i + 1].text[0].isupper()


def in_address(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> bool:
    """ "16-18 Industrial Avenue", "71st St"."""
    if is_grouped(sentence[numeral.first].text):
        return False
    if low(sentence, numeral.last + 1) in lexicon.apart.house_numbers:
        return True
    for i in range(numeral.last + 1, min(len(sentence), numeral.last + 5)):
        if sentence[i].low in lexicon.apart.streets and sentence[i].capital:
            return True
        if not (sentence[i].capital or sentence[i].kind is Kind.DIGITS or sentence[i].glued):
            return False
    return False


def is_telephone(sentence: Sentence, numeral: Numeral) -> bool:
    """Three runs of digits with dashes between them, or a long number in runs: a telephone, a day, games."""
    first = last = numeral.first
    while first >= 2 and _dashed(sentence, first - 1):
        first -= 2
    while last + 2 < len(sentence) and _dashed(sentence, last + 1):
        last += 2
    return last - first >= 4 or _dialled(sentence, numeral.first)


def _dashed(sentence: Sentence, i: int) -> bool:
    glued = sentence[i].glued and sentence[i + 1].glued
    digits = sentence[i - 1].kind is Kind.DIGITS and sentence[i + 1].kind is Kind.DIGITS
    return sentence[i].text in DASHES and glued and digits


def _dialled(sentence: Sentence, i: int) -> bool:
    """ "+44 20 7946 0958", "(555) 123-4567": runs without separators and with nothing between but signs of dialling."""
    first = last = i
    while first > 0 and i - first < _LONGEST_CALL and _may_dial(sentence, first - 1):
        first -= 1
    while last + 1 < len(sentence) and last - i < _LONGEST_CALL and _may_dial(sentence, last + 1):
        last += 1
    runs = [lexeme.text for lexeme in sentence[first : last + 1] if lexeme.kind is Kind.DIGITS]
    return len(runs) >= _RUNS_OF_CALL and sum(map(len, runs)) >= _DIGITS_OF_CALL


def _may_dial(sentence: Sentence, i: int) -> bool:
    here = sentence[i]
    return here.text.isdecimal() if here.kind is Kind.DIGITS else here.text in "+-()"
