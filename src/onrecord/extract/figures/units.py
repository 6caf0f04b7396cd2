"""The unit of a number: currency signs and words, percent, measures, ages, and counted nouns.

Currencies are named by ISO 4217; where several share a sign or a bare word the commonest is taken and the note lists
the others. Names of measures are those of the pint library. Nothing is converted here.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.lexicon import Currency, Lexicon
from onrecord.extract.figures.nouns import counted, is_modifier
from onrecord.extract.figures.quantity import Sentence, Unit, UnitKind, low, written
from onrecord.words.lexemes import Kind
from onrecord.words.numbers import Form, Numeral
from onrecord.words.numberwords import number_words

_HYPHENS = frozenset("-‐‑–")
_LONGEST_SIGN = 3
_LONGEST_BRACKET = 8
_ADJECTIVES = 3
_LONGEST_CODE, _SMALL = 3, 2
_WEIGHING = 8
_YEARS = "years of age"


def unit_of(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> Unit:
    """The unit around one number; a unit of kind NONE where it has none."""
    before = _sign_before(sentence, numeral, lexicon)
    i = numeral.last + 1
    if low(sentence, numeral.first - 1) in lexicon.percent_before:
        return Unit(numeral.first - 1, numeral.last, "%", "%", UnitKind.PERCENT)
    if before is not None:
        first, currency = before
        unit = _money(first, numeral.last, currency)
        behind = lexicon.currency_behind.get(low(sentence, i))
        if behind is not None:
            unit = replace(_money(first, i, behind), first=first)
        return _rate(sentence, unit, lexicon)
    hyphen = low(sentence, i) in _HYPHENS and sentence[i].glued and i + 1 < len(sentence) and sentence[i + 1].glued
    at = i + 1 if hyphen else i
    for reader in (_share, _age, _measure, _money_after):
        unit_after = reader(sentence, numeral, at, hyphen, lexicon)
        if unit_after is not None:
            return _rate(sentence, unit_after, lexicon)
    unit = _noun(sentence, numeral, at, hyphen, lexicon)
    return unit if unit.attributive or unit.kind is not UnitKind.NOUN else _rate(sentence, unit, lexicon)


def _none(numeral: Numeral) -> Unit:
    return Unit(numeral.first, numeral.last, None, None, UnitKind.NONE)


def _money(first: int, last: int, currency: Currency) -> Unit:
    note = f"the sign is shared with {', '.join(currency.shared)}" if currency.shared else ""
    return Unit(first, last, currency.name, currency.code or None, UnitKind.CURRENCY, attributive=True, note=note)


def _sign_before(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> tuple[int, Currency] | None:
    """A currency sign or code before the digits: "$", "US $", "Y=", "AUD 5", "Rs 500"."""
    i = numeral.first
    for length in range(min(_LONGEST_SIGN, i), 0, -1):
        first = i - length
        form = "".join(sentence[k].text for k in range(first, i))
        currency = lexicon.currency_signs.get(form)
        if currency is None or (form.isalpha() and not _is_code(sentence, numeral, first, form)):
            continue
        if first > 0 and sentence[first].glued and sentence[first - 1].kind is Kind.WORD:
            continue
        return first, currency
    return None


def _is_code(sentence: Sentence, numeral: Numeral, first: int, form: str) -> bool:
    """Whether letters before a number are a currency: a short one may be a name ("PS 5", "R2") beside a small number."""
    if sentence[first].glued and first > 0:
        return False
    if len(form) >= _LONGEST_CODE and form.isupper():
        return True
    large = numeral.scale > 1 or len(sentence[numeral.first].text) > _SMALL
    if len(form) == 1:
        return large
    return sentence[numeral.first].glued or large or not form.isupper()


def _share(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit | None:
    start = i
    if numeral.form is Form.FRACTION:
        # "A quarter of a percentage point", "half a percentage point".
        while start < len(sentence) and (
            sentence[start].low in lexicon.grammar.partitive or sentence[start].low in lexicon.grammar.determiners
        ):
            start += 1
    points = lexicon.points.at(sentence, start)
    if points is not None:
        return Unit(numeral.first, start + points[0] - 1, "percentage points", "percentage points", UnitKind.PERCENT)
    if numeral.form is Form.FRACTION and hyphen and low(sentence, start) == "point":
        return Unit(numeral.first, start, "percentage points", "percentage points", UnitKind.PERCENT)
    percent = lexicon.percent.at(sentence, i)
    if percent is None:
        return None
    return Unit(numeral.first, i + percent[0] - 1, "%", "%", UnitKind.PERCENT, attributive=hyphen)


def _age(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit | None:
    age = lexicon.age_after.at(sentence, i)
    if age is not None:
        length, name = age
        attributive = hyphen or any(low(sentence, k) in _HYPHENS for k in range(i, i + length))
        return Unit(numeral.first, i + length - 1, name, name, UnitKind.AGE, attributive)
    measure = lexicon.measures.word(low(sentence, i))
    if measure != "year" or numeral.form is not Form.DIGITS or lexicon.english:
        return None
    # "Une femme de 34 ans", "Ines Kallweit, 44 anni,": years that follow a person are an age.
    before, j = low(sentence, numeral.first - 1), numeral.first - 2
    person = before in lexicon.aged_at and low(sentence, j) in lexicon.ages_before
    named = before == "," and j >= 0 and sentence[j].capital and low(sentence, i + 1) in (",", ")", ".")
    return Unit(numeral.first, i, _YEARS, _YEARS, UnitKind.AGE) if person or named else None


def _measure(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit | None:
    if numeral.form is Form.FRACTION:
        # "Half a mile", "1/16 of a pint".
        while low(sentence, i) in lexicon.grammar.partitive or low(sentence, i) in lexicon.per_loose:
            i += 1
        if i + 1 < len(sentence) and sentence[i].capital and lexicon.measures.word(sentence[i + 1].low):
            i += 1
    if i >= len(sentence):
        return None
    printed = lexicon.signs.printed(sentence, i)
    if printed is not None:
        last = i + printed[0] - 1
        return _measured(numeral, last, written(sentence, i, last).replace(".", ""), printed[1], attributive=True)
    named = lexicon.measures.at(sentence, i)
    if named is not None:
        last = i + named[0] - 1
        name = written(sentence, i, last)
        if len(name) < 2 and not _stands_alone(sentence, i):
            return None
        return _measured(numeral, last, name, named[1], attributive=hyphen or not name.endswith("s"))
    weight = lexicon.weights.get(sentence[i].low)
    if weight is not None and _weighs(sentence, numeral, i, lexicon):
        return _measured(numeral, i, sentence[i].text, weight, attributive=False)
    sign = lexicon.glued_signs.get(sentence[i].text)
    if sign is not None and (sentence[i].glued or _stands_alone(sentence, i)) and numeral.form is Form.DIGITS:
        return _measured(numeral, i, sentence[i].text, sign, attributive=True)
    return None


def _weighs(sentence: Sentence, numeral: Numeral, i: int, lexicon: Lexicon) -> bool:
    """Whether a name of both money and weight is a weight: "40 pounds of copper", "weighs 210 pounds"."""
    if numeral.scale == 1 and low(sentence, i + 1) in lexicon.grammar.partitive:
        return True
    near = sentence[max(0, numeral.first - _WEIGHING) : i + _WEIGHING]
    return any(lexeme.low in lexicon.weighing for lexeme in near)


def _stands_alone(sentence: Sentence, i: int) -> bool:
    """Whether a one-letter sign is a unit and no name: digits before it, no capital or digits after it."""
    after = sentence[i + 1] if i + 1 < len(sentence) else None
    return after is None or not (after.capital or after.kind is Kind.DIGITS or after.text in "&'’-")


def _measured(numeral: Numeral, last: int, name: str, measure: str, attributive: bool) -> Unit:
    return Unit(numeral.first, last, name, measure, UnitKind.MEASURE, attributive)


def _money_after(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit | None:
    j = i
    while low(sentence, j) in lexicon.grammar.partitive:
        j += 1
    named = lexicon.currency_words.at(sentence, j)
    if named is not None:
        last = j + named[0] - 1
        unit = _money(numeral.first, last, named[1])
        if unit.name != unit.measure:
            unit = replace(unit, name=written(sentence, j, last))
        return replace(unit, attributive=hyphen or not sentence[last].low.endswith("s"))
    if i < len(sentence):
        sign = lexicon.currency_signs.get(sentence[i].text)
        if (
            sign is not None
            and numeral.form is Form.DIGITS
            and (len(sentence[i].text) > 1 or not sentence[i].text.isalpha())
        ):
            last = i
            if low(sentence, i + 1) in ("=", "."):
                last = i + (low(sentence, i + 1) == "=")
            return _money(numeral.first, last, sign)
    return None


def _rate(sentence: Sentence, unit: Unit, lexicon: Lexicon) -> Unit:
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
    last, measure = base
    written_base = written(sentence, j, last)
    name = f"{unit.name}/{written_base}" if word == "/" else f"{unit.name} per {written_base}"
    measure = f"{unit.measure} / {measure}" if unit.measure else None
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
    last = _noun_end(sentence, j + 1, False, lexicon)
    last = j if last is None else last
    return last, written(sentence, j, last).lower()


def past_bracket(sentence: Sentence, i: int) -> int:
    """The lexeme behind a short bracket that begins at ``i`` ("9 billion shekels ($2.4 billion) a year")."""
    if low(sentence, i) == "(":
        for j in range(i + 1, min(len(sentence) - 1, i + _LONGEST_BRACKET)):
            if sentence[j].text == ")":
                return j + 1
    return i


def _noun(sentence: Sentence, numeral: Numeral, i: int, hyphen: bool, lexicon: Lexicon) -> Unit:
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
    last = _noun_end(sentence, start, numeral.value == 1, lexicon)
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


def _noun_end(sentence: Sentence, start: int, single: bool, lexicon: Lexicon) -> int | None:
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
