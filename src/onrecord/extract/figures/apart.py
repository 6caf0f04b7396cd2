"""Numbers that are no figures: dates, years, clock times, scores, ordinals, sections, addresses, names, idioms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.quantity import TIMES, Sentence, Unit, UnitKind, low
from onrecord.types import Span
from onrecord.words.digits import is_grouped
from onrecord.words.lexemes import Kind, Lexeme
from onrecord.words.numbers import Form, Numeral

_YEARS = range(1500, 2201)
# In print a count as high bears a separator; without one these are years unless people or the like are counted.
_RECENT = range(1900, 2040)
_DASHES = frozenset("-–—−‑")
_JOINS = _DASHES | frozenset("/.#@_")
# "USB 3.0": a version behind a word in capitals.
# More digits than these bear a separator in print when they count.
_LONGEST_BARE = 4
_VERSION = re.compile(r"\d{1,3}\.\d{1,2}")
_LONGEST_CALL, _RUNS_OF_CALL, _DIGITS_OF_CALL = 12, 3, 9
# The share of words with a capital above which a line is a headline, where capitals tell nothing.
_HEADLINE = 0.7
_OPENERS = frozenset("\"'“‘„«([—–-:•*")


def is_apart(sentence: Sentence, numeral: Numeral, unit: Unit, dates: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether a number is written in the text and yet counts or measures nothing."""
    if is_firmly_apart(sentence, numeral, unit, dates, lexicon):
        return True
    if unit.kind in (UnitKind.CURRENCY, UnitKind.PERCENT, UnitKind.AGE):
        return False
    if numeral.form is not Form.DIGITS:
        return _pronoun(sentence, numeral, unit, lexicon) or _compound(sentence, numeral, unit, lexicon)
    if _is_branded(sentence, numeral, unit):
        return True
    if unit.kind is UnitKind.MEASURE and not _is_calendar(unit):
        return _name(sentence, numeral, unit, lexicon) and sentence[numeral.first].glued
    return (
        _year(sentence, numeral, unit, lexicon)
        or _score(sentence, numeral, unit, lexicon)
        or _spoken_score(sentence, numeral, unit, lexicon)
        or _listed(sentence, numeral)
        or _telephone(sentence, numeral)
        or _address(sentence, numeral, lexicon)
        or _name(sentence, numeral, unit, lexicon)
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
    if first > 1 and sentence[first].glued and sentence[first - 1].text in _DASHES and sentence[first - 1].glued:
        # "One-on-one": the tail of a compound; a dash between words that stand apart is none.
        return sentence[first - 2].kind is Kind.WORD and sentence[first - 2].low not in lexicon.apart.prefixes
    return numeral.form is Form.WORDS and _is_title(sentence, numeral, unit, lexicon)


def _is_title(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "The Three Gorges", "Group of Seven", "Kick Six": a number word with a capital inside a sentence that has few."""
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


def _is_branded(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    """ "7-Eleven", "10-K": a capital hangs on the digits where no unit of that name is written so."""
    i = numeral.last + 1
    if i + 1 >= len(sentence) or sentence[i].text not in _DASHES or not (sentence[i].glued and sentence[i + 1].glued):
        return False
    bare = unit.kind is UnitKind.NOUN and unit.attributive
    return sentence[i + 1].capital and (bare or len(sentence[i + 1].text) == 1) and sentence[i + 1].text[0].isupper()


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
    return low(sentence, i) in _DASHES and i + 1 < len(sentence) and sentence[i + 1].kind is Kind.DIGITS


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
    if i + 2 >= len(sentence) or sentence[i].text not in _DASHES or not (sentence[i].glued and sentence[i + 1].glued):
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
    return unit.kind is UnitKind.NONE and numeral.first == numeral.last and bool(_VERSION.fullmatch(sentence[numeral.first].text))


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
    if before in _DASHES and run.glued and numeral.first >= 2 and _four_digits(sentence[numeral.first - 2].text):
        return len(run.text) in (2, 4)
    if numeral.first != numeral.last or not _four_digits(run.text):
        return False
    if after in _DASHES and sentence[numeral.last + 1].glued:
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
        if a < 0 or b >= len(sentence) or sentence[dash].text not in _DASHES:
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


def _telephone(sentence: Sentence, numeral: Numeral) -> bool:
    """Three runs of digits with dashes between them, or a long number in runs: a telephone, a day, a record of games."""
    first = last = numeral.first
    while first >= 2 and _dashed(sentence, first - 1):
        first -= 2
    while last + 2 < len(sentence) and _dashed(sentence, last + 1):
        last += 2
    return last - first >= 4 or _dialled(sentence, numeral.first)


def _dashed(sentence: Sentence, i: int) -> bool:
    glued = sentence[i].glued and sentence[i + 1].glued
    digits = sentence[i - 1].kind is Kind.DIGITS and sentence[i + 1].kind is Kind.DIGITS
    return sentence[i].text in _DASHES and glued and digits


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


def _address(sentence: Sentence, numeral: Numeral, lexicon: Lexicon) -> bool:
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


def _name(sentence: Sentence, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
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
    if unit.kind is UnitKind.NONE and before.text.isupper() and len(before.text) > 1 and _VERSION.fullmatch(run.text):
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
