"""Grows the trees that judge the passages of marked-up pages, and writes them as a plain file of numbers.

    python -m training.blocks --data ../shared/data --out src/onrecord/models/blocks/trees.json
    python -m training.blocks --data ../shared/data --folds --seed 0

DATA holds the sets of ``training/passages.py``. Where nobody marked a passage, two extractors (trafilatura with
precision, readability-lxml) vote, and what both agree on counts a little. They and LightGBM are needed here, not by the
package. ``--folds`` prints the measures of five-fold cross-validation over pages instead of writing.

The second look is taught by first scores that trees grown on other pages gave, as it will meet them.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.clean import company, features
from onrecord.clean.body import labelled
from onrecord.clean.company import company_of
from onrecord.clean.features import Matrix
from onrecord.clean.judge import Forest, planted
from onrecord.types import BlockKind
from training.passages import Lesson, lessons_of

ROUNDS, FOLDS, INNER_FOLDS = 120, 5, 3
INNER_SEED = 7
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.35,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
}
WEIGHTS = {"bodies": 1.0, "fragments": 2.5, "retellings": 2.0}
VOTED = 0.15
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_LEFT_OUT = (BlockKind.RESIDUE, BlockKind.CAPTION)

Table = dict[str, Any]
Grow = Callable[[Matrix, Matrix, Matrix], Table]
"""From rows, labels and weights to the trees of a file."""


def with_lightgbm(rows: Matrix, labels: Matrix, weights: Matrix) -> Table:
    import lightgbm  # the one place that needs it

    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(rows, labels, weight=weights), ROUNDS)
    return plain(booster.dump_model())


def with_peers(markup: str) -> list[str]:
    """The bodies that two extractors find; none where one of them stumbles."""
    from readability import Document  # type: ignore[import-untyped]
    from trafilatura import extract

    try:
        first = extract(markup, favor_precision=True, include_comments=False) or ""
        return [first, re.sub(r"<[^>]*>", " ", Document(markup).summary())]
    except Exception:  # whatever a peer stumbles over, its vote is lost and nothing else
        return []


def examples(lessons: Sequence[Lesson], rows: Sequence[Matrix]) -> tuple[Matrix, Matrix, Matrix]:
    """Rows, labels and weights; longer passages weigh more, votes little."""
    found: list[tuple[Matrix, float, float]] = []
    for lesson, seen in zip(lessons, rows, strict=True):
        for index, row in zip(lesson.looked.tolist(), seen, strict=True):
            truth, vote = lesson.belongs[index], lesson.voted[index]
            label = vote if truth is None else truth
            if label is not None:
                trust = VOTED if truth is None else WEIGHTS[lesson.source]
                words = len(lesson.sights[index].passage.text.split())
                found.append((row, float(label), trust * (1 + min(words, 100) ** 0.5 / 3)))
    return tuple(map(np.array, zip(*found, strict=True)))  # type: ignore[return-value]


def grown(lessons: Sequence[Lesson], grow: Grow) -> dict[str, Table]:
    """The trees of the first look and of the second."""
    rows = [lesson.rows for lesson in lessons]
    first = grow(*examples(lessons, rows))
    strange: list[Matrix] = [np.zeros(0)] * len(lessons)
    parts = folded(lessons, INNER_FOLDS, INNER_SEED)
    for part in range(INNER_FOLDS):
        others = [lesson for lesson, own in zip(lessons, parts, strict=True) if own != part]
        forest = planted(grow(*examples(others, [lesson.rows for lesson in others])))
        for index, own in enumerate(parts):
            if own == part:
                strange[index] = forest.scores(rows[index])
    both = [_with_company(lesson, scores) for lesson, scores in zip(lessons, strange, strict=True)]
    return {"first": first, "second": grow(*examples(lessons, both))}


def _with_company(lesson: Lesson, scores: Matrix) -> Matrix:
    return np.hstack((lesson.rows, company_of(lesson.sights, lesson.looked, scores)))


def plain(model: Mapping[str, Any]) -> Table:
    """LightGBM's trees as flat lists; a leaf is its own child."""
    table: Table = {key: [] for key in ("features", "thresholds", "left", "right", "values", "roots")}

    def plant(node: Mapping[str, Any]) -> int:
        at = len(table["features"])
        leaf = "leaf_value" in node
        table["features"].append(0 if leaf else node["split_feature"])
        table["thresholds"].append(0.0 if leaf else float(node["threshold"]))
        table["values"].append(round(node["leaf_value"], 6) if leaf else 0.0)
        table["left"].append(at)
        table["right"].append(at)
        if not leaf:
            table["left"][at] = plant(node["left_child"])
            table["right"][at] = plant(node["right_child"])
        return at

    for tree in model["tree_info"]:
        table["roots"].append(plant(tree["tree_structure"]))
    return table


def folded(lessons: Sequence[Lesson], count: int, seed: int) -> list[int]:
    """Which of ``count`` parts each page falls into; every source is spread evenly over them."""
    names = defaultdict(list)
    for lesson in lessons:
        names[lesson.source].append(lesson.name)
    part: dict[tuple[str, str], int] = {}
    for source, found in names.items():
        order = sorted(found)
        random.Random(seed).shuffle(order)  # noqa: S311
        part |= {(source, name): place % count for place, name in enumerate(order)}
    return [part[lesson.source, lesson.name] for lesson in lessons]


def cross_validated(lessons: Sequence[Lesson], grow: Grow, seed: int) -> dict[str, float]:
    """Pages judged by trees that were grown on others: the measures of the scorers for bodies and fragments."""
    parts = folded(lessons, FOLDS, seed)
    shares, counts = [], Counter[str]()
    for part in range(FOLDS):
        tables = grown([lesson for lesson, own in zip(lessons, parts, strict=True) if own != part], grow)
        first, second = planted(tables["first"]), planted(tables["second"])
        for lesson in (lesson for lesson, own in zip(lessons, parts, strict=True) if own == part):
            body, whole = texts_of(lesson, first, second)
            if lesson.source == "bodies":
                shares.append(overlap(body, lesson.truth["articleBody"]))
            elif lesson.source == "fragments":
                counts += fragments_in(whole, lesson.truth)
    precision, recall, exact = (sum(column) / max(1, len(shares)) for column in zip(*shares, strict=True))
    return {
        "bodies f1": 2 * precision * recall / (precision + recall),
        "bodies exact": exact,
        "fragments f1": 2 * counts["kept"] / max(1, 2 * counts["kept"] + counts["lost"] + counts["wrong"]),
    }


def texts_of(lesson: Lesson, first: Forest, second: Forest) -> tuple[str, str]:
    """The body that is kept of a page, without its title and with it."""
    scores = [0.0] * len(lesson.sights)
    judged = second.scores(_with_company(lesson, first.scores(lesson.rows)))
    for index, score in zip(lesson.looked.tolist(), judged.tolist(), strict=True):
        scores[index] = score
    blocks, _ = labelled(lesson.sights, scores, lesson.told, lesson.phrases)
    kept = [(b.kind, s.passage.text) for b, s in zip(blocks, lesson.sights, strict=True) if b.kind not in _LEFT_OUT]
    return "\n".join(text for kind, text in kept if kind is not BlockKind.TITLE), "\n".join(text for _, text in kept)


def overlap(found: str, truth: str) -> tuple[float, float, float]:
    """Precision and recall of shingles, and whether they are the same."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = _WORD.findall(text.lower())
        return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))

    ours, theirs = shingles(found), shingles(truth)
    common = (ours & theirs).total()
    return common / max(1, ours.total()), common / max(1, theirs.total()), float(ours == theirs)


def fragments_in(text: str, truth: Mapping[str, Any]) -> Counter[str]:
    """How many fragments of the article were kept and lost, and how many foreign ones were kept."""
    folded_text = " ".join(text.split())

    def held(key: str) -> int:
        return sum(" ".join(fragment.split()) in folded_text for fragment in truth.get(key, ()))

    kept = held("with")
    return Counter(kept=kept, lost=len(truth.get("with", ())) - kept, wrong=held("without"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.blocks", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--out", type=Path, help="the file to write")
    parser.add_argument("--folds", action="store_true", help="print the measures of cross-validation")
    parser.add_argument("--seed", type=int, default=0, help="how the pages are parted for cross-validation")
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)  # the extractors tell of every page that they dislike
    lessons = list(lessons_of(options.data, with_peers))
    if options.folds:
        for name, value in cross_validated(lessons, with_lightgbm, options.seed).items():
            sys.stdout.write(f"{name} {value:.4f}\n")
    if options.out:
        first = features.names()
        tables = grown(lessons, with_lightgbm)
        tables["first"]["names"], tables["second"]["names"] = first, [*first, *company.names()]
        options.out.write_text(json.dumps(tables, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
