"""What the quantities of one sentence lend each other: a unit, a noun, a part its whole.

"Eight or nine euros", "14 people were killed and 32 injured", "300 boats, of which 50 sank", "rose to 24 from 18 mpg",
"six of the nine members".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.figures.lexicon import Lexicon
from onrecord.extract.figures.nouns import is_verb
from onrecord.extract.figures.quantity import Quantity, Sentence, UnitKind, low
from onrecord.words.lexemes import Kind

_LIMIT_OF_WHOLE = 100_000
# Lexemes between a noun and the number that takes it.
_NEAR, _FAR = 8, 14
_LENDING = frozenset((UnitKind.NOUN, UnitKind.MEASURE, UnitKind.CURRENCY))


def joint(sentence: Sentence, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The quantities with what they take from each other; a part and its whole, a tally of votes, are one."""
    return _inherited(sentence, _parts(sentence, _forward(sentence, list(found), lexicon), lexicon), lexicon)


def _forward(sentence: Sentence, found: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """ "Eight or nine euros", "7- or 8-inch": the left number takes the unit of the right one."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        here, after = out[k], out[k + 1]
        gap = [lexeme.low for lexeme in sentence[here.last + 1 : after.first] if lexeme.low not in lexicon.dashes]
        if here.unit.kind is UnitKind.NONE and len(gap) == 1 and gap[0] in lexicon.either:
            value = here.value
            if here.scale == 1 and after.scale > 1 and isinstance(value, float) and value < 100:
                value *= after.scale
            out[k] = replace(here, unit=replace(after.unit, first=here.first, last=here.last), value=value)
    return out


def _parts(sentence: Sentence, found: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """ "Six of the nine members" is one figure, "eleven votes to four" too; the second number tells the whole."""
    out: list[Quantity] = []
    for quantity in found:
        if out and _is_whole(sentence, out[-1], quantity, lexicon):
            part = out.pop()
            unit = part.unit if part.unit.kind is not UnitKind.NONE else quantity.unit
            quantity = replace(
                part, last=quantity.last, unit=replace(unit, first=part.first), whole=(part.last + 2, quantity.last)
            )
        elif out and _is_tally(sentence, out[-1], quantity, lexicon):
            quantity = replace(out.pop(), last=quantity.last)
        out.append(quantity)
    return out


def _is_whole(sentence: Sentence, part: Quantity, whole: Quantity, lexicon: Lexicon) -> bool:
    if part.unit.kind is not UnitKind.NONE or whole.unit.kind not in (UnitKind.NONE, UnitKind.NOUN):
        return False
    if not isinstance(part.value, float) or not isinstance(whole.value, float) or part.scale * whole.scale != 1:
        return False
    if not (1 <= part.value < whole.value <= _LIMIT_OF_WHOLE) or part.value != int(part.value):
        return False
    gap = [lexeme.low for lexeme in sentence[part.last + 1 : whole.first]]
    inner = {word for word in gap[1:] if not word.endswith("'s")}  # "of the league's 30 teams"
    return 1 <= len(gap) <= 3 and gap[0] in lexicon.grammar.partitive and inner <= lexicon.grammar.determiners


def _is_tally(sentence: Sentence, votes: Quantity, against: Quantity, lexicon: Lexicon) -> bool:
    if votes.unit.kind is not UnitKind.NOUN or votes.last + 2 != against.first:
        return False
    if sentence[votes.last].low not in lexicon.votes and against.unit.kind is not UnitKind.NONE:
        return False
    return sentence[votes.last].low in lexicon.votes and sentence[votes.last + 1].low in lexicon.tally


def _inherited(sentence: Sentence, found: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """Bare numbers with the unit of the quantity before them, where the words between say that it goes on."""
    out: list[Quantity] = []
    for quantity in found:
        if out and quantity.unit.kind is UnitKind.NONE and _takes(sentence, out[-1], quantity, lexicon):
            lent = out[-1].unit
            quantity = replace(
                quantity, unit=replace(lent, first=quantity.first, last=quantity.last, note="unit of the figure before")
            )
        out.append(quantity)
    return out


def _takes(sentence: Sentence, before: Quantity, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a bare number counts what the one before it counted."""
    noun = before.unit.kind is UnitKind.NOUN
    if before.unit.kind not in _LENDING or (noun and before.unit.attributive) or _is_fraction(quantity):
        return False
    hedge = lexicon.hedge_before.before(sentence, quantity.first)
    first = quantity.first - hedge[0] if hedge else quantity.first
    gap = [lexeme.low for lexeme in sentence[before.last + 1 : first]]
    if not gap or len(gap) > _FAR:
        return False
    shares = lexicon.shares
    if shares.compared.before(sentence, first) is not None:
        return True
    if not noun or len(gap) > _NEAR:
        return False
    if shares.part.before(sentence, first) or shares.part_behind.at(sentence, quantity.last + 1):
        return True
    return _coordinate(sentence, first, gap, quantity, lexicon)


def _is_fraction(quantity: Quantity) -> bool:
    return isinstance(quantity.value, float) and 0 < abs(quantity.value) < 1


def _coordinate(sentence: Sentence, end: int, gap: list[str], quantity: Quantity, lexicon: Lexicon) -> bool:
    """ "14 people were killed and 32 injured": only a conjunction, and perhaps a verb, stands between."""
    ends = quantity.last + 1 >= len(sentence) or sentence[quantity.last + 1].kind is not Kind.WORD
    verb = not ends and is_verb(sentence, quantity.last + 1, lexicon.grammar)
    behind = low(sentence, quantity.last + 1)
    small = behind in lexicon.grammar.prepositions or behind in lexicon.grammar.auxiliaries
    if not (ends or verb or small):
        return False
    first = next((k for k, word in enumerate(gap) if word in lexicon.either), None)
    if first is None:
        return False
    return all(is_verb(sentence, k, lexicon.grammar) for k in range(end - len(gap) + first + 1, end))
