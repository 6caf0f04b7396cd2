"""Parts of an occasion's pages brought to the utterances that they render, page after page.

The page with most of the words themselves comes first (a transcript before all others): its parts are the first
utterances. Every further page's parts are compared with all parts before them; each joins the utterance that holds the
part most like it, or is an utterance of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from onrecord.link.utterances.evidence import Evidence, Floats
from onrecord.link.utterances.parts import Part
from onrecord.link.utterances.splices import cut
from onrecord.link.utterances.weights import AGAIN, BIAS, LEAST_PAGES, NEIGHBOUR, WEIGHTS
from onrecord.types import Manner

Group = list[int]
"""Parts by their number; the first is of the page that has most of the words themselves."""


def groups(parts: Sequence[Part], evidence: Evidence) -> list[Group]:
    """The parts that render one utterance, by their numbers; a sentence without a source alone is none.

    A spliced part joins one of its groups, and nothing is compared with it.
    """
    found: list[Group] = []
    spliced: list[tuple[int, int]] = []
    for page in in_order(parts):
        homes = _homes(parts, page, pooled(evidence, page, found)) if found else [None] * len(page)
        known = {part: number for number, group in enumerate(found) for part in group}
        left = []
        for part, home in zip(page, homes, strict=True):
            if home is None:
                left.append(part)
            elif len(cut(parts, evidence, known, part, home)) > 1:
                spliced.append((found[home][0], part))
            else:
                found[home].append(part)
        found += _own(parts, evidence, [part for part in left if parts[part].manner is not None])
    found = _continued(parts, found)
    for beside, part in spliced:
        next(group for group in found if beside in group).append(part)
    return found


def _homes(parts: Sequence[Part], page: Group, scores: Floats) -> list[int | None]:
    """The group that each part of a page joins; a little less will do where its neighbour joins the same one."""
    best = scores.argmax(axis=1).tolist()
    sure = [float(row[at]) for row, at in zip(scores, best, strict=True)]
    out: list[int | None] = []
    for number, part in enumerate(page):
        beside = any(
            parts[page[other]].block == parts[part].block and best[other] == best[number] and sure[other] >= 0
            for other in (number - 1, number + 1)
            if 0 <= other < len(page)
        )
        out.append(best[number] if sure[number] >= (-NEIGHBOUR if beside else 0) else None)
    return out


def _continued(parts: Sequence[Part], groups: Sequence[Group]) -> list[Group]:
    """Groups that several pages quote in one breath are one; those that a transcript has in two paragraphs are not."""
    homes = {part: number for number, group in enumerate(groups) for part in group}
    pages: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    ordered = sorted(homes, key=lambda part: (parts[part].page, parts[part].place))
    for one, other in pairwise(ordered):
        if homes[one] != homes[other] and _goes_on(parts[one], parts[other]):
            pages[min(homes[one], homes[other]), max(homes[one], homes[other])].add(parts[one].page)
    out = [list(group) for group in groups]
    for (first, second), found in sorted(pages.items(), reverse=True):
        if len(found) >= LEAST_PAGES and not all(
            any(parts[part].turn for part in groups[at]) for at in (first, second)
        ):
            out[first] += out[second]
            out[second] = []
    return [group for group in out if group]


def _goes_on(one: Part, other: Part) -> bool:
    """Does a page quote these one right after the other, of one speaker?"""
    quotes = all(part.manner in (Manner.DIRECT, Manner.MIXED) for part in (one, other))
    return quotes and one.page == other.page and one.block == other.block and one.speaker == other.speaker


def in_order(parts: Sequence[Part]) -> list[Group]:
    """The parts of each page: transcripts first, then by how many words pages have directly."""
    pages: defaultdict[str, Group] = defaultdict(list)
    for number, part in enumerate(parts):
        pages[part.page].append(number)
    return sorted(pages.values(), key=lambda page: _authority([parts[number] for number in page]))


def pooled(evidence: Evidence, page: Group, known: Sequence[Group]) -> Floats:
    """For each part of a page and each group how sure it is, by the group's part that is most like it.

    A quotation is compared with quotations where the group has any.
    """
    starts = np.concatenate([[0], np.cumsum([len(group) for group in known])[:-1]]).astype(int)
    others = [part for group in known for part in group]
    pairs = likelihood(evidence, page, others)
    quoted = evidence.quoted[others]
    has_quoted = np.repeat(np.logical_or.reduceat(quoted, starts), [len(group) for group in known])
    pairs[np.ix_(evidence.quoted[page], has_quoted & ~quoted)] = -np.inf
    return np.asarray(np.maximum.reduceat(pairs, starts, axis=1), np.float32)


def likelihood(evidence: Evidence, rows: Sequence[int], columns: Sequence[int]) -> Floats:
    """How sure it is that two parts render one utterance: above 0 where it is taken for true."""
    out = np.full((len(rows), len(columns)), BIAS, np.float32)
    for name, measured in evidence.between(rows, columns).items():
        out += np.float32(WEIGHTS[name]) * measured
    return out


def _authority(page: Sequence[Part]) -> tuple[bool, int, str]:
    stated = [part for part in page if part.manner is not None]
    turns = sum(part.turn for part in stated)
    direct = sum(len(part.words) for part in stated if part.manner is Manner.DIRECT)
    return 2 * turns <= len(stated), -direct, page[0].page


def _own(parts: Sequence[Part], evidence: Evidence, left: Group) -> list[Group]:
    """A page's own utterances: quotations first, and what says the same again."""
    if any(parts[part].turn for part in left):
        return [[part] for part in left]
    found: list[Group] = []
    for part in sorted(left, key=lambda part: (parts[part].manner is not Manner.DIRECT, part)):
        scores = pooled(evidence, [part], found)[0] if found else np.zeros(0, np.float32)
        if found and scores.max() >= AGAIN:
            found[int(scores.argmax())].append(part)
        else:
            found.append([part])
    return found
