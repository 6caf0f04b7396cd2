"""Fits what stands beside the weights: ``python -m training.calibrate --data FOLDER [--model FOLDER]``.

On ``dev``, which the weights have not seen: how spans are cut out of the model's numbers, the probability that a
statement is right (a logistic model of its evidence), and the least probability that is told, so that F1 is best
(``--least`` puts another one there: pages that are no news articles lose by more statements).
The table of scores that is printed is cross-fitted: each half of the articles is scored by a model of the other half.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.decoding import EVIDENCE, Answer, Decoding, confidence
from onrecord.extract.reports import Report
from onrecord.extract.tagging import Reader, Run, findings, session, vocabulary
from onrecord.extract.tokens import Paragraph
from onrecord.extract.windows import Encode, inputs_of, pieces_of, windows_of
from training.corpus import Attribution, Document, documents
from training.examples import paragraphs_of
from training.matching import right

VERSION = "2"
BEFORE = Decoding(0.06, 0.5, 3.0, 0.0, 4.0, 0.0, (-1.0, 0.8, 0.2, 0.2, *(0.0 for _ in EVIDENCE[3:])))
GRID: dict[str, tuple[float, ...]] = {
    "cue": (0.04, 0.06, 0.1),
    "tags": (0.25, 0.5, 1.0),
    "part": (3.0, 6.0),
    "source": (-1.0, 0.0, 1.0),
    "away": (2.0, 4.0, 8.0),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One article with the model's answers to its windows, so that the model runs once."""

    document: Document
    paragraphs: list[Paragraph]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement that was read: its article, its evidence, whether it is right."""

    article: int
    evidence: tuple[float, ...]
    right: bool


def seen(source: Sequence[Document], encode: Encode, run: Run) -> list[Seen]:
    out: list[Seen] = []
    for document in source:
        paragraphs = paragraphs_of(document.text)
        pieces = pieces_of(paragraphs, encode)
        out.append(Seen(document, paragraphs, tuple(run(*inputs_of(w, pieces)) for w in windows_of(pieces))))
    return out


def judged(articles: Sequence[Seen], encode: Encode, decoding: Decoding) -> list[Judged]:
    """Every statement that ``decoding`` lets through, told right from wrong."""
    out: list[Judged] = []
    for number, article in enumerate(articles):
        reader = Reader(encode, _replayed(article.answers), decoding, VERSION)
        pairs = [(found, _attribution(report)) for _, found, report in findings(article.paragraphs, reader)]
        marks = right(article.document.text, [a for _, a in pairs], article.document.attributions)
        out += [Judged(number, found.evidence, mark) for (found, _), mark in zip(pairs, marks, strict=True)]
    return out


def _replayed(answers: Sequence[Answer]) -> Run:
    following = iter(answers)
    return lambda _ids, _marks: next(following)


def _attribution(report: Report) -> Attribution:
    content = tuple((s.start, s.end) for s in report.content)
    source = ((report.source.start, report.source.end),) if report.source else ()
    return Attribution(content, (), source)


def logistic(rows: Sequence[Judged], penalty: float = 1.0) -> tuple[float, ...]:
    """A bias and a weight for each piece of evidence, by Newton's method with a ridge that keeps weights small."""
    x = np.array([(1.0, *row.evidence) for row in rows])
    y = np.array([row.right for row in rows], dtype=np.float64)
    ridge = penalty * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) + ridge @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return tuple(round(float(w), 4) for w in weights)


def scores(rows: Sequence[Judged], weights: tuple[float, ...]) -> NDArray[np.float64]:
    return np.array([confidence(row.evidence, weights) for row in rows])


def best_least(rows: Sequence[Judged], weights: tuple[float, ...], wanted: int) -> tuple[float, float]:
    """The best F1 for ``wanted`` annotated statements, and the least score that reaches it."""
    score = scores(rows, weights)
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(np.array([rows[i].right for i in order], dtype=np.float64))
    f1 = 2 * hits / (np.arange(1, len(rows) + 1) + wanted)
    best = int(f1.argmax())
    return float(f1[best]), float(score[order[best]])


def fitted(articles: Sequence[Seen], encode: Encode, say: Callable[[str], object]) -> Decoding:
    """One parameter after the other, twice around; the logistic model is fitted anew for each."""
    wanted = sum(len(a.document.attributions) for a in articles)

    def attempt(decoding: Decoding) -> tuple[float, Decoding]:
        rows = judged(articles, encode, replace(decoding, least=0.0))
        weights = logistic(rows)
        f1, least = best_least(rows, weights, wanted)
        return f1, replace(decoding, confidence=weights, least=round(least, 4))

    best, decoding = attempt(BEFORE)
    best, decoding = attempt(decoding)
    for _ in range(2):
        for name, values in GRID.items():
            for value in values:
                if value == getattr(decoding, name):
                    continue
                f1, other = attempt(Decoding.of({**asdict(decoding), name: value}))
                if f1 > best + 5e-4:
                    best, decoding = f1, other
        say(f"F1 {100 * best:.2f} by training.matching, {decoding}")
    return decoding


def crossed(rows: Sequence[Judged]) -> NDArray[np.float64]:
    """Each row's score by a model of the articles of the other half."""
    out = np.zeros(len(rows))
    for half in (0, 1):
        weights = logistic([row for row in rows if row.article % 2 != half])
        own = [i for i, row in enumerate(rows) if row.article % 2 == half]
        out[own] = scores([rows[i] for i in own], weights)
    return out


def table(rows: Sequence[Judged], score: NDArray[np.float64]) -> list[str]:
    """How often statements of a score were right, a line for each tenth."""
    mark = np.array([row.right for row in rows], dtype=np.float64)
    lines = []
    for low in np.arange(0.3, 1.0, 0.1):
        inside = (score >= low - 1e-9) & (score < low + 0.1 - 1e-9)
        if inside.any():
            lines.append(
                f"{low:.1f} to {low + 0.1:.1f}: {int(inside.sum()):5d} statements, {mark[inside].mean():.3f} right"
            )
    return lines


def save_settings(path: Path, decoding: Decoding) -> None:
    table = {"version": VERSION, "language": "en", "decoding": asdict(decoding)}
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("src/onrecord/models/tagger"))
    parser.add_argument("--least", type=float, default=None, help="the least probability that is told")
    args = parser.parse_args()
    encode = vocabulary(args.model / "vocab.txt")
    articles = seen(list(documents(args.data / "dev")), encode, session((args.model / "tagger.onnx").read_bytes()))
    decoding = fitted(articles, encode, lambda line: sys.stdout.write(line + "\n"))
    rows = judged(articles, encode, replace(decoding, least=0.3))
    sys.stdout.write("\n".join(table(rows, crossed(rows))) + "\n")
    if args.least is not None:
        decoding = replace(decoding, least=args.least)
    save_settings(args.model / "settings.json", decoding)


if __name__ == "__main__":
    main()
