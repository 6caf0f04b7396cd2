"""Multiples told by one word: "doubled", "twice as many", "fivefold"; and how often: "once a year".

"Scored twice" tells how often something happened and is none. Multiples of a number and a noun ("three times") are
ordinary quantities.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import Quantity, Sentence, Unit, UnitKind, low

_TIMES = "times"


def multiples(sentence: Sentence, lexicon: Lexicon) -> Iterator[Quantity]:
    """The multiples and rates of a sentence, in the order of the text."""
    for i in [i for i, lexeme in enumerate(sentence) if lexeme.low in lexicon.counting]:
        found = _often(sentence, i, lexicon) or _multiple(sentence, i, lexicon)
        if found is not None:
            yield found


def _often(sentence: Sentence, i: int, lexicon: Lexicon) -> Quantity | None:
    """ "Once a year", "twice per week": how often, with its rate."""
    value = lexicon.often.get(sentence[i].low)
    if value is None or low(sentence, i + 1) not in lexicon.per or low(sentence, i + 2) not in lexicon.per_nouns:
        return None
    name = f"{_TIMES} per {sentence[i + 2].low}"
    return Quantity(i, i + 2, i, i, value, 1.0, Unit(i, i + 2, name, name, UnitKind.MEASURE))


def _multiple(sentence: Sentence, i: int, lexicon: Lexicon) -> Quantity | None:
    """The multiple that the word at ``i`` tells; a word of two senses needs one before or behind it that settles it."""
    words, form = lexicon.multiples, sentence[i].low
    value = words.always.get(form)
    trend = None
    if value is None and form in words.leading:
        value = words.leading[form] if low(sentence, i + 1) in words.followers else None
    if value is None and form in words.moving:
        value = None if low(sentence, i + 1) in words.not_behind else words.moving[form]
        trend = "up" if value is not None and value > 1 else "down"
    if value is None:
        return None
    unit = Unit(i, i, _TIMES, _TIMES, UnitKind.MEASURE)
    return Quantity(i, i, i, i, value, 1.0, unit, trend=trend)
