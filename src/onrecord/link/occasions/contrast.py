"""Are two groups of pages one occasion, or two that look alike? What all pages of one hold and none of the other does.

Every thing is weighed by a Bayes factor: how much likelier its places in both groups are if it has one rate in the two
of them than if each group has its own. A thing's rate varies between occasions (a beta distribution around how common
it is), so a thing that is on every page of either group speaks for one occasion, and one that is on every page of one
group and on none of the other for two, the more the larger the groups are (Heller & Ghahramani, Bayesian hierarchical
clustering, 2005). Words and names are compared between pages of one language; where the groups share none, names by
their sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.link.occasions.coefficients import Coefficients
from onrecord.link.occasions.holdings import Field, Floats, Holdings, Ints
from onrecord.link.occasions.likeness import days_of, together
from onrecord.link.occasions.sketches import SCALE

FEATURES = (
    "mean", "best", "mean logit", "far", "other years",
    "names for", "names against", "names balance", "names sharpest",
    "numbers for", "numbers against", "numbers balance", "numbers sharpest",
    "words for", "words against", "words balance", "words sharpest",
    "smaller", "larger", "two pages", "settings agree", "settings apart",
)  # fmt: skip
"""How alike the pages are, pair by pair; what their days say; what names, numbers and words say for one occasion and
against it, which of the two outweighs, and the five sharpest contrasts; the sizes, and whether two pages meet alone;
the shares of pairs that tell of one kind of occasion, and of different ones."""
SAMPLE = 24
"""Pages of a group that are compared one by one with another group; of larger ones, so many evenly chosen."""
_SPREAD = 1.0
_SHARPEST = 5
_SURE = 6.0
_LEVELS = 10 * SCALE + 1
_SOME = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """Pairs of pages from two groups: how many, the sums of their probabilities and of their logits, and the best."""

    pairs: int
    probability: float
    logit: float
    best: float

    @property
    def mean(self) -> float:
        return self.probability / self.pairs

    def with_(self, other: Link) -> Link:
        return Link(
            self.pairs + other.pairs,
            self.probability + other.probability,
            self.logit + other.logit,
            max(self.best, other.best),
        )

    @classmethod
    def of(cls, logits: Floats, pairs: int | None = None) -> Link:
        """The link of some pairs, which stand for so many."""
        bounded = np.clip(logits, -_SURE, _SURE)
        probability = 1.0 / (1.0 + np.exp(-bounded))
        scale = (pairs or len(logits)) / len(logits)
        return cls(
            pairs or len(logits),
            float(probability.sum() * scale),
            float(bounded.sum() * scale),
            float(probability.max()),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Things and on how many pages of a group they stand."""

    things: Ints
    pages: Ints

    def with_(self, other: Held) -> Held:
        things, rows = np.unique(np.concatenate([self.things, other.things]), return_inverse=True)
        return Held(things, np.bincount(rows, np.concatenate([self.pages, other.pages])).astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A group of pages: their numbers in order, and what they hold; words and names by language, with its pages."""

    pages: tuple[int, ...]
    spoken: dict[int, tuple[int, Held, Held]]
    sounds: Held
    numbers: Held

    def with_(self, other: Profile) -> Profile:
        spoken = dict(self.spoken)
        for language, (count, words, names) in other.spoken.items():
            if language in spoken:
                before = spoken[language]
                spoken[language] = before[0] + count, before[1].with_(words), before[2].with_(names)
            else:
                spoken[language] = count, words, names
        pages = tuple(sorted(self.pages + other.pages))
        return Profile(pages, spoken, self.sounds.with_(other.sounds), self.numbers.with_(other.numbers))


class Contrast:
    """Judges of groups of one set of pages."""

    def __init__(self, held: Holdings, known: Coefficients) -> None:
        self._held = held
        (self._weights, self._bias), self._usual = known.groups, known.usual
        self._rates = _Rates()

    def profile(self, page: int) -> Profile:
        """The group of one page."""
        held = self._held
        words, names = _alone(held.words, page), _alone(held.names, page)
        spoken = {int(held.language[page]): (1, words, names)}
        return Profile((page,), spoken, _alone(held.sounds, page), _alone(held.numbers, page))

    def logit(self, a: Profile, b: Profile, link: Link) -> float:
        """The logarithm of the odds that two groups are one occasion, rounded."""
        return round(float(self.features(a, b, link) @ self._weights + self._bias), 9)

    def features(self, a: Profile, b: Profile, link: Link) -> Floats:
        """A number for each of ``FEATURES``; what cannot be told is as it usually is."""
        sizes = sorted((len(a.pages), len(b.pages)))
        alike = [_logit(link.mean), _logit(link.best), link.logit / link.pairs]
        return np.array(
            [
                *alike,
                *self._days(a, b),
                *self._things(a, b),
                *np.log(sizes),
                float(sizes == [1, 1]),
                *self._settings(a, b),
            ]
        )

    def _days(self, a: Profile, b: Profile) -> list[float]:
        few, many = sorted((sampled(a.pages), sampled(b.pages)), key=len)
        told = [days_of(self._held, page, np.array(many)) for page in few]
        dated, far, yeared, years = (
            float(sum(getattr(day, name).sum() for day in told)) for name in ("dated", "far", "yeared", "years")
        )
        return [far / (dated + _SOME), years / (yeared + _SOME)]

    def _settings(self, a: Profile, b: Profile) -> list[float]:
        """Of the pairs that both tell of a kind of occasion, and one more; so a single pair says less than many."""
        here, there = (self._held.settings[list(sampled(each.pages))] for each in (a, b))
        agree, known = (int(each.sum()) for each in together(here[:, None], there[None]))
        return [agree / (known + 1), (known - agree) / (known + 1)]

    def _things(self, a: Profile, b: Profile) -> list[float]:
        held = self._held
        shared = sorted(a.spoken.keys() & b.spoken.keys())
        numbers = self._factors(held.numbers, a.numbers, b.numbers, len(a.pages), len(b.pages))
        if not shared:
            sounds = self._factors(held.sounds, a.sounds, b.sounds, len(a.pages), len(b.pages))
            first = FEATURES.index("words for")
            return [*_told(sounds), *_told(numbers), *self._usual[first : first + 4]]
        names, words = [], []
        for language in shared:
            (m, words_a, names_a), (n, words_b, names_b) = a.spoken[language], b.spoken[language]
            words.append(self._factors(held.words, words_a, words_b, m, n))
            names.append(self._factors(held.names, names_a, names_b, m, n))
        return [*_told(np.concatenate(names)), *_told(numbers), *_told(np.concatenate(words))]

    def _factors(self, field: Field, a: Held, b: Held, m: int, n: int) -> Floats:
        """The logarithms of the Bayes factors of all things that either group holds."""
        things, rows = np.unique(np.concatenate([a.things, b.things]), return_inverse=True)
        in_a = np.bincount(rows[: len(a.things)], a.pages, len(things)).astype(np.int64)
        in_b = np.bincount(rows[len(a.things) :], b.pages, len(things)).astype(np.int64)
        levels = field.levels[things]
        rates = self._rates
        return rates.log_of(in_a + in_b, m + n, levels) - rates.log_of(in_a, m, levels) - rates.log_of(in_b, n, levels)


class _Rates:
    """The probability of a thing on k given pages of n, by its commonness: tables that grow as groups do."""

    def __init__(self) -> None:
        share = 2.0 ** (-np.maximum(np.arange(_LEVELS), 1) / SCALE)
        self._starts = (_SPREAD * share, _SPREAD * (1 - share), np.full(1, _SPREAD))
        self._tables: tuple[Floats, ...] = ()
        self._grow(64)

    def log_of(self, held: Ints, pages: int, levels: Ints) -> Floats:
        if pages >= len(self._tables[0]):
            self._grow(2 * pages)
        there, missing, every = self._tables
        out: Floats = there[held, levels] + missing[pages - held, levels] - every[pages, 0]
        return out

    def _grow(self, size: int) -> None:
        """Sums of the logarithms of start, start + 1 and so on, from none of them to so many."""
        steps = np.arange(size)[:, None]
        self._tables = tuple(
            np.concatenate([np.zeros((1, len(start))), np.cumsum(np.log(start[None, :] + steps), axis=0)])
            for start in self._starts
        )


def sampled(pages: Sequence[int]) -> Sequence[int]:
    """So many pages, or all where they are few."""
    return pages if len(pages) <= SAMPLE else [pages[i * len(pages) // SAMPLE] for i in range(SAMPLE)]


def _alone(field: Field, page: int) -> Held:
    things = field.things[field.ends[page] : field.ends[page + 1]]
    return Held(things, np.ones(len(things), np.int64))


def _told(factors: Floats) -> list[float]:
    """What a kind of things says: for, against, which outweighs, and how sharp the sharpest contrasts are."""
    speaking, against = float(factors[factors > 0].sum()), -float(factors[factors < 0].sum())
    sharpest = 0.0
    if len(factors) > _SHARPEST:
        sharpest = -float(np.partition(factors, _SHARPEST)[:_SHARPEST].mean())
    return [np.log1p(speaking), np.log1p(against), (speaking - against) / (speaking + against + 1), sharpest]


def _logit(probability: float) -> float:
    return float(np.log((probability + 1e-6) / (1 - probability + 1e-6)))
