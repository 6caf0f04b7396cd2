"""What speaks for two parts rendering one utterance: words, figures, sounds and meaning that they share.

Every measure is a matrix, some parts against others; what a word counts depends on how many of an occasion's parts
hold it. Work grows with what is shared, and for meaning with the product of the two numbers of parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.link.quotations import weight
from onrecord.link.utterances.parts import Part
from onrecord.meaning import embed

Floats = NDArray[np.float32]
MEASURES = (
    "its words there",
    "their words here",
    "more of the two",
    "words in common",
    "figures in common",
    "figures, none in common",
    "their sounds here",
    "sounds in common",
    "meaning",
    "meaning beyond the usual",
    "another language",
    "one speaker",
    "two speakers",
)
_MOST_FIGURES = 2.0
_SMALL = 1e-6


class Evidence:
    """The parts of one occasion, made comparable."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._words = _Shared([frozenset(part.words) for part in parts], weight)
        self._numbers = _Shared([part.numbers for part in parts])
        self._sounds = _Shared([part.sounds for part in parts])
        self._meanings = _Meanings(parts)
        self._language = np.array([part.language for part in parts])
        self._speaker = np.array([part.speaker or "" for part in parts])

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """The measures of each pair, in the order of `MEASURES` along the last axis."""
        words, numbers, sounds = (each.between(rows, columns) for each in (self._words, self._numbers, self._sounds))
        here, there = self._words.whole[rows][:, None], self._words.whole[columns][None]
        foreign = self._language[rows][:, None] != self._language[columns][None]
        words = np.where(foreign, 0, words)
        told = (self._speaker[rows] != "")[:, None] & (self._speaker[columns] != "")[None]
        same = self._speaker[rows][:, None] == self._speaker[columns][None]
        counted = (self._numbers.whole[rows] > _SMALL)[:, None] & (self._numbers.whole[columns] > _SMALL)[None]
        near, usual = self._meanings.between(rows, columns)
        found = [
            words / here,
            words / there,
            words / np.minimum(here, there),
            np.sqrt(words),
            np.minimum(numbers, _MOST_FIGURES),
            counted & (numbers == 0),
            sounds / self._sounds.whole[columns][None],
            np.sqrt(sounds),
            near,
            near - usual,
            foreign,
            told & same,
            told & ~same,
        ]
        return np.stack([np.asarray(each, np.float32) for each in found], axis=-1)


class _Shared:
    """What parts hold of one kind of thing: it counts the less, the more parts hold it, and by its ``own`` weight."""

    def __init__(self, held: Sequence[frozenset[str]], own: Callable[[str], float] = lambda _: 1.0) -> None:
        counts = Counter(thing for things in held for thing in things)
        most = log(len(held) + 1)
        self._held = held
        self._weights = {thing: own(thing) * (1 - log(count) / most) for thing, count in counts.items()}
        self.whole: Floats = np.array([sum(map(self._weights.__getitem__, things)) for things in held], np.float32)
        self.whole += _SMALL

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """For each pair the weight of what both hold."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, column in enumerate(columns):
            for thing in self._held[column]:
                holders[thing].append(number)
        out = np.zeros((len(rows), len(columns)), np.float32)
        for at, row in enumerate(rows):
            for thing in self._held[row]:
                if thing in holders:
                    out[at, holders[thing]] += self._weights[thing]
        return out


class _Meanings:
    """The vectors of parts and of their sentences: two parts are as near as their nearest sentences, or wholes."""

    def __init__(self, parts: Sequence[Part]) -> None:
        texts = [[part.text, *part.sentences] if len(part.sentences) > 1 else [part.text] for part in parts]
        ends = np.cumsum([len(each) for each in texts])
        self._rows = [np.arange(end - len(each), end) for each, end in zip(texts, ends.tolist(), strict=True)]
        vectors = embed([text for each in texts for text in each]).astype(np.float32)
        lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
        self._vectors: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        self._usual: Floats = self._vectors @ self._vectors.mean(axis=0)
        self._first = np.array([row[0] for row in self._rows])

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[Floats, Floats]:
        """For each pair how near, and how near both usually are to the occasion's parts."""
        ours, theirs = (np.concatenate([self._rows[part] for part in each]) for each in (rows, columns))
        near = self._vectors[ours] @ self._vectors[theirs].T
        near = np.maximum.reduceat(near, self._starts(rows), axis=0)
        near = np.maximum.reduceat(near, self._starts(columns), axis=1)
        usual = self._usual[self._first]
        return near, (usual[rows][:, None] + usual[columns][None]) / 2

    def _starts(self, parts: Sequence[int]) -> NDArray[np.int_]:
        counts = [len(self._rows[part]) for part in parts]
        return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
