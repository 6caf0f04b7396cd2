"""Calibration: a score that means what it says, on made-up evidence."""

from __future__ import annotations

import random

from onrecord.extract.decoding import EVIDENCE
from training.calibrate import Judged, best_least, crossed, logistic, scores, table


def rows(count: int = 4000) -> list[Judged]:
    """Right with a probability of 1/(1+exp(-x)) for the first evidence x; the rest of it is noise."""
    rng = random.Random(7)
    out = []
    for k in range(count):
        evidence = tuple(rng.gauss(0, 2) for _ in EVIDENCE)
        out.append(Judged(k % 40, evidence, rng.random() < 1 / (1 + 2.718281828 ** -evidence[0])))
    return out


def test_the_model_that_made_the_marks_is_found_again() -> None:
    bias, first, *others = logistic(rows())
    assert abs(bias) < 0.15
    assert 0.85 < first < 1.15
    assert max(abs(w) for w in others) < 0.1


def test_scores_above_nine_tenths_are_right_as_often() -> None:
    judged = rows()
    score = crossed(judged)
    sure = [row.right for row, s in zip(judged, score, strict=True) if s >= 0.9]
    assert len(sure) > 200
    assert sum(sure) / len(sure) > 0.9
    assert len(table(judged, score)) == 7


def test_the_threshold_is_the_best_of_all() -> None:
    judged = rows(200)
    weights = logistic(judged)
    wanted = 120
    f1, least = best_least(judged, weights, wanted)

    def reached(low: float) -> float:
        told = [row.right for row, s in zip(judged, scores(judged, weights), strict=True) if s >= low]
        return float(2 * sum(told) / (len(told) + wanted))

    assert reached(least) == f1
    assert all(reached(low / 50) <= f1 for low in range(50))
