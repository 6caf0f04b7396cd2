"""Similar statements by meaning: are an utterance's retellings, in other words and languages, among the first ten?

For each utterance of the shared retellings its own words (the reference; for one that was never said, its longest
instance) are the question, and all statements of all occasions, with instances that are no statement, are what is
searched. Wanted are the statements that render the utterance in other words than the question's. A place shows one
wording: statements in the same words share it, and a wording counts once. At most ten can be wanted of ten places.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from bench import shared
from bench.floors import Figure
from onrecord.clean.language import language_of
from onrecord.meaning import DIMENSIONS, Candidate, Nearest, Place, ask, embed, ranked, same_wording

FIRST, LOOKED_AT = 10, 100
"""Places that are shown, and near statements that are put in order for them."""
LIKE = 0.5
"""A statement is an instance where so much of both their words is shared, or all words of the instance stand in it."""
MANY, QUESTIONS = 100_000, 200
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a page: its words, the page's language, and the utterances that it renders."""

    text: str
    language: str
    utterances: frozenset[str]

    @property
    def run(self) -> str:
        return " ".join(_WORD.findall(self.text.casefold()))


def measure() -> tuple[list[Figure], list[str]]:
    """Recall in English and across languages, and milliseconds of processor time."""
    folder = shared.folder() / "data/retellings"
    figures = [Figure("meaning", name, value, 0.5) for name, value in speed().items()]
    if not folder.exists():
        return figures, ["retellings"]
    told, questions = read(folder)
    return [Figure("meaning", name, value) for name, value in recall(told, questions).items()] + figures, []


def recall(told: Sequence[Told], questions: Sequence[tuple[str, str]]) -> dict[str, float]:
    """The share of wanted wordings that are found: ``english``, and ``across`` where the page's language is another."""
    nearest = Nearest(range(len(told)), embed([one.text for one in told]))
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for utterance, question in questions:
        places = like(nearest, told, question)
        shown = {told[number].run for place in places for number in (place.id, *place.same)}
        own = " ".join(_WORD.findall(question.casefold()))
        runs = {one.run: one.language for one in told if utterance in one.utterances and not same(one.run, own)}
        for kind in ("english", "across"):
            mine = [run for run, language in runs.items() if (language == "en") == (kind == "english")]
            found[kind] += min(FIRST, sum(any(same(run, other) for other in shown) for run in mine))
            wanted[kind] += min(FIRST, len(mine))
    return {f"recall_{kind}": found[kind] / wanted[kind] for kind in wanted}


def like(nearest: Nearest[int], told: Sequence[Told], question: str) -> list[Place[int]]:
    """The first wordings other than the question's own."""
    near = nearest.like(ask(question), LOOKED_AT)
    others = (each for each in near if not same_wording(question, told[each.id].text))
    return ranked(question, (Candidate(each.id, told[each.id].text, each.nearness) for each in others), FIRST)


def same(one: str, other: str) -> bool:
    """The same words, or one (of three words and more) a run of the other's."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (shorter.count(" ") >= 2 and f" {shorter} " in f" {longer} ")


def read(folder: Path) -> tuple[list[Told], list[tuple[str, str]]]:
    """All statements of all occasions, and for each utterance its name and its question."""
    told: list[Told] = []
    questions: list[tuple[str, str]] = []
    for lineage in sorted(folder.glob("*/lineage.json")):
        utterances = json.loads(lineage.read_text(encoding="utf-8"))["utterances"]
        rows = [json.loads(line) for line in (lineage.parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        told += occasion(lineage.parent, utterances, rows)
        for utterance in utterances:
            texts = [" ".join(instance["fragments"]) for instance in utterance["instances"]]
            reference = utterance.get("reference")
            name = f"{lineage.parent.name}/{utterance['id']}"
            questions.append((name, reference["fragment"] if reference else max(texts, key=len)))
    return told, questions


def occasion(folder: Path, utterances: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> Iterator[Told]:
    """The statements of one occasion's pages, with the instances that no statement of their page holds."""
    stem, instances = partial(re.compile(r"\..*").sub, ""), list(instances_of(folder.name, utterances))
    for row in rows:
        page = stem(row["page"])
        mine = [(text, name) for where, text, name in instances if stem(where) == page]
        texts = [fragments(statement["content"]) for statement in row["statements"]]
        language = language_of(" ".join(texts))
        for text in texts:
            yield Told(text, language, frozenset(name for part, name in mine if renders(text, part)))
        for part, name in mine:
            if not any(renders(text, part) for text in texts):
                yield Told(part, language, frozenset({name}))


def instances_of(folder: str, utterances: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Page, words and utterance of every instance, the reference among them."""
    for utterance in utterances:
        name = f"{folder}/{utterance['id']}"
        if utterance.get("reference"):
            yield utterance["reference"]["page"], utterance["reference"]["fragment"], name
        for instance in utterance["instances"]:
            yield instance["page"], fragments(instance["fragments"]), name


def fragments(told: str | list[str]) -> str:
    return told if isinstance(told, str) else " ".join(told)


def renders(statement: str, instance: str) -> bool:
    one, other = (_WORD.findall(text.casefold()) for text in (statement, instance))
    shared_words, all_words = set(one) & set(other), set(one) | set(other)
    return len(shared_words) >= LIKE * len(all_words) or f" {' '.join(other)} " in f" {' '.join(one)} "


def speed() -> dict[str, float]:
    """Texts embedded, and questions answered over ``MANY`` vectors, in a second of processor time."""
    texts = [f"She said the council would decide on {number} of {number * 7} cases by spring." for number in range(100)]
    embed(texts[:1])
    begun = process_time()
    embed(texts)
    embedded = len(texts) / (process_time() - begun)
    dice = np.random.default_rng(1)
    vectors = dice.integers(-127, 128, (MANY, DIMENSIONS), dtype=np.int8)
    nearest, spent = Nearest(range(MANY), vectors), []
    for number in range(QUESTIONS):
        begun = process_time()
        near = nearest.like(vectors[number : number + 3], LOOKED_AT)
        ranked(texts[0], (Candidate(one.id, texts[one.id % 100], one.nearness) for one in near), FIRST)
        spent.append(process_time() - begun)
    return {"embedded_per_cpu_second": embedded, "answered_per_cpu_second_at_p99": 1 / float(np.quantile(spent, 0.99))}
