"""The unit of a number: currency signs and words, percent, measures, ages, and counted nouns.

Currencies are named by ISO 4217; where several share a sign or a bare word the commonest is taken and the note lists
the others. Names of measures are those of the pint library. Nothing is converted here.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.counts import noun_unit
from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Sentence, Unit, UnitKind, low, written
from onrecord.extract.figures.rates import rated
from onrecord.extract.figures.wordlists import Currency
from onrecord.words.lexemes import Kind
from onrecord.words.numbers import Form, Numeral

_HYPHENS = frozenset("-‐‑–")
_LONGEST_SIGN = 3
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
        return rated(sentence, unit, lexicon)
    hyphen = low(sentence, i) in _HYPHENS and sentence[i].glued and i + 1 < len(sentence) and sentence[i + 1].glued
    at = i + 1 if hyphen else i
    for reader in (_share, _age, _measure, _money_after):
        unit_after = reader(sentence, numeral, at, hyphen, lexicon)
        if unit_after is not None:
            return rated(sentence, unit_after, lexicon)
    unit = noun_unit(sentence, numeral, at, hyphen, lexicon)
    return unit if unit.attributive or unit.kind is not UnitKind.NOUN else rated(sentence, unit, lexicon)


def _money(first: int, last: int, currency: Currency) -> Unit:
    note = f"the sign is shared with {', '.join(currency.shared)}" if currency.shared else ""
    return Unit(first, last, currency.name, currency.code or None, UnitKind.CURRENCY, attributive=True, note=note)


def _sign_before(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> tuple[int, Currency] | None:
    """A currency sign or code before the digits: "$", "US $", "Y=", "AUD 5", "Rs 500"."""
    i = numeral.first
    if i == 0 or sentence[i - 1].text[-1] not in lexicon.sign_ends:
        return None
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
    """Whether letters before a number are a currency; beside a small number a short one is a name ("PS 5", "R2")."""
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
