"""Fits the weights of `onrecord.link.origins.weights` on the shared retellings, and says what they do on others.

    python -m training.origins [FOLDER]

FOLDER is that of the retellings. Weights are drawn at random around the ones that ship; those that find the sources of
most pages are averaged. They are few and rough on purpose: six occasions have 49 derivations. What is printed last was
found with weights fitted on five occasions and tried on the sixth, in turn.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bench import gold
from onrecord.link.forms import formed
from onrecord.link.origins.access import makings
from onrecord.link.origins.candidates import Candidates
from onrecord.link.origins.choosing import chosen
from onrecord.link.origins.evidence import Evidence, evidence, shares_of
from onrecord.link.origins.stories import Story, stories
from onrecord.link.origins.weights import WEIGHTS, Weights
from onrecord.link.utterances import Grouped, grouped

DRAWS, BEST, SEED, SPREAD = 400, 10, 7, 0.4
FOLDER = Path("../shared/data/retellings")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """An occasion, read in one way: its pages with what each other page explains of them, and the true derivations."""

    occasion: str
    pages: list[tuple[Story, list[Evidence]]]
    true: frozenset[Pair]


def cases(root: Path) -> list[Case]:
    """Perfect statements and our own, each with perfect utterances, and our own statements with our own utterances."""
    read = [(False, True), (True, True), (True, False)]
    return [_case(told, perfect) for own, perfect in read for told in gold.occasions(root, own=own)]


def _case(told: gold.Told, perfect: bool) -> Case:
    groups = _groups(told) if perfect else grouped(told.tellings)
    utterances = formed(groups, told.tellings, told.name)
    pages = stories(told.tellings, utterances, makings(told.tellings))
    shares, able = shares_of(pages.values()), Candidates(pages)
    found = [(each, [evidence(each, other, shares) for other in able.of(each)]) for each in pages.values()]
    ids = {name: page for page, name in told.names().items()}
    rows = told.lineage["derivations"]
    return Case(told.name, found, frozenset((ids[row["page"]], ids[row["from"]]) for row in rows))


def _groups(told: gold.Told) -> list[Grouped]:
    return [
        Grouped(each.id, each.speaker, tuple(sorted(instance.passage for instance in each.instances)))
        for each in told.utterances
    ]


def f1(held: Iterable[Case], weights: Weights) -> float:
    """Of derivations, over all cases together."""
    right = named = true = 0
    for case in held:
        found = {(page.page, each.source.page) for page, rows in case.pages for each in chosen(page, rows, weights)}
        right, named, true = right + len(found & case.true), named + len(found), true + len(case.true)
    return 2 * right / max(1, named + true)


def drawn(seed: int, count: int) -> Iterator[Weights]:
    """Weights at random around those that ship, these first; what is zero moves by a fixed spread."""
    yield WEIGHTS
    chance = random.Random(seed)  # noqa: S311 (draws of weights, no secret)
    for _ in range(count):
        moved = {
            name: value * 2 ** chance.gauss(0, SPREAD) if value > 0 else value + chance.gauss(0, 0.3)
            for name, value in asdict(WEIGHTS).items()
        }
        yield Weights(**moved)


def fitted(held: Sequence[Case], tried: Sequence[tuple[Weights, dict[str, float]]]) -> Weights:
    """The mean of the best on some cases."""
    names = {case.occasion for case in held}
    best = sorted(tried, key=lambda each: -sum(value for name, value in each[1].items() if name in names))[:BEST]
    return Weights(
        **{field.name: sum(getattr(each, field.name) for each, _ in best) / len(best) for field in fields(Weights)}
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(root: Path) -> None:
    held = cases(root)
    occasions = sorted({case.occasion for case in held})
    by_name = {name: [case for case in held if case.occasion == name] for name in occasions}
    tried = [(each, {name: f1(by_name[name], each) for name in occasions}) for each in drawn(SEED, DRAWS)]
    say(f"as shipped {f1(held, WEIGHTS):.3f}")
    best = fitted(held, tried)
    for name, value in asdict(best).items():
        say(f"    {name}: float = {value:.2f}")
    say(f"fitted on all {f1(held, best):.3f}")
    left_out = []
    for name in occasions:
        others = fitted([case for case in held if case.occasion != name], tried)
        left_out.append(f1(by_name[name], others))
        say(f"without {name}: {left_out[-1]:.3f} (as shipped {f1(by_name[name], WEIGHTS):.3f})")
    say(f"mean of those left out {sum(left_out) / len(left_out):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
