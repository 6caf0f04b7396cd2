"""Which two months of a year a page was written in, from the months and seasons that it names as past or to come.

A month named without a year lies near the page: how near was counted on 1,044 dated news articles (two thirds of past
mentions reach back five months at most). Each mention weighs the twelve months; two neighbours that hold most of the
weight are the answer, right for three in four of those articles that it decides at all. Limits: fewer than three
different months never decide, and texts about the distant past mislead it.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.types import Spans
from onrecord.words.dates import DateMention, Grain

ENOUGH = 0.65
"""The share of the weight that two months in a row must hold."""

_PAST = (0.17, 0.95, 1.0, 0.72, 0.56, 0.48, 0.4, 0.32, 0.32, 0.3, 0.3, 0.18)
_AHEAD = (0.15, 0.8, 1.0, 0.9, 0.6, 0.6, 0.35, 0.25, 0.25, 0.2, 0.2, 0.2)
# "This spring": within the season, or in the months before it; by the months since its first one.
_SEASON_WITHIN, _SEASON_BEFORE, _SEASON_AFTER = 1.0, 0.6, 0.1
_YEAR = 12
_DIFFERENT = 3


def season_of(mentions: Sequence[DateMention]) -> tuple[int, Spans] | None:
    """The first of two months in a row, and the words that tell them."""
    weights = [1.0] * _YEAR
    evidence = []
    different = set()
    for mention in mentions:
        factors = _factors(mention)
        if factors is None:
            continue
        evidence.append(mention.span)
        different.add((mention.month, mention.months, mention.ahead))
        weights = [weight * factor for weight, factor in zip(weights, factors, strict=True)]
        # Long lists of months would underflow; only the proportions matter.
        top = max(weights)
        weights = [weight / top for weight in weights]
    pairs = [weights[month] + weights[(month + 1) % _YEAR] for month in range(_YEAR)]
    best = max(range(_YEAR), key=pairs.__getitem__)
    if len(different) < _DIFFERENT or pairs[best] < ENOUGH * sum(weights):
        return None
    return best + 1, tuple(evidence)


def _factors(mention: DateMention) -> list[float] | None:
    """The weight of each month of publication, January first."""
    if mention.year is not None or mention.year_shift is not None or mention.end is not None:
        return None
    if mention.grain is Grain.MONTH and mention.month is not None and mention.shift is None:
        told = mention.month - 1
        return [
            _AHEAD[(told - month) % _YEAR] if mention.ahead else _PAST[(month - told) % _YEAR] for month in range(_YEAR)
        ]
    if mention.grain is Grain.PART and mention.shift == 0 and mention.months is not None and mention.month is None:
        first, last = mention.months
        length = (last - first) % _YEAR + 1
        return [_in_season((month - first + 1) % _YEAR, length) for month in range(_YEAR)]
    return None


def _in_season(since: int, length: int) -> float:
    if since < length:
        return _SEASON_WITHIN
    return _SEASON_BEFORE if since >= _YEAR - length else _SEASON_AFTER
