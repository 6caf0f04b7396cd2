"""``python -m training.occasions STORIES RETELLINGS NEWS``: fits how pages are grouped by occasion, writes the numbers.

STORIES is a folder with ``basil.jsonl`` and ``ecbplus.jsonl`` (a page a line: ``page``, ``event``, ``text`` and, where
it is known, ``published``), RETELLINGS a folder of occasions with ``lineage.json`` and ``pages/``, NEWS a folder of
texts about one year, of which a few drawn at random hardly ever tell of one event. Fitted are logistic regressions: of
pairs of pages, then of pairs of groups as they meet while groups grow; and one more of pairs of which it is known how
alike they are in meaning, for small records. Every set counts the same; small records made of the sets, a topic each,
count besides, so that a handful of pages about one matter is told apart, too.
With ``--halves N`` nothing is written: N times a random half of the topics is fitted and the other half scored, both
ways round.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.stories import Page, Scores, alone, retellings, scored, stories, texts
from onrecord.link.occasions import contrast, likeness
from onrecord.link.occasions.coefficients import Coefficients, Weighing
from onrecord.link.occasions.contrast import Contrast, Link, Profile
from onrecord.link.occasions.holdings import Holdings
from onrecord.link.occasions.likeness import Likeness
from onrecord.link.occasions.meanings import Vectors, alike, read
from onrecord.link.occasions.merging import merged

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OUT = Path(__file__).parents[1] / "src/onrecord/models/occasions/coefficients.json"
OTHERS = 5.0
"""What all pairs of different events count together, where those of one event count 1."""
LENIENT, STRICT = 1.0, -1.5
"""Added to the groups' bias: groups that meet are of one event far more often than those that are made up here; and
where two pages meet alone, for those are the least sure. Chosen on halves of the events."""
SMALL = 0.3
"""What small records count where a whole set counts 1."""
NEWS = 240
_DRAWN, _NEAR, _LIKE = 4, 6, 22
RIDGE_PAIRS, RIDGE_GROUPS = 10.0, 3.0
_ROUNDS = 30
_PARTS, _TOGETHER, _APART = (1, 2, 3), 6, 4
_UNLIKELY = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Features, whether they are of one event, and what each row counts."""

    features: Floats
    same: Bools
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pages of one set: which pairs are of one event, and the features of all pairs ``low`` < ``high``."""

    pages: Sequence[Page]
    held: Holdings
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    features: Floats

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Compared:
        held = Holdings.of([page.sketch for page in pages])
        pairs = Likeness(held, _unknown(_blank(likeness.FEATURES)))
        later = [np.arange(page + 1, len(pages)) for page in range(len(pages))]
        low = np.repeat(np.arange(len(pages)), [len(each) for each in later])
        features = [pairs.features(page, others) for page, others in enumerate(later)]
        return cls(pages, held, low, np.concatenate(later), np.concatenate(features))

    @property
    def same(self) -> Bools:
        events = np.array([page.event for page in self.pages])
        return np.asarray(events[self.low] == events[self.high])

    def meant(self) -> Compared:
        """With one more feature: how alike the pages are in meaning; as much as usual where that is not known."""
        pairs = zip(self.low.tolist(), self.high.tolist(), strict=True)
        known = np.array([alike(_read(self.pages[low]), _read(self.pages[high])) for low, high in pairs])
        known = np.where(np.isnan(known), np.nanmean(known), known)
        return replace(self, features=np.column_stack([self.features, known]))

    def logits(self, pairs: Weighing) -> Floats:
        """All pairs as a square."""
        out = np.zeros((len(self.pages), len(self.pages)))
        out[self.low, self.high] = out[self.high, self.low] = self.features @ pairs[0] + pairs[1]
        return out


@cache
def _read(page: Page) -> Vectors:
    return read([page.sentences])[0]


def fitted(sets: Sequence[Sequence[Page]], news: Sequence[Page]) -> Coefficients:
    """What the pages of these sets teach; ``news`` are pages of no event of theirs."""
    records = [([pages], 1.0) for pages in sets] + [(small_records(pages, news), SMALL) for pages in sets]
    compared = [([Compared.of(pages) for pages in each], weight) for each, weight in records]
    pairs = logistic(_joined([_pairs(each, weight) for each, weight in compared]), RIDGE_PAIRS)
    met = [(_met(one, pairs), weight / len(each)) for each, weight in compared for one in each]
    groups = _joined([Rows(rows.features, rows.same, weight * rows.weights) for rows, weight in met if len(rows.same)])
    weights, bias = logistic(groups, RIDGE_GROUPS)
    weights[contrast.FEATURES.index("two pages")] += STRICT
    usual = np.average(groups.features, axis=0, weights=groups.weights)
    meant = logistic(_joined([_pairs([one.meant() for one in each], weight) for each, weight in compared]), RIDGE_PAIRS)
    return Coefficients(pairs, meant, (weights, bias + LENIENT), usual)


def small_records(pages: Sequence[Page], news: Sequence[Page]) -> list[list[Page]]:
    """A record for each topic; where the topic is one event, with some other pages that are like one another."""
    rng = random.Random(5)  # noqa: S311 (a sample, no secret)
    topics: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        topics[page.topic].append(page)
    held = Holdings.of([page.sketch for page in news])
    out = []
    for each in topics.values():
        if len({page.event for page in each}) > 1:
            out.append(each)
            continue
        first = rng.randrange(len(news))
        everyone = np.arange(len(news))
        like = held.names.shared(first, everyone) + held.words.shared(first, everyone)
        ranked = np.argsort(-like, kind="stable").tolist()
        out.append([*each, news[first], *(news[other] for other in rng.sample(ranked[_NEAR:_LIKE], _DRAWN))])
    return out


def _pairs(sets: Sequence[Compared], weight: float) -> Rows:
    same = np.concatenate([each.same for each in sets])
    return Rows(np.concatenate([each.features for each in sets]), same, weight * _balanced(same))


def logistic(rows: Rows, ridge: float) -> Weighing:
    """The logistic regression of standardised features, with a ridge; its coefficients, of raw features."""
    middle, spread = rows.features.mean(axis=0), rows.features.std(axis=0) + 1e-9
    x = np.column_stack([(rows.features - middle) / spread, np.ones(len(rows.same))])
    penalty = np.diag([ridge] * (x.shape[1] - 1) + [0.0])
    beta = np.zeros(x.shape[1])
    for _ in range(_ROUNDS):
        rate = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (rows.weights * (rate - rows.same)) + penalty @ beta
        curve = (x * (rows.weights * rate * (1 - rate))[:, None]).T @ x + penalty + 1e-9 * np.eye(len(beta))
        beta = beta - np.linalg.solve(curve, slope)
    return beta[:-1] / spread, float(beta[-1] - (beta[:-1] * middle / spread).sum())


def _balanced(same: Bools) -> Floats:
    weights: Floats = 1000 * np.where(same, 1 / max(1, same.sum()), OTHERS / max(1, (~same).sum()))
    return weights


def _met(set_: Compared, pairs: Weighing) -> Rows:
    """Pairs of groups: those that meet where groups grow rightly, and parts of events, also of look-alike ones."""
    blank = _unknown(pairs)
    judge = Contrast(set_.held, blank)
    events = [page.event for page in set_.pages]
    rows: list[tuple[Floats, bool, float]] = []

    def judged(a: Profile, b: Profile, link: Link) -> bool:
        same = float(np.mean([events[i] == events[j] for i, j in product(a.pages, b.pages)])) > 0.5
        rows.append((judge.features(a, b, link), same, (len(a.pages) * len(b.pages)) ** 0.5))
        return same

    merged(set_.held, blank, judged)
    logits = set_.logits(pairs)
    for a, b in _made_up(set_.pages, logits):
        link = Link.of(logits[np.ix_(a, b)].ravel())
        if link.mean >= _UNLIKELY:
            judged(_profile(judge, a), _profile(judge, b), link)
    total = sum(weight for _, _, weight in rows)
    weights = np.array([weight / total for _, _, weight in rows]) * 1000
    return Rows(np.array([row for row, _, _ in rows]), np.array([same for _, same, _ in rows]), weights)


def _made_up(pages: Sequence[Page], logits: Floats) -> Iterator[tuple[list[int], list[int]]]:
    """Parts of events, as groups that grow would have them, in pairs from one event and from events of one topic."""
    rng = random.Random(1)  # noqa: S311 (a sample, no secret)
    topics: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, page in enumerate(pages):
        topics[page.topic][page.event].append(number)
    for events in topics.values():
        cuts = {event: [_cut(each, logits, n) for n in (*_PARTS, len(each))] for event, each in events.items()}
        for parts in (parts for each in cuts.values() for parts in each):
            chosen = list(combinations(parts, 2))
            yield from rng.sample(chosen, min(_TOGETHER, len(chosen)))
        for one, other in combinations(sorted(cuts), 2):
            for a, b in product(cuts[one], cuts[other]):
                chosen = list(product(a, b))
                yield from rng.sample(chosen, min(_APART, len(chosen)))


def _cut(pages: Sequence[int], logits: Floats, parts: int) -> list[list[int]]:
    """Average link until so many parts are left."""
    groups = [[page] for page in pages]
    rates = 1 / (1 + np.exp(-logits))
    while len(groups) > max(parts, 1):
        means = [(rates[np.ix_(a, b)].mean(), i, j) for (i, a), (j, b) in combinations(enumerate(groups), 2)]
        _, i, j = max(means)
        groups[i] = groups[i] + groups.pop(j)
    return groups


def _profile(judge: Contrast, pages: Sequence[int]) -> Profile:
    out = judge.profile(pages[0])
    for page in pages[1:]:
        out = out.with_(judge.profile(page))
    return out


def _joined(rows: Sequence[Rows]) -> Rows:
    return Rows(
        np.concatenate([each.features for each in rows]),
        np.concatenate([each.same for each in rows]),
        np.concatenate([each.weights for each in rows]),
    )


def _blank(features: Sequence[str]) -> Weighing:
    return np.zeros(len(features)), 0.0


def _unknown(pairs: Weighing) -> Coefficients:
    return Coefficients(pairs, _blank([]), _blank(contrast.FEATURES), np.zeros(len(contrast.FEATURES)))


def halves(sets: dict[str, Sequence[Page]], news: Sequence[Page], times: int) -> dict[str, Scores]:
    """The mean scores of halves by a fit of the other halves, in one record and each topic alone."""
    found: defaultdict[str, list[Scores]] = defaultdict(list)
    for seed in range(times):
        for side in (True, False):
            split = {name: _half(pages, seed) for name, pages in sets.items()}
            here = [[p for p in pages if (p.topic in split[name]) is side] for name, pages in sets.items()]
            known = fitted(here, news)
            for name, pages in sets.items():
                there = [p for p in pages if (p.topic in split[name]) is not side]
                found[name].append(scored(there, known))
                found[f"{name} alone"].append(alone(there, known))
    return {name: Scores(*np.mean([row.row for row in rows], axis=0)) for name, rows in found.items()}


def _half(pages: Sequence[Page], seed: int) -> set[str]:
    topics = sorted({page.topic for page in pages})
    return set(random.Random(seed).sample(topics, len(topics) // 2))  # noqa: S311 (a sample, no secret)


def written(known: Coefficients) -> str:
    """The coefficients as they are kept."""

    def named(features: Sequence[str], values: Floats) -> dict[str, float]:
        return {name: round(float(value), 6) for name, value in zip(features, values, strict=True)}

    pairs, meant, groups = known.pairs, known.meant, known.groups
    told = {
        "pairs": {"bias": round(pairs[1], 6), "weights": named(likeness.FEATURES, pairs[0])},
        "meant": {"bias": round(meant[1], 6), "weights": named((*likeness.FEATURES, "meaning"), meant[0])},
        "groups": {
            "bias": round(groups[1], 6),
            "weights": named(contrast.FEATURES, groups[0]),
            "usual": named(contrast.FEATURES, known.usual),
        },
    }
    return json.dumps(told, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.occasions", description=__doc__)
    parser.add_argument("stories", type=Path)
    parser.add_argument("retellings", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--halves", type=int, default=0)
    options = parser.parse_args(arguments)
    sets: dict[str, Sequence[Page]] = {
        name: stories(options.stories / f"{name}.jsonl") for name in ("basil", "ecbplus")
    }
    sets["retellings"] = retellings(options.retellings)
    files = sorted(options.news.glob("*.txt"))
    news = texts(random.Random(3).sample(files, min(NEWS, len(files))))  # noqa: S311 (a sample, no secret)
    if options.halves:
        for name, scores in halves(sets, news, options.halves).items():
            sys.stdout.write(f"{name:18} {scores}\n")
        return
    OUT.write_text(written(fitted(list(sets.values()), news)), encoding="utf-8")
    sys.stdout.write(f"wrote {OUT}\n")


if __name__ == "__main__":
    main()
