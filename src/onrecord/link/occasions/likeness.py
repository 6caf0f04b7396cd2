"""How likely two pages tell of one occasion: a logistic sum over what they share and what sets them apart.

The coefficients were fitted by ``training/occasions.py``; ``models/occasions/card.md`` tells on what.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.link.occasions.coefficients import Coefficients
from onrecord.link.occasions.holdings import Floats, Holdings, Ints
from onrecord.link.occasions.meanings import SURE, Meanings

FEATURES = (
    "words", "names", "numbers", "figures", "figures shared", "quoted", "runs", "far", "years", "weekdays",
    "settings agree", "settings apart",
)  # fmt: skip
"""Cosines of words, names and numbers; the share and the sum of figures; runs inside and outside quotations; days far
apart; other years and other weekdays; whether both tell of one kind of occasion, or of different ones."""
_FAR = 61
"""Days after which pages are as far apart as can be. That pages are of one day speaks for nothing: many are."""
_SAMPLED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """What the days of pairs say, from 0 to 1; ``dated`` where both have a day, ``yeared`` where both name a year."""

    dated: Floats
    far: Floats
    yeared: Floats
    years: Floats
    weekdays: Floats


class Likeness:
    """Pairs of pages from one set; ``meanings``, where they are given, count in what is unsure without them."""

    def __init__(self, holdings: Holdings, known: Coefficients, meanings: Meanings | None = None) -> None:
        self._held, self._known, self._meanings = holdings, known, meanings

    def logits(self, page: int, others: Ints) -> Floats:
        """The logarithms of the odds, rounded: the sums of another processor may differ in the last bit."""
        features = self.features(page, others)
        weights, bias = self._known.pairs
        logits = features @ weights + bias
        if self._meanings is not None and self._meanings.counts > 0:
            unsure = np.flatnonzero(np.abs(logits) < SURE)
            alike = self._meanings.alike(page, others[unsure])
            weights, bias = self._known.meant
            moved = np.column_stack([features[unsure], alike]) @ weights + bias - logits[unsure]
            logits[unsure] += self._meanings.counts * np.where(np.isnan(alike), 0.0, moved)
        return np.round(logits, 9)

    def features(self, page: int, others: Ints) -> Floats:
        """A row for each other page, a column for each of ``FEATURES``."""
        held = self._held
        here = held.language[others] == held.language[page]
        names = held.names.shared(page, others)
        names = np.where(here, names, np.maximum(names, held.sounds.shared(page, others)))
        figures = held.figures.shared(page, others)
        least = np.minimum(held.figures_of[page], held.figures_of[others])
        days = days_of(held, page, others)
        agree, known = together(held.settings[page], held.settings[others])
        return np.stack(
            [
                held.words.shared(page, others),
                names,
                held.numbers.shared(page, others),
                figures / np.where(least > 0, least, 1.0),
                figures,
                np.log1p(held.quoted.shared(page, others)),
                np.log1p(_SAMPLED * held.runs.shared(page, others)),
                days.far,
                days.years,
                days.weekdays,
                agree,
                known & ~agree,
            ],
            axis=1,
        )


def together(one: np.int64 | Ints, other: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether pages tell of one kind of occasion, and whether both tell of any."""
    return (one & other) != 0, (one != 0) & (other != 0)


def days_of(held: Holdings, page: int, others: Ints) -> Days:
    """What the days of one page and of others say."""
    dated = ((held.first[page] > 0) & (held.first[others] > 0)).astype(float)
    gap = np.maximum(0, np.maximum(held.first[page] - held.last[others], held.first[others] - held.last[page]))
    yeared = ((held.year[page] > 0) & (held.year[others] > 0)).astype(float)
    named = np.any(held.weekdays[page] > 0) & np.any(held.weekdays[others] > 0, axis=1)
    return Days(
        dated=dated,
        far=dated * np.minimum(1.0, np.log1p(gap) / np.log(_FAR)),
        yeared=yeared,
        years=yeared * (held.year[page] != held.year[others]),
        weekdays=named * (1.0 - held.weekdays[others] @ held.weekdays[page]),
    )
