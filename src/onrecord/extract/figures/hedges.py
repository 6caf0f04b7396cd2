"""How firmly a number is told, and which way it moved."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.nouns import is_verb
from onrecord.extract.figures.quantity import TIMES, Quantity, Sentence, low
from onrecord.words.lexemes import Kind

_REACH = 7
_PARTICLES = frozenset(("up", "down"))


def hedged(sentence: Sentence, quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """The quantity with its hedge and the words of the hedge taken into its stretch."""
    if quantity.vague:
        return quantity
    first, last, hedge = quantity.first, quantity.last, quantity.hedge
    if low(sentence, quantity.to) in lexicon.rounding:
        hedge = "about"
    before = lexicon.hedge_before.before(sentence, first)
    if before is not None and (
        _is_level(sentence, first - before[0], first, lexicon) or _spans(sentence, first - 1, quantity, lexicon)
    ):
        before = None
    if before is not None:
        first, hedge = first - before[0], before[1]
        # "Well over", "about, or above": the firmer word is the inner one, the outer belongs to the stretch.
        outer = lexicon.hedge_before.before(sentence, first)
        first -= outer[0] if outer else 0
    elif low(sentence, first - 1) in lexicon.signs_before and _stands_free(sentence, first - 1):
        hedge = lexicon.signs_before[low(sentence, first - 1)]
        first -= 1
    elif low(sentence, first - 1) in lexicon.dashes:
        prefix = lexicon.hedge_before.word(low(sentence, first - 2))
        if prefix is not None:
            first, hedge = first - 2, prefix
    after = lexicon.hedge_after.at(sentence, last + 1)
    if after is not None:
        last, hedge = last + after[0], after[1]
    return replace(quantity, first=first, last=last, hedge=hedge)


def _stands_free(sentence: Sentence, i: int) -> bool:
    """Whether nothing but a bracket is written onto the sign; else it closes something, such as a tag."""
    return i == 0 or not sentence[i].glued or sentence[i - 1].text in "(["


def converted(sentence: Sentence, quantities: list[Quantity]) -> list[Quantity]:
    """A conversion in brackets is as firm as what it converts: "more than 100 kilometres (60 miles)"."""
    out: list[Quantity] = []
    for quantity in quantities:
        if (
            out
            and quantity.hedge == "exactly"
            and low(sentence, quantity.first - 1) == "("
            and out[-1].last + 2 == quantity.first
            and out[-1].unit.kind is quantity.unit.kind
            and not out[-1].vague
        ):
            quantity = replace(quantity, hedge=out[-1].hedge)
        out.append(quantity)
    return out


def trends(sentence: Sentence, quantities: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The quantities with their trend; one behind "or" or "by" takes the trend of the one before it."""
    out: list[Quantity] = []
    for quantity in quantities:
        trend = None if quantity.changed else _trend(sentence, quantity, lexicon)
        if trend is None and out and not quantity.changed and _goes_on(sentence, out[-1], quantity):
            trend = out[-1].trend
        out.append(quantity if trend is None else replace(quantity, trend=trend))
    return out


def _is_level(sentence: Sentence, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words that could be a bound name the level reached: "ticked up to 4.3 percent", "wzrosła do 4,2"."""
    moves = lexicon.moves
    if moves.has(low(sentence, first)):
        return low(sentence, first + 1) in moves.levels and _drifts(sentence, first, lexicon)
    if end - first > 1 or low(sentence, first) not in moves.levels:
        return False
    before = sentence[max(0, first - _REACH) : first]
    return any(moves.has(lexeme.low) for lexeme in before)


def _spans(sentence: Sentence, i: int, quantity: Quantity, lexicon: Lexicon) -> bool:
    """ "Lost 5 kg over 16 weeks": how long it took; "lasted over 16 weeks", "for over 16 weeks" are bounds."""
    if i < 1 or sentence[i].low not in lexicon.spanning or quantity.unit.measure not in TIMES:
        return False
    before = sentence[i - 1]
    led = before.low in lexicon.grammar.function or before.low in lexicon.grammar.adverbs
    return before.kind is not Kind.SIGN and not led and not is_verb(sentence, i - 1, lexicon.grammar)


def _drifts(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether a verb of movement without a way of its own stands before the particle at ``i`` ("edged back up")."""
    before = low(sentence, i - 1)
    return (low(sentence, i - 2) if before in lexicon.moves.between else before) in lexicon.moves.drifting


def _trend(sentence: Sentence, quantity: Quantity, lexicon: Lexicon) -> str | None:
    """The nearest trend word left of the number, with nothing but small words between; else one right behind it."""
    moves, by, exact = lexicon.moves, False, quantity.hedge == "exactly"
    if sentence[quantity.first].text == "+" and low(sentence, quantity.first + 1) != "/":
        return "up"
    for j in range(quantity.first - 1, max(-1, quantity.first - _REACH), -1):
        here = sentence[j]
        if by and exact and (here.low in moves.up_by or here.low in moves.down_by):
            # "Raise fees by up to 24 pounds": what is only bounded or estimated may not have moved that far.
            return "up" if here.low in moves.up_by else "down"
        if moves.has(here.low):
            if here.low in _PARTICLES and _phrasal(sentence, j, lexicon):
                break
            return "up" if here.low in moves.up else "down"
        if here.low in moves.levels and j == quantity.first - 1:
            continue
        if here.kind is not Kind.WORD or not (by or here.low in moves.between):
            break
        by = by or here.low in moves.measured_by
    return _trend_behind(sentence, quantity.last + 1, lexicon)


def _trend_behind(sentence: Sentence, i: int, lexicon: Lexicon) -> str | None:
    """ "Closed 2 percent higher"; "2 percent higher than" and "2 percent higher prices" compare."""
    moves, here, after = lexicon.moves, low(sentence, i), low(sentence, i + 1)
    if here not in moves.up_behind and here not in moves.down_behind:
        return None
    ends = i + 1 >= len(sentence) or sentence[i + 1].kind is not Kind.WORD
    small = after in lexicon.grammar.function or after in lexicon.grammar.adverbs or after in lexicon.grammar.time_nouns
    if after in moves.than or not (ends or small):
        return None
    return "up" if here in moves.up_behind else "down"


def _phrasal(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """ "Gave up 500", "up to 400": the particle belongs to a verb that moves nothing, or to a bound."""
    before = low(sentence, i - 1)
    if lexicon.moves.has(before) or _drifts(sentence, i, lexicon):
        return False
    return before in lexicon.grammar.verbs or low(sentence, i + 1) in lexicon.moves.levels


def _goes_on(sentence: Sentence, before: Quantity, quantity: Quantity) -> bool:
    """ "190 points, or 0.6%"; "Burlington by 2.6%" after a move of the same sort."""
    if before.trend is None:
        return False
    gap = [lexeme.low for lexeme in sentence[before.last + 1 : quantity.first]]
    if gap in ([",", "or"], ["or"]):
        return True
    return bool(gap) and gap[-1] == "by" and len(gap) <= _REACH and before.unit.kind is quantity.unit.kind
