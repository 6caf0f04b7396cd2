"""Numbers as people write them: digits in a language's format, words, scale words, fractions, vague counts.

Formats and words come from ``words/<language>/numbers.toml``. Values follow the short scale in English and the long
scale elsewhere because the tables say so; nothing is guessed from the locale of the machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from onrecord.words.digits import is_number, parse_digits
from onrecord.words.lexemes import Kind, Lexeme, lexemes, stretch
from onrecord.words.numberwords import HYPHENS, LARGEST_SCALE, NumberWords, can_open, number_words, spelled

_SUPERSCRIPTS = str.maketrans("−–", "--")
_LONGEST_RUN = 30
_WHOLES = 100
_LONGEST_MANTISSA = 3
_LARGEST_OF_ONE, _LARGEST_OF_MANY = 1000, 20
_POWERS = range(-99, 100)
_ENDS = frozenset('.,;:!?)"”»')


class Form(Enum):
    """How a number is written; only some forms can be years, names or ordinals."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    VAGUE = "vague"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number: lexemes ``first`` to ``last`` (both included). ``value`` is None where only a magnitude is told.

    ``scale`` is the factor that its scale word gave (1 without one), so that "10 to 15 billion" can share it.
    """

    first: int
    last: int
    value: float | None
    form: Form
    scale: float = 1.0


def numerals_in(text: str, language: str) -> list[tuple[int, int, float | None]]:
    """The numbers of a text as (start, end, value), for callers that need no lexemes."""
    return _placed(lexemes(text, plain_space=number_words(language).plain_space), language)


def numerals_within(text: str, start: int, end: int, language: str) -> list[tuple[int, int, float | None]]:
    """As `numerals_in`, of a stretch; for those who ask for many stretches of one text."""
    return _placed(stretch(text, start, end, number_words(language).plain_space), language)


def _placed(found: Sequence[Lexeme], language: str) -> list[tuple[int, int, float | None]]:
    return [(found[n.first].start, found[n.last].end, n.value) for n in numerals(found, language)]


def numerals(found: Sequence[Lexeme], language: str) -> list[Numeral]:
    """The numbers among the lexemes, in order, none overlapping another. Linear in the lexemes."""
    table = number_words(language)
    out: list[Numeral] = []
    done = -1
    for i in can_open(found, table):
        numeral = _at(found, i, table) if i > done else None
        if numeral is not None:
            out.append(numeral)
            done = numeral.last
    return out


def _at(found: Sequence[Lexeme], i: int, table: NumberWords) -> Numeral | None:
    here = found[i]
    if here.kind is Kind.DIGITS:
        return _in_digits(found, i, table)
    if here.kind is Kind.SIGN or not table.known:
        return None
    if len(here.text) == 1 and unicodedata.category(here.text) == "No":
        return Numeral(i, i, unicodedata.numeric(here.text), Form.FRACTION)
    for phrase, part in table.fraction_phrases.items():
        if phrase[0] == here.low and tuple(lexeme.low for lexeme in found[i : i + len(phrase)]) == phrase:
            return Numeral(i, i + len(phrase) - 1, part, Form.FRACTION)
    if here.low in table.fraction_alone:
        return _scaled(found, i, i, table.fraction_alone[here.low], Form.FRACTION, table)
    return _vague(found, i, table) or _fraction(found, i, table) or _in_words(found, i, table)


def _in_digits(found: Sequence[Lexeme], i: int, table: NumberWords) -> Numeral | None:
    """A number in digits; a run too long to be a quantity is none."""
    here, after = found[i], _get(found, i + 1)
    if len(here.text) > _LONGEST_RUN or not is_number(here.text):
        return None
    value = parse_digits(here.text, table.decimal)
    if after is None:
        return Numeral(i, i, value, Form.DIGITS)
    if after.glued and after.low in table.ordinal_endings:
        return Numeral(i, i + 1, value, Form.ORDINAL)
    if table.suffixes and after.text in "'’" and after.glued and i + 2 < len(found) and found[i + 2].glued:
        ordinal = found[i + 2].low in table.ordinal_endings
        return Numeral(i, i + 2, value, Form.ORDINAL if ordinal else Form.DIGITS)
    return (
        _power(found, i, value)
        or _slash(found, i, value)
        or _mixed(found, i, value)
        or _ratio(found, i, i, value, table)
        or _scaled(found, i, i, value, Form.DIGITS, table)
    )


def _power(found: Sequence[Lexeme], i: int, value: float) -> Numeral | None:
    """ "1.99×10−30": the exponent is read as printed, with or without a caret."""
    if not (_low(found, i + 1) in ("×", "x") and _low(found, i + 2) == "10"):
        return None
    j = i + 3
    sign = ""
    while _low(found, j) in ("^", "−", "–", "-", "+") and found[j].glued:
        sign = found[j].text.translate(_SUPERSCRIPTS)
        j += 1
    exponent = _get(found, j)
    if exponent is None or not exponent.glued or not exponent.text.isdecimal() or len(exponent.text) > 2:
        return None
    power = -int(exponent.text) if sign == "-" else int(exponent.text)
    return Numeral(i, j, value * 10.0**power, Form.DIGITS) if power in _POWERS else None


def _slash(found: Sequence[Lexeme], i: int, value: float) -> Numeral | None:
    below = _get(found, i + 2)
    if _low(found, i + 1) not in ("/", "⁄") or below is None or not (found[i + 1].glued and below.glued):
        return None
    if not below.text.isdecimal() or len(below.text) > 4 or value != int(value):
        return None
    divisor = int(below.text)
    return Numeral(i, i + 2, value / divisor, Form.FRACTION) if 0 < value < divisor else None


def _mixed(found: Sequence[Lexeme], i: int, value: float) -> Numeral | None:
    """ "2½", "2 ½", "1 1/2"."""
    part = _get(found, i + 1)
    if part is not None and part.kind is Kind.DIGITS and not part.glued and value < _WHOLES:
        over = _slash(found, i + 1, parse_digits(part.text, "."))
        if over is not None and over.value is not None:
            return Numeral(i, over.last, value + over.value, Form.DIGITS)
    if part is None or len(part.text) != 1 or unicodedata.category(part.text) != "No":
        return None
    return Numeral(i, i + 1, value + unicodedata.numeric(part.text), Form.DIGITS)


def _scaled(found: Sequence[Lexeme], first: int, last: int, value: float, form: Form, table: NumberWords) -> Numeral:
    """The number with the scale words behind it ("4.2 billion", "1.8 billion-mile", "4.2b", "half a million")."""
    scale = 1.0
    j = last + 1
    while j < len(found):
        if found[j].text in HYPHENS and found[j].glued and _low(found, j + 1) in table.scales and found[j + 1].glued:
            j += 1
        factor = table.scales.get(found[j].low)
        if factor is None and scale == 1.0:
            factor = _short_scale(found, j, table)
        if factor is None or scale * factor > LARGEST_SCALE:
            break
        scale *= factor
        last = j
        j += 1
        if found[last].low in table.short_scales and _low(found, j) == "." and found[j].glued and _goes_on(found, j):
            last = j
            j += 1
    return Numeral(first, last, value * scale, form, scale)


def _goes_on(found: Sequence[Lexeme], point: int) -> bool:
    """Whether the point after an abbreviated scale belongs to it: it is long ("Mrd."), or no capital follows."""
    after = _get(found, point + 1)
    if after is None:
        return False
    return after.text[0].islower() or after.text in "€$£%" or len(found[point - 1].text) > 2


def _short_scale(found: Sequence[Lexeme], j: int, table: NumberWords) -> float | None:
    """An abbreviation counts when it is glued ("4.2b"); apart only when it has two letters or is a capital ("8 B")."""
    here = found[j]
    factor = table.short_scales.get(here.low)
    if factor is None:
        return None
    if not here.glued:
        return factor if len(here.text) > 1 or here.text == "B" else None
    if len(here.text) == 1 and found[j - 1].text.isdecimal() and len(found[j - 1].text) > _LONGEST_MANTISSA:
        return None  # "5300M" is a name
    after = _get(found, j + 1)
    if here.text == "m" and (after is None or (after.kind is Kind.SIGN and after.text in "(),.;")):
        # Metres or millions: a sum of money has its sign before the digits, bare "37m," is a length.
        return factor if found[j - 1].glued and not found[j - 2].text.islower() else None
    return factor


def _in_words(found: Sequence[Lexeme], i: int, table: NumberWords) -> Numeral | None:
    read = spelled(found, i, table)
    if read is None:
        return None
    value, last, scale = read
    if _is_ordinal_tail(found, last, table):
        return Numeral(i, last + 2, value, Form.ORDINAL)
    return (
        _with_half(found, i, last, value, table)
        or _of_parts(found, i, last, value, table)
        or _ratio(found, i, last, value, table)
        or Numeral(i, last, value, Form.WORDS, scale)
    )


def _is_ordinal_tail(found: Sequence[Lexeme], last: int, table: NumberWords) -> bool:
    """ "Twenty-first": a part that is no numerator follows the hyphen."""
    tail = _get(found, last + 2)
    return (
        tail is not None
        and _low(found, last + 1) in HYPHENS
        and tail.glued
        and (tail.low in table.fraction_one or tail.low in table.ordinal_endings)
        and found[last].low not in ("one", "a")
    )


def _with_half(found: Sequence[Lexeme], first: int, last: int, value: float, table: NumberWords) -> Numeral | None:
    """ "Two and a half"."""
    for phrase, part in table.with_half.items():
        stop = last + 1 + len(phrase)
        if stop <= len(found) and all(found[last + 1 + k].low == word for k, word in enumerate(phrase)):
            return _scaled(found, first, stop - 1, value + part, Form.WORDS, table)
    return None


def _of_parts(found: Sequence[Lexeme], first: int, last: int, value: float, table: NumberWords) -> Numeral | None:
    """ "Two-thirds", "one quarter"."""
    j = last + 1
    if _low(found, j) in HYPHENS and found[j].glued:
        j += 1
    part = (table.fraction_one if value == 1 else table.fraction_many).get(_low(found, j))
    return Numeral(first, j, value * part, Form.FRACTION) if part is not None else None


def _ratio(found: Sequence[Lexeme], first: int, last: int, value: float, table: NumberWords) -> Numeral | None:
    """ "Nine in ten", "one out of three": both numbers whole, the second a small or round one."""
    if _low(found, last + 1) not in table.ratio_openers:
        return None
    for phrase in table.ratio:
        at = last + 1 + len(phrase)
        if at >= len(found) or any(found[last + 1 + k].low != word for k, word in enumerate(phrase)):
            continue
        below = found[at]
        whole = parse_digits(below.text, ".") if below.text.isdecimal() else table.cardinals.get(below.low)
        # "One in 36" is a share up to a thousand; other pairs may be "five in 2019".
        same = (below.kind is Kind.DIGITS) == (found[first].kind is Kind.DIGITS)
        likely = whole is not None and (whole <= _LARGEST_OF_ONE if value == 1 else same and whole <= _LARGEST_OF_MANY)
        if whole is not None and likely and 0 < value < whole and value == int(value):
            return Numeral(first, at, value / whole, Form.FRACTION)
    return None


def _fraction(found: Sequence[Lexeme], i: int, table: NumberWords) -> Numeral | None:
    """ "A third of", "half a million", "quarter-point"; never "third quarter", "first half"."""
    low = found[i].low
    if low in table.half and _low(found, i + 1) in table.half_before and not _after_ordinal(found, i):
        if found[i + 1].low in table.articles and _low(found, i + 2) in table.scales:
            return _scaled(found, i, i + 1, 0.5, Form.WORDS, table)
        return Numeral(i, i, 0.5, Form.FRACTION)
    if low in table.fraction_one and _low(found, i + 1) in HYPHENS and found[i + 1].glued:
        tail = _low(found, i + 2)
        return Numeral(i, i, table.fraction_one[low], Form.FRACTION) if tail in table.fraction_compounds else None
    if low in table.articles or low in table.definite:
        part = table.fraction_one.get(_low(found, i + 1))
        if part is None:
            return None
        if low in table.definite:
            whole = _low(found, i + 2) in table.half_before and _low(found, i + 3) in table.fraction_before
            return Numeral(i, i + 1, part, Form.FRACTION) if whole else None
        after = _get(found, i + 2)
        ends = after is None or (after.kind is Kind.SIGN and (not after.glued or after.text in _ENDS))
        whole = ends or _low(found, i + 2) in table.fraction_before
        return Numeral(i, i + 1, part, Form.FRACTION) if whole else None
    return None


def _after_ordinal(found: Sequence[Lexeme], i: int) -> bool:
    return i > 0 and found[i - 1].kind is Kind.WORD and found[i - 1].low.endswith(("rst", "ond"))


def _vague(found: Sequence[Lexeme], i: int, table: NumberWords) -> Numeral | None:
    """ "Dozens of", "tens of millions", "several hundred", "a few thousand": a magnitude without a number."""
    start = i + 1 if found[i].low in table.articles and _low(found, i + 1) in table.vague_before else i
    counted = found[start].low in table.vague_before
    if counted and (_low(found, start + 1) in table.scales or _low(found, start + 1) in table.vague):
        start += 1
    elif counted or found[i].low not in table.vague:
        return None
    last = start
    while True:
        step = 2 if _low(found, last + 1) in table.vague_joiners else 1
        following = _low(found, last + step)
        if following not in table.vague and not ((table.vague_free or counted) and following in table.scales):
            break
        last += step
    if last == i and not table.vague_free and _low(found, i + 1) not in table.vague_joiners:
        return None
    return Numeral(i, last, None, Form.VAGUE)


def _get(found: Sequence[Lexeme], i: int) -> Lexeme | None:
    return found[i] if 0 <= i < len(found) else None


def _low(found: Sequence[Lexeme], i: int) -> str:
    return found[i].low if 0 <= i < len(found) else ""
