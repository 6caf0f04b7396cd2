"""The recipe of the judge of blocks, its labels and its measures; LightGBM itself is replaced by a stump."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.clean import company, features
from onrecord.clean.features import Matrix
from onrecord.clean.judge import planted
from training import blocks
from training.passages import Lesson, aligned, lesson_of, marked, votes

STORY = [
    "The orchard road is closed after the storm, and buses go round by the mill until Tuesday evening.",
    "Workers cleared nine fallen trees on Monday, the town said, and expect to find as many behind the bend.",
    "Nobody was hurt when the old lime came down, although it missed a parked van by less than a metre.",
]
LINKS = "".join(f"<li><a href=/{n}>Older story number {n}</a></li>" for n in range(6))
PAGE = (
    "<title>Orchard road closed</title><body><nav><ul>" + LINKS + "</ul></nav><main><h1>Orchard road closed</h1>"
    "<div class=article-body>{story}</div></main><footer><p>Imprint of the town paper</p></footer>"
)


def stump(rows: Matrix, labels: Matrix, weights: Matrix) -> blocks.Table:
    """One split, at the best feature by weighted error: a leaf for each side."""
    best = (np.inf, 0, 0.0, 0.0, 0.0)
    for feature in range(rows.shape[1]):
        cut = float(np.median(rows[:, feature]))
        left = rows[:, feature] <= cut
        if left.all():
            continue
        low, high = (float(np.average(labels[side], weights=weights[side])) for side in (left, ~left))
        error = float((weights * (labels - np.where(left, low, high)) ** 2).sum())
        best = min(best, (error, feature, cut, low, high))
    _, feature, cut, low, high = best
    leaf = {"leaf_value": 0.0}
    tree = {"split_feature": feature, "threshold": cut, "left_child": leaf | {"leaf_value": 6 * low - 3}}
    return blocks.plain(
        {"tree_info": [{"tree_structure": tree | {"right_child": leaf | {"leaf_value": 6 * high - 3}}}]}
    )


def lesson(name: str, source: str = "bodies") -> Lesson:
    story = [f"{one} ({name})" for one in STORY]
    markup = PAGE.replace("{story}", "".join(f"<p>{one}</p>" for one in story))
    body = "\n".join(story)
    truth = {"articleBody": body, "with": story[:2], "without": ["Imprint of the town paper"]}
    return lesson_of(source, name, markup, lambda sights: aligned([s.passage.text for s in sights], body), truth)


LESSONS = [lesson(f"page {n}", source) for n in range(6) for source in ("bodies", "fragments")]


def test_a_passage_belongs_where_half_of_its_words_are_matched_in_order() -> None:
    texts = ["menu", "one two three four", "five six seven", "nine one"]
    assert aligned(texts, "one two three five six seven") == (False, True, True, False)


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        (["the mill"], [], (True, None, None)),
        ([], ["Imprint"], (None, None, False)),
        ([], ["road"], (None, None, None)),
        (["the  mill"], ["the mill"], (True, None, None)),
        (["a"], [], (None, True, None)),
    ],
)
def test_fragments_tell_of_the_passages_that_hold_them(
    inside: list[str], outside: list[str], expected: tuple[bool | None, ...]
) -> None:
    assert (
        marked(["A road to the mill and back", "A long road that goes nowhere", "Imprint"], inside, outside) == expected
    )


def test_votes_count_only_where_all_agree_and_a_body_is_found() -> None:
    texts = ["one two", "three four", "five six"]
    assert votes(texts, ["one two three four", "one two three four five six"]) == (True, True, None)
    assert votes(texts, ["one two", "one two"]) == (None, None, None)
    assert votes(texts, []) == (None, None, None)


def test_pages_are_parted_evenly_and_alike_for_a_seed() -> None:
    parts = blocks.folded(LESSONS, 3, 1)
    assert parts == blocks.folded(LESSONS, 3, 1)
    assert sorted(parts) == sorted([0, 1, 2] * 4)
    assert parts != blocks.folded(LESSONS, 3, 2)


def test_what_is_grown_tells_the_story_from_the_rest() -> None:
    tables = blocks.grown(LESSONS, stump)
    first, second = planted(tables["first"]), planted(tables["second"])
    body, whole = blocks.texts_of(lesson("another"), first, second)
    assert body == "\n".join(f"{one} (another)" for one in STORY)
    assert whole.startswith("Orchard road closed\n")
    assert max(tables["second"]["features"]) < len(features.names()) + len(company.names())


def test_cross_validation_measures_as_the_scorers_do() -> None:
    measured = blocks.cross_validated(LESSONS, stump, 0)
    assert measured == {"bodies f1": 1.0, "bodies exact": 1.0, "fragments f1": 1.0}


def test_overlap_counts_shingles_of_four_words() -> None:
    assert blocks.overlap("a b c d e", "a b c d e") == (1.0, 1.0, 1.0)
    assert blocks.overlap("a b c d e f", "a b c d") == (1 / 3, 1.0, 0.0)


def test_fragments_are_counted_with_white_space_folded() -> None:
    found = blocks.fragments_in("one  two\nthree", {"with": ["two three", "four"], "without": ["one"]})
    assert (found["kept"], found["lost"], found["wrong"]) == (1, 1, 1)


def test_the_recipe_writes_trees_that_can_be_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "lessons_of", lambda data, voter: LESSONS)
    monkeypatch.setattr(blocks, "with_lightgbm", stump)
    out = tmp_path / "trees.json"
    assert blocks.main(["--data", str(tmp_path), "--out", str(out)]) == 0
    tables = json.loads(out.read_text("utf-8"))
    assert tables["first"]["names"] == features.names()
    assert len(planted(tables["second"]).scores(np.zeros((2, len(tables["second"]["names"]))))) == 2


def test_lightgbm_grows_what_the_judge_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    lightgbm = pytest.importorskip("lightgbm")
    monkeypatch.setattr(blocks, "ROUNDS", 5)
    monkeypatch.setitem(blocks.SETTINGS, "min_data_in_leaf", 2)
    rows = np.random.default_rng(1).normal(size=(80, 4))
    labels = (rows[:, 1] + rows[:, 2] ** 2 > 0.4).astype(float)
    ours = planted(blocks.with_lightgbm(rows, labels, np.ones(80))).scores(rows)
    theirs = lightgbm.train(blocks.SETTINGS, lightgbm.Dataset(rows, labels, weight=np.ones(80)), 5).predict(rows)
    assert ours == pytest.approx(theirs, abs=1e-5)
