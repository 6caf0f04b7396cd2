"""Which pages tell of one occasion: the shared stories where they are there, and fictional ones that come with this.

Pages are read by rules and grouped as `onrecord relate` groups them. The scores are those of the shared scorers: F1
over pairs of pages, and B-cubed F1 over pages.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from bench.floors import Figure
from bench.shared import folder
from onrecord import types
from onrecord.link.occasions import Sketch, grouped, sentences, sketch
from onrecord.link.occasions.coefficients import Coefficients
from onrecord.pipeline import read_by_rules
from onrecord.types import Given, Reading, Sender

SHARED = ("basil", "ecbplus")
OWN = Path(__file__).with_suffix(".jsonl")
CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page by what it is grouped by, the event that it tells of, and the topic whose events look alike."""

    name: str
    event: str
    topic: str
    sketch: Sketch
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """F1, precision and recall over pairs of pages; F1, precision and recall of B-cubed."""

    pair: float
    precision: float
    recall: float
    b3: float
    b3_precision: float
    b3_recall: float

    @property
    def row(self) -> tuple[float, ...]:
        return self.pair, self.precision, self.recall, self.b3, self.b3_precision, self.b3_recall

    def __str__(self) -> str:
        return (
            f"pair F1 {self.pair:.3f} (P {self.precision:.3f} R {self.recall:.3f})  "
            f"B3 F1 {self.b3:.3f} (P {self.b3_precision:.3f} R {self.b3_recall:.3f})"
        )


def measure() -> tuple[list[Figure], list[str]]:
    """The scores of our own stories, and of the shared sets that are there; and which are not."""
    sets = {"own": stories(OWN)}
    shared = folder() / "data"
    sets |= {name: stories(file) for name in SHARED if (file := shared / "stories" / f"{name}.jsonl").exists()}
    found = retellings(shared / "retellings")
    if found:
        sets["retellings"] = found
    figures = []
    for name, pages in sets.items():
        for record, told in ((name, scored(pages)), (f"{name}_alone", alone(pages))):
            figures += [
                Figure("stories", f"{record}_pair_f1", told.pair),
                Figure("stories", f"{record}_b3_f1", told.b3),
            ]
    return figures, sorted({*SHARED, "retellings"} - sets.keys())


def stories(file: Path) -> list[Page]:
    """Pages of a file of lines; an event's topic is its number without the letter that tells look-alikes apart."""
    out = []
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        day = date.fromisoformat(row["published"]) if row.get("published") else None
        given = Given(published=day, sender=Sender.COLUMN) if day else None
        page = types.Page(row["page"], row["text"].encode(), CAPTURED, given=given)
        alike = row["event"][:-1] if row["event"][:-1].isdigit() else row["event"]
        out.append(_page(page, row["event"], alike))
    return out


def retellings(folder: Path) -> list[Page]:
    """Pages of fictional occasions; those of a look-alike occasion are an event each."""
    out = []
    for told in sorted(folder.glob("*/lineage.json")):
        alone = {Path(name).stem for name in json.loads(told.read_bytes())["elsewhere"]}
        for file in sorted((told.parent / "pages").iterdir()):
            kind = "text/html" if file.suffix == ".html" else "text/plain"
            event = file.name if file.stem in alone else told.parent.name
            out.append(_page(types.Page(file.name, file.read_bytes(), CAPTURED, kind), event, told.parent.name))
    return out


def texts(files: Sequence[Path]) -> list[Page]:
    """Plain texts, an event each."""
    return [_page(types.Page(file.name, file.read_bytes(), CAPTURED), file.name, file.name) for file in files]


def _page(page: types.Page, event: str, topic: str) -> Page:
    reading = read_by_rules(page)
    assert isinstance(reading, Reading), f"{page.name} is no page that can be read"
    return Page(page.name, event, topic, sketch(reading), sentences(reading))


def scored(pages: Sequence[Page], known: Coefficients | None = None) -> Scores:
    """How well pages are grouped, all of them together."""
    return scores({page.name: page.event for page in pages}, _found(pages, known))


def alone(pages: Sequence[Page], known: Coefficients | None = None) -> Scores:
    """How well pages are grouped where each topic is a record of its own."""
    topics: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        topics[page.topic].append(page)
    found: dict[str, str] = {}
    for topic, held in topics.items():
        found |= {name: f"{topic} {group}" for name, group in _found(held, known).items()}
    return scores({page.name: page.event for page in pages}, found)


def _found(pages: Sequence[Page], known: Coefficients | None) -> dict[str, str]:
    told = {page.name: page.sentences for page in pages}
    groups = grouped([(page.name, page.sketch) for page in pages], known, lambda _: told)
    return {name: str(number) for number, group in enumerate(groups) for name in group.pages}


def scores(gold: Mapping[str, str], found: Mapping[str, str]) -> Scores:
    """The scores of groups against events, each given by its name for every page."""
    events, groups = _members(gold), _members(found)
    true, told = _pairs(events), _pairs(groups)
    precision, recall = len(true & told) / max(1, len(told)), len(true & told) / max(1, len(true))
    both = {page: len(events[gold[page]] & groups[found[page]]) for page in gold}
    b3_precision = sum(both[page] / len(groups[found[page]]) for page in gold) / len(gold)
    b3_recall = sum(both[page] / len(events[gold[page]]) for page in gold) / len(gold)
    return Scores(_f1(precision, recall), precision, recall, _f1(b3_precision, b3_recall), b3_precision, b3_recall)


def _members(names: Mapping[str, str]) -> dict[str, set[str]]:
    out: defaultdict[str, set[str]] = defaultdict(set)
    for page, name in names.items():
        out[name].add(page)
    return out


def _pairs(groups: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    return {pair for pages in groups.values() for pair in combinations(sorted(pages), 2)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
