"""Whose role a description tells: "the finance minister", "our chief engineer", "Port boss"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words


@dataclass(frozen=True, slots=True)
class Small:
    """Words of a language that tell nothing of an office, and the groups of nouns that may name one."""

    all: frozenset[str]
    indefinite: frozenset[str]
    prepositions: frozenset[str]
    styles: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    lesser: frozenset[str]
    offices: tuple[frozenset[str], ...]
    noun_last: bool


@cache
def small_words(language: str) -> Small:
    grammar, people = words.load(language, "grammar"), words.load(language, "people")
    rows = {
        name: frozenset(str(grammar.get(name, "")).split()) for name in ("determiners", "indefinite", "prepositions")
    }
    called = {name: frozenset(str(people.get(name, "")).split()) for name in ("styles", "persons", "bodies", "lesser")}
    offices = tuple(frozenset(row.split()) for row in people.get("same_office", ()))
    return Small(
        rows["determiners"] | rows["prepositions"],
        rows["indefinite"],
        rows["prepositions"],
        called["styles"],
        called["persons"],
        called["bodies"],
        called["lesser"],
        offices,
        noun_last=bool(grammar.get("articles")),
    )


def is_role(asked: Sequence[str], role: str, small: Small, *, exact: bool) -> bool:
    """Does a role hold the words of a description, its noun or, unless ``exact``, one of the same office as its noun?

    A spokesman for the minister is no minister, a chief engineer no chief.
    """
    told = role.lower().split()
    mine, theirs = noun_of(asked, small), noun_of(told, small)
    same = mine == theirs or (not exact and any(mine in row and theirs in row for row in small.offices))
    if any(word in small.lesser and word not in asked for word in told):
        return False
    beside = {word for word in asked if not any(word in row and mine in row for row in small.offices)} - small.all
    return bool(mine) and same and beside - {mine} <= set(told)


def noun_of(low: Sequence[str], small: Small) -> str:
    """The noun that a role turns on, before the first preposition, which names whose or of what."""
    stop = next((k for k, word in enumerate(low) if k and word in small.prepositions), len(low))
    head = [word for word in low[:stop] if word not in small.all]
    nouns = [word for word in head if word in small.persons] or head
    return (nouns[-1] if small.noun_last else nouns[0]) if nouns else ""
