"""Who is compared with whom: alike names meet, and a crowd does not make the work grow with its square."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from onrecord.link.identity import Mention, identities
from onrecord.link.identity.blocks import pairs
from onrecord.link.identity.mentions import Node, nodes_of
from onrecord.types import SpeakerKind

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_PAIRS = 60
"""Comparisons a name, whatever the names are."""


def nodes(*names: str, kind: SpeakerKind = SpeakerKind.PERSON, language: str = "en") -> list[Node]:
    return nodes_of([Mention(name, kind, f"p{n}", language) for n, name in enumerate(names)], ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj"),
        ("Volodymyr Zelensky", "Володимир Зеленський"),
        ("Nikolai Okvist", "Mykola Okvist"),
        ("Orbán Viktor", "Viktor Orban"),
        ("Bill Okvist", "William Okvist"),
        ("Mark Rutte", "Mark Rutke"),
        ("Mark Rutte", "Marko Rutte"),
        ("M. Rutte", "Mark Rutte"),
        ("Ana Ek", "Ana Maria Ek Roque"),
        ("Lula da Silva", "Luiz Inácio Lula da Silva"),
    ],
)
def test_alike_names_meet(one: str, other: str) -> None:
    assert pairs(nodes(one, other)) == [(0, 1)]


def test_others_do_not() -> None:
    assert pairs(nodes("Marta Okvist", "John Smith", "Olena Zelenska")) == []


def _word(rnd: random.Random, letters: str, length: int) -> str:
    return "".join(rnd.choice(letters) for _ in range(length)).title()


@pytest.mark.parametrize("shape", ["surname", "given", "vowels", "initials", "bodies"])
def test_a_crowd_is_compared_in_linear_work(shape: str) -> None:
    rnd = random.Random(7)
    made: Callable[[], str] = {
        "surname": lambda: f"{_word(rnd, LETTERS, 5)} Smith",
        "given": lambda: f"John {_word(rnd, LETTERS, 5)}",
        "vowels": lambda: f"{_word(rnd, 'aeiou', 5)} {_word(rnd, 'aeiou', 5)}",
        "initials": lambda: f"{rnd.choice(LETTERS)}. {rnd.choice(LETTERS)}. {rnd.choice(LETTERS)}. Smith",
        "bodies": lambda: f"Bank of {_word(rnd, 'aeiou', 5)}",
    }[shape]
    kind = SpeakerKind.BODY if shape == "bodies" else SpeakerKind.PERSON
    crowd = nodes(*sorted({made() for _ in range(2000)}), kind=kind)
    assert len(pairs(crowd)) <= MOST_PAIRS * len(crowd)


def test_many_bearers_of_a_surname_alone() -> None:
    rnd = random.Random(8)
    full = [Mention(f"{_word(rnd, LETTERS, 5)} Smith", SpeakerKind.PERSON, f"q{n}", "en") for n in range(300)]
    alone = [Mention("Smith", SpeakerKind.PERSON, f"p{n}", "en") for n in range(300)]
    people = identities([*full, *alone])
    assert len(people.identities) == len({mention.key for mention in full}) + len(alone)
