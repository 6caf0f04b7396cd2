"""What a unit holds for: "dollars a barrel", "per square foot", "-a-day", "deaths per 100,000 people"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.counts import noun_end
from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Sentence, Unit, UnitKind, low, written
from onrecord.words.lexemes import Kind
from onrecord.words.numberwords import number_words

_HYPHENS = frozenset("-‐‑–")
_LONGEST_BRACKET = 8


def rated(sentence: Sentence, unit: Unit, lexicon: Lexicon) -> Unit:
    """The unit with what it holds for: "a barrel", "per square foot", "-a-day", "per 100,000 people"."""
    if unit.kind in (UnitKind.AGE, UnitKind.RANK) or unit.name is None:
        return unit
    i = past_bracket(sentence, unit.last + 1)
    i += low(sentence, i) in _HYPHENS and sentence[i].glued
    word = low(sentence, i)
    if word not in lexicon.per or (word == "/" and not sentence[i].glued):
        return unit
    j = i + 1
    if low(sentence, j) in _HYPHENS and sentence[j].glued:
        j += 1
    base = _base(sentence, j, word, lexicon)
    if base is None:
        return unit
    last, base_measure = base
    written_base = written(sentence, j, last)
    name = f"{unit.name}/{written_base}" if word == "/" else f"{unit.name} per {written_base}"
    measure = f"{unit.measure} / {base_measure}" if unit.measure else None
    return replace(unit, last=unit.last if low(sentence, unit.last + 1) == "(" else last, name=name, measure=measure)


def _base(sentence: Sentence, j: int, word: str, lexicon: Lexicon) -> tuple[int, str] | None:
    """(last lexeme, measure) of what a rate holds for; None where the word before it makes no rate here."""
    here = sentence[j] if j < len(sentence) else None
    if here is None or here.kind is Kind.SIGN or here.low in lexicon.no_rate:
        return None
    if here.kind is Kind.DIGITS or here.low in number_words(lexicon.language).scales:
        return None if word in lexicon.per_loose else _base_of_many(sentence, j, lexicon)
    measure = lexicon.signs.printed(sentence, j) or lexicon.measures.at(sentence, j)
    length = measure[0] if measure else 1
    if word in lexicon.per_loose and (low(sentence, j + 1) in lexicon.no_rate or here.low not in lexicon.per_nouns):
        return None
    return j + length - 1, measure[1] if measure else here.low


def _base_of_many(sentence: Sentence, j: int, lexicon: Lexicon) -> tuple[int, str]:
    """ "Per 100,000 people", "per 100 km", "per million"."""
    measure = lexicon.signs.printed(sentence, j + 1) or lexicon.measures.at(sentence, j + 1)
    if measure is not None:
        return j + measure[0], f"{sentence[j].low} {measure[1]}"
    last = noun_end(sentence, j + 1, False, lexicon)
    last = j if last is None else last
    return last, written(sentence, j, last).lower()


def past_bracket(sentence: Sentence, i: int) -> int:
    """The lexeme behind a short bracket that begins at ``i`` ("9 billion shekels ($2.4 billion) a year")."""
    if low(sentence, i) == "(":
        for j in range(i + 1, min(len(sentence) - 1, i + _LONGEST_BRACKET)):
            if sentence[j].text == ")":
                return j + 1
    return i
