"""Pages for the judge of blocks: what is seen of their passages, and which of them belong to the article.

The sets are those of ``data/README.md`` beside the checkout: ``bodies`` (true body text), ``fragments`` and
``retellings`` (text that belongs to an article and text that does not), ``dates`` (pages alone).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.clean.decode import decode
from onrecord.clean.features import Column, Matrix, features_of, names
from onrecord.clean.language import language_of
from onrecord.clean.phrases import Phrases, phrases_of
from onrecord.clean.sights import Sight, sights_of
from onrecord.clean.told import Told, told_by
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of

SIGNIFICANT = 5
_SAMPLE = 6000
_WORD = re.compile(r"\w+")
_SHORT_FRAGMENT = 25

Labels = tuple[bool | None, ...]
"""Whether each passage belongs to the article; None where nobody knows."""

Voter = Callable[[str], Sequence[str]]
"""From markup to the bodies that some extractors find in it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page: its passages, what is seen of those looked at, what is known, and what extractors agree on."""

    source: str
    name: str
    sights: tuple[Sight, ...]
    told: Told
    phrases: Phrases
    looked: Column
    rows: Matrix
    belongs: Labels
    voted: Labels
    truth: dict[str, Any]


def lessons_of(data: Path, voter: Voter) -> Iterator[Lesson]:
    """All pages that show anything."""
    sets = (bodies(data / "bodies"), fragments(data / "fragments", voter), retellings(data / "retellings"))
    for lessons in (*sets, voted_only(data / "dates", voter)):
        yield from (lesson for lesson in lessons if len(lesson.looked))


def bodies(folder: Path) -> Iterator[Lesson]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, row in truth.items():

        def labels(sights: Sequence[Sight], row: dict[str, Any] = row) -> Labels:
            return aligned(_texts(sights), row["articleBody"])

        yield lesson_of("bodies", key, _markup(folder / "html" / f"{key}.html.gz"), labels, row)


def fragments(folder: Path, voter: Voter) -> Iterator[Lesson]:
    truth = json.loads((folder / "fragments.json").read_text(encoding="utf-8"))
    for row in truth.values():
        markup = _markup(folder / "html" / (row["file"] + ".gz"))

        def labels(sights: Sequence[Sight], row: dict[str, Any] = row) -> Labels:
            return marked(_texts(sights), row.get("with", []), row.get("without", []))

        yield lesson_of("fragments", row["file"], markup, labels, row, voter)


def retellings(folder: Path) -> Iterator[Lesson]:
    for gold in sorted(folder.glob("*/gold.jsonl")):
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            path = gold.parent / "pages" / (row["page"] + ".html")
            if "body_must" not in row or not path.exists():
                continue

            def labels(sights: Sequence[Sight], row: dict[str, Any] = row) -> Labels:
                return marked(_texts(sights), row["body_must"], row["body_must_not"])

            yield lesson_of("retellings", row["page"], _markup(path), labels, row)


def voted_only(folder: Path, voter: Voter) -> Iterator[Lesson]:
    """Pages that nobody marked: only what extractors agree on."""
    for path in sorted((folder / "html").iterdir()):
        yield lesson_of("dates", path.name, _markup(path), lambda sights: (None,) * len(sights), {}, voter)


def lesson_of(
    source: str,
    name: str,
    markup: str,
    labels: Callable[[Sequence[Sight]], Labels],
    truth: dict[str, Any],
    voter: Voter | None = None,
) -> Lesson:
    """What the package sees of a page, with its labels; a headline that is also the title is no example."""
    tree = parse(markup)
    sights, containers = sights_of(tree, passages_of(tree)[1])
    language = language_of(" ".join(sight.passage.text for sight in sights if sight.own)[:_SAMPLE])
    told, phrases = told_by(tree), phrases_of(language)
    looked, rows = (
        features_of(sights, containers, told, phrases) if sights else (np.zeros(0, dtype=np.intp), np.zeros((0, 0)))
    )
    belongs = list(labels(sights))
    if source == "fragments":
        title = names().index("title")
        for index, row in zip(looked.tolist(), rows, strict=True):
            if row[title] and sights[index].passage.node.tag in ("h1", "h2"):
                belongs[index] = None
    voted = votes(_texts(sights), voter(markup)) if voter else (None,) * len(sights)
    return Lesson(source, name, tuple(sights), told, phrases, looked, rows, tuple(belongs), voted, truth)


def _markup(path: Path) -> str:
    content = path.read_bytes()
    return decode(gzip.decompress(content) if path.suffix == ".gz" else content)


def _texts(sights: Sequence[Sight]) -> list[str]:
    return [sight.passage.text for sight in sights]


def aligned(texts: Sequence[str], truth: str) -> Labels:
    """A passage belongs where at least half of its words are matched, in order, by the true text."""
    owners = [(word, index) for index, text in enumerate(texts) for word in _WORD.findall(text.lower())]
    matcher = SequenceMatcher(None, [word for word, _ in owners], _WORD.findall(truth.lower()), autojunk=False)
    sizes = Counter(index for _, index in owners)
    hits: Counter[int] = Counter()
    for start, _, size in matcher.get_matching_blocks():
        hits.update(index for _, index in owners[start : start + size])
    return tuple(sizes[index] > 0 and hits[index] * 2 >= sizes[index] for index in range(len(texts)))


def marked(texts: Sequence[str], inside: Iterable[str], outside: Iterable[str]) -> Labels:
    """What fragments tell: the passages that hold them, the longest one where a short fragment stands in several.

    A fragment from outside tells of a passage only if it is more than a ``SIGNIFICANT``-th of it.
    """
    folded = [" ".join(text.split()) for text in texts]
    belongs: list[bool | None] = [None] * len(texts)
    for fragment in (" ".join(each.split()) for each in inside):
        holders = [index for index, text in enumerate(folded) if fragment in text]
        if len(holders) > 1 and len(fragment) <= _SHORT_FRAGMENT:
            holders = [max(holders, key=lambda index: len(folded[index]))]
        for index in holders:
            belongs[index] = True
    for fragment in (" ".join(each.split()) for each in outside):
        for index, text in enumerate(folded):
            if fragment in text and not belongs[index] and len(fragment) * SIGNIFICANT > len(text):
                belongs[index] = False
    return tuple(belongs)


def votes(texts: Sequence[str], found: Sequence[str]) -> Labels:
    """What all extractors agree on; nothing where they hardly find a body in common, or none of them ran."""
    told = [aligned(texts, body) for body in found]
    agreed = [votes[0] if votes and len(set(votes)) == 1 else None for votes in zip(*told, strict=True)]
    if sum(vote is True for vote in agreed) < 2:
        return (None,) * len(texts)
    return tuple(agreed)
