"""What speaks for two parts rendering one utterance: words, figures, sounds and meaning that they share.

Every measure is a matrix, some parts against others; what a word counts depends on how many of an occasion's parts
hold it. Work grows with what is shared, and for meaning with the product of the two numbers of parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence, Set
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.link.quotations import weight
from onrecord.link.utterances.parts import Part
from onrecord.meaning import embed
from onrecord.types import Manner

Floats = NDArray[np.float32]
MEASURES = (
    "words of the shorter",
    "words of both",
    "figures",
    "sounds of the shorter",
    "meaning",
    "meaning beyond the usual",
    "another language",
    "speakers",
    "no source",
    "two quotations",
    "words of two quotations",
)
_MOST_FIGURES = 2.0
_DOUBT = 2.0
"""Added to what two parts could share: of two words, that both are shared says less than of ten."""

_SAME_WORDS, _LEAST_SHARED = 0.5, 1 / 3
_SHARED_WORDS, _SHARED_SOUNDS = 2.0, 2.0
"""The weight of words, or sounds, in common from which a sentence without a source may retell something."""

Numbers = Sequence[int] | NDArray[np.int_]


class Evidence:
    """The parts of one occasion, made comparable."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._words = _Shared([frozenset(part.words) for part in parts], weight)
        self._numbers = _Shared([part.numbers for part in parts])
        self._sounds = _Shared([part.sounds for part in parts])
        self._language = np.array([part.language for part in parts])
        self._page = np.array([part.page for part in parts])
        self._speaker = np.array([part.speaker or "" for part in parts])
        self._kind = np.array([part.kind or "" for part in parts])
        self._inner = np.array([part.inner.speaker if part.inner else "" for part in parts])
        self._sourced = np.array([part.manner is not None for part in parts])
        self.quoted = self._in_their_words(parts)
        """Whether a part is a quotation in its speaker's own words, as far as its page goes."""
        self._meanings = _Meanings(parts, [bool(told) or self._touches(at) for at, told in enumerate(self._sourced)])

    def between(self, rows: Numbers, columns: Numbers) -> dict[str, Floats]:
        """The measures of each pair by their names, those of `MEASURES`."""
        foreign = self._language[rows][:, None] != self._language[columns][None]
        words = np.where(foreign, np.float32(0), self._words.between(rows, columns))
        near, usual = self._meanings.between(rows, columns)
        alike = words / self._words.shorter(rows, columns)
        quoted = self.quoted[rows][:, None] & self.quoted[columns][None] & ~foreign
        named = (self._speaker[rows] != "")[:, None] & (self._speaker[columns] != "")[None]
        same = named & self._one_speaker(rows, columns)
        found = (
            alike,
            words / self._words.mean(rows, columns),
            np.minimum(self._numbers.between(rows, columns), _MOST_FIGURES),
            self._sounds.between(rows, columns) / self._sounds.shorter(rows, columns),
            near,
            near - usual,
            foreign,
            # Where both are known; a body's words are its spokesman's too.
            same.astype(np.int8) - (named & ~same & (self._kind[rows][:, None] == self._kind[columns][None])),
            np.broadcast_to(~self._sourced[rows][:, None], foreign.shape),
            quoted,
            np.where(quoted, alike, 0),
        )
        return {name: np.asarray(each, np.float32) for name, each in zip(MEASURES, found, strict=True)}

    def words_there(self, words: Set[str]) -> Floats:
        """The share of some words, by what they count, that each part holds."""
        return self._words.shares(words)

    def _one_speaker(self, rows: Numbers, columns: Numbers) -> NDArray[np.bool_]:
        """Whether both are credited to one, or one to whom the other reports."""
        ours, theirs = self._speaker[rows][:, None], self._speaker[columns][None]
        reported, told = self._inner[rows][:, None], self._inner[columns][None]
        return np.asarray((ours == theirs) | (reported == theirs) | (ours == told))

    def _touches(self, number: int) -> bool:
        """Does a part share with another page what makes it worth its while to ask for its meaning, which is dear?"""
        others = np.flatnonzero(self._page != self._page[number])
        if self._numbers.between([number], others).any():
            return True
        held = ((self._words, _SHARED_WORDS), (self._sounds, _SHARED_SOUNDS))
        return any(bool((kind.between([number], others) >= least).any()) for kind, least in held)

    def _in_their_words(self, parts: Sequence[Part]) -> NDArray[np.bool_]:
        """Direct statements, but for those of translations: of pages that say so, and of pages whose quotations hardly
        ever have the words of others.
        """
        turn = np.array([part.turn for part in parts])
        direct = np.array([part.manner is Manner.DIRECT and not part.translated for part in parts])
        shared: defaultdict[str, list[bool]] = defaultdict(list)
        for number in np.flatnonzero(direct).tolist():
            fellows = direct & (self._language == self._language[number]) & (self._page != self._page[number])
            alike = self._words.between([number], np.flatnonzero(fellows))
            there = alike / self._words.shorter([number], np.flatnonzero(fellows))
            shared[parts[number].page].append(bool(there.size and there.max() >= _SAME_WORDS))
        own = {page for page, found in shared.items() if sum(found) >= _LEAST_SHARED * len(found)}
        return np.asarray(turn | (direct & np.array([part.page in own for part in parts])))


class _Shared:
    """What parts hold of one kind of thing: it counts the less, the more parts hold it, and by its ``own`` weight."""

    def __init__(self, held: Sequence[frozenset[str]], own: Callable[[str], float] = lambda _: 1.0) -> None:
        counts = Counter(thing for things in held for thing in things)
        most = log(len(held) + 1)
        # In one order always: sums of the same numbers in another order differ.
        self._held = [sorted(things) for things in held]
        self._weights = {thing: own(thing) * (1 - log(count) / most) for thing, count in counts.items()}
        self._whole: Floats = np.array([self._weight(things) for things in self._held], np.float32)
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, things in enumerate(held):
            for thing in things:
                holders[thing].append(number)
        self._holders = {
            thing: (np.array(numbers), np.full(len(numbers), self._weights[thing]))
            for thing, numbers in holders.items()
        }

    def between(self, rows: Numbers, columns: Numbers) -> Floats:
        """For each pair the weight of what both hold."""
        return np.stack([self._sums(self._held[row])[columns] for row in rows])

    def shorter(self, rows: Numbers, columns: Numbers) -> Floats:
        """What the lighter of two parts weighs, and a doubt."""
        return np.asarray(np.minimum(self._whole[rows][:, None], self._whole[columns][None]) + _DOUBT, np.float32)

    def mean(self, rows: Numbers, columns: Numbers) -> Floats:
        """What two parts weigh in the mean, and a doubt."""
        return np.asarray((self._whole[rows][:, None] + self._whole[columns][None]) / 2 + _DOUBT, np.float32)

    def shares(self, things: Set[str]) -> Floats:
        """The share of things, by weight, that each part holds."""
        ordered = sorted(things)
        return self._sums(ordered) / np.float32(self._weight(ordered) or 1)

    def _sums(self, things: Sequence[str]) -> Floats:
        if not things:
            return np.zeros(len(self._held), np.float32)
        holders, weights = zip(*map(self._holders.__getitem__, things), strict=True)
        return np.bincount(np.concatenate(holders), np.concatenate(weights), len(self._held)).astype(np.float32)

    def _weight(self, things: Sequence[str]) -> float:
        return sum(map(self._weights.__getitem__, things))


class _Meanings:
    """The vectors of parts and of their sentences: two parts are as near as their nearest sentences, or wholes.

    A part that is not asked for is near to nothing.

    Products of bytes are summed without rounding, so that the nearness of two parts is the same on every machine.
    """

    def __init__(self, parts: Sequence[Part], asked: Sequence[bool]) -> None:
        texts = [[part.text, *part.sentences] if len(part.sentences) > 1 else [part.text] for part in parts]
        texts = [each if worth else [""] for each, worth in zip(texts, asked, strict=True)]
        ends = np.cumsum([len(each) for each in texts])
        self._rows = [np.arange(end - len(each), end) for each, end in zip(texts, ends.tolist(), strict=True)]
        self._vectors: Floats = embed([text for each in texts for text in each]).astype(np.float32)
        lengths = np.sqrt(np.square(self._vectors).sum(axis=1))
        self._shares: Floats = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        wholes = self._vectors[[row[0] for row in self._rows]].astype(np.float64)
        shares = self._shares[[row[0] for row in self._rows]]
        total = wholes @ wholes.sum(axis=0)
        self._usual: Floats = (total * shares * (shares.mean() / len(parts))).astype(np.float32)

    def between(self, rows: Numbers, columns: Numbers) -> tuple[Floats, Floats]:
        """For each pair how near, and how near both usually are to the occasion's parts."""
        ours, theirs = (np.concatenate([self._rows[part] for part in each]) for each in (rows, columns))
        near = self._vectors[ours] @ self._vectors[theirs].T * self._shares[ours][:, None] * self._shares[theirs]
        near = np.maximum.reduceat(near, self._starts(rows), axis=0)
        near = np.maximum.reduceat(near, self._starts(columns), axis=1)
        usual = (self._usual[rows][:, None] + self._usual[columns][None]) / 2
        return near, np.asarray(usual, np.float32)

    def _starts(self, parts: Numbers) -> NDArray[np.int_]:
        counts = [len(self._rows[part]) for part in parts]
        return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
