"""Numbers that are no figures: dates, years, clock times, scores, ordinals, sections, addresses, names, idioms."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.named import DASHES, VERSION, in_address, in_name, in_title, is_branded, is_telephone
from onrecord.extract.figures.quantity import TIMES, Sentence, Unit, UnitKind, low
from onrecord.types import Span
from onrecord.words.digits import is_grouped
from onrecord.words.lexemes import Kind, Lexeme
from onrecord.words.numbers import Form, Numeral

_YEARS = range(1500, 2201)
# In print a count as high bears a separator; without one these are years unless people or the like are counted.
_RECENT = range(1900, 2040)


def is_apart(sentence: Sentence, numeral: Numeral, unit: Unit, dates: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether a number is written in the text and yet counts or measures nothing."""
    return is_firmly_apart(sentence, numeral, unit, dates, lexicon) or is_loosely_apart(
        sentence, numeral, unit, lexicon
    )


def is_loosely_apart(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a number that is not firmly apart is none for what stands beside it."""
    if unit.kind in (UnitKind.CURRENCY, UnitKind.PERCENT, UnitKind.AGE):
        return False
    if numeral.form is not Form.DIGITS:
        return _pronoun(sentence, numeral, unit, lexicon) or _compound(sentence, numeral, unit, lexicon)
    if is_branded(sentence, numeral, unit):
        return True
    if unit.kind is UnitKind.MEASURE and not _is_calendar(unit):
        return in_name(sentence, numeral, unit, lexicon) and sentence[numeral.first].glued
    return (
        _year(sentence, numeral, unit, lexicon)
        or _score(sentence, numeral, unit, lexicon)
        or _spoken_score(sentence, numeral, unit, lexicon)
        or _listed(sentence, numeral)
        or is_telephone(sentence, numeral)
        or in_address(sentence, numeral, lexicon)
        or in_name(sentence, numeral, unit, lexicon)
    )


def is_firmly_apart(sentence: Sentence, numeral: Numeral, unit: Unit, dates: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether a number is none whatever stands beside it, so that a range may reach across it."""
    if numeral.form is Form.ORDINAL:
        return True
    if unit.kind in (UnitKind.CURRENCY, UnitKind.PERCENT, UnitKind.AGE):
        return False
    return (
        _in_date(sentence, numeral, unit, dates, lexicon)
        or _idiom(sentence, numeral, lexicon)
        or _section(sentence, numeral, unit, lexicon)
        or (numeral.form is Form.DIGITS and _clock(sentence, numeral, lexicon))
    )


def _compound(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "Six-speed", "four-door": a number word that makes an adjective, or a name ("Kick Six"), or a bare zero."""
    if unit.kind is UnitKind.NOUN and unit.attributive:
        return True
    first = numeral.first
    if first > 1 and sentence[first].glued and sentence[first - 1].text in DASHES and sentence[first - 1].glued:
        # "One-on-one": the tail of a compound; a dash between words that stand apart is none.
        return sentence[first - 2].kind is not Kind.SIGN and sentence[first - 2].low not in lexicon.apart.prefixes
    return numeral.form is Form.WORDS and in_title(sentence, numeral, unit, lexicon)


def _is_calendar(unit: Unit) -> bool:
    return unit.name in ("p", "C", "F", "G", "a", "A", "h", "s")


def _in_date(sentence: Sentence, numeral: Numeral, unit: Unit, dates: Sequence[Span], lexicon: Lexicon) -> bool:
    start, end = sentence[numeral.first].start, sentence[numeral.last].end
    inside = any(span.start <= start and end <= span.end for span in dates)
    if unit.kind is UnitKind.MEASURE and unit.measure in TIMES:
        # A length of time is a figure; "the first three months of" names a stretch of the calendar.
        after = low(sentence, unit.last + 1)
        if inside and unit.measure == "year" and _four_digits(sentence[numeral.first].text):
            return True  # "2014 года"
        opening = low(sentence, numeral.first - 1) in lexicon.apart.first and after in lexicon.grammar.partitive
        return opening or after in lexicon.apart.ago
    return inside and unit.kind is not UnitKind.MEASURE and not _opens_range(sentence, numeral)


def _opens_range(sentence: Sentence, numeral: Numeral) -> bool:
    """ "2000 - 2500 calories": what stands behind the dash decides what the number is."""
    i = numeral.last + 1
    return low(sentence, i) in DASHES and i + 1 < len(sentence) and sentence[i + 1].kind is Kind.DIGITS


def _idiom(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> bool:
    rest = lexicon.apart
    if low(sentence, numeral.first - 1) in rest.aged:
        return True
    if low(sentence, numeral.first - 1) in lexicon.range_to and low(sentence, numeral.first - 3) in rest.aged:
        return True
    if low(sentence, numeral.last + 1) in rest.eras or _is_linked(sentence, numeral, lexicon):
        return True
    if low(sentence, numeral.first - 2) in rest.aged and lexicon.range_between.word(low(sentence, numeral.first - 1)):
        return True
    return (
        rest.idioms.at(sentence, numeral.first) is not None or rest.to_clock.at(sentence, numeral.last + 1) is not None
    )


def _is_linked(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> bool:
    """ "3-in-1", "two-on-one": a small word hangs on the number, and it is no range."""
    i = numeral.last + 1
    if i + 2 >= len(sentence) or sentence[i].text not in DASHES or not (sentence[i].glued and sentence[i + 1].glued):
        return False
    word = sentence[i + 1].low
    return word in lexicon.grammar.prepositions and word not in lexicon.range_to


def _section(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "Article 5", "page 31", "number one"; with digits or with words."""
    before = numeral.first - 1
    if low(sentence, before) in (".", "#", "№", "§") and before > 0:
        if sentence[before].text in "#№§":
            return True
        before -= 1
    form = low(sentence, before)
    if form in lexicon.grammar.partitive and low(sentence, before - 2) in lexicon.apart.sections:
        return unit.kind is UnitKind.NONE and sentence[before - 1].kind is Kind.DIGITS  # "page 3 of 4"
    if form not in lexicon.apart.sections:
        return False
    run = sentence[numeral.first].text
    return numeral.form is not Form.DIGITS or not is_grouped(run) or _is_version(sentence, numeral, unit)


def _is_version(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    return (
        unit.kind is UnitKind.NONE
        and numeral.first == numeral.last
        and bool(VERSION.fullmatch(sentence[numeral.first].text))
    )


def _pronoun(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "One" that stands for a person or thing: "one of them", "no one", "the one who"; a bare "zero"."""
    rest = lexicon.apart
    if low(sentence, numeral.first) in rest.standalone:
        return unit.kind is UnitKind.NONE
    if numeral.first != numeral.last or low(sentence, numeral.first) not in rest.pronoun:
        return False
    if low(sentence, numeral.first - 1) in rest.pronoun_before:
        return True
    if rest.pronoun_after.at(sentence, numeral.last + 1):
        return True
    return unit.kind is UnitKind.NONE


def _clock(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> bool:
    i, j = numeral.first, numeral.last + 1
    if low(sentence, j) == ":" and sentence[j].glued and j + 1 < len(sentence) and sentence[j + 1].glued:
        return sentence[j + 1].kind is Kind.DIGITS
    if low(sentence, i - 1) == ":" and sentence[i].glued and sentence[i - 1].glued:
        return i >= 2 and sentence[i - 2].kind is Kind.DIGITS
    joined = low(sentence, j) in lexicon.range_to or low(sentence, j) in lexicon.dashes
    if joined or (low(sentence, j) in lexicon.either and lexicon.range_between.word(low(sentence, i - 1))):
        j += 2 if j + 1 < len(sentence) and sentence[j + 1].kind is Kind.DIGITS else 0
    return low(sentence, j) in lexicon.apart.clock_after


def _year(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    run = sentence[numeral.first]
    before, after = low(sentence, numeral.first - 1), low(sentence, numeral.last + 1)
    if before in DASHES and run.glued and numeral.first >= 2 and _four_digits(sentence[numeral.first - 2].text):
        return len(run.text) in (2, 4)
    if numeral.first != numeral.last or not _four_digits(run.text):
        return False
    if after in DASHES and sentence[numeral.last + 1].glued:
        return True
    if unit.kind is not UnitKind.NOUN or before in lexicon.apart.year_before or not before:
        return True
    return int(run.text) in _RECENT and low(sentence, unit.last) not in lexicon.apart.year_counted


def _four_digits(run: str) -> bool:
    return len(run) == 4 and run.isdecimal() and int(run) in _YEARS


def _score(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "2-0", "89-89": two small whole numbers with a dash between and no plural behind."""
    if unit.kind is UnitKind.MEASURE:
        return False
    i = numeral.first
    for a, b, dash in ((i, i + 2, i + 1), (i - 2, i, i - 1)):
        if a < 0 or b >= len(sentence) or sentence[dash].text not in DASHES:
            continue
        if not (sentence[dash].glued and sentence[b].glued):
            continue
        left, right = sentence[a].text, sentence[b].text
        if left.isdecimal() and right.isdecimal() and len(left) <= 4 and len(right) <= 3:
            counted = unit.kind is UnitKind.NOUN and lexicon.english
            return not counted or int(left) >= int(right)
    return False


def _spoken_score(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "24 to 17": two bare numbers that fall, which no range does; "voted 51 to 49" and "from 24 to 17" are none."""
    if unit.kind is not UnitKind.NONE:
        return False
    i = numeral.first
    for a, b in ((i, i + 2), (i - 2, i)):
        if a < 1 or b >= len(sentence) or sentence[b - 1].low not in lexicon.range_to:
            continue
        left, right, before = sentence[a].text, sentence[b].text, sentence[a - 1].low
        if not (left.isdecimal() and right.isdecimal() and len(left) <= 3 and int(left) >= int(right)):
            continue
        loose = b + 1 >= len(sentence) or sentence[b + 1].kind is not Kind.WORD or _is_small(sentence[b + 1], lexicon)
        told = before in lexicon.votes or lexicon.range_between.word(before) or lexicon.moves.has(before)
        return loose and not told
    return False


def _is_small(lexeme: Lexeme, lexicon: Lexicon) -> bool:
    return lexeme.low in lexicon.grammar.function or lexeme.low in lexicon.grammar.adverbs


def _listed(sentence: Sentence, numeral: Numeral) -> bool:
    """A number that opens a point of a list, or stands alone in brackets."""
    i, j = numeral.first, numeral.last + 1
    if i == 0 and low(sentence, j) in (".", ")") and sentence[j].glued and j + 1 < len(sentence):
        return True
    return low(sentence, i - 1) in ("(", "[") and low(sentence, j) in (")", "]") and len(sentence[i].text) <= 2
