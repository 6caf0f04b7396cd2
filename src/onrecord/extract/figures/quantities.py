"""From the numbers of a sentence to quantities: unit, range, hedge, trend; what is no figure is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.extract.figures.apart import is_apart, is_firmly_apart, is_loosely_apart
from onrecord.extract.figures.hedges import converted, hedged, trends
from onrecord.extract.figures.joint import joint
from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.multiples import multiples
from onrecord.extract.figures.quantity import Quantity, Sentence, Unit, UnitKind, low
from onrecord.extract.figures.units import unit_of
from onrecord.types import Span
from onrecord.words.lexemes import Kind
from onrecord.words.numbers import Form, Numeral

_AGES = range(1, 121)
_GAP = 6
_BOTH = 3
_GROUP = 1000
_MINUS = frozenset("-−–")


def quantities(
    sentence: Sentence, numerals: Sequence[Numeral], dates: Sequence[Span], lexicon: Lexicon
) -> list[Quantity]:
    """The quantities that a sentence asserts, in the order of the text."""
    units = [unit_of(sentence, numeral, lexicon) for numeral in numerals]
    found = list(_joined(sentence, numerals, units, dates, lexicon))
    found.extend(_free(multiples(sentence, lexicon), found))
    found.sort(key=lambda quantity: quantity.first)
    found = joint(sentence, found, lexicon)
    found = [_aged(sentence, hedged(sentence, quantity, lexicon), lexicon) for quantity in found]
    return trends(sentence, converted(sentence, found), lexicon)


def _joined(
    sentence: Sentence,
    numerals: Sequence[Numeral],
    units: Sequence[Unit],
    dates: Sequence[Span],
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    kept = [
        (numeral, unit)
        for numeral, unit in zip(numerals, units, strict=True)
        if not is_firmly_apart(sentence, numeral, unit, dates, lexicon)
    ]
    numerals, units = [numeral for numeral, _ in kept], [unit for _, unit in kept]
    k, done = 0, -1
    while k < len(numerals):
        if numerals[k].last <= done:
            k += 1
            continue
        if k + 1 < len(numerals):
            both = _range(sentence, numerals[k], numerals[k + 1], units[k], units[k + 1], lexicon)
            if both is not None and not any(
                is_apart(sentence, numeral, units[k + 1], dates, lexicon) for numeral in numerals[k : k + 2]
            ):
                yield both
                k, done = k + 2, both.last
                continue
        if not is_loosely_apart(sentence, numerals[k], units[k], lexicon):
            single = _single(sentence, numerals[k], units[k], lexicon)
            done = single.last
            yield single
        k += 1


def _single(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> Quantity:
    value = numeral.value
    first = min(unit.first, numeral.first)
    if value is not None:
        value *= _GROUP if _is_grouped_by_point(sentence, numeral, unit) else 1
        sign = _sign(sentence, first, lexicon)
        if sign:
            first -= sign[1]
            value = value * sign[0]
    words = "" if value is not None else " ".join(s.low for s in sentence[numeral.first : numeral.last + 1])
    return Quantity(
        first=first,
        last=max(unit.last, numeral.last),
        at=numeral.first,
        to=numeral.last,
        value=value,
        scale=numeral.scale,
        unit=unit,
        hedge=words or "exactly",
        vague=value is None,
    )


def _is_grouped_by_point(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    """ "1.284 persons" on a translated page: thousandths of a person cannot be counted."""
    if unit.kind is not UnitKind.NOUN or numeral.first != numeral.last or numeral.form is not Form.DIGITS:
        return False
    if numeral.value is None or numeral.value == int(numeral.value):
        return False
    head, point, tail = sentence[numeral.first].text.partition(".")
    return bool(point) and len(tail) == 3 and tail.isdecimal() and head.isdecimal() and head != "0" and len(head) <= 3


def _sign(sentence: Sentence, first: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """(factor, lexemes) of a sign before the number: "-5", "minus-130", "+0.2", "±3"."""
    if first == 0:
        return None
    before = sentence[first - 1]
    if _both_signs(sentence, first, lexicon):
        return 1, 3
    if before.text == "±":
        return 1, 1
    if before.low in lexicon.apart.signed:
        return -1, 1
    glued = sentence[first].glued
    if before.text in _MINUS and glued:
        if low(sentence, first - 2) in lexicon.apart.signed:
            return -1, 2
        return (-1, 1) if first == 1 or not before.glued else None
    return (1, 1) if before.text == "+" and glued else None


def _both_signs(sentence: Sentence, first: int, lexicon: Lexicon) -> bool:
    """ "Plus or minus 3 points", "+/-3"."""
    between = low(sentence, first - 2)
    if first < _BOTH or not (between in lexicon.either or between == "/"):
        return False
    return low(sentence, first - 3) in lexicon.apart.plus and (
        low(sentence, first - 1) in lexicon.apart.signed or low(sentence, first - 1) in _MINUS
    )


def _range(
    sentence: Sentence, left: Numeral, right: Numeral, unit: Unit, unit_right: Unit, lexicon: Lexicon
) -> Quantity | None:
    """Two numbers as one quantity: "between 5 and 7", "from $10 to $15 billion", "33-35 billion"."""
    if left.value is None or right.value is None:
        return None
    start, stop = min(unit.first, left.first), min(unit_right.first, right.first)
    gap = [lexeme.low for lexeme in sentence[max(unit.last, left.last) + 1 : stop]]
    if len(gap) == 3 and gap[0] in lexicon.dashes and gap[2] in lexicon.dashes:
        gap = gap[1:2]
    opener = _opener(sentence, start, lexicon)
    if not _is_range(sentence, gap, opener, left, right, unit, unit_right, lexicon):
        return None
    low_value = left.value
    if left.scale == 1 and right.scale > 1 and low_value < right.value / right.scale:
        low_value *= right.scale
    chosen = unit_right if unit_right.kind is not UnitKind.NONE else unit
    if unit.kind is unit_right.kind and len(unit.name or "") > len(unit_right.name or ""):
        chosen = unit
    return Quantity(
        first=start - opener[1],
        last=max(unit_right.last, right.last),
        at=left.first,
        to=right.last,
        value=(low_value, right.value),
        scale=right.scale,
        unit=chosen,
        changed=bool(opener[0]),
    )


def _opener(sentence: Sentence, start: int, lexicon: Lexicon) -> tuple[frozenset[str], int]:
    """The words that may stand between the bounds after the opener before ``start``, and the opener's length."""
    opener = lexicon.range_between.before(sentence, start)
    if opener is not None:
        return opener[1], opener[0]
    # A hedge may stand between: "from about 14 to 24".
    if start >= 2 and lexicon.hedge_before.word(sentence[start - 1].low):
        closers = lexicon.range_between.word(sentence[start - 2].low)
        if closers:
            return closers, 0
    return frozenset(), 0


def _is_range(
    sentence: Sentence,
    gap: list[str],
    opener: tuple[frozenset[str], int],
    left: Numeral,
    right: Numeral,
    unit: Unit,
    unit_right: Unit,
    lexicon: Lexicon,
) -> bool:
    if unit.kind is UnitKind.NOUN and not unit.attributive:
        return False
    alike = unit.kind is UnitKind.NONE or unit.kind is unit_right.kind
    if len(gap) == 1 and gap[0] in lexicon.dashes:
        return alike and left.form is right.form and _rises(left, right)
    if opener[0] and gap and gap[-1] in opener[0] and len(gap) <= _GAP and not {",", ";", "."} & set(gap):
        loose = alike or (unit_right.kind is UnitKind.NONE and _bare_after(sentence, right))
        return loose and (len(gap) == 1 or unit.kind is not UnitKind.NONE)
    if len(gap) == 1 and gap[0] in lexicon.range_to:
        if unit.kind is UnitKind.NONE:
            return _rises(left, right) and (unit_right.kind is not UnitKind.NONE or left.form is not Form.DIGITS)
        return unit.kind is unit_right.kind and _base(unit) == _base(unit_right)
    return False


def _base(unit: Unit) -> str:
    """The measure without its rate."""
    return (unit.measure or "").partition(" / ")[0]


def _bare_after(sentence: Sentence, right: Numeral) -> bool:
    return right.form is Form.DIGITS and low(sentence, right.last + 1) != "%"


def _rises(left: Numeral, right: Numeral) -> bool:
    return left.value is not None and right.value is not None and (left.value < right.value or right.scale > left.scale)


def _free(more: Iterable[Quantity], found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities that share no lexeme with those found before."""
    taken = {i for quantity in found for i in range(quantity.first, quantity.last + 1)}
    return [quantity for quantity in more if taken.isdisjoint(range(quantity.first, quantity.last + 1))]


def _aged(sentence: Sentence, quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """A bare number as an age: "Ann Lee, 44, said", "children under five", "died at 61"."""
    value = quantity.value
    if quantity.unit.kind is not UnitKind.NONE or not isinstance(value, float) or int(value) not in _AGES:
        return quantity
    if value != int(value) or quantity.scale != 1:
        return quantity
    i, j = quantity.first, quantity.last + 1
    named = (
        low(sentence, i - 1) == ","
        and i >= 2
        and sentence[i - 2].capital
        and (low(sentence, j) in (",", ")", ".") or j >= len(sentence))
    )
    told = low(sentence, i - 1) in lexicon.aged_at and low(sentence, i - 2) in lexicon.aged_verbs
    bounded = quantity.hedge in ("less than", "more than", "at least") and (
        low(sentence, i - 1) in lexicon.ages_before or low(sentence, i - 1) in lexicon.grammar.auxiliaries
    )
    if not (named or told or (bounded and sentence[quantity.at].kind is not Kind.SIGN)):
        return quantity
    unit = Unit(quantity.first, quantity.last, "years of age", "years of age", UnitKind.AGE)
    return replace(quantity, unit=unit)
