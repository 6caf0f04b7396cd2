"""Fits what each measure counts when a part of a page is brought to the utterance that it renders.

Usage: python -m training.utterances FOLDER. The folder holds occasions as the shared retellings do. Pages are taken in
the order in which `onrecord.link.utterances` takes them, each part set against the groups that the gold makes of the
parts before it: the right group, or none, should be the most probable one (softmax; what the gold does not list counts
half, for it may render an utterance that the gold leaves out). Measures that speak for two parts may not count
against them, nor the other way round. Printed are the weights from all occasions, read perfectly and by ourselves,
and for each occasion the share of its parts that weights from the others place right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import gold
from onrecord.link.utterances.evidence import MEASURES, Evidence
from onrecord.link.utterances.grouping import Group, in_order
from onrecord.link.utterances.parts import Part, parts
from onrecord.types import Passage

Floats = NDArray[np.float64]
AGAINST = frozenset({"no source", "two quotations"})
EITHER = frozenset({"another language"})
UNLISTED, PENALTY, ROUNDS = 0.5, 1.0, 3
TOWARDS_JOINING = 1.0
"""Added to the bias: a pair that is missed costs as much as one that is wrong, and most parts have many fellows."""
_START = {"words of the shorter": 2.0, "meaning beyond the usual": 4.0, "figures": 1.0, "speakers": 1.0}
_LEAST_SHARED, _INSIDE = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Case:
    """An occasion: its parts, the utterances that the gold says each renders, and the measures of all pairs.

    ``quoted`` tells which parts are quotations in their speakers' own words.
    """

    name: str
    parts: list[Part]
    labels: list[set[str]]
    measures: Floats
    quoted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """A part before the groups known so far: the measures to each, which of them are right, and how much it counts."""

    measures: Floats
    right: NDArray[np.bool_]
    counts: float


def cases(root: Path) -> list[Case]:
    """Every occasion twice: from perfect statements and from our own."""
    return [_case(told) for own in (False, True) for told in gold.occasions(root, own=own)]


def _case(told: gold.Told) -> Case:
    found = [part for telling in told.tellings for part in parts(telling)]
    everything = list(range(len(found)))
    evidence = Evidence(found)
    measured = evidence.between(everything, everything)
    stacked = np.stack([measured[name] for name in MEASURES], axis=-1).astype(float)
    return Case(told.name, found, _labels(told, found), stacked, evidence.quoted)


def _labels(told: gold.Told, found: Sequence[Part]) -> list[set[str]]:
    out: list[set[str]] = [set() for _ in found]
    for name, utterance in zip(told.groups, told.utterances, strict=True):
        for instance in utterance.instances:
            for number, part in enumerate(found):
                if part.page == instance.passage.page and _renders(part.passage, instance.passage):
                    out[number].add(name)
    return out


def _renders(part: Passage, listed: Passage) -> bool:
    """Is a part, by its characters, what the gold lists, or does it hold that?"""
    here, there = ({at for span in each.spans for at in range(span.start, span.end)} for each in (part, listed))
    both = len(here & there)
    return both >= _LEAST_SHARED * len(here | there) or both >= _INSIDE * len(there)


def choices(case: Case, weights: Floats) -> Iterator[Choice]:
    """The choices of an occasion's parts in turn, each group told by the part of it that is most like the one asked."""
    scores = case.measures @ weights[:-1]
    groups: dict[str, Group] = {}
    for page in in_order(case.parts):
        for part in page if groups else ():
            compared = [_compared(case, part, group) for group in groups.values()]
            best = [max(group, key=lambda other: float(scores[part, other])) for group in compared]
            right = np.array([name in case.labels[part] for name in groups])
            yield Choice(case.measures[part, best], right, 1.0 if case.labels[part] else UNLISTED)
        for part in page:
            alone = [f"alone {part}"] if case.parts[part].manner is not None else []
            for name in sorted(case.labels[part]) or alone:
                groups.setdefault(name, []).append(part)


def _compared(case: Case, part: int, group: Group) -> Group:
    """What a part is compared with: a quotation with quotations where the group has any."""
    quoted = [other for other in group if case.quoted[other]]
    return quoted if quoted and case.quoted[part] else group


def fitted(train: Sequence[Case]) -> Floats:
    """The weights in the order of `MEASURES`, and the bias."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # for those who fit

    weights = np.array([_START.get(name, 0.0) for name in MEASURES] + [-3.0])
    bounds = [(None, 0) if name in AGAINST else (None, None) if name in EITHER else (0, None) for name in MEASURES]
    for _ in range(ROUNDS):
        seen = [choice for case in train for choice in choices(case, weights)]
        found = minimize(_loss, weights, (seen,), "L-BFGS-B", jac=True, bounds=[*bounds, (None, None)])
        weights = np.asarray(found.x, float)
    return weights


def _loss(weights: Floats, seen: Sequence[Choice]) -> tuple[float, Floats]:
    loss, slope = PENALTY * float(np.square(weights[:-1]).sum()) / 2, PENALTY * np.append(weights[:-1], 0.0)
    for choice in seen:
        scores = np.append(choice.measures @ weights[:-1] + weights[-1], 0.0)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        aims = shares * np.append(choice.right, not choice.right.any())
        loss -= choice.counts * float(np.log(aims.sum() + 1e-12))
        pull = choice.counts * (shares - aims / (aims.sum() + 1e-12))[:-1]
        slope += np.append(pull @ choice.measures, pull.sum())
    return loss, slope


def placed(case: Case, weights: Floats) -> tuple[int, int]:
    """How many of the choices that the gold lists go right, and of how many."""
    hits = total = 0
    for choice in choices(case, weights):
        if choice.counts == 1.0:
            scores = choice.measures @ weights[:-1] + weights[-1] + TOWARDS_JOINING
            best = int(scores.argmax())
            hits += bool(choice.right[best]) if scores[best] >= 0 else not choice.right.any()
            total += 1
    return hits, total


def main(root: Path) -> None:
    known = cases(root)
    for name in sorted({case.name for case in known}):
        weights = fitted([case for case in known if case.name != name])
        found = [placed(case, weights) for case in known if case.name == name]
        sys.stdout.write(f"{name} {' '.join(f'{hits / total:.3f}' for hits, total in found)}\n")
    weights = fitted(known)
    for measure, value in zip(MEASURES, weights, strict=False):
        sys.stdout.write(f'    "{measure}": {value:.2f},\n')
    sys.stdout.write(f"BIAS = {weights[-1] + TOWARDS_JOINING:.2f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
