"""Two wordings laid side by side, word by word, with the exact place of every word in both.

Local alignment (Smith and Waterman 1981) over folded words: a match counts 2, a changed, added or skipped word -1. What
an alignment leaves of the quotation is looked for again in the same text, so that words that stand far apart there, or
in another order, come out as several pieces.

Limits: time and memory grow with the product of the two lengths, up to `MOST_CELLS` of it; of a longer text the stretch
counts that shares most words with the quotation.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from onrecord.types import Span, Spans

MOST_CELLS = 2_000_000
MOST_PIECES = 8
LEAST_PIECE = 3
"""Words of a remainder that are worth another look; fewer stand anywhere."""
_MATCH, _OTHER = 2, 1
# Numbers hold their points and commas, words their apostrophes; signs of money and parts are words of their own.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\w|[%‰$£€¥₴₽]")
_REMEMBERED = 30_000
"""Characters of a text whose words are remembered at most: those of longer ones would fill memory."""
_TYPED = str.maketrans({"’": "'", "ʼ": "'", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

Codes = NDArray[np.int32]
Pair = tuple[int, int]
"""A word of the quotation and the word of the text that it is, by their numbers."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in their order: ``keys`` are what is compared, ``spans`` where they stand."""

    text: str
    keys: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def stretch(self, first: int, last: int) -> Span | None:
        """Where the words from ``first`` up to, not including, ``last`` stand; None where they are none."""
        return Span(self.spans[first].start, self.spans[last - 1].end) if first < last else None


def keys_of(text: str, stretches: Sequence[Span] = ()) -> tuple[str, ...]:
    """The words of a text as they are compared, without their places."""
    if stretches and len(text) <= _REMEMBERED:
        whole = _remembered(text)
        cuts = [whole.cut(each) for each in stretches]
        if None not in cuts:
            return tuple(chain.from_iterable(whole.keys[cut] for cut in cuts if cut))
    lowered = _lowered(text)
    if len(lowered) != len(text):  # a letter became two: places would shift
        return tuple(_key(word) for start, end in _bounds(text, stretches) for word in _WORD.findall(text, start, end))
    found = [word for start, end in _bounds(text, stretches) for word in _WORD.findall(lowered, start, end)]
    return tuple(found) if "".join(found).isascii() else tuple(map(_key, found))


@lru_cache(maxsize=64)
def _lowered(text: str) -> str:
    """Remembered, for many stretches of one page are asked for."""
    return text.lower()


def wording(text: str, stretches: Sequence[Span] = ()) -> Wording:
    """The words of a text, or of stretches of it in their order. Case, accents and shapes of apostrophes are folded."""
    if not stretches or len(text) > _REMEMBERED:
        return _wording(text, stretches)
    whole = _remembered(text)
    parts = [
        Wording(text, whole.keys[cut], whole.spans[cut]) if (cut := whole.cut(each)) else _wording(text, (each,))
        for each in stretches
    ]
    if len(parts) == 1:
        return parts[0]
    keys, spans = (chain.from_iterable(each) for each in zip(*((part.keys, part.spans) for part in parts), strict=True))
    return Wording(text, tuple(keys), tuple(spans))


def _wording(text: str, stretches: Sequence[Span]) -> Wording:
    found = [match for start, end in _bounds(text, stretches) for match in _WORD.finditer(text, start, end)]
    spans = tuple([Span(*match.span()) for match in found])
    return Wording(text, tuple([_key(match.group()) for match in found]), spans)


class _Words:
    """The words of a text whose stretches are asked for again and again, by one stage after another: it is cut once."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.keys = tuple([_key(match.group()) for match in found])
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]

    @cached_property
    def spans(self) -> Spans:
        return tuple(map(Span, self._starts, self._ends))

    def cut(self, stretch: Span) -> slice | None:
        """The numbers of the words of a stretch; None where its ends cut a word."""
        first, last = bisect_left(self._starts, stretch.start), bisect_left(self._starts, stretch.end)
        cuts = (first and self._ends[first - 1] > stretch.start) or (last and self._ends[last - 1] > stretch.end)
        return None if cuts else slice(first, last)


@lru_cache(maxsize=64)
def _remembered(text: str) -> _Words:
    return _Words(text)


def pieces(quotation: Sequence[str], text: Sequence[str]) -> list[list[Pair]]:
    """The stretches of a quotation that stand in a text, in the quotation's order; each is its words that are the same.

    Words of the quotation that are in no piece stand nowhere near in the text.
    """
    numbers = {key: number for number, key in enumerate(dict.fromkeys(quotation))}
    asked = np.fromiter(map(numbers.__getitem__, quotation), np.int32, len(quotation))
    held = np.fromiter(map(numbers.get, text, repeat(-1)), np.int32, len(text))
    found: list[list[Pair]] = []
    open_ranges = [(0, len(asked))]
    while open_ranges and len(found) < MOST_PIECES:
        first, last = open_ranges.pop()
        pairs = _best(asked[first:last], held) if last > first else []
        if not pairs or (found and len(pairs) < LEAST_PIECE):
            continue
        found.append([(first + i, j) for i, j in pairs])
        begin, end = found[-1][0][0], found[-1][-1][0] + 1
        open_ranges += [each for each in ((first, begin), (end, last)) if each[1] - each[0] >= LEAST_PIECE]
    return sorted(found)


def _bounds(text: str, stretches: Sequence[Span]) -> Iterator[tuple[int, int]]:
    if not stretches:
        yield 0, len(text)
    for span in stretches:
        yield span.start, span.end


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.lower().translate(_TYPED))
    return unicodedata.normalize("NFC", "".join(each for each in bare if not "\u0300" <= each <= "\u036f"))


def _best(asked: Codes, held: Codes) -> list[Pair]:
    """The words that are the same in the best alignment."""
    start, end = _densest(asked, held)
    held = held[start:end]
    if (whole := _run(asked, held)) is not None:
        return [(number, start + whole + number) for number in range(len(asked))]
    scores = _scores(asked, held)
    i, j = divmod(int(scores.argmax()), scores.shape[1])
    pairs: list[Pair] = []
    while scores[i, j] > 0:
        score = int(scores[i, j])
        same = bool(asked[i - 1] == held[j - 1])
        if score == scores[i - 1, j - 1] + (_MATCH if same else -_OTHER):
            i, j = i - 1, j - 1
            if same:
                pairs.append((i, start + j))
        elif score == scores[i - 1, j] - _OTHER:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _scores(asked: Codes, held: Codes) -> Codes:
    """The best alignment that ends at each pair of words, a row for each word of the quotation."""
    scores = np.zeros((len(asked) + 1, len(held) + 1), np.int32)
    places = np.arange(len(held) + 1, dtype=np.int32)
    for number, word in enumerate(asked, 1):
        before, row = scores[number - 1], scores[number]
        row[1:] = before[:-1] + np.where(held == word, _MATCH, -_OTHER)
        np.maximum(row, before - _OTHER, out=row)
        np.maximum(row, 0, out=row)
        # A skipped word costs 1: along a row the best is a running maximum once each place is given back its cost.
        row += places
        np.maximum.accumulate(row, out=row)
        row -= places
    return scores


def _run(asked: Codes, held: Codes) -> int | None:
    """Where the words first stand one behind the other, all of them: then no alignment is better."""
    sought, text, at = asked.tobytes(), held.tobytes(), -1
    while (at := text.find(sought, at + 1)) >= 0:
        if at % held.itemsize == 0:
            return at // held.itemsize
    return None


def _densest(asked: Codes, held: Codes) -> tuple[int, int]:
    """The stretch of a text that is compared: all of it, or where most of the quotation's words stand."""
    room = max(MOST_CELLS // max(len(asked), 1), 2 * len(asked))
    if len(held) <= room:
        return 0, len(held)
    counts = np.concatenate([[0], np.cumsum(np.isin(held, asked))])
    start = int((counts[room:] - counts[:-room]).argmax())
    return max(0, start - len(asked)), start + room + len(asked)
