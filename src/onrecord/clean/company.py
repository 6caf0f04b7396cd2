"""What the first scores of a page's passages say of each other: numbers for the judge's second look.

A passage between two that surely belong to the article, or in a container whose others do, is judged by that company
(stacked sequential learning, Cohen and Carvalho, IJCAI 2005). Nothing is counted of a passage for itself but its score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.clean.features import Column, Matrix
from onrecord.clean.sights import Sight

_REACH = 3
_WINDOW = 5
_FAR = 20
_SURE = 0.5
_MOST_WORDS = 3000
_STEPS = tuple(step for step in range(-_REACH, _REACH + 1) if step)
_GROUPS = ("parent", "grandparent", "signature")


def names() -> list[str]:
    """The names of the numbers, in their order."""
    groups = [f"{what} of {group}" for group in _GROUPS for what in ("others' words", "others' mean", "share")]
    order = [
        "kept before",
        "kept after",
        "kept words",
        *groups,
        "since kept",
        "until kept",
        "since first",
        "until last",
    ]
    return ["score", *(f"score {step:+d}" for step in _STEPS), *order, "window"]


def company_of(sights: Sequence[Sight], looked: Column, scores: Column) -> Matrix:
    """One row for each passage that was looked at, in the order of ``names``; ``scores`` are its first ones."""
    every = np.zeros(len(sights))
    every[looked] = scores
    words = np.array([sight.words for sight in sights], dtype=np.float64)
    kept = words * every
    before = np.concatenate(([0.0], np.cumsum(kept)))
    total = max(1.0, before[-1])
    padded = np.concatenate((np.zeros(_REACH), every, np.zeros(_REACH)))
    columns = [
        scores,
        *(padded[looked + _REACH + step] for step in _STEPS),
        before[looked] / total,
        (before[-1] - before[looked + 1]) / total,
        np.full(len(looked), min(_MOST_WORDS, before[-1])),
    ]
    for keys in _groups(sights):
        columns += _in_group(keys, words, every, looked, total)
    columns += [*_to_kept(every >= _SURE, looked), _around(words, kept, looked)]
    return np.column_stack(columns)


def _groups(sights: Sequence[Sight]) -> tuple[Column, Column, Column]:
    """For each passage the number of its parent, of the element above that, and of its kind of element."""
    parents, grands, kinds = [], [], []
    known: dict[tuple[str, str, str], int] = {}
    for sight in sights:
        parent = sight.place.parent
        grand = parent.parent if parent is not None else None
        parents.append(0 if parent is None else parent.number + 1)
        grands.append(0 if grand is None else grand.number + 1)
        kinds.append(known.setdefault(sight.signature, len(known)))
    return np.array(parents, dtype=np.intp), np.array(grands, dtype=np.intp), np.array(kinds, dtype=np.intp)


def _in_group(keys: Column, words: Column, scores: Column, looked: Column, total: float) -> list[Column]:
    """The kept words and the mean score of the others in a passage's group, and the group's share of all kept words."""
    kept_in, words_in = np.bincount(keys, words * scores), np.bincount(keys, words)
    score_in, count_in = np.bincount(keys, scores), np.bincount(keys)
    own, mine = keys[looked], words[looked]
    kept = kept_in[own]
    return [
        (kept - mine * scores[looked]) / np.maximum(1, words_in[own] - mine),
        (score_in[own] - scores[looked]) / np.maximum(1, count_in[own] - 1),
        kept / total,
    ]


def _to_kept(kept: Column, looked: Column) -> list[Column]:
    """How far the nearest kept passages lie, before and behind, and the first and the last one of the page."""
    count = len(kept)
    index = np.arange(count)
    back = np.maximum.accumulate(np.where(kept, index, -count - _FAR))
    ahead = np.minimum.accumulate(np.where(kept, index, 2 * count + _FAR)[::-1])[::-1]
    since = index - np.concatenate(([-count - _FAR], back[:-1]))
    until = np.concatenate((ahead[1:], [2 * count + _FAR])) - index
    found = np.flatnonzero(kept)
    first, last = (found[0], found[-1]) if len(found) else (0, count - 1)
    return [
        np.minimum(_FAR, since[looked]),
        np.minimum(_FAR, until[looked]),
        np.clip(looked - first, -_FAR, _FAR),
        np.clip(last - looked, -_FAR, _FAR),
    ]


def _around(words: Column, kept: Column, looked: Column) -> Column:
    """The kept share of the words in a window around a passage, without its own."""
    low, high = np.maximum(0, looked - _WINDOW), np.minimum(len(words), looked + _WINDOW + 1)
    of_words, of_kept = (np.concatenate(([0.0], np.cumsum(column))) for column in (words, kept))
    mine = of_words[high] - of_words[low] - words[looked]
    share: Column = (of_kept[high] - of_kept[low] - kept[looked]) / np.maximum(1, mine)
    return share
