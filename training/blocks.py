"""Grows the trees that judge the passages of marked-up pages, and writes them as a plain file of numbers.

    python -m training.blocks DATA OUT.json [--folds]

DATA holds ``bodies`` (true body text of whole pages), ``fragments`` (text that belongs to an article and text that
does not), ``retellings`` and ``dates`` (pages alone). Where nobody marked a passage, two extractors (trafilatura with
precision, readability-lxml) vote, and what both agree on counts a little. They are needed here, not by the package.
``--folds`` prints the measures of five-fold cross-validation over pages instead of writing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from readability import Document
from trafilatura import extract

from onrecord.clean.decode import decode
from onrecord.clean.features import Sight, features_of, names, sights_of
from onrecord.clean.language import language_of
from onrecord.clean.phrases import phrases_of
from onrecord.clean.told import told_by
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of

ROUNDS, FOLDS = 200, 5
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
SIGNIFICANT = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page: what is seen of its passages, and whether each belongs to the article (None where nobody knows)."""

    source: str
    name: str
    texts: tuple[str, ...]
    rows: tuple[list[float] | None, ...]
    belongs: tuple[bool | None, ...]
    voted: tuple[bool | None, ...]
    truth: dict[str, Any]


def main(data: Path, out: str, *options: str) -> None:
    logging.disable(logging.CRITICAL)
    lessons = [*bodies(data / "bodies"), *fragments(data / "fragments"), *retellings(data / "retellings")]
    lessons += voted_only(data / "dates")
    if "--folds" in options:
        sys.stdout.write(f"{cross_validated(lessons)}\n")
        return
    Path(out).write_text(json.dumps(plain(grown(lessons)), separators=(",", ":")) + "\n", encoding="utf-8")


def bodies(folder: Path) -> Iterator[Lesson]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, row in truth.items():
        sights, rows, _ = seen(folder / "html" / f"{key}.html.gz")
        texts = [sight.passage.text for sight in sights]
        belongs = aligned(texts, row["articleBody"])
        yield Lesson("bodies", key, tuple(texts), tuple(rows), tuple(belongs), (None,) * len(texts), row)


def fragments(folder: Path) -> Iterator[Lesson]:
    truth = json.loads((folder / "fragments.json").read_text(encoding="utf-8"))
    for row in truth.values():
        sights, rows, markup = seen(folder / "html" / (row["file"] + ".gz"))
        texts = [sight.passage.text for sight in sights]
        belongs = marked(texts, row.get("with", []), row.get("without", []))
        belongs = [None if is_title(*pair) else one for *pair, one in zip(sights, rows, belongs, strict=True)]
        yield Lesson("fragments", row["file"], tuple(texts), tuple(rows), tuple(belongs), votes(texts, markup), row)


def retellings(folder: Path) -> Iterator[Lesson]:
    for gold in sorted(folder.glob("*/gold.jsonl")):
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            if "body_must" in row:
                sights, rows, _ = seen(gold.parent / "pages" / (row["page"] + ".html"))
                texts = [sight.passage.text for sight in sights]
                belongs = marked(texts, row["body_must"], row["body_must_not"])
                unvoted = (None,) * len(texts)
                yield Lesson("retellings", row["page"], tuple(texts), tuple(rows), tuple(belongs), unvoted, row)


def voted_only(folder: Path) -> Iterator[Lesson]:
    """Pages that nobody marked: only what two extractors agree on."""
    for path in sorted((folder / "html").iterdir()):
        sights, rows, markup = seen(path)
        texts = [sight.passage.text for sight in sights]
        yield Lesson("dates", path.name, tuple(texts), tuple(rows), (None,) * len(texts), votes(texts, markup), {})


def seen(path: Path) -> tuple[list[Sight], list[list[float] | None], str]:
    """What the package sees of a page's passages."""
    content = path.read_bytes()
    markup = decode(gzip.decompress(content) if path.suffix == ".gz" else content)
    tree = parse(markup)
    _, passages = passages_of(tree)
    sights, containers = sights_of(tree, passages)
    language = language_of(" ".join(sight.passage.text for sight in sights if sight.own)[:6000])
    return sights, features_of(sights, containers, told_by(tree), phrases_of(language)), markup


def is_title(sight: Sight, row: list[float] | None) -> bool:
    return row is not None and bool(row[names().index("title")]) and sight.passage.node.tag in ("h1", "h2")


def aligned(texts: Sequence[str], truth: str) -> list[bool | None]:
    """A passage belongs where at least half of its words are matched, in order, by the true text."""
    owners = [(word, index) for index, text in enumerate(texts) for word in _WORD.findall(text.lower())]
    matcher = SequenceMatcher(None, [word for word, _ in owners], _WORD.findall(truth.lower()), autojunk=False)
    sizes = Counter(index for _, index in owners)
    hits: Counter[int] = Counter()
    for start, _, size in matcher.get_matching_blocks():
        hits.update(index for _, index in owners[start : start + size])
    return [sizes[index] > 0 and hits[index] * 2 >= sizes[index] for index in range(len(texts))]


def marked(texts: Sequence[str], inside: Iterable[str], outside: Iterable[str]) -> list[bool | None]:
    """What fragments tell: the passages that hold them, the longest one where a short fragment stands in several."""
    folded = [" ".join(text.split()) for text in texts]
    belongs: list[bool | None] = [None] * len(texts)
    for fragment in (" ".join(each.split()) for each in inside):
        holders = [index for index, text in enumerate(folded) if fragment in text]
        if len(holders) > 1 and len(fragment) <= 25:
            holders = [max(holders, key=lambda index: len(folded[index]))]
        for index in holders:
            belongs[index] = True
    for fragment in (" ".join(each.split()) for each in outside):
        for index, text in enumerate(folded):
            if fragment in text and not belongs[index] and len(fragment) * SIGNIFICANT > len(text):
                belongs[index] = False
    return belongs


def votes(texts: Sequence[str], markup: str) -> tuple[bool | None, ...]:
    """What two extractors agree on; nothing where they hardly find a body in common."""
    try:
        first = extract(markup, favor_precision=True, include_comments=False) or ""
        second = re.sub(r"<[^>]*>", " ", Document(markup).summary())
    except Exception:  # whatever a peer stumbles over, its vote is lost and nothing else
        return (None,) * len(texts)
    pairs = list(zip(aligned(texts, first), aligned(texts, second), strict=True))
    if sum(a is True and b is True for a, b in pairs) < 2:
        return (None,) * len(texts)
    return tuple(a if a == b else None for a, b in pairs)


def examples(lessons: Iterable[Lesson]) -> tuple[Any, Any, Any]:
    """Rows, labels and weights; longer passages weigh more, votes little."""
    rows, labels, weights = [], [], []
    for lesson in lessons:
        for text, row, truth, vote in zip(lesson.texts, lesson.rows, lesson.belongs, lesson.voted, strict=True):
            label = vote if truth is None else truth
            if row is None or label is None:
                continue
            rows.append(row)
            labels.append(label)
            trust = VOTED if truth is None else WEIGHTS[lesson.source]
            weights.append(trust * (1 + min(len(text.split()), 100) ** 0.5 / 3))
    return np.array(rows), np.array(labels, dtype=float), np.array(weights)


def grown(lessons: Iterable[Lesson]) -> lightgbm.Booster:
    rows, labels, weights = examples(lessons)
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, labels, weight=weights), ROUNDS)


def plain(booster: lightgbm.Booster) -> dict[str, Any]:
    """The trees as flat arrays; a leaf is its own child."""
    table: dict[str, Any] = {key: [] for key in ("features", "thresholds", "left", "right", "values", "roots")}
    deepest = 0

    def grow(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(table["features"])
        leaf = "leaf_value" in node
        table["features"].append(0 if leaf else node["split_feature"])
        table["thresholds"].append(0.0 if leaf else float(node["threshold"]))
        table["values"].append(round(node["leaf_value"], 6) if leaf else 0.0)
        table["left"].append(at)
        table["right"].append(at)
        if not leaf:
            table["left"][at] = grow(node["left_child"], depth + 1)
            table["right"][at] = grow(node["right_child"], depth + 1)
        return at

    for tree in booster.dump_model()["tree_info"]:
        table["roots"].append(grow(tree["tree_structure"], 0))
    return {"names": names(), "deepest": deepest, **table}


def cross_validated(lessons: Sequence[Lesson], threshold: float = 0.6) -> dict[str, float]:
    """Right passages, weighted by nothing: the share among those whose truth is known, per source."""
    right: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for fold in range(FOLDS):
        booster = grown(lesson for lesson in lessons if _fold(lesson) != fold)
        for lesson in (lesson for lesson in lessons if _fold(lesson) == fold):
            looked = [row for row in lesson.rows if row is not None]
            scores = iter(booster.predict(np.array(looked))) if looked else iter(())
            for row, truth in zip(lesson.rows, lesson.belongs, strict=True):
                score = 0.0 if row is None else next(scores)
                if truth is not None:
                    known[lesson.source] += 1
                    right[lesson.source] += (score >= threshold) == truth
    return {source: right[source] / known[source] for source in known}


def _fold(lesson: Lesson) -> int:
    return int(hashlib.sha256(lesson.name.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
