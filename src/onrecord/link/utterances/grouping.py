"""Parts of an occasion's pages brought to the utterances that they render, page after page.

The page with most of the words themselves comes first (a transcript before all others): its parts are the first
utterances. Every further page's parts are compared with all parts before them; each joins the utterance that holds the
part most like it, or is an utterance of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from onrecord.link.utterances.evidence import MEASURES, Evidence, Floats
from onrecord.link.utterances.parts import Part
from onrecord.link.utterances.weights import BIAS, LEAST, LEAST_UNSOURCED, WEIGHTS
from onrecord.types import Manner

Group = list[int]
"""Parts by their number, the first before all others the one that the rest were compared with."""


def groups(parts: Sequence[Part]) -> list[Group]:
    """The parts that render one utterance, by their numbers; a sentence without a source alone is none."""
    if not parts:
        return []
    evidence = Evidence(parts)
    found: list[Group] = []
    for page in _in_order(parts):
        scores = _scores(evidence, page, found)
        fresh: list[Group] = []
        for row, part in enumerate(page):
            sourced = parts[part].manner is not None
            best = int(scores[row].argmax()) if found else 0
            if found and scores[row, best] >= (LEAST if sourced else LEAST_UNSOURCED):
                found[best].append(part)
            elif sourced:
                fresh.append([part])
        found += fresh
    return found


def _scores(evidence: Evidence, page: Group, known: Sequence[Group]) -> Floats:
    """For each part of a page and each group how sure it is, by the group's part that is most like it."""
    if not known:
        return np.zeros((len(page), 0), np.float32)
    starts = np.concatenate([[0], np.cumsum([len(group) for group in known])[:-1]]).astype(int)
    pairs = evidence.between(page, [part for group in known for part in group]) @ _VECTOR + np.float32(BIAS)
    found: Floats = np.maximum.reduceat(pairs, starts, axis=1)
    return found


_VECTOR = np.array([WEIGHTS[name] for name in MEASURES], np.float32)


def _in_order(parts: Sequence[Part]) -> list[Group]:
    """The parts of each page: transcripts first, then by how many words pages have directly."""
    pages: defaultdict[str, Group] = defaultdict(list)
    for number, part in enumerate(parts):
        pages[part.page].append(number)
    return sorted(pages.values(), key=lambda page: _authority([parts[number] for number in page]))


def _authority(page: Sequence[Part]) -> tuple[bool, int, str]:
    stated = [part for part in page if part.manner is not None]
    turns = sum(part.turn for part in stated)
    direct = sum(len(part.words) for part in stated if part.manner is Manner.DIRECT)
    return 2 * turns <= len(stated), -direct, page[0].page
