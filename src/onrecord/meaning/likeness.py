"""Statements near a question put in order: by meaning, by words and numbers in common, one place for each wording.

Meaning alone takes any statement on the same matter for a fellow; words and numbers in common tell what was said from
what was said about the same thing (a figure that differs is another statement). Statements in the same words, or in a
run of the same words, share a place: ten places show ten wordings, not one wording ten times.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)

WORDS_COUNT, NUMBERS_COUNT = 0.4, 0.2
"""What words and numbers in common weigh beside the nearness of meaning, which weighs 1."""
EXPECTED = 0.15
"""So much less than the nearness of meaning is the share of words that is taken for granted, since another language
shares none."""
MOST_LETTERS = 2_000
"""Of each text; what follows is not compared."""
_STEM, _LEAST_WORD, _LEAST_RUN = 5, 3, 3
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Id]):
    """A statement near the question, with the words of its content."""

    id: Id
    text: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Place(Generic[Id]):
    """A wording: the best statement that has it, those in the same words, and why it stands here.

    ``nearness`` is that of meaning; ``words`` and ``numbers`` are the shares of the statement's that stand in the
    question, too.
    """

    id: Id
    same: tuple[Id, ...]
    score: float
    nearness: float
    words: float
    numbers: float


def ranked(question: str, candidates: Iterable[Candidate[Id]], most: int) -> list[Place[Id]]:
    """The ``most`` best wordings; what is alike in score keeps the order given."""
    asked = question[:MOST_LETTERS]
    own = (_stems(asked), _numbers(asked))
    scored = [_place(own, candidate) for candidate in candidates]
    order = sorted(range(len(scored)), key=lambda at: -scored[at][0].score)
    return _folded([scored[at] for at in order], most)


def same_wording(one: str, other: str) -> bool:
    """The same words, or one text a run within the other that is long enough to be no chance."""
    return _same(_run(one[:MOST_LETTERS]), _run(other[:MOST_LETTERS]))


def _place(own: tuple[set[str], set[str]], candidate: Candidate[Id]) -> tuple[Place[Id], str]:
    """A candidate alone in its place, and the run of its words."""
    text = candidate.text[:MOST_LETTERS]
    words, numbers = _share(_stems(text), own[0]), _share(_numbers(text), own[1])
    common = max(words, candidate.nearness - EXPECTED)
    score = candidate.nearness + WORDS_COUNT * common + NUMBERS_COUNT * numbers
    return Place(candidate.id, (), score, candidate.nearness, words, numbers), _run(text)


def _folded(found: Sequence[tuple[Place[Id], str]], most: int) -> list[Place[Id]]:
    heads: list[tuple[Place[Id], str, list[Id]]] = []
    for place, run in found:
        if not run:
            continue
        fellow = next((same for _, head, same in heads if _same(run, head)), None)
        if fellow is not None:
            fellow.append(place.id)
        elif len(heads) < most:
            heads.append((place, run, []))
    return [Place(head.id, tuple(same), head.score, head.nearness, head.words, head.numbers) for head, _, same in heads]


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (shorter.count(" ") > _LEAST_RUN and shorter in longer)


def _run(text: str) -> str:
    """The words in their order, each between blanks; empty where there are none."""
    words = _WORD.findall(text.casefold())
    return f" {' '.join(words)} " if words else ""


def _stems(text: str) -> set[str]:
    """Beginnings of words, so that endings do not keep two forms of a word apart."""
    return {word[:_STEM] for word in _WORD.findall(text.casefold()) if len(word) >= _LEAST_WORD or word.isdigit()}


def _numbers(text: str) -> set[str]:
    """Numbers in digits, whatever mark parts them."""
    return {number.replace(",", ".") for number in _NUMBER.findall(text)}


def _share(of: set[str], there: set[str]) -> float:
    return len(of & there) / len(of) if of else 0.0
