"""A quotation against what a page has: the same words, cut, changed, or put together from several places.

Quotation marks, dashes, blanks and case change nothing, nor do words in square brackets, which whoever quotes added. An
ellipsis says that words were left out. A number may be written in digits or in words. Every other difference alters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from onrecord import words
from onrecord.link.align import Pair, Wording, keys_of
from onrecord.link.quotations import BRACKETS, Quotation, weight
from onrecord.types import Form, Span, Spans
from onrecord.words.numbers import numerals_in

ALTERED = 0.6
"""The least share of a quotation, by weight, that stands on a page where it is the same one, altered."""
SPLICED = 0.85
"""The least share that several places must hold together, to be what a quotation was made from."""
PART = 4
"""The least words of a quotation that count as taken from a place of their own."""
_LEAST_PART = 2.0
_INTERRUPTION, _MARKED, _INSERTION = 15, 80, 8
_CLOSE = 4  # characters between two words that stand side by side
_ENDS = re.compile(r"[.!?…](?=[\s\"”»“’')\]]|$)|\n")
_BEGINS = '.!?…:"“„«'
_OPENING, _CLOSING = "\"“„‟«»‘'`([", "\"”“»«’')]"
# The page closes its quotation, says who speaks, and opens it again.
_INTERRUPTED = re.compile(r"\s*[,.;:!?…—–-]*\s*(?:[\"”“»«’]|'')(?![\w])(?s:.*)(?:[\"“„«»‘]|``|'')\s*")


class What(StrEnum):
    """What a change touches."""

    NUMBER = "number"
    NEGATION = "negation"
    HEDGE = "hedge"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ: where they stand in the quotation and on the page; None where there are none."""

    what: What
    quoted: Span | None
    held: Span | None


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a page has a quotation. ``share`` of its words, by weight, stand at ``spans`` of the page's text.

    ``before`` and ``after`` tell that the page's sentence begins earlier or goes on.
    """

    form: Form
    share: float
    spans: Spans
    changes: tuple[Change, ...]
    before: bool
    after: bool


def tells(asked: Quotation, laid: Sequence[list[Pair]]) -> bool:
    """Can what was laid side by side be the quotation, or a part that was taken from here?"""
    found = _worth_telling(asked, laid)
    return _share(asked, found) >= ALTERED or any(_is_part(asked, piece) for piece in found)


def rendering(
    asked: Quotation, page: Wording, laid: Sequence[list[Pair]], language: str = "en", within: Spans = ()
) -> Rendering | None:
    """How a page has a quotation, from what `align.pieces` laid side by side; None where it has none of its words.

    ``within`` are the stretches that the page credits to somebody: their ends are no cuts.
    """
    found = _worth_telling(asked, laid)
    if not found:
        return None
    joints = {place[0][0] for place in places(asked, page, found)[1:]}
    share = _share(asked, found)
    pairs = [pair for piece in found for pair in piece]
    changes = tuple(_changes(asked, page, pairs, joints, language))
    first, last = page.spans[pairs[0][1]].start, page.spans[pairs[-1][1]].end
    before, after = _begins_earlier(page.text, first, within), _goes_on(page.text, last, within)
    cut = before or after or any(0 < number < len(asked.keys) for number in asked.left_out)
    if joints and share >= SPLICED:
        form = Form.SPLICED
    elif changes or joints:
        form = Form.ALTERED
    else:
        form = Form.TRIMMED if cut else Form.VERBATIM
    return Rendering(form, share, _runs(page, pairs), changes, before, after)


def places(asked: Quotation, page: Wording, laid: Sequence[list[Pair]]) -> list[list[Pair]]:
    """What was laid side by side, cut where the page goes on from another place than before."""
    out: list[list[Pair]] = []
    for pair in (pair for piece in laid for pair in piece):
        if out and pair[1] > out[-1][-1][1] and not _apart(asked, page, out[-1][-1], pair):
            out[-1].append(pair)
        else:
            out.append([pair])
    return out


def _worth_telling(asked: Quotation, found: Sequence[list[Pair]]) -> list[list[Pair]]:
    """Without the pieces that chance puts anywhere: few words, or small ones only."""
    if not found:
        return []
    best = max(found, key=len)
    return [piece for piece in found if piece is best or _is_part(asked, piece)]


def _is_part(asked: Quotation, piece: Sequence[Pair]) -> bool:
    return len(piece) >= PART and sum(weight(asked.keys[i]) for i, _ in piece) >= _LEAST_PART


def _share(asked: Quotation, found: Sequence[list[Pair]]) -> float:
    held = sum(weight(asked.keys[i]) for piece in found for i, _ in piece)
    return held / (sum(map(weight, asked.keys)) or 1.0)


def _apart(asked: Quotation, page: Wording, here: Pair, there: Pair) -> bool:
    """Do words that stand between two of a quotation make them two places of the page?"""
    (i, j), (next_i, next_j) = here, there
    between = page.text[page.spans[j].end : page.spans[next_j].start]
    if len(between) <= _CLOSE:
        return False
    skipped = len(between.split())  # words that are no part of the wording stand between, too
    if any(i < number <= next_i for number in asked.left_out):
        return skipped > _MARKED
    if skipped < PART or _is_interruption(between, skipped):
        return False
    return skipped > _INTERRUPTION or len(_ENDS.findall(between)) > 1


def _is_interruption(between: str, skipped: int) -> bool:
    """Are these words the page's own, between two parts of what it quotes?"""
    return 0 < skipped <= _INTERRUPTION and _INTERRUPTED.fullmatch(between) is not None


def _changes(
    asked: Quotation, page: Wording, pairs: Sequence[Pair], joints: set[int], language: str
) -> Iterator[Change]:
    """The differences in the order of the quotation; words cut off at either end of the page's are none."""
    total = len(asked.keys)
    lead, tail = pairs[0][0], total - pairs[-1][0] - 1
    if lead:
        low = _reach(page, pairs[0][1], -lead)
        yield from _change(asked, page, (0, lead), (low, pairs[0][1]), language)
    for (i, j), (next_i, next_j) in pairwise(pairs):
        if next_i == i + 1 and next_j == j + 1:
            continue
        held = (j + 1, next_j) if next_i not in joints else (j + 1, j + 1)
        if next_i not in joints and _is_excused(asked, page, (i, j), (next_i, next_j)):
            continue
        yield from _change(asked, page, (i + 1, next_i), held, language)
    if tail:
        high = _reach(page, pairs[-1][1], tail)
        yield from _change(asked, page, (total - tail, total), (pairs[-1][1] + 1, high), language)


def _is_excused(asked: Quotation, page: Wording, here: Pair, there: Pair) -> bool:
    """Is what differs between two words said by the quotation, or put in by the page?"""
    (i, j), (next_i, next_j) = here, there
    if next_i > i + 1:
        return False
    if any(i < number <= next_i for number in asked.left_out):
        return True
    skipped = next_j - j - 1
    if any(i < number <= next_i for number in asked.inserted):
        return skipped <= _INSERTION
    between = page.text[page.spans[j].end : page.spans[next_j].start]
    return _is_interruption(between, skipped) or BRACKETS.fullmatch(between.strip()) is not None


def _reach(page: Wording, at: int, steps: int) -> int:
    """How far words before or after a place can be what others were put for: to the end of the sentence at most."""
    step = 1 if steps > 0 else -1
    reached = at
    while reached != at + steps and 0 <= reached + step < len(page):
        low, high = sorted((reached, reached + step))
        if re.search(r"[.!?…:;\n\"“”„«»]", page.text[page.spans[low].end : page.spans[high].start]):
            break
        reached += step
    return reached + 1 if steps > 0 else reached


def _change(
    asked: Quotation, page: Wording, quoted: tuple[int, int], held: tuple[int, int], language: str
) -> Iterator[Change]:
    ours, theirs = asked.wording.stretch(*quoted), page.stretch(*held)
    if ours is None and theirs is None:
        return
    one, other = ours.of(asked.wording.text) if ours else "", theirs.of(page.text) if theirs else ""
    numbers = [_numbers(text, language) for text in (one, other)]
    if ours and theirs and numbers[0] and numbers[0] == numbers[1] and _is_only_number(one, other, language):
        return
    yield Change(
        What.NUMBER if numbers[0] != numbers[1] else _touched(asked, page, quoted, held, language), ours, theirs
    )


def _touched(asked: Quotation, page: Wording, quoted: tuple[int, int], held: tuple[int, int], language: str) -> What:
    """What words that differ touch, numbers aside."""
    table = strength(language)
    ours, theirs = _plain(asked.wording, *quoted), _plain(page, *held)
    touched = {table[key] for key in ours ^ theirs if key in table}
    return next((what for what in (What.NEGATION, What.HEDGE) if what in touched), What.WORD)


def _plain(said: Wording, first: int, last: int) -> set[str]:
    """The words of a stretch without names: those that have a capital and begin no sentence ("in May")."""
    out = set()
    for key, span in zip(said.keys[first:last], said.spans[first:last], strict=True):
        before = said.text[max(0, span.start - 5) : span.start].rstrip()
        if not said.text[span.start].isupper() or not before or before[-1] in _BEGINS:
            out.add(key)
    return out


def _numbers(text: str, language: str) -> list[float | None]:
    return [value for _, _, value in numerals_in(text, language)]


def _is_only_number(one: str, other: str, language: str) -> bool:
    """Are two texts nothing but a number each?"""
    return all(
        sum(end - start for start, end, _ in numerals_in(text, language)) >= len(text.strip()) for text in (one, other)
    )


@cache
def strength(language: str) -> Mapping[str, What]:
    """The words of a language that negate, and those that say how sure or how firm something is."""
    table = words.load(language, "strength")
    out = dict.fromkeys(keys_of(table.get("hedges", "")), What.HEDGE)
    return out | dict.fromkeys(keys_of(table.get("negations", "")), What.NEGATION)


def _begins_earlier(text: str, start: int, within: Spans) -> bool:
    """Does the sentence begin before its first word that is quoted?"""
    if any(not re.search(r"\w", text[span.start : start]) for span in within if span.start <= start < span.end):
        return False
    before = text[max(0, start - 20) : start].rstrip(" \t\u00a0")
    stripped = before.rstrip(_OPENING + " ")
    return bool(stripped) and before == stripped and stripped[-1] not in ".!?…:\n"


def _goes_on(text: str, end: int, within: Spans) -> bool:
    """Does the sentence go on behind its last word that is quoted?"""
    if any(not re.search(r"\w", text[end : span.end]) for span in within if span.start < end <= span.end):
        return False
    after = text[end : end + 20].lstrip(_CLOSING + " ")
    return bool(after) and after[0] not in ".!?…\n"


def _runs(page: Wording, pairs: Sequence[Pair]) -> Spans:
    """The stretches of the page that hold the words, each without a word that is not among them."""
    out: list[Span] = []
    last = -2
    for _, j in pairs:
        # Words that are no part of the wording may stand between two that follow each other in it.
        if j == last + 1 and page.spans[j].start - out[-1].end <= _CLOSE:
            out[-1] = Span(out[-1].start, page.spans[j].end)
        else:
            out.append(page.spans[j])
        last = j
    return tuple(out)
